//! Lists and history page by key, and cost the same however long they are.

use super::{event, pair, send};
use crate::server::{
    calendar,
    tests::{TestApp, User},
};
use serde_json::{Value, json};

/// Puts so many messages into a chat at once.
async fn fill(app: &TestApp, chat: &str, author: &User, count: i64) {
    let (chat, author) = (chat.to_owned(), author.id.clone());
    let sql = "with recursive n (i) as (select 1 union all select i + 1 from n where i < $3)
        insert into messages (id, chat_id, seq, author_id, kind, text, sent_at)
        select $1 || '-' || cast(i as text), $1, i, $2, 'text', 'message ' || cast(i as text), i from n";
    app.ctx.db.execute(sqlx::query(sql).bind(chat.clone()).bind(author).bind(count)).await.expect("filled");
    let sql = "update chats set last_seq = $2, last_at = $2 where id = $1";
    app.ctx.db.execute(sqlx::query(sql).bind(chat).bind(count)).await.expect("counted");
}

fn seqs(page: &Value) -> Vec<i64> {
    page["messages"].as_array().expect("messages").iter().filter_map(|message| message["seq"].as_i64()).collect()
}

#[tokio::test]
async fn history_is_read_from_both_ends() {
    let pair = pair().await;
    fill(&pair.app, &pair.dialog, &pair.anna, 230).await;
    let path = format!("/api/chats/history?id={}", pair.dialog);
    let mut back = Vec::new();
    let mut before = String::new();
    loop {
        let page = pair.ben.get(&format!("{path}{before}")).await.json();
        back.splice(0..0, seqs(&page));
        match page["before"].as_i64() {
            Some(seq) => before = format!("&before={seq}"),
            None => break,
        }
    }
    assert_eq!(back, (1..=230).collect::<Vec<_>>());
    let mut forth = Vec::new();
    let mut after = 0;
    loop {
        let page = pair.ben.get(&format!("{path}&after={after}")).await.json();
        assert_eq!(page["people"][0]["name"], "Anna");
        forth.extend(seqs(&page));
        match page["after"].as_i64() {
            Some(seq) => after = seq,
            None => break,
        }
    }
    assert_eq!(forth, back);
    for (query, count) in
        [("&after=230", 0), ("&before=1", 0), ("&before=-5", 0), ("&after=-5", 50), ("&after=9223372036854775807", 0)]
    {
        assert_eq!(seqs(&pair.ben.get(&format!("{path}{query}")).await.json()).len(), count, "{query}");
    }
    assert_eq!(pair.ben.get(&format!("{path}&after=x")).await.code(), "malformed");
    assert_eq!(pair.ben.get(&format!("{path}&after=1&before=9")).await.code(), "malformed");
}

#[tokio::test]
async fn a_chat_opens_where_one_left_off() {
    let pair = pair().await;
    fill(&pair.app, &pair.dialog, &pair.anna, 200).await;
    let path = format!("/api/chats/chat?id={}", pair.dialog);
    let far = pair.ben.get(&path).await.json();
    assert_eq!((seqs(&far["history"])[0], far["read_seq"].as_i64()), (1, Some(0)), "nothing was read");
    super::read(&pair.ben, &pair.dialog, 100).await;
    let middle = seqs(&pair.ben.get(&path).await.json()["history"]);
    assert_eq!((middle.first(), middle.last()), (Some(&91), Some(&140)), "some of what was read, then the new");
    super::read(&pair.ben, &pair.dialog, 190).await;
    let page = pair.ben.get(&path).await.json();
    assert_eq!(seqs(&page["history"]), (151..=200).collect::<Vec<_>>());
    assert_eq!((page["history"]["before"].as_i64(), page["history"]["after"].as_i64()), (Some(151), None));
    assert_eq!(
        (&page["chat"]["title"], &page["members"], &page["can_post"]),
        (&json!("Anna"), &json!(2), &json!(true))
    );
    assert_eq!(page["offsets"][0][1], 0, "UTC");
}

#[tokio::test]
async fn the_list_pages_by_newest_message_and_kind() {
    let pair = pair().await;
    for index in 0..45 {
        let (_, chat) = event(&pair.anna).await;
        pair.app.pass(1000);
        send(&pair.anna, &chat, &format!("in {index}")).await;
    }
    let first = pair.anna.get("/api/chats/list").await.json();
    assert_eq!(first["chats"][0]["last"]["text"], "in 44");
    assert_eq!(
        (first["chats"][0]["title"].as_str(), first["chats"][0]["last_author"].as_str()),
        (Some("Raclette"), Some("Anna"))
    );
    let next = first["next"].as_str().expect("more");
    let second = pair.anna.get(&format!("/api/chats/list?after={next}")).await.json();
    let count = |page: &Value| page["chats"].as_array().map_or(0, Vec::len);
    assert_eq!((count(&first), count(&second), second["next"].as_str()), (40, 6, None));
    let dialogs = pair.anna.get("/api/chats/list?kind=dialog").await.json();
    assert_eq!((count(&dialogs), dialogs["chats"][0]["person_id"].as_str()), (1, Some(pair.ben.id.as_str())));
    assert_eq!(dialogs["chats"][0]["last"], Value::Null);
    for bad in ["?kind=letters", "?after=x", "?after=1_a%20b", "?after=x_y"] {
        assert_eq!(pair.anna.get(&format!("/api/chats/list{bad}")).await.status, 400, "{bad}");
    }
}

#[tokio::test]
async fn lists_and_pages_take_few_statements_however_long_they_are() {
    let pair = pair().await;
    for _ in 0..30 {
        let (_, chat) = event(&pair.anna).await;
        send(&pair.anna, &chat, "x").await;
    }
    fill(&pair.app, &pair.dialog, &pair.ben, 500).await;
    let budget = [
        ("/api/chats/list".to_owned(), 6),
        (format!("/api/chats/chat?id={}", pair.dialog), 12),
        (format!("/api/chats/history?id={}", pair.dialog), 5),
        ("/chats?count_getting=0&count=100".to_owned(), 4),
        ("/api/notices/waiting".to_owned(), 7),
    ];
    for (path, most) in budget {
        let before = pair.app.ctx.db.statements();
        assert_eq!(pair.anna.get(&path).await.status, 200);
        let taken = pair.app.ctx.db.statements() - before;
        assert!(taken <= most, "{path}: {taken}");
    }
}

#[tokio::test]
async fn times_follow_the_clocks_of_the_reader() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Europe/Berlin").await;
    let (_, chat) = event(&anna).await;
    let page = anna.get(&format!("/api/chats/chat?id={chat}")).await.json();
    let offsets: crate::app::kit::time::Offsets = serde_json::from_value(page["offsets"].clone()).expect("offsets");
    let wall = |text: &str| offsets.wall(text.parse().expect("an instant")).to_string();
    assert_eq!(wall("2026-11-20T12:00:00Z"), "2026-11-20T13:00:00");
    assert_eq!(wall("2026-07-01T12:00:00Z"), "2026-07-01T14:00:00");
    assert_eq!(wall("2019-07-01T12:00:00Z"), "2019-07-01T14:00:00");
    assert_eq!(wall("2027-06-01T12:00:00Z"), "2027-06-01T14:00:00");
    assert_eq!(wall("2026-03-29T00:59:59Z"), "2026-03-29T01:59:59");
    assert_eq!(wall("2026-03-29T01:00:00Z"), "2026-03-29T03:00:00");
}

#[tokio::test]
async fn a_chat_stands_beside_its_event_for_members() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    let (id, chat) = event(&anna).await;
    let path = format!("/api/chats/beside?event={id}");
    assert_eq!(anna.get(&path).await.json()["chat"]["id"], chat);
    let (foreign, unknown) = (ben.get(&path).await, ben.get("/api/chats/beside?event=unknown").await);
    assert_eq!((foreign.text.as_str(), unknown.text.as_str()), ("null", "null"));
    assert_eq!(anna.get("/api/chats/beside?event=a%20b").await.code(), "id_invalid");
}

#[tokio::test]
async fn a_profile_says_whether_one_can_write() {
    let pair = pair().await;
    let cleo = pair.app.user("Cleo").await;
    let can_write = async |reader: &User, of: &User| {
        reader.get(&format!("/api/friends/person?id={}", of.id)).await.json()["can_write"].clone()
    };
    assert_eq!(can_write(&pair.anna, &pair.ben).await, true, "friends");
    assert_eq!(can_write(&pair.anna, &pair.anna).await, false, "oneself");
    assert_eq!(can_write(&pair.anna, &cleo).await, false, "a stranger");
    let (event, _) = event(&pair.anna).await;
    calendar::bring(&pair.app.ctx, &event, &cleo.id).await.expect("brought");
    assert_eq!(can_write(&pair.anna, &cleo).await, true, "in one event");
    assert_eq!(pair.anna.post_form("/api/chats/dialog", &[("id", &cleo.id)]).await.status, 200);
    assert_eq!(cleo.delete(&format!("/event/group/leave?id={event}")).await.status, 204);
    assert_eq!(can_write(&pair.anna, &cleo).await, true, "a chat that is there stays");
    assert_eq!(pair.anna.post_form("/api/friends/block", &[("id", &cleo.id)]).await.status, 200);
    assert_eq!(can_write(&pair.anna, &cleo).await, false, "blocked");
}
