//! Invites to events as documented, answers with notes, rights, and who takes whom out.

use super::{body, make};
use crate::server::{
    config::Switch,
    tests::{TestApp, User},
};
use serde_json::{Value, json};

struct Party {
    app: TestApp,
    host: User,
    guest: User,
    event: String,
}

async fn party() -> Party {
    party_on(TestApp::start().await).await
}

async fn party_on(app: TestApp) -> Party {
    let (host, guest) = (app.user("Host").await, app.user("Guest").await);
    app.befriend(&host, &guest).await;
    let event = make(&host, &body("group")).await;
    Party { app, host, guest, event }
}

impl Party {
    fn invite(&self, to: &User) -> Value {
        json!({"type": "event", "receiver_id": to.id, "event_id": self.event})
    }

    async fn page(&self, user: &User) -> Value {
        user.get(&format!("/api/calendar/event?id={}", self.event)).await.json()
    }

    async fn answer(&self, user: &User, answer: &str, note: &str) -> u16 {
        let form = [("id", self.event.as_str()), ("answer", answer), ("note", note)];
        user.post_form("/api/calendar/answer", &form).await.status.as_u16()
    }

    /// Somebody's row on the event's page.
    async fn row(&self, who: &User) -> Value {
        let page = self.page(&self.host).await;
        let guests = page["guests"].as_array().expect("guests");
        guests.iter().find(|guest| guest["account_id"] == who.id).cloned().unwrap_or_default()
    }
}

#[tokio::test]
async fn an_accepted_invite_puts_event_and_chat_into_ones_lists() {
    let party = party().await;
    let Party { host, guest, event, .. } = &party;
    assert_eq!(guest.get(&format!("/event?id={event}")).await.status, 403, "not asked yet");
    let sent = host.post("/invite", &party.invite(guest)).await;
    assert_eq!((sent.status.as_u16(), sent.text.as_str()), (204, ""));
    assert_eq!(host.post("/invite", &party.invite(guest)).await.status, 204, "twice");
    let invites = guest.get("/invites").await.json();
    let id = invites[0]["id"].as_str().expect("id");
    let expected = json!([{"id": id, "sender_id": host.id, "receiver_id": guest.id, "type": "event", "event_id": event,
        "sender_name": "Host", "event_name": "First Event"}]);
    assert_eq!(invites, expected);
    assert_eq!(guest.get("/user").await.json()["invite_id_list"], json!([id]));
    assert_eq!(guest.get(&format!("/event?id={event}")).await.status, 200, "who is asked may read it");
    assert_eq!(guest.get("/events?year=2026&month=11").await.json(), json!({}), "but it is not in the calendar");
    party.app.pass(1000);
    assert_eq!(guest.delete(&format!("/invite?id={id}&action=accept")).await.status, 204);
    let user = guest.get("/user").await.json();
    assert_eq!(user["event_id_list"], json!([event]), "once");
    assert_eq!(user["chat_id_list"].as_array().map(Vec::len), Some(2), "dialog and event");
    assert_eq!(user["invite_id_list"], json!([]));
    let members = guest.get(&format!("/event?id={event}")).await.json()["member_id_list"].clone();
    let member = guest.get(&format!("/member?id={}", members[1].as_str().expect("id"))).await.json();
    let rights = ["is_can_invite_user", "is_can_delete_user", "is_can_change_event", "is_can_delete_event"];
    assert!(rights.iter().all(|right| member[right] == false), "{member}");
    assert_eq!(host.post("/invite", &party.invite(guest)).await.status, 204, "a member already");
    assert_eq!(guest.get("/invites").await.status, 204);
}

#[tokio::test]
async fn a_declined_invite_is_gone_on_documented_routes_but_one_can_change_ones_mind() {
    let party = party().await;
    let Party { host, guest, event, .. } = &party;
    host.post("/invite", &party.invite(guest)).await;
    let id = guest.get("/invites").await.json()[0]["id"].as_str().expect("id").to_owned();
    let decline = format!("/invite?id={id}&action=decline");
    assert_eq!(guest.delete(&decline).await.status, 204);
    assert_eq!(guest.delete(&decline).await.status, 404);
    assert_eq!(guest.get("/user").await.json()["invite_id_list"], json!([]));
    assert_eq!(guest.get(&format!("/event?id={event}")).await.status, 403);
    let row = party.row(guest).await;
    assert_eq!((&row["answer"], &row["is_member"]), (&json!("cant"), &json!(false)));
    let page = party.page(guest).await;
    assert_eq!((&page["is_asked"], &page["answer"]), (&json!(true), &json!("cant")));
    assert_eq!(party.answer(guest, "none", "").await, 200, "taken back");
    assert_eq!(guest.get("/invites").await.json()[0]["id"], id.as_str());
    assert_eq!(party.row(guest).await["answer"], json!(null));
    assert_eq!(party.answer(guest, "none", "").await, 404, "nothing to take back");
    assert_eq!(party.answer(host, "none", "").await, 404, "who is in it has not declined");
    assert_eq!(guest.delete(&decline).await.status, 204);
    assert_eq!(party.answer(guest, "maybe", "if it does not rain").await, 200);
    let row = party.row(guest).await;
    assert_eq!(
        (&row["answer"], &row["note"], &row["is_member"]),
        (&json!("maybe"), &json!("if it does not rain"), &json!(true))
    );
}

#[tokio::test]
async fn only_members_with_the_right_ask_and_only_friends_are_asked() {
    let party = party().await;
    let Party { app, host, guest, event } = &party;
    let (cleo, dora) = (app.user("Cleo").await, app.user("Dora").await);
    assert_eq!(host.post("/invite", &party.invite(&cleo)).await.code(), "not_allowed", "no friend");
    assert_eq!(
        host.post("/invite", &json!({"type": "event", "receiver_id": "unknown", "event_id": event})).await.status,
        404
    );
    app.befriend(guest, &cleo).await;
    assert_eq!(guest.post("/invite", &party.invite(&cleo)).await.status, 404, "not in it");
    let single = make(guest, &body("single")).await;
    let odd = json!({"type": "event", "receiver_id": cleo.id, "event_id": single});
    assert_eq!(guest.post("/invite", &odd).await.status, 404, "no group event");
    super::bring(app, event, guest).await;
    assert_eq!(guest.post("/invite", &party.invite(&cleo)).await.code(), "not_allowed", "no right");
    let rights = [("id", event.as_str()), ("account_id", guest.id.as_str()), ("invite", "on")];
    assert_eq!(host.post_form("/api/calendar/rights", &rights).await.status, 200);
    assert_eq!(guest.post("/invite", &party.invite(&cleo)).await.status, 204);
    let invites = cleo.get("/invites").await.json();
    let path = format!("/invite?id={}&action=accept", invites[0]["id"].as_str().expect("id"));
    for user in [guest, host, &dora] {
        assert_eq!(user.delete(&path).await.status, 403, "somebody else's");
    }
    // The sender leaves: what they sent is withdrawn.
    assert_eq!(guest.delete(&format!("/event/group/leave?id={event}")).await.status, 204);
    assert_eq!(cleo.get("/invites").await.status, 204);
    assert_eq!(cleo.delete(&path).await.status, 404);
}

#[tokio::test]
async fn several_friends_are_asked_at_once_or_none() {
    let party = party().await;
    let Party { app, host, guest, event } = &party;
    let (cleo, dora) = (app.user("Cleo").await, app.user("Dora").await);
    app.befriend(host, &cleo).await;
    let ask = async |to: &[&User]| {
        let fields: Vec<(&str, &str)> =
            std::iter::once(("id", event.as_str())).chain(to.iter().map(|user| ("to[]", user.id.as_str()))).collect();
        host.post_form("/api/calendar/invite", &fields).await.status.as_u16()
    };
    assert_eq!(ask(&[guest, &dora]).await, 403, "one is no friend");
    assert_eq!(guest.get("/invites").await.status, 204, "so nobody is asked");
    assert_eq!(ask(&[]).await, 400);
    assert_eq!(ask(&[guest, &cleo, host]).await, 200, "oneself is left out");
    for user in [guest, &cleo] {
        assert_eq!(user.get("/invites").await.json().as_array().map(Vec::len), Some(1));
        assert_eq!(user.get("/api/calendar/invites").await.json()["invites"][0]["event"]["name"], "First Event");
    }
    let back = [("id", event.as_str()), ("account_id", cleo.id.as_str())];
    assert_eq!(guest.post_form("/api/calendar/uninvite", &back).await.status, 404, "not in it");
    assert_eq!(host.post_form("/api/calendar/uninvite", &back).await.status, 200);
    assert_eq!(cleo.get("/invites").await.status, 204);
    assert_eq!(host.post_form("/api/calendar/uninvite", &back).await.status, 404);
}

#[tokio::test]
async fn friends_who_can_still_be_asked_are_listed_and_found_in_pages() {
    let party = party_on(TestApp::start_with(|config| config.limits = Switch::Off).await).await;
    let Party { app, host, guest, event } = &party;
    for index in 0..60 {
        let friend = app.user(&format!("Friend{index:02}")).await;
        app.befriend(&friend, host).await;
    }
    let list = async |more: &str| {
        let page = host.get(&format!("/api/calendar/invitable?id={event}{more}")).await.json();
        let people = page["people"].as_array().expect("people").clone();
        (people.into_iter().map(|person| person["name"].clone()).collect::<Vec<_>>(), page)
    };
    let (first, page) = list("").await;
    assert_eq!((first.len(), &page["total"]), (50, &json!(61)));
    let (rest, page) = list(&format!("&after={}", page["next"].as_str().expect("more"))).await;
    assert_eq!((rest.len(), rest.last(), &page["next"]), (11, Some(&json!("Guest")), &json!(null)));
    assert_eq!(list("&text=FRIEND5").await.0.len(), 10, "by part of a name");
    host.post("/invite", &party.invite(guest)).await;
    assert!(list("&text=guest").await.0.is_empty(), "asked already");
    assert!(list("&text=nobody").await.0.is_empty());
}

#[tokio::test]
async fn members_answer_and_the_chat_says_so() {
    let party = party().await;
    let Party { app, host, guest, event } = &party;
    super::bring(app, event, guest).await;
    assert_eq!(party.answer(guest, "maybe", " after nine ").await, 200);
    assert_eq!(party.answer(guest, "maybe", "after ten").await, 200);
    assert_eq!(party.answer(guest, "cant", "").await, 200);
    let row = party.row(guest).await;
    assert_eq!((&row["answer"], &row["note"], &row["is_member"]), (&json!("cant"), &json!(""), &json!(true)));
    let chat = party.page(host).await["chat_id"].as_str().expect("a chat").to_owned();
    let history = host.get(&format!("/api/chats/history?id={chat}")).await.json();
    let kinds: Vec<&str> = history["messages"]
        .as_array()
        .expect("messages")
        .iter()
        .filter_map(|message| message["kind"].as_str())
        .collect();
    assert_eq!(kinds, ["joined", "maybe", "cant"], "once per change");
    assert_eq!(host.get(&format!("/chat?id={chat}")).await.json()["msg_id_list"], json!([]), "none of it was written");
    assert_eq!(host.get("/api/notices/waiting").await.json()["messages"], 0, "nor does it wait to be read");
    for (answer, note, status) in [("", "", 400), ("yes", "", 400), ("going", &"x".repeat(141) as &str, 400)] {
        assert_eq!(party.answer(guest, answer, note).await, status);
    }
    let single = make(host, &body("single")).await;
    assert_eq!(host.post_form("/api/calendar/answer", &[("id", &single), ("answer", "going")]).await.status, 404);
}

#[tokio::test]
async fn rights_are_given_by_who_has_them_and_not_about_the_author() {
    let party = party().await;
    let Party { app, host, guest, event } = &party;
    let cleo = app.user("Cleo").await;
    super::bring(app, event, guest).await;
    super::bring(app, event, &cleo).await;
    let grant = async |by: &User, to: &User, rights: &[&'static str]| {
        let fields: Vec<(&str, &str)> = [("id", event.as_str()), ("account_id", to.id.as_str())]
            .into_iter()
            .chain(rights.iter().map(|right| (*right, "on")))
            .collect();
        by.post_form("/api/calendar/rights", &fields).await.status.as_u16()
    };
    assert_eq!(grant(guest, &cleo, &["change"]).await, 403);
    assert_eq!(grant(host, guest, &["change", "remove"]).await, 200);
    assert_eq!(
        party.row(guest).await["rights"],
        json!({"invite": false, "remove": true, "change": true, "delete": false})
    );
    assert_eq!(guest.put("/event", &json!({"id": event, "type": "group", "name": "Mine"})).await.status, 204);
    assert_eq!(grant(guest, &cleo, &["delete"]).await, 403, "a right that they lack");
    assert_eq!(grant(guest, &cleo, &["change"]).await, 200);
    assert_eq!(grant(guest, host, &[]).await, 403, "the author");
    assert_eq!(grant(guest, guest, &["delete"]).await, 400, "oneself");
    let stranger = app.user("Dora").await;
    assert_eq!(grant(host, &stranger, &["change"]).await, 404);
    let expel = async |by: &User, whom: &User| {
        let fields = [("id", event.as_str()), ("account_id", whom.id.as_str())];
        by.post_form("/api/calendar/expel", &fields).await.status.as_u16()
    };
    assert_eq!(expel(&cleo, guest).await, 403);
    assert_eq!(expel(guest, host).await, 403);
    assert_eq!(expel(guest, guest).await, 400);
    assert_eq!(expel(guest, &cleo).await, 200);
    assert_eq!(cleo.get(&format!("/event?id={event}")).await.status, 403);
    assert_eq!(cleo.get("/user").await.json()["chat_id_list"], json!([]));
    assert_eq!(expel(guest, &cleo).await, 404);
}

#[tokio::test]
async fn the_chat_keeps_the_name_of_its_event() {
    let party = party().await;
    let change = json!({"id": party.event, "type": "group", "name": "Second", "icon": "pizza.svg"});
    assert_eq!(party.host.put("/event", &change).await.status, 204);
    let list = party.host.get("/api/chats/list?kind=event").await.json();
    assert_eq!((&list["chats"][0]["title"], &list["chats"][0]["icon"]), (&json!("Second"), &json!("pizza")));
}

#[tokio::test]
async fn the_agenda_shows_the_first_faces() {
    let party = party().await;
    super::bring(&party.app, &party.event, &party.guest).await;
    make(&party.host, &body("single")).await;
    let agenda = party.host.get("/api/calendar/agenda").await.json();
    let names: Vec<&str> = agenda["faces"][0]["people"]
        .as_array()
        .expect("people")
        .iter()
        .filter_map(|face| face["name"].as_str())
        .collect();
    assert_eq!((names, agenda["faces"].as_array().map(Vec::len)), (vec!["Host", "Guest"], Some(1)));
}
