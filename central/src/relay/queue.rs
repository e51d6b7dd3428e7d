//! Where events wait: those of facts in the outbox, those of accesses in the audit itself.

use super::{Waiting, enter};
use crate::app::App;
use crate::telling::{AUDIT, Access};
use sqlx::Row;
use sqlx::postgres::PgRow;

#[derive(Clone, Copy)]
pub enum Queue {
    Facts,
    Accesses,
}

impl Queue {
    pub const ALL: [Queue; 2] = [Queue::Facts, Queue::Accesses];

    /// The first of those that are not published, in their order.
    pub async fn waiting(self, app: &App, hospital: &str, limit: i64) -> anyhow::Result<Vec<Waiting>> {
        let mut transaction = enter(app, hospital).await?;
        let sql = match self {
            Queue::Facts => include_str!("waiting.sql"),
            Queue::Accesses => include_str!("accesses.sql"),
        };
        let rows = sqlx::query(sql).bind(hospital).bind(limit).fetch_all(&mut *transaction).await?;
        transaction.commit().await?;
        let waiting = rows.iter().map(|row| match self {
            Queue::Facts => event(row),
            Queue::Accesses => access(row, hospital),
        });
        Ok(waiting.collect::<Result<_, sqlx::Error>>()?)
    }

    pub async fn mark(self, app: &App, hospital: &str, published: &[Waiting]) -> anyhow::Result<()> {
        let mut transaction = enter(app, hospital).await?;
        let positions: Vec<i64> = published.iter().map(|event| event.position).collect();
        let query = match self {
            Queue::Facts => {
                let ordinals: Vec<i16> = published.iter().map(|event| event.ordinal).collect();
                sqlx::query(include_str!("mark.sql")).bind(hospital).bind(positions).bind(ordinals)
            }
            Queue::Accesses => sqlx::query(include_str!("mark_accesses.sql")).bind(hospital).bind(positions),
        };
        query.execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(())
    }
}

fn event(row: &PgRow) -> Result<Waiting, sqlx::Error> {
    Ok(Waiting {
        position: row.try_get("position")?,
        ordinal: row.try_get("ordinal")?,
        topic: row.try_get("topic")?,
        key: row.try_get("key")?,
        event_id: row.try_get("event_id")?,
        body: row.try_get("body")?,
    })
}

fn access(row: &PgRow, hospital: &str) -> Result<Waiting, sqlx::Error> {
    let access = Access {
        event_id: row.try_get("event_id")?,
        id: row.try_get("id")?,
        at: row.try_get("at")?,
        subject: row.try_get("subject")?,
        roles: row.try_get("roles")?,
        action: row.try_get("action")?,
        route: row.try_get("route")?,
        procedure: row.try_get("procedure_id")?,
        outcome: row.try_get("outcome")?,
        shown: row.try_get("shown")?,
    };
    Ok(Waiting {
        position: access.id,
        ordinal: 0,
        topic: AUDIT.to_owned(),
        key: access.key(),
        event_id: access.event_id,
        body: access.json(hospital).to_string(),
    })
}
