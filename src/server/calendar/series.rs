//! Changing series: one occurrence, this and the following ones, or all of them.

use super::{
    occurrences::{Change, Series, series},
    repeat::{End, Rule},
    store::{self, ChangeRow, EventRecord, NewRow},
    times::Span,
};
use crate::{
    app::{calendar::wire::Kind, error::Code},
    server::{
        chats::{self, EventCard},
        context::Ctx,
        db::Tx,
        error::{Doing, Result},
    },
};
use jiff::civil::DateTime;

/// What an occurrence or event is to become.
pub struct Rewrite {
    pub event: EventRecord,
    pub span: Span,
    /// The rule that was asked for; none leaves it as it is.
    pub rule: Option<String>,
}

/// Lets one occurrence differ from its series.
pub async fn change_one(tx: &mut Tx, base: &EventRecord, at: DateTime, new: Rewrite) -> Result<()> {
    let rule = Rule::stored(base.rule.as_deref().unwrap_or_default())?;
    // Who says nothing of a rule does not ask for another one.
    if new.rule.as_deref().is_some_and(|asked| !asked.is_empty() && !is_same_rule(asked, &rule, at)) {
        return Err(Code::RuleOfOne.into());
    }
    let there = base.at(at)?;
    let changed = serde_json::to_string(&new.event.as_changed(&new.span)).doing("writing an occurrence")?;
    let row = ChangeRow {
        occurrence: at.to_string(),
        is_cancelled: 0,
        cancelled_at: None,
        change: Some(changed),
        low_at: there.starts_at.min(new.span.starts_at),
        high_at: there.ends_at.max(new.span.ends_at),
    };
    store::put_change(tx, &base.id, &row).await?;
    reach(tx, base).await
}

/// Takes one occurrence out of its series; what was changed of it is kept for an undo.
pub async fn cancel_one(tx: &mut Tx, base: &EventRecord, at: DateTime, now: i64) -> Result<()> {
    let there = base.at(at)?;
    let known = store::change(tx, &base.id, &at.to_string()).await?;
    let row = ChangeRow {
        occurrence: at.to_string(),
        is_cancelled: 1,
        cancelled_at: Some(now),
        low_at: known.as_ref().map_or(there.starts_at, |row| row.low_at),
        high_at: known.as_ref().map_or(there.ends_at, |row| row.high_at),
        change: known.and_then(|row| row.change),
    };
    store::put_change(tx, &base.id, &row).await?;
    reach(tx, base).await
}

/// Puts an occurrence back that was cancelled after an instant.
pub async fn restore_one(tx: &mut Tx, base: &EventRecord, at: DateTime, since: i64) -> Result<()> {
    let row = store::change(tx, &base.id, &at.to_string()).await?;
    let row = row.filter(|row| row.is_cancelled == 1 && row.cancelled_at.is_none_or(|at| at > since));
    let row = row.ok_or(Code::NotFound)?;
    match row.change {
        Some(_) => store::put_change(tx, &base.id, &ChangeRow { is_cancelled: 0, cancelled_at: None, ..row }).await?,
        None => store::delete_change(tx, &base.id, &row.occurrence).await?,
    }
    reach(tx, base).await
}

/// Moves and changes a series as a whole. `shown` is the occurrence that the new span is about; one that had been moved
/// alone before stays where the span puts it.
pub async fn change_all(tx: &mut Tx, base: &EventRecord, shown: &EventRecord, new: Rewrite, now: i64) -> Result<()> {
    let old_rule = Rule::stored(base.rule.as_deref().unwrap_or_default())?;
    let shift = shown.own_starts().until(new.span.starts).map_err(|_| Code::TimeInvalid)?;
    let moved = |at: DateTime| at.checked_add(shift).map_err(|_| Code::TimeInvalid);
    let length = new.span.ends.map(|ends| new.span.starts.until(ends)).transpose().map_err(|_| Code::TimeInvalid)?;
    let starts = moved(base.own_starts())?;
    let ends = length.map(|length| starts.checked_add(length)).transpose().map_err(|_| Code::TimeInvalid)?;
    let is_same = new.rule.as_deref().is_none_or(|text| is_same_rule(text, &old_rule, shown.own_starts()));
    let rule = if is_same {
        let end = match old_rule.end {
            End::Until(until) => End::Until(moved(until)?),
            end => end,
        };
        fitting(old_rule.shifted(base.own_starts(), starts).ending(end), starts)?.text()
    } else {
        new.rule.unwrap_or_default()
    };
    let span = Span::new(new.span.is_all_day, starts, ends, &new.span.time_zone)?;
    let (series, span) = series(&rule, span)?;
    let mut changes = if is_same { store::changes(tx, &base.id, i64::MIN).await? } else { Vec::new() };
    let own = shown.occurrence.filter(|at| *at != shown.own_starts());
    changes.retain(|row| shown.occurrence.is_none_or(|at| row.occurrence != at.to_string()));
    let moved_alone = (own, new.event.as_changed(&new.span), (new.span.starts_at, new.span.ends_at));
    store::delete_changes(tx, &base.id, "").await?;
    let event = EventRecord { id: base.id.clone(), ..new.event };
    store::update(tx, &event, &span, &series, now).await?;
    let after = EventRecord {
        starts: span.starts.to_string(),
        ends: span.ends.map(|ends| ends.to_string()),
        is_all_day: i64::from(span.is_all_day),
        time_zone: span.time_zone.clone(),
        starts_at: span.starts_at,
        ends_at: span.ends_at,
        ..event
    };
    put_moved(tx, &after, changes, &moved).await?;
    if let (Some(at), changed, (starts_at, ends_at)) = moved_alone
        && is_same
    {
        let at = moved(at)?;
        let there = after.at(at)?;
        let row = ChangeRow {
            occurrence: at.to_string(),
            is_cancelled: 0,
            cancelled_at: None,
            change: Some(serde_json::to_string(&changed).doing("writing an occurrence")?),
            low_at: there.starts_at.min(starts_at),
            high_at: there.ends_at.max(ends_at),
        };
        store::put_change(tx, &base.id, &row).await?;
    }
    store::update_reach(tx, &base.id, span.starts_at, series.until_at).await
}

/// Ends a series before an occurrence and begins another one there, with the same people. The new id.
pub async fn change_following(
    ctx: &Ctx,
    tx: &mut Tx,
    base: &EventRecord,
    shown: (&EventRecord, DateTime),
    new: Rewrite,
) -> Result<String> {
    let (now, (shown, at)) = (ctx.clock.now(), shown);
    let rule = Rule::stored(base.rule.as_deref().unwrap_or_default())?;
    let is_same = new.rule.as_deref().is_none_or(|text| is_same_rule(text, &rule, shown.own_starts()));
    let shift = at.until(new.span.starts).map_err(|_| Code::TimeInvalid)?;
    let moved = |at: DateTime| at.checked_add(shift).map_err(|_| Code::TimeInvalid);
    let text = if is_same {
        let end = match rule.end {
            End::Count(count) => {
                let before = u32::try_from(rule.count_before(base.own_starts(), at)?).unwrap_or(u32::MAX);
                End::Count(count.saturating_sub(before).max(1))
            }
            End::Until(until) => End::Until(moved(until)?),
            End::Never => End::Never,
        };
        fitting(rule.shifted(at, new.span.starts).ending(end), new.span.starts)?.text()
    } else {
        new.rule.unwrap_or_default()
    };
    let (series, span) = series(&text, new.span)?;
    let all = store::changes(tx, &base.id, i64::MIN).await?;
    let changes: Vec<ChangeRow> = all.into_iter().filter(|row| is_same && row.occurrence > at.to_string()).collect();
    end_before(tx, base, at, now).await?;
    let id = ctx.new_id();
    let chat_id = (base.kind() == Kind::Group).then(|| ctx.new_id());
    let row = NewRow {
        id: &id,
        kind: if base.kind() == Kind::Group { "group" } else { "single" },
        author_id: &base.author_id,
        name: &new.event.name,
        icon: &new.event.icon,
        is_private: new.event.is_private == 1,
        span: &span,
        series: &series,
        address: &new.event.address,
        description: &new.event.description,
        chat_id: chat_id.as_deref(),
        now,
    };
    store::insert(tx, row).await?;
    store::copy_members(tx, &base.id, (&id, span.starts_at, series.until_at), || ctx.new_id()).await?;
    // Whose answer is missing is asked to what follows as well.
    for invite in store::invites::of_event(tx, &base.id).await? {
        if invite.declined_at.is_none() {
            store::invites::insert(tx, &ctx.new_id(), &id, &invite.sender_id, &invite.receiver_id, now).await?;
        }
    }
    super::invites::tell_asked(tx, &id).await?;
    if let Some(chat_id) = &chat_id {
        // Of those who are in it now; the author may have left.
        let mut members = store::members(tx, &id).await?.into_iter();
        let first = members.next().ok_or(Code::NotFound)?;
        let card = EventCard { id: &id, name: &new.event.name, icon: &new.event.icon };
        chats::open_for_event(tx, chat_id, card, &first.account_id, now).await?;
        for member in members {
            chats::join(tx, chat_id, &member.account_id, now).await?;
        }
    }
    let after = EventRecord {
        id: id.clone(),
        starts: span.starts.to_string(),
        ends: span.ends.map(|ends| ends.to_string()),
        is_all_day: i64::from(span.is_all_day),
        time_zone: span.time_zone.clone(),
        starts_at: span.starts_at,
        ends_at: span.ends_at,
        ..new.event
    };
    put_moved(tx, &after, changes, &moved).await?;
    store::update_reach(tx, &id, span.starts_at, series.until_at).await?;
    Ok(id)
}

/// Lets a series end before one of its occurrences.
pub async fn end_before(tx: &mut Tx, base: &EventRecord, at: DateTime, now: i64) -> Result<()> {
    let rule = Rule::stored(base.rule.as_deref().unwrap_or_default())?;
    // Rules have one occurrence a day at most, and forms speak of days.
    let until = at.date().yesterday().map_err(|_| Code::TimeInvalid)?.at(23, 59, 59, 0);
    let text = rule.ending(End::Until(until)).text();
    let span = Span::new(base.is_all_day == 1, base.own_starts(), base.own_ends(), &base.time_zone)?;
    let (series, span) = series(&text, span)?;
    store::delete_changes(tx, &base.id, &at.to_string()).await?;
    store::update(tx, base, &span, &series, now).await
}

/// Whether a form asks for the rule that is there already, reckoned from the occurrence that it shows; forms know the
/// day of its end only.
fn is_same_rule(text: &str, rule: &Rule, shown: DateTime) -> bool {
    let whole = |rule: Rule| {
        let end = match rule.end {
            End::Until(until) => End::Until(until.date().at(23, 59, 59, 0)),
            end => end,
        };
        rule.canonical(shown).ending(end).text()
    };
    Rule::stored(text).is_ok_and(|asked| whole(asked) == whole(rule.clone()))
}

/// The rule, if it still fits the start that a series is moved to.
fn fitting(rule: Rule, starts: DateTime) -> Result<Rule> {
    if rule.first(starts)? == starts { Ok(rule) } else { Err(Code::RuleInvalid.into()) }
}

async fn put_moved(
    tx: &mut Tx,
    event: &EventRecord,
    rows: Vec<ChangeRow>,
    moved: &impl Fn(DateTime) -> Result<DateTime, Code>,
) -> Result<()> {
    for row in rows {
        let Some(Change { occurrence, .. }) = row.read() else { continue };
        let at = moved(occurrence)?;
        let there = event.at(at)?;
        let row = ChangeRow {
            occurrence: at.to_string(),
            low_at: row.low_at.min(there.starts_at),
            high_at: row.high_at.max(there.ends_at),
            ..row
        };
        store::put_change(tx, &event.id, &row).await?;
    }
    Ok(())
}

/// Stores how far a series reaches with its changed occurrences.
async fn reach(tx: &mut Tx, base: &EventRecord) -> Result<()> {
    let until_at = match base.last() {
        Some(last) => base.at(last)?.ends_at,
        None => i64::MAX,
    };
    store::update_reach(tx, &base.id, base.starts_at, Some(until_at)).await
}

/// What a series stores of its rule as it is.
pub fn stored(event: &EventRecord) -> Result<Series> {
    let until_at = match (&event.rule, event.last()) {
        (None, _) => None,
        (Some(_), None) => Some(i64::MAX),
        (Some(_), Some(last)) => Some(event.at(last)?.ends_at),
    };
    Ok(Series { rule: event.rule.clone(), last: event.last.clone(), until_at })
}
