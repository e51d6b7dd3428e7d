//! Who asks: read from the bearer token of the request.

use crate::app::App;
use crate::outside::{Outside, is_hospital};
use crate::problem::Problem;
use crate::token::{self, Claims, OWN_ISSUER};
use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The header in which a token for several hospitals names the one it means.
const HOSPITAL_HEADER: &str = "x-hospital";
/// The hospital of such a token.
const EVERY_HOSPITAL: &str = "*";

/// Someone whose token was found good, in one hospital.
#[derive(Clone, PartialEq, Debug)]
pub struct Caller {
    /// The practitioner's outside id, or the name of a service.
    pub subject: String,
    pub hospital: String,
    pub roles: BTreeSet<String>,
    pub permissions: BTreeSet<String>,
    /// Whether the token itself is of this hospital; else it is for several and the caller chose.
    pub of_hospital: bool,
}

impl Caller {
    /// A system that reports what people did; it may name another as a note's author.
    pub fn is_service(&self) -> bool {
        self.roles.contains("service")
    }

    pub fn has(&self, permission: &str) -> bool {
        self.permissions.contains(permission)
    }

    /// `roles` as one text, for the audit.
    pub fn roles_text(&self) -> String {
        self.roles.iter().map(String::as_str).collect::<Vec<_>>().join(",")
    }

    fn of(claims: Claims, chosen: Option<&str>) -> Result<Caller, Problem> {
        let subject = Outside::of_reference("Practitioner", &claims.sub).map_err(|_| {
            Problem::unauthorized("The token's sub is not an id of at most 64 letters, digits, dots and hyphens.")
        })?;
        let of_hospital = claims.hospital != EVERY_HOSPITAL;
        let hospital = match (of_hospital, chosen) {
            (true, Some(chosen)) if chosen != claims.hospital => {
                return Err(Problem::forbidden("The token is for another hospital than X-Hospital names."));
            }
            (true, _) => claims.hospital,
            (false, Some(chosen)) => chosen.to_owned(),
            (false, None) => {
                return Err(Problem::bad_request(
                    "hospital",
                    "A token for every hospital must name one in X-Hospital.",
                ));
            }
        };
        if !is_hospital(&hospital) {
            return Err(Problem::bad_request(
                "hospital",
                "A hospital's id has 1 to 32 letters, digits, dots and hyphens.",
            ));
        }
        Ok(Caller {
            subject: subject.id,
            hospital,
            roles: claims.roles.iter().map(|role| role.trim().to_lowercase().replace([' ', '-'], "_")).collect(),
            permissions: claims.permissions.into_iter().collect(),
            of_hospital,
        })
    }
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Caller, Problem> {
        let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header.and_then(bearer).ok_or_else(|| Problem::unauthorized("A bearer token is asked for."))?;
        let claims =
            app.tokens.check(token, app.now_ms() / 1000).await.map_err(|why| Problem::unauthorized(why.to_string()))?;
        let chosen = parts.headers.get(HOSPITAL_HEADER).and_then(|value| value.to_str().ok());
        let caller = Caller::of(claims, chosen)?;
        if let Some(limits) = &app.limits {
            limits.count(app.cache.as_ref(), &caller.hospital, &caller.subject, app.now_ms()).await?;
        }
        app.know_hospital(&caller).await?;
        Ok(caller)
    }
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The keys whose tokens are taken.
pub struct Tokens {
    own: token::Key,
    jwks: Option<crate::jwks::Jwks>,
    audience: Option<String>,
}

impl Tokens {
    pub fn new(own: token::Key, jwks: Option<crate::jwks::Jwks>, audience: Option<String>) -> Self {
        Tokens { own, jwks, audience }
    }

    async fn check(&self, token: &str, now: i64) -> Result<Claims, token::Untrusted> {
        let wanted = token::key_id(token);
        let mut keys = vec![self.own.clone()];
        if let Some(jwks) = self.jwks.as_ref().filter(|_| wanted.as_deref() != Some(OWN_ISSUER)) {
            keys.extend(jwks.keys(wanted.as_deref()).await);
        }
        token::verify(token, &keys, self.audience.as_deref(), now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Audience;

    fn claims(hospital: &str) -> Claims {
        Claims {
            iss: "x".into(),
            sub: "Practitioner/111".into(),
            hospital: hospital.into(),
            roles: vec!["Theatre-Manager".into()],
            permissions: vec![],
            exp: 0,
            nbf: None,
            aud: Audience::default(),
        }
    }

    #[test]
    fn a_token_sees_its_own_hospital_only() {
        let caller = Caller::of(claims("DHAKA"), None).unwrap();
        assert_eq!((caller.hospital.as_str(), caller.subject.as_str()), ("DHAKA", "111"));
        assert!(caller.roles.contains("theatre_manager"));
        assert_eq!(Caller::of(claims("DHAKA"), Some("KHULNA")).unwrap_err().status(), 403);
        assert_eq!(Caller::of(claims("*"), Some("KHULNA")).unwrap().hospital, "KHULNA");
        assert_eq!(Caller::of(claims("*"), None).unwrap_err().status(), 400);
        assert_eq!(Caller::of(claims("*"), Some("*")).unwrap_err().status(), 400);
    }
}
