//! When letters arrive: the documented words, and laws that hold for all of them.

use super::{Choices, LONGEST_MS, again, read};
use crate::app::{error::Code, i18n::Language, letters::wire::Age};
use jiff::tz::TimeZone;
use proptest::prelude::*;

const NOW: i64 = 1_795_176_000_000;
const MINUTE: i64 = 60_000;
const DAY: i64 = 86_400_000;

fn at(option: &str) -> Result<i64, Code> {
    let choices = Choices::load(None).expect("built in");
    read(option, &choices, NOW, &TimeZone::UTC).map(|when| when.deliver_at - NOW)
}

#[test]
fn every_documented_type_has_its_time() {
    for (option, later) in [
        ("", 0),
        (r#"{"type":"calendar","parameters":"1795176060"}"#, MINUTE),
        (r#"{"type":"calendar","parameters":1795176060}"#, MINUTE),
        (r#"{"type":"calendar","parameters":"1.79517606E9","timezone":"2"}"#, MINUTE),
        (r#"{"type":"calendar","parameters":"1000000000"}"#, 0),
        (r#"{"type":"calendar","parameters":"-5"}"#, 0),
        (r#"{"type":"min","time_zone":0,"parameters":5}"#, 5 * MINUTE),
        (r#"{"type":"min","parameters":""}"#, MINUTE),
        (r#"{"type":"hour"}"#, 60 * MINUTE),
        (r#"{"type":"hour","parameters":"3"}"#, 180 * MINUTE),
        (r#"{"type":"day","parameters":null}"#, DAY),
        (r#"{"type":"week","parameters":"2","timezone":-3}"#, 14 * DAY),
        (r#"{"type":"month"}"#, 30 * DAY),
        (r#"{"type":"year","parameters":0}"#, 0),
    ] {
        assert_eq!(at(option), Ok(later), "{option}");
    }
    for _ in 0..50 {
        let surprise = at(r#"{"type":"surprise","parameters":""}"#).expect("a time");
        assert!((61 * DAY..=289 * DAY).contains(&surprise), "{surprise}");
        let later = at(r#"{"type":"resend"}"#).expect("a time");
        assert!((31 * DAY..=93 * DAY).contains(&later), "{later}");
    }
}

#[test]
fn what_is_none_is_refused() {
    for option in [
        "x",
        "[]",
        "{}",
        r#"{"type":0}"#,
        r#"{"type":"0","parameters":""}"#,
        r#"{"type":"fortnight"}"#,
        r#"{"type":"calendar"}"#,
        r#"{"type":"calendar","parameters":"soon"}"#,
        r#"{"type":"calendar","parameters":"NaN"}"#,
        r#"{"type":"calendar","parameters":"1e300"}"#,
        r#"{"type":"calendar","parameters":"9999999999"}"#,
        r#"{"type":"calendar","parameters":[1]}"#,
        r#"{"type":"hour","parameters":1.5}"#,
        r#"{"type":"hour","parameters":-1}"#,
        r#"{"type":"year","parameters":51}"#,
        r#"{"type":"min","parameters":99999999999999}"#,
    ] {
        assert_eq!(at(option), Err(Code::DeliveryInvalid), "{option}");
    }
}

#[test]
fn a_file_of_choices_is_read_and_a_bad_one_stops_the_start() {
    let own = "[[choice]]\nkey = \"soon\"\nafter = \"PT90M\"\nlabel = { en = \"Soon\", fr = \"Bientôt\" }";
    let choices = Choices::parse(own).expect("read");
    assert_eq!(
        choices.when("soon", NOW, &TimeZone::UTC).map(|when| when.map(|when| when.deliver_at)),
        Some(Ok(NOW + 90 * MINUTE))
    );
    assert_eq!((choices.all()[0].label(Language::Fr), choices.all()[0].label(Language::De)), ("Bientôt", "Soon"));
    for bad in [
        "",
        "[[choice]]\nkey = \"a\"\nlabel = { en = \"A\" }",
        "[[choice]]\nkey = \"a\"\nafter = \"1 day\"\nlabel = { fr = \"A\" }",
        "[[choice]]\nkey = \"calendar\"\nafter = \"1 day\"\nlabel = { en = \"A\" }",
        "[[choice]]\nkey = \"a\"\nbetween_days = [5, 2]\nlabel = { en = \"A\" }",
        "[[choice]]\nkey = \"a\"\nafter = \"-1 day\"\nlabel = { en = \"A\" }",
        "[[choice]]\nkey = \"a\"\nafter = \"1 day\"\ncolour = \"red\"\nlabel = { en = \"A\" }",
    ] {
        assert!(Choices::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_month_is_one_by_the_calendar_of_the_sender() {
    let choices = Choices::load(None).expect("built in");
    let berlin = TimeZone::get("Europe/Berlin").expect("a zone");
    let start: jiff::Timestamp = "2026-03-15T08:00:00Z".parse().expect("a time");
    let when = read(r#"{"type":"month"}"#, &choices, start.as_millisecond(), &berlin).expect("a time");
    let then = jiff::Timestamp::from_millisecond(when.deliver_at).expect("a time").to_zoned(berlin);
    assert_eq!(then.datetime().to_string(), "2026-04-15T09:00:00", "the same hour on the wall");
}

#[test]
fn ages_have_their_words() {
    let text = &Language::En.text().letters;
    for (days, words) in [
        (0, "moments ago"),
        (3, "a few days ago"),
        (7, "1 week ago"),
        (14, "2 weeks ago"),
        (30, "1 month ago"),
        (180, "6 months ago"),
        (300, "10 months ago"),
        (365, "1 year ago"),
        (730, "2 years ago"),
        (4000, "many years ago"),
    ] {
        assert_eq!((text.age)(Age::of(days * DAY)), words, "{days} days");
    }
}

proptest! {
    #[test]
    fn no_option_breaks_it_and_none_leads_into_the_past(kind in "[a-z]{0,8}", number in any::<f64>(), text in any::<String>()) {
        let option = serde_json::json!({"type": kind, "parameters": number, "timezone": text}).to_string();
        for option in [option, text] {
            if let Ok(later) = at(&option) {
                prop_assert!((0..=LONGEST_MS).contains(&later));
            }
        }
    }

    #[test]
    fn another_journey_is_about_as_long(seconds in 1_000_000_i64..100_000_000) {
        let later = (again(seconds, NOW) - NOW) / 1000;
        prop_assert!(later >= seconds * 3 / 4 && later <= seconds * 5 / 4);
    }
}
