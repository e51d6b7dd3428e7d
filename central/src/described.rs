//! Routes that say what they are: the router and `/openapi.json` come from the same table, so that
//! no path is served that is not described.

use crate::app::App;
use axum::Router;
use axum::handler::Handler;
use axum::routing::{MethodFilter, on};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// What one operation takes and gives.
#[derive(Clone, Debug)]
pub struct Operation {
    summary: &'static str,
    /// The permission that allows it in every case; none where any token does, or nobody is asked.
    permission: Option<&'static str>,
    open: bool,
    body: Option<&'static str>,
    query: &'static [&'static str],
    status: u16,
    answer: Option<&'static str>,
    is_list: bool,
    or_503: bool,
}

impl Operation {
    /// With a token, answering 200.
    pub fn new(summary: &'static str) -> Self {
        Operation {
            summary,
            permission: None,
            open: false,
            body: None,
            query: &[],
            status: 200,
            answer: None,
            is_list: false,
            or_503: false,
        }
    }

    pub fn asks_for(mut self, permission: &'static str) -> Self {
        self.permission = Some(permission);
        self
    }

    /// Without a token.
    pub fn open(mut self) -> Self {
        self.open = true;
        self
    }

    pub fn takes(mut self, schema: &'static str) -> Self {
        self.body = Some(schema);
        self
    }

    /// Parameters by their keys in `parameters.json`.
    pub fn query(mut self, query: &'static [&'static str]) -> Self {
        self.query = query;
        self
    }

    pub fn answers(mut self, status: u16, schema: &'static str) -> Self {
        (self.status, self.answer) = (status, Some(schema));
        self
    }

    pub fn answers_list(mut self, schema: &'static str) -> Self {
        (self.answer, self.is_list) = (Some(schema), true);
        self
    }

    /// Answering 503 in the same form.
    pub fn or_503(mut self) -> Self {
        self.or_503 = true;
        self
    }

    fn json(&self, method: &str, path: &str) -> Value {
        let in_path = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
        let mut keys: Vec<String> = in_path.map(|name| format!("path-{name}")).collect();
        keys.extend(self.query.iter().map(|key| (*key).to_owned()));
        if self.body.is_some() {
            keys.push("Idempotency-Key".into());
        }
        if method == "put" {
            keys.push("If-Match".into());
        }
        let parameters: Vec<Value> = keys.iter().map(|key| reference("parameters", key)).collect();
        let content = |schema: Value| json!({ "application/json": { "schema": schema } });
        let mut success = json!({ "description": "Done" });
        if let Some(schema) = self.answer {
            let schema = reference("schemas", schema);
            success["content"] =
                content(if self.is_list { json!({ "type": "array", "items": schema }) } else { schema });
        }
        let problem = json!({
            "description": "A problem (RFC 9457)",
            "content": { "application/problem+json": { "schema": reference("schemas", "Problem") } },
        });
        let mut operation = json!({
            "summary": self.summary,
            "parameters": parameters,
            "responses": { self.status.to_string(): success, "default": problem },
        });
        if self.or_503 {
            operation["responses"]["503"] = operation["responses"][self.status.to_string()].clone();
        }
        if let Some(permission) = self.permission {
            operation["description"] =
                json!(format!("Allowed by {permission}, or by a place in the team that allows it."));
        }
        if let Some(schema) = self.body {
            operation["requestBody"] = json!({ "required": true, "content": content(reference("schemas", schema)) });
        }
        if self.open {
            operation["security"] = json!([]);
        }
        operation
    }
}

fn reference(kind: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/components/{kind}/{name}") })
}

/// Routes with their descriptions.
#[derive(Default)]
pub struct Described {
    router: Router<Arc<App>>,
    paths: Map<String, Value>,
}

impl Described {
    pub fn get<H: Handler<T, Arc<App>>, T: 'static>(
        self,
        path: &'static str,
        operation: Operation,
        handler: H,
    ) -> Self {
        self.on(MethodFilter::GET, "get", path, operation, handler)
    }

    pub fn post<H: Handler<T, Arc<App>>, T: 'static>(
        self,
        path: &'static str,
        operation: Operation,
        handler: H,
    ) -> Self {
        self.on(MethodFilter::POST, "post", path, operation, handler)
    }

    pub fn put<H: Handler<T, Arc<App>>, T: 'static>(
        self,
        path: &'static str,
        operation: Operation,
        handler: H,
    ) -> Self {
        self.on(MethodFilter::PUT, "put", path, operation, handler)
    }

    fn on<H: Handler<T, Arc<App>>, T: 'static>(
        mut self,
        filter: MethodFilter,
        method: &str,
        path: &'static str,
        operation: Operation,
        handler: H,
    ) -> Self {
        let described = self.paths.entry(path).or_insert_with(|| json!({}));
        described[method] = operation.json(method, path);
        self.router = self.router.route(path, on(filter, handler));
        self
    }

    pub fn router(self) -> Router<Arc<App>> {
        self.router
    }

    /// OpenAPI 3.1.
    pub fn openapi(self) -> Value {
        let read = |text| serde_json::from_str::<Value>(text).unwrap_or_default();
        json!({
            "openapi": "3.1.0",
            "info": {
                "title": "Procedure service",
                "version": env!("CARGO_PKG_VERSION"),
                "description": "Procedures of operating theatres: request, booking, checklist, record.",
            },
            "paths": self.paths,
            "components": {
                "schemas": read(include_str!("described/schemas.json")),
                "parameters": read(include_str!("described/parameters.json")),
                "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" } },
            },
            "security": [{ "token": [] }],
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::controllers::described;
    use serde_json::Value;

    fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(name, value)| match value {
                Value::String(text) if name == "$ref" => found.push(text),
                value => references(value, found),
            }),
            Value::Array(list) => list.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }

    #[test]
    fn every_schema_and_parameter_that_is_named_is_there() {
        let openapi = described().openapi();
        let mut found = Vec::new();
        references(&openapi, &mut found);
        assert!(found.len() > 40);
        for reference in found {
            assert!(openapi.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
        }
    }

    #[test]
    fn every_field_that_service_md_sends_is_described() {
        let openapi = described().openapi();
        for (schema, file) in [
            ("Procedure", include_str!("../tests/service/service_md/create.json")),
            ("Booking", include_str!("../tests/service/service_md/schedule.json")),
            ("StatusChange", include_str!("../tests/service/service_md/status.json")),
            ("Completion", include_str!("../tests/service/service_md/complete.json")),
            ("Note", include_str!("../tests/service/service_md/note.json")),
            ("Complication", include_str!("../tests/service/service_md/complication.json")),
            ("DeviceUse", include_str!("../tests/service/service_md/device.json")),
        ] {
            let sent: Value = serde_json::from_str(file).unwrap();
            for field in sent.as_object().unwrap().keys() {
                let described = &openapi["components"]["schemas"][schema]["properties"][field];
                assert!(described.is_object(), "{schema}: {field}");
            }
        }
    }
}
