//! `kith demo`: a lively example circle, so that the first look is not an empty page. Twelve people in four languages
//! and two months of events around today. The only place that holds invented people.

mod near;
mod people;
mod plans;
mod post;
mod steam;
mod talk;

use super::{
    account, board, calendar, chats,
    context::{Clock, Ctx, Member},
    error::{Error, Result},
    friends, letters, nearby, rooms,
};
use crate::app::{board::wire::Button, calendar::wire::EventForm};
use jiff::{ToSpan, civil::Date};
use people::{PASSWORD, PEOPLE};
use plans::{PLANS, Plan, Rhythm};
use post::LETTERS;
use std::{
    collections::HashMap,
    sync::{Arc, atomic::AtomicI64},
};
use talk::{ASKED, DIALOGS, EVENT_TALKS, ROOM_TALKS, WANTS};

/// The events were planned three weeks ago.
const PLANNED_MINUTES_AGO: i64 = 21 * 1_440;

/// Fills an empty database; what to tell whoever asked for it.
pub async fn fill(ctx: &Ctx) -> Result<String> {
    if account::count(&mut ctx.db.read().await?).await? > 0 {
        return Err(Error::Broken("filling the demo", "there are people in this database already".into()));
    }
    let mut members = Vec::new();
    for person in &PEOPLE {
        let id = account::found(ctx, person.account()).await?;
        members.push(
            account::sessions::by_id(&mut ctx.db.read().await?, &id).await?.ok_or(crate::app::error::Code::NotFound)?,
        );
    }
    let ids: Vec<String> = members.iter().map(|member| member.id.clone()).collect();
    let now = ctx.clock.now();
    let circle = ids.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                for (index, one) in circle.iter().enumerate() {
                    for (other_index, other) in circle.iter().enumerate().skip(index + 1) {
                        if !WANTS.contains(&(other_index, index)) {
                            friends::befriend(tx, one, other, now).await?;
                        }
                    }
                }
                Ok(())
            })
        })
        .await?;
    let today = ctx.timestamp().to_zoned(members[0].zone()).date();
    let mut events = HashMap::new();
    for plan in &PLANS {
        events.insert(plan.name, make(&earlier(ctx, PLANNED_MINUTES_AGO), &members, plan, today).await?);
    }
    for (who, whom) in WANTS {
        chats::ask_friend(ctx, members[who].clone(), members[whom].id.clone()).await?;
    }
    for (host, guest, event) in ASKED {
        calendar::ask(ctx, members[host].clone(), events[event].clone(), vec![members[guest].id.clone()]).await?;
    }
    for talk in &EVENT_TALKS {
        let host = &members[talk.said[0].0];
        let page = calendar::event_page(ctx, host, &events[talk.event]).await?;
        say(ctx, &members, &page.chat_id.unwrap_or_default(), talk.said).await?;
    }
    for dialog in &DIALOGS {
        let [one, other] = dialog.between.map(|index| members[index].clone());
        let chat = chats::dialog(&earlier(ctx, PLANNED_MINUTES_AGO), one, other.id).await?.to;
        say(ctx, &members, chat.trim_start_matches("/messages/"), dialog.said).await?;
    }
    for talk in &ROOM_TALKS {
        let before = earlier(ctx, PLANNED_MINUTES_AGO);
        let room = chats::rooms::open(&before, talk.name).await?;
        for member in talk.members {
            rooms::pages::enter(&before, members[*member].clone(), &room).await?;
        }
        say(ctx, &members, &room, talk.said).await?;
    }
    post(ctx, &members).await?;
    press(ctx, &members).await?;
    walk(ctx, &members).await?;
    let (people, host) = (members.len(), PEOPLE[0].user_name);
    Ok(format!(
        "The example circle is there: {people} people, {} events and series.\nSign in as {host} (or anybody of it) with the password: {PASSWORD}",
        PLANS.len()
    ))
}

/// When a plan begins; a weekly one did so five weeks ago.
fn first_day(when: Rhythm, today: Date) -> Date {
    let offset = |days: i64| today.checked_add(days.days()).unwrap_or(today);
    match when {
        Rhythm::In(days) => offset(days),
        Rhythm::Weekly(weekday) => {
            let mut days = (-35..=-28).map(offset);
            days.find(|day| day.weekday().to_monday_one_offset() == weekday).unwrap_or(today)
        }
    }
}

/// The same program some time ago.
fn earlier(ctx: &Ctx, minutes: i64) -> Ctx {
    let at = ctx.clock.now() - minutes * 60_000;
    Ctx { clock: Clock::Manual(Arc::new(AtomicI64::new(at))), ..ctx.clone() }
}

/// Sends the letters when they were sent, and lets those arrive that have.
async fn post(ctx: &Ctx, members: &[Member]) -> Result<()> {
    const DAY: i64 = 1_440;
    for letter in &LETTERS {
        // In the evening before; what arrives today did so an hour ago.
        let arrives = letter.arrives * DAY + 60;
        let deliver_at = ctx.clock.now() - arrives * 60_000;
        let draft = letters::Draft {
            receivers: vec![letters::Receiver::Person(members[letter.to].id.clone())],
            text: letter.text.into(),
            media: letters::Media::default(),
            when: letters::When { deliver_at, is_surprise: letter.is_surprise },
        };
        let ids = letters::send(&earlier(ctx, letter.sent * DAY + 90), members[letter.from].clone(), draft).await?;
        let then = earlier(ctx, arrives);
        if deliver_at <= ctx.clock.now() {
            while letters::deliver(&then).await? > 0 {}
        }
        for id in ids.into_iter().filter(|_| letter.is_open) {
            if deliver_at <= ctx.clock.now() {
                letters::inbox::open(&then, members[letter.to].clone(), id).await?;
            }
        }
    }
    Ok(())
}

/// Lets off steam: four weeks by the hour, and what was said last.
async fn press(ctx: &Ctx, members: &[Member]) -> Result<()> {
    const HOURS_AGO: i64 = 28 * 24;
    let mut clicks = 0_usize;
    for hours_ago in (1..HOURS_AGO).rev() {
        let then = earlier(ctx, hours_ago * 60);
        let hour = then.timestamp().to_zoned(members[0].zone()).hour();
        let usual = steam::HOURS[usize::from(hour.unsigned_abs())];
        // Some days are worse than others, and some hours.
        let day = usize::try_from(hours_ago / 24).unwrap_or(0);
        let count = usual * [4, 6, 5, 7, 3, 6, 5][day % 7] / 5 * (2 + (day * 5 + usual) % 3) / 3;
        let click = |index: usize| {
            let one = clicks * 7 + index * 5;
            (&members[one % members.len()], Button::ALL[(one / 3 + index) % 6], "", "")
        };
        let some: Vec<_> = (0..count).map(click).collect();
        if !some.is_empty() {
            board::recall(&then, &some).await?;
        }
        clicks += count;
    }
    for (who, minutes_ago, button, words, style) in steam::SAID {
        board::recall(&earlier(ctx, minutes_ago), &[(&members[who], button, words, style)]).await?;
    }
    Ok(())
}

/// Lets people be watched who agree to it, and has them walked some evenings.
async fn walk(ctx: &Ctx, members: &[Member]) -> Result<()> {
    for (order, (watcher, watched, agrees)) in (0..).zip(near::WATCHES) {
        let then = earlier(ctx, 14 * 1_440 - order);
        nearby::watch(&then, members[watcher].clone(), &members[watched].id).await?;
        if agrees {
            let agreed = nearby::Agreed { precision: None, until: nearby::Until::Never };
            nearby::agree(&then, members[watched].clone(), &members[watcher].id, agreed).await?;
        }
    }
    for (days, minutes, long) in near::WALKS {
        let began = days * 1_440 + minutes;
        nearby::start(&earlier(ctx, began), members[0].clone()).await?;
        nearby::stop(&earlier(ctx, began - long), members[0].clone()).await?;
    }
    Ok(())
}

/// Writes into a chat what was said there, when it was said.
async fn say(ctx: &Ctx, members: &[Member], chat: &str, said: &[(usize, i64, &str)]) -> Result<()> {
    for (author, minutes_ago, text) in said {
        let draft =
            chats::Draft { chat_id: chat.to_owned(), text: (*text).to_owned(), client_id: None, reply_to: None };
        chats::send(&earlier(ctx, *minutes_ago), members[*author].clone(), draft).await?;
    }
    Ok(())
}

/// Makes the event of a plan; its id.
async fn make(ctx: &Ctx, members: &[Member], plan: &Plan, today: Date) -> Result<String> {
    let day = first_day(plan.when, today);
    let on = |is: bool| if is { "on".to_owned() } else { String::new() };
    let last = day.checked_add(plan.days.days()).unwrap_or(day);
    let is_all_day = plan.from.is_empty();
    let form = EventForm {
        kind: if plan.guests.is_empty() { "single".into() } else { "group".into() },
        name: plan.name.into(),
        icon: plan.icon.into(),
        starts_on: day.to_string(),
        starts_time: plan.from.into(),
        ends_on: if plan.days > 0 { last.to_string() } else { String::new() },
        ends_time: plan.to.into(),
        all_day: on(is_all_day),
        private: on(plan.is_private),
        repeat: if matches!(plan.when, Rhythm::Weekly(_)) { "weekly".into() } else { String::new() },
        address: plan.address.into(),
        description: plan.description.into(),
        ..EventForm::default()
    };
    let host = members[plan.host].clone();
    let id = calendar::save_draft(ctx, host, form.check()?).await?;
    for guest in plan.guests {
        calendar::bring(ctx, &id, &members[*guest].id).await?;
    }
    Ok(id)
}

#[cfg(test)]
mod tests;
