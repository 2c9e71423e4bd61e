//! Limits against guessing and flooding, counted in the database so that they hold across restarts and servers.

use super::{config::Switch, context::Ctx, db::Conn, error::Result};
use crate::app::error::Code;
use sqlx::{query, query_as};

/// So many uses of one thing per window.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Keeps counters of different things apart.
    pub name: &'static str,
    pub uses: i64,
    pub window_ms: i64,
}

const HOUR_MS: i64 = 3_600_000;

/// Wrong passwords and codes per account (contract: 20 per hour).
pub const GUESSES_PER_ACCOUNT: Limit = Limit { name: "guess-account", uses: 20, window_ms: HOUR_MS };
/// Wrong passwords and codes per address (contract: 100 per hour).
pub const GUESSES_PER_ADDRESS: Limit = Limit { name: "guess-address", uses: 100, window_ms: HOUR_MS };
/// New accounts per address.
pub const SIGN_UPS_PER_ADDRESS: Limit = Limit { name: "sign-up", uses: 20, window_ms: HOUR_MS };
/// Mails that one account can cause.
pub const MAILS_PER_ACCOUNT: Limit = Limit { name: "mail-account", uses: 5, window_ms: HOUR_MS };
/// Fails if the limit for this subject is used up; does not count.
pub async fn check(ctx: &Ctx, limit: Limit, subject: &str) -> Result<()> {
    if ctx.config.limits == Switch::Off {
        return Ok(());
    }
    let key = ctx.keyed_hash(limit.name, subject);
    if used(&mut ctx.db.read().await?, &key, ctx.clock.now()).await? >= limit.uses {
        return Err(Code::TooMany.into());
    }
    Ok(())
}

/// Counts one use.
pub async fn count(ctx: &Ctx, limit: Limit, subject: &str) -> Result<()> {
    if ctx.config.limits == Switch::Off {
        return Ok(());
    }
    let now = ctx.clock.now();
    let sql = "insert into limits (key, used, until) values ($1, 1, $2)
        on conflict (key) do update set
            used = case when limits.until <= $3 then 1 else limits.used + 1 end,
            until = case when limits.until <= $3 then $2 else limits.until end";
    let key = ctx.keyed_hash(limit.name, subject);
    ctx.db.execute(query(sql).bind(key).bind(now + limit.window_ms).bind(now)).await?;
    Ok(())
}

/// Counts one use, or fails if there is none left.
pub async fn spend(ctx: &Ctx, limit: Limit, subject: &str) -> Result<()> {
    check(ctx, limit, subject).await?;
    count(ctx, limit, subject).await
}

async fn used(conn: &mut Conn, key: &str, now: i64) -> Result<i64> {
    let sql = "select used from limits where key = $1 and until > $2";
    Ok(conn.optional(query_as::<_, (i64,)>(sql).bind(key).bind(now)).await?.map_or(0, |row| row.0))
}
