//! Limits against guessing and flooding, counted in the database so that they hold across restarts and servers.

use super::{
    config::Switch,
    context::{Ctx, Member},
    error::Result,
};
use crate::app::error::Code;
use sqlx::{query, query_as};
use std::{num::NonZeroU32, time::Duration};

/// So many uses of one thing per window.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Keeps counters of different things apart.
    pub name: &'static str,
    pub uses: i64,
    pub window_ms: i64,
}

const HOUR_MS: i64 = 3_600_000;
const DAY: Duration = Duration::from_secs(86_400);

/// Wrong passwords and codes per account (contract: 20 per hour).
pub const GUESSES_PER_ACCOUNT: Limit = Limit { name: "guess-account", uses: 20, window_ms: HOUR_MS };
/// Wrong passwords and codes per address (contract: 100 per hour).
pub const GUESSES_PER_ADDRESS: Limit = Limit { name: "guess-address", uses: 100, window_ms: HOUR_MS };
/// Links to set a password, per address that asks.
pub const RESETS_PER_ADDRESS: Limit = Limit { name: "reset-address", uses: 20, window_ms: HOUR_MS };
/// Links to set a password, per name or e-mail asked for.
pub const RESETS_PER_LOGIN: Limit = Limit { name: "reset-login", uses: 5, window_ms: HOUR_MS };
/// Pictures that one account can upload.
pub const PICTURES_PER_ACCOUNT: Limit = Limit { name: "picture", uses: 60, window_ms: HOUR_MS };
/// Uploads for letters that one account can make.
pub const UPLOADS_PER_ACCOUNT: Limit = Limit { name: "upload", uses: 200, window_ms: HOUR_MS };
/// Calendar files that one account can import.
pub const IMPORTS_PER_ACCOUNT: Limit = Limit { name: "import", uses: 30, window_ms: HOUR_MS };
/// Requests and invites that one account can send.
pub const INVITES_PER_ACCOUNT: Limit = Limit { name: "invite", uses: 300, window_ms: HOUR_MS };
/// Activities of nearby that one account can begin: each asks the phones of others.
pub const ACTIVITIES_PER_ACCOUNT: Limit = Limit { name: "activity", uses: 60, window_ms: HOUR_MS };
/// How often apps of one address can sign in by a token of somebody else's, or leave an address.
pub const TOKENS_PER_ADDRESS: Limit = Limit { name: "token-address", uses: 300, window_ms: HOUR_MS };
/// Phone numbers that one account can claim.
pub const NUMBERS_PER_ACCOUNT: Limit = Limit { name: "number", uses: 10, window_ms: HOUR_MS };
/// Codes to one number, for one who claims it, and for all.
pub const CODES_PER_NUMBER: Limit = Limit { name: "number-code", uses: 3, window_ms: HOUR_MS };
pub const CODES_PER_NUMBER_OF_ALL: Limit = Limit { name: "number-codes", uses: 12, window_ms: HOUR_MS };
/// Devices for pushes that one account can name.
pub const DEVICES_PER_ACCOUNT: Limit = Limit { name: "device", uses: 60, window_ms: HOUR_MS };
/// Letters that one account can send.
pub const LETTERS_PER_ACCOUNT: Limit = Limit { name: "letter", uses: 300, window_ms: HOUR_MS };
/// Address books that one account can have matched.
pub const BOOKS_PER_ACCOUNT: Limit = Limit { name: "book", uses: 30, window_ms: HOUR_MS };
/// People whom one account can look up by their number.
pub const CONTACTS_PER_ACCOUNT: Limit = Limit { name: "contact", uses: 60, window_ms: HOUR_MS };
/// Sign-ins at an OpenID provider that are begun from one address.
pub const JOURNEYS_PER_ADDRESS: Limit = Limit { name: "journey", uses: 100, window_ms: HOUR_MS };
/// New accounts per address.
pub const SIGN_UPS_PER_ADDRESS: Limit = Limit { name: "sign-up", uses: 20, window_ms: HOUR_MS };
/// Guests per address: a household, not a flood.
pub const GUESTS_PER_ADDRESS: Limit = Limit { name: "guest", uses: 30, window_ms: HOUR_MS };
/// Mails that one account can cause.
pub const MAILS_PER_ACCOUNT: Limit = Limit { name: "mail-account", uses: 5, window_ms: HOUR_MS };
/// Mails to one mailbox, whoever causes them.
pub const MAILS_PER_MAILBOX: Limit = Limit { name: "mail-box", uses: 5, window_ms: HOUR_MS };

/// How fast people may write, come and go. Counted in memory, since it only holds back floods.
pub struct Floods {
    /// Messages of one account.
    accounts: Flood,
    /// Messages of all guests of one address: no more than one room can take of all.
    addresses: Flood,
    /// Messages to one room.
    rooms: Flood,
    /// How often one account comes and goes.
    passages: Flood,
    /// How often somebody comes from one address.
    doors: Flood,
    /// Presses of one connection or account on the board, and of one address.
    presses: Flood,
    hands: Flood,
    /// How often whole lists of the board are read from one address.
    reads: Flood,
    /// How often one who asks to be friends is told to the other's devices.
    rings: Flood,
}

type Flood = governor::DefaultKeyedRateLimiter<String>;

/// So many a second, and so many at once.
fn flood(quota: governor::Quota, burst: u32) -> Flood {
    governor::RateLimiter::keyed(quota.allow_burst(NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN)))
}

impl Default for Floods {
    fn default() -> Self {
        let a_second = |n| governor::Quota::per_second(NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN));
        let a_day = governor::Quota::with_period(DAY).unwrap_or(a_second(1));
        let a_minute = |n| governor::Quota::per_minute(NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN));
        Self {
            accounts: flood(a_second(10), 60),
            addresses: flood(a_second(10), 100),
            rooms: flood(a_second(50), 500),
            passages: flood(a_minute(60), 60),
            doors: flood(a_minute(300), 300),
            presses: flood(a_second(20), 20),
            hands: flood(a_second(200), 200),
            reads: flood(a_second(5), 30),
            rings: flood(a_day, 1),
        }
    }
}

/// Somebody writes, changes or marks a message.
pub fn write(ctx: &Ctx, me: &Member, address: &str) -> Result<()> {
    hold_back(ctx, &ctx.floods.accounts, &me.id)?;
    if me.is_guest { hold_back(ctx, &ctx.floods.addresses, address) } else { Ok(()) }
}

/// A room is written to or entered.
pub fn crowd(ctx: &Ctx, room_id: &str) -> Result<()> {
    hold_back(ctx, &ctx.floods.rooms, room_id)
}

/// Somebody enters or leaves a room, or signs in to rooms, then also from an address.
pub fn pass(ctx: &Ctx, me: &Member, address: Option<&str>) -> Result<()> {
    if let Some(address) = address {
        hold_back(ctx, &ctx.floods.doors, address)?;
    }
    hold_back(ctx, &ctx.floods.passages, &me.id)
}

/// Something on the board is pressed by a connection or account, from an address.
pub fn press(ctx: &Ctx, key: &str, address: &str) -> Result<()> {
    hold_back(ctx, &ctx.floods.presses, key)?;
    hold_back(ctx, &ctx.floods.hands, address)
}

/// Whole lists of the board are read, by nobody in particular.
pub fn read(ctx: &Ctx, address: &str) -> Result<()> {
    hold_back(ctx, &ctx.floods.reads, address)
}

/// Devices of somebody are told of somebody else.
pub fn ring(ctx: &Ctx, pair: &str) -> Result<()> {
    hold_back(ctx, &ctx.floods.rings, pair)
}

/// False where limits are lifted for a load test.
pub fn are_on(ctx: &Ctx) -> bool {
    ctx.config.limits == Switch::On
}

fn hold_back(ctx: &Ctx, flood: &Flood, key: &str) -> Result<()> {
    let is_over = are_on(ctx) && flood.check_key(&key.to_owned()).is_err();
    if is_over { Err(Code::TooFast.into()) } else { Ok(()) }
}

/// A limit and whom or what it counts.
type Counted<'a> = (Limit, &'a str);

/// Counts several uses of one, or fails if they are more than are left.
pub async fn spend_some(ctx: &Ctx, counted: Counted<'_>, uses: usize) -> Result<()> {
    spend_times(ctx, [counted], i64::try_from(uses).unwrap_or(i64::MAX)).await
}

/// Counts one use of each in their order, or fails at the first that is used up: the caller's own comes first.
pub async fn spend<const N: usize>(ctx: &Ctx, counted: [Counted<'_>; N]) -> Result<()> {
    spend_times(ctx, counted, 1).await
}

async fn spend_times<const N: usize>(ctx: &Ctx, counted: [Counted<'_>; N], uses: i64) -> Result<()> {
    if !are_on(ctx) {
        return Ok(());
    }
    let now = ctx.clock.now();
    let counters = counted.map(|(limit, subject)| (limit, ctx.keyed_hash(limit.name, subject)));
    let is_over = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                let sql = "insert into limits (key, used, until) values ($1, $4, $2)
                    on conflict (key) do update set
                        used = case when limits.until <= $3 then $4 else limits.used + $4 end,
                        until = case when limits.until <= $3 then $2 else limits.until end
                    returning used";
                let mut is_over = false;
                for (limit, key) in counters {
                    let count = query_as::<_, (i64,)>(sql).bind(key).bind(now + limit.window_ms).bind(now).bind(uses);
                    is_over = tx.one(count).await?.0 > limit.uses;
                    // Who has used up the first can't use up somebody else's second.
                    if is_over {
                        break;
                    }
                }
                // What was too much at once is not counted: less may still go.
                if is_over && uses > 1 { Err(Code::TooMany.into()) } else { Ok(is_over) }
            })
        })
        .await?;
    if is_over { Err(Code::TooMany.into()) } else { Ok(()) }
}

/// Takes back one use of each: it was none that the limit is about.
pub async fn give_back<const N: usize>(ctx: &Ctx, counted: [Counted<'_>; N]) -> Result<()> {
    if !are_on(ctx) {
        return Ok(());
    }
    let keys = counted.map(|(limit, subject)| ctx.keyed_hash(limit.name, subject));
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                for key in keys {
                    tx.execute(query("update limits set used = used - 1 where key = $1 and used > 0").bind(key))
                        .await?;
                }
                Ok(())
            })
        })
        .await
}

/// Removes counters whose window is over.
pub async fn sweep(ctx: Ctx) -> Result<()> {
    let Floods { accounts, addresses, rooms, passages, doors, presses, hands, reads, rings } = &*ctx.floods;
    [accounts, addresses, rooms, passages, doors, presses, hands, reads, rings]
        .into_iter()
        .for_each(Flood::retain_recent);
    ctx.db.execute(query("delete from limits where until <= $1").bind(ctx.clock.now())).await?;
    Ok(())
}
