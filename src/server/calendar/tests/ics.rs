//! Calendar files: what is exported comes back the same; files of other programs, broken and huge ones; the secret link.

use super::{bring, make, with};
use crate::server::tests::{Answer, TestApp, User, send};
use reqwest::{
    Method,
    multipart::{Form, Part},
};
use serde_json::{Value, json};

async fn import(user: &User, text: impl Into<Vec<u8>>) -> Answer {
    let part = Part::bytes(text.into()).file_name("calendar.ics").mime_str("text/calendar").expect("a type");
    send(user.request(Method::POST, "/api/calendar/import").multipart(Form::new().part("file", part))).await
}

async fn export(user: &User) -> String {
    let answer = user.get("/api/calendar/export.ics").await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/calendar; charset=utf-8"));
    answer.text
}

/// A file without what says when and for whom it was made, its events in the order of their names.
fn essence(file: &str) -> Vec<String> {
    let unfolded = file.replace("\r\n ", "");
    let events = unfolded.split("BEGIN:VEVENT").skip(1).map(|event| {
        let lines = event.lines().filter(|line| !line.starts_with("DTSTAMP") && !line.starts_with("END:VCALENDAR"));
        lines.collect::<Vec<_>>().join("\n")
    });
    let mut events: Vec<String> = events.collect();
    events.sort();
    events
}

async fn save(user: &User, fields: &[(&str, &str)]) -> String {
    let answer = user.post_form("/api/calendar/save", fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["to"].as_str().expect("a page").rsplit('/').next().expect("an id").to_owned()
}

/// All kinds of events, series with exceptions among them.
async fn fill(app: &TestApp, anna: &User) {
    let series = save(
        anna,
        &[
            ("name", "Chor; Probe, \\ und \"mehr\""),
            ("kind", "group"),
            ("starts_on", "2026-03-20"),
            ("starts_time", "19:00"),
            ("ends_time", "21:30"),
            ("time_zone", "Europe/Berlin"),
            ("address", "Schule, Aula; 2. Stock"),
            ("description", "C:\\new\\next, a\\,b\\;c\nErste Zeile\nZweite — «Zeile» 🎵 mit einem langen Ende, das über mehr als fünfundsiebzig Bytes geht und gefaltet wird"),
            ("icon", "music"),
            ("repeat", "weekly"),
            ("days", "MO,FR"),
            ("repeat_until", "2027-03-29"),
        ],
    )
    .await;
    let base = series.split('_').next().expect("an id").to_owned();
    for gone in ["20260327T1900", "20261026T1900"] {
        assert_eq!(anna.delete(&format!("/event?id={base}_{gone}")).await.status, 204);
    }
    for (at, to) in [("20260323T1900", "24.03.2026 20:15"), ("20261113T1900", "12.11.2026 08:00")] {
        let patch = json!({"id": format!("{base}_{at}"), "type": "group", "datetime": to, "name": "Konzert"});
        assert_eq!(anna.put("/event", &patch).await.status, 204);
    }
    let bo = app.user("Bo").await;
    bring(app, &base, &bo).await;
    save(
        anna,
        &[
            ("name", "День рождения"),
            ("all_day", "on"),
            ("starts_on", "2026-11-25"),
            ("repeat", "yearly"),
            ("private", "on"),
        ],
    )
    .await;
    save(anna, &[("name", "Hütte"), ("all_day", "on"), ("starts_on", "2026-12-11"), ("ends_on", "2026-12-13")]).await;
    save(
        anna,
        &[
            ("name", "Miete"),
            ("all_day", "on"),
            ("starts_on", "2026-01-31"),
            ("repeat", "monthly"),
            ("repeat_count", "7"),
        ],
    )
    .await;
    for (zone, rule) in [
        ("America/New_York", "FREQ=MONTHLY;BYDAY=-1TH"),
        ("Australia/Sydney", "FREQ=YEARLY;BYMONTH=4,10;BYDAY=1SU"),
        ("Asia/Kathmandu", "FREQ=DAILY;INTERVAL=10;COUNT=20"),
        ("Africa/Casablanca", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU"),
        ("UTC", "FREQ=MONTHLY;BYMONTHDAY=1,-1;UNTIL=20270101T000000"),
        ("America/Argentina/Buenos_Aires", ""),
    ] {
        let repeat = if rule.is_empty() { "" } else { "rule" };
        save(
            anna,
            &[
                ("name", zone),
                ("starts_on", "2026-06-30"),
                ("starts_time", "02:30"),
                ("time_zone", zone),
                ("repeat", repeat),
                ("rule", rule),
            ],
        )
        .await;
    }
    make(anna, &with("single", "datetime", json!("29.3.2026 2:30"))).await;
}

#[tokio::test]
async fn export_import_export_loses_nothing() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Europe/Berlin").await;
    fill(&app, &anna).await;
    let first = export(&anna).await;
    assert_eq!(first.matches("BEGIN:VEVENT").count(), 13, "{first}");
    assert!(first.lines().all(|line| line.len() <= 75) && first.ends_with("END:VCALENDAR\r\n"), "folded: {first}");
    let eve = app.user_in("Eve", "Asia/Tokyo").await;
    let report = import(&eve, first.clone()).await;
    assert_eq!(report.status, 200, "{}", report.text);
    assert_eq!(
        (&report.json()["imported"], &report.json()["skipped_count"]),
        (&json!(11), &json!(0)),
        "{}",
        report.text
    );
    let second = export(&eve).await;
    assert_eq!(essence(&second), essence(&first));
    eve.put("/api/account/profile", &json!({"time_zone": "Europe/Berlin"})).await;
    for (year, month) in [(2026, 3), (2026, 11), (2027, 4)] {
        let days = |user: User| async move {
            let page = user.get(&format!("/api/calendar/month?month={year}-{month:02}")).await.json();
            let events = page["events"].as_array().expect("a list").clone();
            events.into_iter().map(|event| event["name"].to_string()).collect::<Vec<_>>().len()
        };
        assert_eq!(days(anna.clone()).await, days(eve.clone()).await, "the same months");
    }
    let again = import(&eve, second.clone()).await.json();
    assert_eq!((&again["imported"], &again["updated"]), (&json!(0), &json!(11)), "known ones are changed, not doubled");
    assert_eq!(essence(&export(&eve).await), essence(&first));
    let own = import(&anna, first.clone()).await.json();
    assert_eq!((&own["imported"], &own["updated"]), (&json!(0), &json!(11)), "{own}");
    assert_eq!(essence(&export(&anna).await), essence(&first));
    let bo = app.stranger();
    assert_eq!(bo.get("/api/calendar/export.ics").await.status, 401);
    assert_eq!(import(&bo, first).await.status, 401);
}

#[tokio::test]
async fn what_others_may_change_an_import_may_not() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let bo = app.user("Bo").await;
    let id = make(&anna, &super::body("group")).await;
    bring(&app, &id, &bo).await;
    let file = export(&bo).await.replace("First Event", "Mine now");
    let report = import(&bo, file).await.json();
    assert_eq!((&report["skipped_count"], &report["skipped"][0]["code"]), (&json!(1), &json!("not_allowed")));
    assert_eq!(anna.get(&format!("/event?id={id}")).await.json()["name"], "First Event");
}

const OTHERS: &str = "\u{feff}BEGIN:VCALENDAR\r
PRODID:-//Google Inc//Google Calendar 70.9054//EN\r
VERSION:2.0\r
CALSCALE:GREGORIAN\r
METHOD:PUBLISH\r
X-WR-CALNAME:mara@example.org\r
X-WR-TIMEZONE:Europe/Berlin\r
BEGIN:VTIMEZONE\r
TZID:W. Europe Standard Time\r
BEGIN:STANDARD\r
DTSTART:16010101T030000\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r
END:STANDARD\r
END:VTIMEZONE\r
BEGIN:VEVENT\r
DTSTART:20261124T090000Z\r
DTEND:20261124T100000Z\r
DTSTAMP:20261101T000000Z\r
UID:google-1@google.com\r
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=\"Weber, Jonas\";X-NUM-GUESTS=0:mailto:jonas@example.org\r
CREATED:20261101T000000Z\r
DESCRIPTION:Line one\\nLine two\\, with comma\r
LOCATION:Room 3\r
SEQUENCE:0\r
STATUS:CONFIRMED\r
SUMMARY:Google\\; meeting with a name that is so long that the program foldsd i\r
 t in the middle\r
TRANSP:OPAQUE\r
BEGIN:VALARM\r
ACTION:DISPLAY\r
DESCRIPTION:This is an event reminder\r
TRIGGER:-P0DT0H10M0S\r
END:VALARM\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:outlook-1\r
SUMMARY;LANGUAGE=de-DE:Outlook series\r
DTSTART;TZID=W. Europe Standard Time:20261102T100000\r
DTEND;TZID=W. Europe Standard Time:20261102T113000\r
RRULE:FREQ=WEEKLY;UNTIL=20261130T090000Z;INTERVAL=1;BYDAY=MO;WKST=MO\r
EXDATE;TZID=W. Europe Standard Time:20261109T100000\r
CLASS:CONFIDENTIAL\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:outlook-1\r
SUMMARY:Outlook moved\r
RECURRENCE-ID;TZID=W. Europe Standard Time:20261116T100000\r
DTSTART;TZID=W. Europe Standard Time:20261117T140000\r
DURATION:PT45M\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:apple-1\r
SUMMARY:Apple all day\r
DTSTART;VALUE=DATE:20261126\r
DTEND;VALUE=DATE:20261128\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:libical-1\r
SUMMARY:Evolution\r
DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Paris:20261127T180000\r
DTEND;TZID=/freeassociation.sourceforge.net/Europe/Paris:20261127T190000\r
RDATE;TZID=Europe/Paris:20261204T180000\r
RRULE:FREQ=WEEKLY;COUNT=1\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:floating-1\r
DTSTART:20261128T080000\r
LOCATION:No summary here\r
END:VEVENT\r
BEGIN:VTODO\r
UID:todo-1\r
SUMMARY:Not an event\r
END:VTODO\r
BEGIN:VEVENT\r
UID:bad-1\r
SUMMARY:Every second\r
DTSTART:20261128T080000\r
RRULE:FREQ=SECONDLY\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:bad-2\r
SUMMARY:Nowhere\r
DTSTART;TZID=Mars/Olympus:20261128T080000\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:bad-3\r
SUMMARY:Never\r
DTSTART:20261328T080000\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:bad-4\r
SUMMARY:Backwards\r
DTSTART:20261128T080000\r
DTEND:20261127T080000\r
END:VEVENT\r
END:VCALENDAR\r
";

#[tokio::test]
async fn files_of_other_programs_are_understood_and_what_is_wrong_in_them_is_told() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Asia/Tokyo").await;
    anna.put("/api/account/profile", &json!({"time_zone": "Europe/Berlin"})).await;
    let report = import(&anna, OTHERS).await;
    assert_eq!(report.status, 200, "{}", report.text);
    let report = report.json();
    assert_eq!((&report["imported"], &report["skipped_count"]), (&json!(5), &json!(4)), "{report}");
    let codes: Vec<(&str, &str)> = report["skipped"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|skipped| (skipped["name"].as_str().expect("a name"), skipped["code"].as_str().expect("a code")))
        .collect();
    assert_eq!(
        codes,
        [
            ("Every second", "rule_invalid"),
            ("Nowhere", "zone_unknown"),
            ("Never", "time_invalid"),
            ("Backwards", "end_before_start")
        ]
    );
    let page = anna.get("/api/calendar/month?month=2026-11").await.json();
    let line = |event: &Value| {
        let text = |key: &str| event[key].as_str().unwrap_or("-").to_owned();
        format!("{} {} {}", text("starts"), text("ends"), text("name"))
    };
    let lines: Vec<String> = page["events"].as_array().expect("a list").iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "2026-11-02T10:00:00 2026-11-02T11:30:00 Outlook series",
            "2026-11-17T14:00:00 2026-11-17T14:45:00 Outlook moved",
            "2026-11-23T10:00:00 2026-11-23T11:30:00 Outlook series",
            "2026-11-24T10:00:00 2026-11-24T11:00:00 Google; meeting with a name that is so long that the program foldsd it in the middle",
            "2026-11-26T00:00:00 2026-11-27T00:00:00 Apple all day",
            "2026-11-27T18:00:00 2026-11-27T19:00:00 Evolution",
            "2026-11-28T08:00:00 - No summary here",
            "2026-11-30T10:00:00 2026-11-30T11:30:00 Outlook series",
            "2026-12-04T18:00:00 2026-12-04T19:00:00 Evolution",
        ]
    );
}

#[tokio::test]
async fn broken_and_huge_files_are_refused_whole() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    for (file, code) in [
        (String::new(), "calendar_invalid"),
        ("not a calendar".into(), "calendar_invalid"),
        ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:cut".into(), "calendar_invalid"),
        ("<html>BEGIN:VCALENDAR</html>".into(), "calendar_invalid"),
    ] {
        let answer = import(&anna, file.clone()).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, code), "{file}");
    }
    assert_eq!(import(&anna, vec![0xff_u8, 0xfe, 0x00]).await.code(), "calendar_invalid", "not UTF-8");
    let event = |index: usize| {
        format!("BEGIN:VEVENT\r\nUID:{index}\r\nSUMMARY:e\r\nDTSTART:20261128T080000Z\r\nEND:VEVENT\r\n")
    };
    let many: String = (0..5001).map(event).collect();
    let many = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{many}END:VCALENDAR\r\n");
    assert_eq!(import(&anna, many).await.code(), "too_large");
    assert_eq!(import(&anna, vec![b'x'; 4 * 1024 * 1024 + 1]).await.status, 413);
    let deep = format!(
        "BEGIN:VCALENDAR\r\n{}{}END:VCALENDAR\r\n",
        "BEGIN:VEVENT\r\n".repeat(300),
        "END:VEVENT\r\n".repeat(300)
    );
    assert!(!import(&anna, deep).await.status.is_server_error());
    assert!(anna.get("/user").await.json()["event_id_list"].as_array().expect("a list").is_empty());
    let empty = import(&anna, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n").await.json();
    assert_eq!((&empty["imported"], &empty["skipped_count"]), (&json!(0), &json!(0)));
}

#[tokio::test]
async fn the_secret_link_shows_the_calendar_until_it_is_renewed() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    make(&anna, &super::body("single")).await;
    let url = anna.get("/api/calendar/feed").await.json()["url"].as_str().expect("a link").to_owned();
    let path = url.strip_prefix(&app.url).expect("ours").to_owned();
    assert_eq!(
        anna.get("/api/calendar/feed").await.json()["url"],
        url.as_str(),
        "the same as long as it is not renewed"
    );
    let program = app.stranger();
    let file = program.get(&path).await;
    assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "text/calendar; charset=utf-8"));
    assert!(file.text.contains("SUMMARY:First Event"));
    let bo = app.user("Bo").await;
    let mixed = path.replace(&anna.id, &bo.id);
    for path in [mixed.as_str(), "/api/calendar/feed/unknown/x.ics", &path[..path.len() - 5]] {
        assert_eq!(program.get(path).await.status, 404, "{path}");
    }
    assert_eq!(anna.post_form("/api/calendar/feed/renew", &[]).await.status, 200);
    assert_eq!(program.get(&path).await.status, 404, "the old one is closed");
    let next = anna.get("/api/calendar/feed").await.json()["url"].as_str().expect("a link").to_owned();
    assert_eq!(program.get(next.strip_prefix(&app.url).expect("ours")).await.status, 200);
    assert_eq!(app.stranger().get("/api/calendar/feed").await.status, 401);
}
