//! The example circle of `kith demo`.

use super::{context::Ctx, error::Result};

/// Fills an empty database.
pub async fn fill(_ctx: &Ctx) -> Result<String> {
    Ok(String::new())
}
