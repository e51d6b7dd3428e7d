//! Looking at one procedure: who may, what they see, and that it was written down.

use crate::access::{self, Action};
use crate::app::App;
use crate::audit::{self, Came};
use crate::caller::Caller;
use crate::change::not_allowed;
use crate::ledger;
use crate::problem::Problem;
use crate::shown::{self, Shown};
use axum::extract::{FromRequestParts, MatchedPath, RawPathParams};
use axum::http::request::Parts;
use domain::fold::Stream;
use domain::procedure::Procedure;
use sqlx::{Postgres, Transaction};
use std::sync::Arc;

/// A procedure that the caller may read, in a transaction of its hospital. A handler that takes one
/// reads the procedure of its path.
pub struct Look {
    pub transaction: Transaction<'static, Postgres>,
    pub shown: Shown,
    pub caller: Caller,
}

/// As [`Look`], for a part that nobody sees of a restricted procedure.
pub struct LookInside(pub Look);

impl FromRequestParts<Arc<App>> for Look {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Look, Problem> {
        let (caller, route, id) = asked(parts, app).await?;
        Look::at(app, &caller, &route, &id).await
    }
}

impl FromRequestParts<Arc<App>> for LookInside {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<LookInside, Problem> {
        let (caller, route, id) = asked(parts, app).await?;
        Look::at_part(app, &caller, &route, &id).await.map(LookInside)
    }
}

/// Who asks, by which route, and the id in the path.
async fn asked(parts: &mut Parts, app: &Arc<App>) -> Result<(Caller, String, String), Problem> {
    let caller = Caller::from_request_parts(parts, app).await?;
    let route = parts.extensions.get::<MatchedPath>().map(|path| path.as_str().to_owned()).unwrap_or_default();
    let path = RawPathParams::from_request_parts(parts, app).await.ok();
    let id = path.as_ref().and_then(|path| path.iter().find(|(name, _)| *name == "id"));
    // A path that is no text names nothing that is here.
    let id = id.map(|(_, id)| id.to_owned()).ok_or_else(|| Problem::not_found("procedure"))?;
    Ok((caller, route, id))
}

impl Look {
    /// 404 for what is not in this hospital, 403 for what the caller may not read.
    pub async fn at(app: &App, caller: &Caller, route: &str, id: &str) -> Result<Look, Problem> {
        let mut transaction = ledger::enter(app, &caller.hospital).await?;
        let me = shown::me(app, &mut transaction, caller).await?;
        let shown = shown::find(&mut transaction, &caller.hospital, &me, id).await?;
        let shown = shown.ok_or_else(|| Problem::not_found("procedure"))?;
        let came = match (access::may(caller, Action::Read, &shown.standing), shown.seen_whole_by(caller)) {
            (false, _) => Came::Refused,
            (true, true) => Came::Whole,
            (true, false) => Came::Restricted,
        };
        audit::note(&mut transaction, caller, Action::Read, route, Some(shown.id), came, None).await?;
        if matches!(came, Came::Refused) {
            transaction.commit().await?;
            return Err(not_allowed(Action::Read));
        }
        Ok(Look { transaction, shown, caller: caller.clone() })
    }

    /// As [`Look::at`], for a part that nobody sees of a restricted procedure.
    pub async fn at_part(app: &App, caller: &Caller, route: &str, id: &str) -> Result<Look, Problem> {
        let look = Look::at(app, caller, route, id).await?;
        if look.shown.seen_whole_by(caller) {
            return Ok(look);
        }
        look.transaction.commit().await?;
        Err(not_allowed(Action::Read))
    }

    /// What its facts amount to.
    pub async fn case(&mut self) -> Result<Procedure, Problem> {
        let id = self.shown.id.to_string();
        let stream: Stream<Procedure> = ledger::load(&mut self.transaction, &self.caller.hospital, &id).await?;
        Ok(stream.state)
    }

    pub async fn close(self) -> Result<(), Problem> {
        self.transaction.commit().await?;
        Ok(())
    }
}
