//! Bangladeshi taka (BDT, ৳): decimal, never floating point.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// An amount in taka; written as a decimal string, rounded to paisa where it is shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Taka(pub Decimal);
