//! Looking at one procedure: who may, what they see, and that it was written down.

use crate::access::{self, Action};
use crate::app::App;
use crate::audit::{self, Came};
use crate::caller::Caller;
use crate::change::not_allowed;
use crate::ledger;
use crate::problem::Problem;
use crate::shown::{self, Shown};
use domain::fold::Stream;
use domain::procedure::Procedure;
use sqlx::{Postgres, Transaction};

/// A procedure that the caller may read, in a transaction of its hospital.
pub struct Look {
    pub transaction: Transaction<'static, Postgres>,
    pub shown: Shown,
}

impl Look {
    /// 404 for what is not in this hospital, 403 for what the caller may not read.
    pub async fn at(app: &App, caller: &Caller, route: &str, id: &str) -> Result<Look, Problem> {
        let mut transaction = ledger::enter(app, &caller.hospital).await?;
        let me = shown::me(&mut transaction, caller).await?;
        let shown = shown::find(&mut transaction, &caller.hospital, me, id).await?;
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
        Ok(Look { transaction, shown })
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
    pub async fn case(&mut self, caller: &Caller) -> Result<Procedure, Problem> {
        let id = self.shown.id.to_string();
        let stream: Stream<Procedure> = ledger::load(&mut self.transaction, &caller.hospital, &id).await?;
        Ok(stream.state)
    }

    pub async fn close(self) -> Result<(), Problem> {
        self.transaction.commit().await?;
        Ok(())
    }
}
