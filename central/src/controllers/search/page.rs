//! One page of what was found. The cursor names the last row that was shown, by what it was sorted
//! by and its id, so that nothing that does not change is skipped or repeated while others write.

use crate::problem::FieldError;
use crate::shown::Shown;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sqlx::{Postgres, QueryBuilder};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use uuid::Uuid;

const USUAL_LIMIT: usize = 50;
const LARGEST_LIMIT: usize = 200;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum By {
    Date,
    Status,
    Updated,
}

impl By {
    /// Columns whose order it is; their index has the id behind them.
    fn columns(self) -> &'static [&'static str] {
        match self {
            By::Date => &["sorts_at"],
            By::Status => &["status", "sorts_at"],
            By::Updated => &["updated_at"],
        }
    }
}

pub struct Page {
    by: By,
    descending: bool,
    pub limit: usize,
    after: Option<After>,
}

#[derive(Serialize, Deserialize)]
struct After {
    by: By,
    descending: bool,
    key: String,
    /// Where the key is not a time, the time by which rows of one key are sorted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    id: Uuid,
    /// The page that ends before that row, not the one that begins after it.
    #[serde(default)]
    back: bool,
}

impl After {
    fn time(&self) -> Option<OffsetDateTime> {
        let time = if self.by == By::Status { self.at.as_ref()? } else { &self.key };
        OffsetDateTime::parse(time, &Rfc3339).ok()
    }
}

impl Page {
    pub fn read(sort: &[&str], limit: &[&str], cursor: &[&str], faults: &mut Vec<FieldError>) -> Page {
        let word = sort.first().copied().unwrap_or("date");
        let (descending, word) = word.strip_prefix('-').map_or((false, word), |word| (true, word));
        let by = match word {
            "date" => By::Date,
            "status" => By::Status,
            "updated" => By::Updated,
            _ => {
                faults.push(FieldError::new(
                    "sort",
                    "unknown-value",
                    "sort is date, status or updated, with - before it for the last first.",
                ));
                By::Date
            }
        };
        let limit = match limit.first().map(|limit| limit.parse()) {
            None => USUAL_LIMIT,
            Some(Ok(limit)) if (1..=LARGEST_LIMIT).contains(&limit) => limit,
            Some(_) => {
                let detail = format!("limit is a whole number from 1 to {LARGEST_LIMIT}.");
                faults.push(FieldError::new("limit", "out-of-range", detail));
                USUAL_LIMIT
            }
        };
        let after = cursor.first().map(|cursor| decode(cursor));
        let after = match after {
            None => None,
            Some(Some(after))
                if after.by == by
                    && after.descending == descending
                    && after.time().is_some()
                    && !after.key.contains('\0') =>
            {
                Some(after)
            }
            Some(_) => {
                let detail = "cursor is not one that this search gave; begin again without it.";
                faults.push(FieldError::new("cursor", "malformed", detail));
                None
            }
        };
        Page { by, descending, limit, after }
    }

    /// The first page in the usual order.
    pub fn is_plain(&self) -> bool {
        self.by == By::Date && !self.descending && self.after.is_none()
    }

    /// Whether the order tells of what a restricted procedure hides.
    pub fn looks_at_hidden(&self) -> bool {
        self.by == By::Updated
    }

    fn back(&self) -> bool {
        self.after.as_ref().is_some_and(|after| after.back)
    }

    /// As the rows are read, which for a page before another is from its end.
    fn ascends(&self) -> bool {
        self.descending == self.back()
    }

    /// What of it stands on this page. One more row than is shown tells whether there is a further one.
    pub fn push(&self, query: &mut QueryBuilder<Postgres>) {
        if let Some((after, time)) = self.after.as_ref().and_then(|after| Some((after, after.time()?))) {
            let beyond = if self.ascends() { ">" } else { "<" };
            query.push(format!(" AND (p.{}, p.id) {beyond} (", self.by.columns().join(", p.")));
            if self.by == By::Status {
                query.push_bind(after.key.clone()).push(", ");
            }
            query.push_bind(time).push(", ").push_bind(after.id).push(")");
        }
        self.push_order(query);
        query.push(" LIMIT ").push_bind(self.limit as i64 + 1);
    }

    /// The order of the rows `p`.
    pub fn push_order(&self, query: &mut QueryBuilder<Postgres>) {
        let order = if self.ascends() { "ASC" } else { "DESC" };
        query.push(" ORDER BY ");
        for column in self.by.columns() {
            query.push(format!("p.{column} {order}, "));
        }
        query.push(format!("p.id {order}"));
    }

    /// The rows of this page out of those that [`Page::push`] asked for, in order, with the cursors of
    /// the pages before and after it.
    pub fn cut(&self, mut rows: Vec<Shown>) -> (Vec<Shown>, Option<String>, Option<String>) {
        let further = rows.len() > self.limit;
        rows.truncate(self.limit);
        if self.back() {
            rows.reverse();
        }
        let (before, after) = if self.back() { (further, true) } else { (self.after.is_some(), further) };
        let previous = rows.first().filter(|_| before).map(|row| self.cursor(row, true));
        let next = rows.last().filter(|_| after).map(|row| self.cursor(row, false));
        (rows, previous, next)
    }

    fn cursor(&self, row: &Shown, back: bool) -> String {
        let mut keys = self.by.columns().iter().map(|name| row.column(name).as_str().unwrap_or_default().to_owned());
        let (key, at) = (keys.next().unwrap_or_default(), keys.next());
        let after = After { by: self.by, descending: self.descending, key, at, id: row.id, back };
        URL_SAFE_NO_PAD.encode(serde_json::json!(after).to_string())
    }
}

fn decode(cursor: &str) -> Option<After> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()
}
