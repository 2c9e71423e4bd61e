//! The laws of the bus: nothing lost, nothing doubled, nobody else's.

use super::{Audience, Bus, Delivery, Effect, Notice, Position, Subscription};
use std::sync::Arc;

fn person(name: &str) -> Audience {
    Audience::Person(name.into())
}

fn say(to: &str, what: u32) -> Notice {
    Notice::new(person(to), &what)
}

fn drain(subscription: &mut Subscription) -> Vec<(u64, String)> {
    let mut got = Vec::new();
    while let Ok(delivery) = subscription.deliveries.try_recv() {
        match delivery {
            Delivery::Notice(told) => got.push((told.position.number, told.notice.body.to_string())),
            Delivery::Whisper(body) => got.push((0, body.to_string())),
            Delivery::Resync(position) => got.push((position.number, "resync".into())),
            Delivery::Goodbye => got.push((0, "goodbye".into())),
        }
    }
    got
}

fn at(number: u64) -> Option<Position> {
    Some(Position { epoch: "life".into(), number })
}

#[test]
fn a_receiver_gets_what_concerns_it_in_order() {
    let bus = Bus::Memory(Arc::new(super::memory::Memory::new("life")));
    let mut anna = bus.subscribe(vec![person("anna"), Audience::Everyone], None);
    bus.committed(vec![say("anna", 1), say("ben", 2), Notice::new(Audience::Everyone, &3)]);
    bus.committed(vec![say("anna", 4)]);
    assert_eq!(drain(&mut anna), [(1, "1".into()), (3, "3".into()), (4, "4".into())]);
}

#[test]
fn coming_back_continues_after_the_last_number() {
    let bus = Bus::Memory(Arc::new(super::memory::Memory::new("life")));
    bus.committed((1..=5).map(|what| say("anna", what)).collect());
    let mut anna = bus.subscribe(vec![person("anna")], at(3));
    bus.committed(vec![say("anna", 6)]);
    assert_eq!(drain(&mut anna), [(4, "4".into()), (5, "5".into()), (6, "6".into())]);
    assert_eq!(drain(&mut bus.subscribe(vec![person("ben")], at(0))), []);
}

#[test]
fn who_missed_too_much_or_knew_another_life_reads_anew() {
    let bus = Bus::Memory(Arc::new(super::memory::Memory::new("life")));
    bus.committed((0..5000).map(|what| say("anna", what)).collect());
    assert_eq!(drain(&mut bus.subscribe(vec![person("anna")], at(3))), [(5000, "resync".into())]);
    let other = Some(Position { epoch: "before".into(), number: 5000 });
    assert_eq!(drain(&mut bus.subscribe(vec![person("anna")], other)), [(5000, "resync".into())]);
    assert_eq!(drain(&mut bus.subscribe(vec![person("anna")], at(9999))), [(5000, "resync".into())]);
    assert_eq!(drain(&mut bus.subscribe(vec![person("anna")], at(5000))), []);
}

#[test]
fn a_receiver_that_does_not_read_is_dropped_and_loses_nothing() {
    let bus = Bus::Memory(Arc::new(super::memory::Memory::new("life")));
    let mut slow = bus.subscribe(vec![person("anna")], None);
    bus.committed((1..=1000).map(|what| say("anna", what)).collect());
    let early = drain(&mut slow);
    assert!(slow.deliveries.is_closed(), "the bus let go of it");
    let last = early.last().map_or(0, |(number, _)| *number);
    let mut again = bus.subscribe(vec![person("anna")], at(last));
    let all: Vec<u64> = early.into_iter().chain(drain(&mut again)).map(|(number, _)| number).collect();
    assert_eq!(all, (1..=1000).collect::<Vec<_>>());
}

#[test]
fn shutting_down_says_goodbye_to_old_and_new_receivers() {
    let bus = Bus::Memory(Arc::new(super::memory::Memory::new("life")));
    let mut anna = bus.subscribe(vec![person("anna")], None);
    bus.shut_down();
    assert_eq!(drain(&mut anna), [(0, "goodbye".into())]);
    assert_eq!(drain(&mut bus.subscribe(vec![person("anna")], None)), [(0, "goodbye".into())]);
}

fn chat(id: &str) -> Audience {
    Audience::Chat(id.into())
}

fn talk(what: u32) -> Notice {
    Notice::new(chat("c"), &what)
}

#[test]
fn who_joins_hears_what_follows_and_who_leaves_nothing_more() {
    let bus = Bus::Memory(Arc::new(super::memory::Memory::new("life")));
    let mut anna = bus.subscribe(vec![person("anna")], None);
    let mut twin = bus.subscribe(vec![person("anna")], None);
    let mut ben = bus.subscribe(vec![person("ben")], None);
    let told = vec![
        talk(1),
        say("anna", 2).with(Effect::Join(chat("c"))),
        talk(3),
        say("anna", 4).with(Effect::Leave(chat("c"))),
        talk(5),
    ];
    bus.committed(told);
    let expected = [(2, "2".into()), (3, "3".into()), (4, "4".into())];
    assert_eq!(drain(&mut anna), expected);
    assert_eq!(drain(&mut twin), expected, "every tab of hers");
    assert_eq!(drain(&mut ben), []);
    let mut back = bus.subscribe(vec![person("anna")], at(0));
    assert_eq!(drain(&mut back), expected, "the same when it is told again");
    bus.committed(vec![talk(6)]);
    assert_eq!(drain(&mut back), []);
}

#[test]
fn joining_twice_is_hearing_once() {
    let bus = Bus::Memory(Arc::new(super::memory::Memory::new("life")));
    let mut anna = bus.subscribe(vec![person("anna"), chat("c")], None);
    bus.committed(vec![say("anna", 1).with(Effect::Join(chat("c"))), talk(2)]);
    assert_eq!(drain(&mut anna), [(1, "1".into()), (2, "2".into())]);
}

#[test]
fn a_whisper_is_for_those_who_are_there() {
    let bus = Bus::Memory(Arc::new(super::memory::Memory::new("life")));
    let mut anna = bus.subscribe(vec![chat("c")], None);
    bus.whisper(talk(7));
    assert_eq!(drain(&mut anna), [(0, "7".into())]);
    assert_eq!(drain(&mut bus.subscribe(vec![chat("c")], at(0))), []);
}

#[test]
fn audiences_survive_the_way_to_another_process() {
    for audience in [person("a"), chat("b"), Audience::Circle("c".into()), Audience::Nodes, Audience::Everyone] {
        assert_eq!(Audience::parse(&audience.text()), Some(audience));
    }
    assert_eq!(Audience::parse(""), None);
}
