//! `kith demo`: a lively example circle, so that the first look is not an empty page. Twelve people in four languages
//! and two months of events around today. The only place that holds invented people.

mod people;
mod plans;

use super::{
    account, calendar,
    context::{Ctx, Member},
    error::{Error, Result},
    friends,
};
use crate::app::calendar::wire::EventForm;
use jiff::{ToSpan, civil::Date};
use people::{PASSWORD, PEOPLE};
use plans::{PLANS, Plan, Rhythm};

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
                    for other in &circle[index + 1..] {
                        friends::befriend(tx, one, other, now).await?;
                    }
                }
                Ok(())
            })
        })
        .await?;
    let today = ctx.timestamp().to_zoned(members[0].zone()).date();
    let mut events = 0;
    for plan in &PLANS {
        for day in days(plan.when, today) {
            make(ctx, &members, plan, day).await?;
            events += 1;
        }
    }
    let (people, host) = (members.len(), PEOPLE[0].user_name);
    Ok(format!(
        "The example circle is there: {people} people, {events} events.\nSign in as {host} (or anybody of it) with the password: {PASSWORD}"
    ))
}

/// The days of a plan in the five weeks before and after today.
fn days(when: Rhythm, today: Date) -> Vec<Date> {
    let offset = |days: i64| today.checked_add(days.days()).unwrap_or(today);
    match when {
        Rhythm::In(days) => vec![offset(days)],
        Rhythm::Weekly(weekday) => {
            let all = (-35..=35).map(offset);
            all.filter(|day| day.weekday().to_monday_one_offset() == weekday).collect()
        }
    }
}

async fn make(ctx: &Ctx, members: &[Member], plan: &Plan, day: Date) -> Result<()> {
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
        address: plan.address.into(),
        description: plan.description.into(),
        ..EventForm::default()
    };
    let host = members[plan.host].clone();
    let id = calendar::save_draft(ctx, host, form.check()?).await?;
    for guest in plan.guests {
        calendar::bring(ctx, &id, &members[*guest].id).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
