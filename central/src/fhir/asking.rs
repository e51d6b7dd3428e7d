//! Who asks, over which address, in which transaction.

use crate::access::{self, Action};
use crate::app::App;
use crate::asked::Asked;
use crate::audit::{self, Came};
use crate::caller::Caller;
use crate::change::not_allowed;
use crate::ledger;
use crate::problem::Problem;
use crate::shown::{self, Me, Shown};
use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::http::request::Parts;
use sqlx::{PgConnection, Postgres, Transaction};
use std::sync::Arc;
use uuid::Uuid;

/// A request to look at something.
pub struct Asking {
    pub app: Arc<App>,
    pub caller: Caller,
    pub headers: HeaderMap,
    /// The template of its path, as the audit names it.
    pub route: String,
    pub base: String,
    /// Known from when it is entered.
    pub me: Me,
}

impl FromRequestParts<Arc<App>> for Asking {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Asking, Problem> {
        let caller = Caller::from_request_parts(parts, app).await?;
        let route = parts.extensions.get::<MatchedPath>().map(|path| path.as_str().to_owned()).unwrap_or_default();
        let headers = parts.headers.clone();
        Ok(Asking { app: app.clone(), caller, base: base(app, &headers), headers, route, me: Me::default() })
    }
}

impl Asking {
    /// The same request, where it may change something.
    pub fn of(app: &Arc<App>, asked: &Asked) -> Asking {
        let (caller, headers, route) = (asked.caller.clone(), asked.headers.clone(), asked.route.clone());
        Asking { app: app.clone(), caller, base: base(app, &headers), headers, route, me: Me::default() }
    }

    /// A transaction of the caller's hospital, in which it is known who the caller is.
    pub async fn enter(&mut self) -> Result<Transaction<'static, Postgres>, Problem> {
        self.known_in(ledger::enter(&self.app, &self.caller.hospital).await?).await
    }

    /// As [`Asking::enter`], to search.
    pub async fn enter_to_search(&mut self) -> Result<Transaction<'static, Postgres>, Problem> {
        self.known_in(ledger::enter_to_search(&self.app, &self.caller.hospital).await?).await
    }

    async fn known_in(
        &mut self,
        mut transaction: Transaction<'static, Postgres>,
    ) -> Result<Transaction<'static, Postgres>, Problem> {
        self.me = shown::me(&self.app, &mut transaction, &self.caller).await?;
        Ok(transaction)
    }

    /// A procedure, entered in error or not, whoever may see it.
    pub async fn find(&self, connection: &mut PgConnection, id: Uuid) -> Result<Shown, Problem> {
        let hospital = &self.caller.hospital;
        let shown = match shown::find(connection, hospital, &self.me, &id.to_string()).await? {
            Some(shown) => Some(shown),
            None => shown::find_voided(connection, hospital, &self.me, id).await?,
        };
        shown.ok_or_else(|| Problem::not_found("resource"))
    }

    /// One that the caller may read; written down either way.
    pub async fn see(&self, connection: &mut PgConnection, id: Uuid) -> Result<Shown, Problem> {
        let shown = self.find(connection, id).await?;
        let came = match (access::may(&self.caller, Action::Read, &shown.standing), shown.seen_whole_by(&self.caller)) {
            (false, _) => Came::Refused,
            (true, true) => Came::Whole,
            (true, false) => Came::Restricted,
        };
        audit::note(connection, &self.caller, Action::Read, &self.route, Some(id), came, None).await?;
        if matches!(came, Came::Refused) { Err(not_allowed(Action::Read)) } else { Ok(shown) }
    }

    /// As [`Asking::see`], for what nobody sees of a restricted procedure.
    pub async fn see_whole(&self, connection: &mut PgConnection, id: Uuid) -> Result<Shown, Problem> {
        let shown = self.see(connection, id).await?;
        if shown.seen_whole_by(&self.caller) { Ok(shown) } else { Err(not_allowed(Action::Read)) }
    }

    /// Writes down that something was looked for, and how much of it was shown.
    pub async fn note(&self, connection: &mut PgConnection, shown: usize) -> Result<(), Problem> {
        audit::note(connection, &self.caller, Action::Read, &self.route, None, Came::Whole, Some(shown)).await
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }
}

/// Where this service is reached, as the request says: links and full URLs begin with it.
pub fn base(app: &App, headers: &HeaderMap) -> String {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let is_host = |host: &&str| {
        (1..=255).contains(&host.len())
            && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
    };
    let host = said("x-forwarded-host").filter(is_host).or_else(|| said(HOST.as_str()).filter(is_host));
    let ours = if app.encrypted { "https" } else { "http" };
    let scheme = said("x-forwarded-proto").filter(|scheme| ["http", "https"].contains(scheme)).unwrap_or(ours);
    format!("{scheme}://{}/fhir", host.unwrap_or("localhost"))
}
