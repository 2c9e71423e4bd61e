//! Invites to be friends and to events, as documented; answers, rights and who is in an event.

use super::{
    edit::{admit, tell},
    occurrences::parse_id,
    pages::row,
    store::{self, EventRecord, invites},
};
use crate::{
    app::{
        calendar::wire::{Answer, InviteRow, Invited, InvitesPage, Kind, NOTE_MAX},
        chats::wire::MessageKind,
        check::{check_id, check_text},
        error::Code,
        friends::wire::{FriendProfile, PeoplePage},
        notices::wire::Waiting,
    },
    server::{
        account::{
            self,
            news::{News, tell_devices},
        },
        bus::{Audience, Notice},
        chats,
        context::{Ctx, Member, rfc3339},
        db::Tx,
        error::Result,
        friends, limits,
        paging::{cursor, cut, limit},
    },
};
use std::collections::HashMap;

/// Invites in a page.
const PAGE: usize = 50;
/// So many people can be asked at once.
const ASKED_MAX: usize = 100;

/// `GET /invites`: requests to be friends and invites to events that wait for the caller.
pub async fn list(ctx: &Ctx, me: &Member) -> Result<Vec<Invited>> {
    let mut conn = ctx.db.read().await?;
    let requests = friends::received(&mut conn, &me.id).await?;
    let events = invites::received(&mut conn, &me.id).await?;
    let senders: Vec<String> = requests
        .iter()
        .map(|request| request.sender_id.clone())
        .chain(events.iter().map(|invite| invite.sender_id.clone()))
        .collect();
    let people = account::people(&mut conn, &senders).await?;
    let names: HashMap<String, String> = people.into_iter().map(|person| (person.id, person.display_name)).collect();
    let name = |id: &str| names.get(id).cloned().unwrap_or_default();
    let requests = requests.into_iter().map(|request| {
        (
            request.created_at,
            Invited {
                sender_name: name(&request.sender_id),
                id: request.id,
                sender_id: request.sender_id,
                receiver_id: request.receiver_id,
                r#type: "friend".into(),
                event_id: String::new(),
                event_name: String::new(),
            },
        )
    });
    let events = events.into_iter().map(|invite| {
        (
            invite.created_at,
            Invited {
                sender_name: name(&invite.sender_id),
                id: invite.id,
                sender_id: invite.sender_id,
                receiver_id: invite.receiver_id,
                r#type: "event".into(),
                event_id: invite.event_id,
                event_name: invite.event_name,
            },
        )
    });
    let mut all: Vec<(i64, Invited)> = requests.chain(events).collect();
    all.sort_by_key(|(at, _)| *at);
    Ok(all.into_iter().map(|(_, invited)| invited).collect())
}

/// The body of `POST /invite`.
pub struct NewInvite {
    pub kind: Option<String>,
    pub receiver_id: Option<String>,
    pub event_id: Option<String>,
}

/// `POST /invite`.
pub async fn invite(ctx: &Ctx, me: Member, new: NewInvite) -> Result<()> {
    let receiver = new.receiver_id.unwrap_or_default();
    match new.kind.as_deref() {
        Some("friend") => chats::ask_friend(ctx, me, receiver).await,
        Some("event") => {
            check_id(&receiver)?;
            if receiver == me.id {
                return Err(Code::OwnId.into());
            }
            ask(ctx, me, new.event_id.unwrap_or_default(), vec![receiver]).await
        }
        _ => Err(Code::InviteInvalid.into()),
    }
}

/// Asks friends to a group event, all of them or, if one can't be asked, none. Who is in it or asked already stays so.
pub async fn ask(ctx: &Ctx, me: Member, event_id: String, receivers: Vec<String>) -> Result<()> {
    check_id(&event_id)?;
    if receivers.is_empty() || receivers.len() > ASKED_MAX {
        return Err(Code::CountInvalid.into());
    }
    receivers.iter().try_for_each(|id| check_id(id))?;
    let event_id = parse_id(&event_id).0.to_owned();
    let found = store::find(&mut ctx.db.read().await?, &me.id, &event_id).await?;
    may_ask(&me, found)?;
    limits::spend_some(ctx, (limits::INVITES_PER_ACCOUNT, me.id.as_str()), receivers.len()).await?;
    let job_ctx = ctx.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                store::lock(tx, &event_id).await?;
                may_ask(&me, store::find(tx, &me.id, &event_id).await?)?;
                let now = job_ctx.clock.now();
                let mut new = Vec::new();
                for receiver in askable(tx, &me, &event_id, &receivers).await? {
                    if invites::insert(tx, &job_ctx.new_id(), &event_id, &me.id, &receiver, now).await? {
                        tx.publish(asked(&receiver));
                        new.push(receiver);
                    }
                }
                if new.is_empty() {
                    return Ok(());
                }
                let (url, tag) = (format!("/calendar/event/{event_id}"), format!("invite-{event_id}"));
                let news = News {
                    kind: "invite",
                    title: |text| text.calendar.push_invited,
                    url: &url,
                    tag: &tag,
                    until: None,
                };
                tell_devices(&job_ctx, tx, &new, news).await?;
                tell(tx, &event_id).await
            })
        })
        .await
}

/// A page of the caller's friends who are neither in an event nor asked.
pub async fn invitable(ctx: &Ctx, me: &Member, event_id: &str, text: &str, after: Option<&str>) -> Result<PeoplePage> {
    check_id(event_id)?;
    let event_id = parse_id(event_id).0;
    let mut conn = ctx.db.read().await?;
    let event = group(store::find(&mut conn, &me.id, event_id).await?)?;
    if !event.can_invite() {
        return Err(Code::NotAllowed.into());
    }
    let members = store::members(&mut conn, event_id).await?.into_iter().map(|member| member.account_id);
    let asked = invites::of_event(&mut conn, event_id).await?.into_iter().map(|invite| invite.receiver_id);
    let without = members.chain(asked).collect();
    drop(conn);
    friends::rows(ctx, me, friends::Filter { only_here: false, text, without }, after).await
}

/// The group event if the caller is in it.
fn group(event: Option<EventRecord>) -> Result<EventRecord> {
    Ok(event.filter(|event| event.is_member() && event.kind() == Kind::Group).ok_or(Code::NotFound)?)
}

/// Who is not in the event 404, without the right or a proven address 403.
fn may_ask(me: &Member, event: Option<EventRecord>) -> Result<()> {
    let event = group(event)?;
    match () {
        () if !event.can_invite() => Err(Code::NotAllowed.into()),
        () if !me.email_verified => Err(Code::NotVerified.into()),
        () => Ok(()),
    }
}

/// Those whom asking changes something for: only friends can be asked, and who has blocked the caller never hears of it.
async fn askable(tx: &mut Tx, me: &Member, event_id: &str, receivers: &[String]) -> Result<Vec<String>> {
    let people = account::people(tx, receivers).await?;
    if receivers.iter().any(|id| people.iter().all(|person| person.id != *id)) {
        return Err(Code::NotFound.into());
    }
    let members = store::members(tx, event_id).await?;
    let mut open = friends::without_blocking(tx, &me.id, receivers).await?;
    open.retain(|id| *id != me.id && members.iter().all(|member| member.account_id != *id));
    let friends = friends::among(tx, &me.id, &open).await?;
    if open.iter().all(|id| friends.contains(id)) { Ok(open) } else { Err(Code::NotAllowed.into()) }
}

/// `DELETE /invite`: accepts or declines a request to be friends or an invite to an event.
pub async fn answer_invite(ctx: &Ctx, me: Member, id: String, action: &str) -> Result<()> {
    check_id(&id)?;
    let accepts = match action {
        "accept" => true,
        "decline" => false,
        _ => return Err(Code::ActionInvalid.into()),
    };
    let job_ctx = ctx.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let Some(invite) = invites::open(tx, &id).await? else {
                    return chats::answer_request_in(&job_ctx, tx, &me.id, &id, accepts).await;
                };
                if invite.receiver_id != me.id {
                    return Err(Code::NotAllowed.into());
                }
                let answer = if accepts { Answer::Going } else { Answer::Cant };
                answer_in(&job_ctx, tx, &me.id, &invite.event_id, answer, None).await
            })
        })
        .await
}

/// Says whether the caller comes to a group event, with a note for the others. Who was asked and says going or maybe is in
/// it from then on; who says they can't is not, but may change their mind, or take it back with `none`.
pub async fn answer(ctx: &Ctx, me: Member, id: String, answer: &str, note: &str) -> Result<()> {
    check_id(&id)?;
    // Each change of mind is a message to all.
    limits::write(ctx, &me, "")?;
    if answer == "none" {
        return reopen(ctx, me, id).await;
    }
    let answer = Answer::parse(answer)?;
    let note = Some(check_text(note, NOTE_MAX, Code::TextTooLong)?);
    let (job_ctx, id) = (ctx.clone(), parse_id(&id).0.to_owned());
    ctx.db.write(move |tx| Box::pin(async move { answer_in(&job_ctx, tx, &me.id, &id, answer, note).await })).await
}

/// Takes back that the caller declined: the invite waits again.
async fn reopen(ctx: &Ctx, me: Member, id: String) -> Result<()> {
    let id = parse_id(&id).0.to_owned();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                store::lock(tx, &id).await?;
                if !invites::reopen(tx, &id, &me.id).await? {
                    return Err(Code::NotFound.into());
                }
                tx.publish(asked(&me.id));
                tell(tx, &id).await
            })
        })
        .await
}

async fn answer_in(ctx: &Ctx, tx: &mut Tx, me: &str, id: &str, answer: Answer, note: Option<String>) -> Result<()> {
    store::lock(tx, id).await?;
    let event = store::find(tx, me, id).await?.filter(|event| event.kind() == Kind::Group).ok_or(Code::NotFound)?;
    let was = event.answer.as_deref();
    if !event.is_member() {
        if event.invited == 0 {
            return Err(Code::NotFound.into());
        }
        tx.publish(asked(me));
        if answer == Answer::Cant {
            invites::decline(tx, id, me, &note.unwrap_or_default(), ctx.clock.now()).await?;
            return tell(tx, id).await;
        }
        admit(ctx, tx, &event, me).await?;
    }
    let member = invites::member(tx, id, me).await?.ok_or(Code::NotFound)?;
    invites::answer(tx, &member.id, answer.word(), note.as_deref().unwrap_or(&member.note)).await?;
    let kind = match answer {
        Answer::Going => MessageKind::Going,
        Answer::Maybe => MessageKind::Maybe,
        Answer::Cant => MessageKind::Cant,
    };
    // Who has just come in has been announced; that they are going goes without saying.
    let is_news = was.map_or(answer != Answer::Going, |was| was != answer.word());
    if let (true, Some(chat_id)) = (is_news, &event.chat_id) {
        chats::happened(ctx, tx, chat_id, me, kind).await?;
    }
    tell(tx, id).await
}

/// Takes back the invites between two people, of whom one has blocked the other.
pub async fn end_invites(tx: &mut Tx, one: &str, other: &str) -> Result<()> {
    for event in invites::withdraw_between(tx, one, other).await? {
        tell(tx, &event).await?;
        for account in [one, other] {
            tx.publish(super::edit::changed(&event, account.to_owned()));
        }
    }
    tx.publish(asked(other));
    tx.publish(asked(one));
    Ok(())
}

/// A page of events that the caller is asked to, last asked first.
pub async fn invites_page(ctx: &Ctx, me: &Member, after: Option<&str>) -> Result<InvitesPage> {
    let before = cursor(after)?;
    let mut conn = ctx.db.read().await?;
    let mut rows = invites::page(&mut conn, &me.id, before, limit(PAGE)).await?;
    let next = cut(&mut rows, PAGE, |(_, id, _, at)| (*at, id));
    let senders: Vec<String> = rows.iter().map(|(_, _, sender, _)| sender.clone()).collect();
    let people = account::people(&mut conn, &senders).await?;
    let names: HashMap<&str, &str> =
        people.iter().map(|person| (person.id.as_str(), person.display_name.as_str())).collect();
    let zone = me.zone();
    let invites = rows.into_iter().map(|(event, id, sender, at)| InviteRow {
        id,
        event: row(&event, &zone),
        sender_name: names.get(sender.as_str()).copied().unwrap_or_default().to_owned(),
        sender_id: sender,
        sent_at: rfc3339(at, &zone),
    });
    Ok(InvitesPage { invites: invites.collect(), next })
}

/// `GET /friend`: a friend with everything, a stranger with name and picture.
pub async fn friend(ctx: &Ctx, me: &Member, id: &str) -> Result<FriendProfile> {
    check_id(id)?;
    let mut conn = ctx.db.read().await?;
    let ids = [id.to_owned()];
    let person = account::people(&mut conn, &ids).await?.pop().ok_or(Code::NotFound)?;
    let is_open = id == me.id || !friends::among(&mut conn, &me.id, &ids).await?.is_empty();
    let profile = FriendProfile {
        id: person.id,
        name: person.display_name,
        profile_pic: account::picture::absolute(ctx, &person.picture),
        ..FriendProfile::default()
    };
    if !is_open {
        return Ok(profile);
    }
    Ok(FriendProfile {
        email: person.email.unwrap_or_default(),
        birthday: person.birthday,
        event_id_list: store::ids(&mut conn, id).await?,
        friend_id_list: friends::ids(&mut conn, id).await?,
        ..profile
    })
}

/// What waits for the caller: unread messages, requests and invites. Letters are not known here.
pub async fn waiting(ctx: &Ctx, me: &Member) -> Result<Waiting> {
    let mut conn = ctx.db.read().await?;
    let requests = friends::request_ids(&mut conn, &me.id).await?.len();
    Ok(Waiting {
        messages: chats::unread(&mut conn, me).await?,
        requests: u32::try_from(requests).unwrap_or(u32::MAX),
        invites: u32::try_from(invites::waiting(&mut conn, &me.id).await?).unwrap_or(u32::MAX),
        letters: 0,
        watchers: 0,
    })
}

/// Tells everybody who is asked to an event that their invites are different now.
pub async fn tell_asked(tx: &mut Tx, event_id: &str) -> Result<()> {
    for invite in invites::of_event(tx, event_id).await? {
        tx.publish(asked(&invite.receiver_id));
    }
    Ok(())
}

/// What somebody is asked to is different now.
pub fn asked(account_id: &str) -> Notice {
    Notice::new(Audience::Person(account_id.to_owned()), &serde_json::json!({"kind": "request"}))
}
