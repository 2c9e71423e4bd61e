//! How a month is laid out: weeks of seven days, bars over several days in lanes, chips for the rest. Pure.

use super::wire::{EventRow, MonthPage};
use jiff::{ToSpan, civil::Date};

/// A row of the month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// ISO 8601 number of the week that holds most of the row.
    pub number: i8,
    pub days: Vec<Day>,
    pub bars: Vec<Bar>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    pub date: Date,
    /// Bars that pass over the day take so many lanes from its top.
    pub lanes: usize,
    pub chips: Vec<EventRow>,
    /// Everything on the day, bars included, for the dots and the count.
    pub all: Vec<EventRow>,
}

/// A stretch of an event of several days, or of a whole day, within one week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    pub event: EventRow,
    /// Grid lines, 1 to 8.
    pub from: usize,
    pub to: usize,
    pub lane: usize,
    /// It begins, it ends in this week.
    pub begins: bool,
    pub ends: bool,
}

/// The weeks of a month page.
pub fn weeks(page: &MonthPage) -> Vec<Week> {
    let mut weeks = Vec::new();
    let mut first = page.from;
    while first < page.until {
        let Ok(next) = first.checked_add(7.days()) else { break };
        weeks.push(week(first, next, &page.events));
        first = next;
    }
    weeks
}

/// The week from one day to before another.
pub fn week(first: Date, next: Date, events: &[EventRow]) -> Week {
    let touching: Vec<&EventRow> =
        events.iter().filter(|event| event.first_day() < next && event.last_day() >= first).collect();
    let dates = (0..7).filter_map(|offset| first.checked_add(i64::from(offset).days()).ok());
    let mut bars: Vec<Bar> = Vec::new();
    let mut long: Vec<&EventRow> = touching.iter().copied().filter(|event| is_bar(event)).collect();
    // Early and long ones first, so that lanes are filled without gaps.
    long.sort_by_key(|event| (event.first_day(), std::cmp::Reverse(event.last_day())));
    for event in long {
        let from = column(first, event.first_day());
        let to = column(first, event.last_day()) + 1;
        let is_free = |lane: usize| bars.iter().all(|bar| bar.lane != lane || bar.to <= from || bar.from >= to);
        let lane = (0..).find(|lane| is_free(*lane)).unwrap_or_default();
        let (begins, ends) = (event.first_day() >= first, event.last_day() < next);
        bars.push(Bar { event: event.clone(), from, to, lane, begins, ends });
    }
    let days = dates.enumerate().map(|(index, date)| {
        let column = index + 1;
        let over = bars.iter().filter(|bar| bar.from <= column && column < bar.to);
        Day {
            date,
            lanes: over.map(|bar| bar.lane + 1).max().unwrap_or_default(),
            chips: touching
                .iter()
                .filter(|event| !is_bar(event) && event.first_day() == date)
                .map(|event| (*event).clone())
                .collect(),
            all: touching
                .iter()
                .filter(|event| event.first_day() <= date && event.last_day() >= date)
                .map(|event| (*event).clone())
                .collect(),
        }
    });
    let days: Vec<Day> = days.collect();
    let thursday = days.iter().map(|day| day.date).find(|date| date.weekday() == jiff::civil::Weekday::Thursday);
    Week { number: thursday.unwrap_or(first).iso_week_date().week(), days, bars }
}

/// An event in a column of hours. Those at the same time stand beside one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub event: EventRow,
    /// Minutes from midnight, and how many it lasts.
    pub from: i32,
    pub length: i32,
    pub column: usize,
    pub columns: usize,
}

/// A shorter event is drawn as long as this, in minutes, so that its name can be read.
const SHORTEST: i32 = 30;

/// The events of one day as blocks.
pub fn blocks(events: Vec<EventRow>) -> Vec<Block> {
    let minute = |at: jiff::civil::DateTime| i32::from(at.hour()) * 60 + i32::from(at.minute());
    let mut events = events;
    events.sort_by_key(|event| (event.starts, std::cmp::Reverse(event.ends)));
    let mut blocks: Vec<Block> = Vec::new();
    // Blocks from here on overlap in a chain and share their columns.
    let (mut first, mut until) = (0, 0);
    for event in events {
        let from = minute(event.starts);
        let length = event.ends.map_or(60, |ends| match minute(ends) - from {
            // Until midnight.
            length if length <= 0 => 1440 - from,
            length => length,
        });
        let length = length.max(SHORTEST).min(1440 - from).max(SHORTEST);
        if from >= until {
            share(&mut blocks[first..]);
            first = blocks.len();
        }
        until = until.max(from + length);
        let chain = &blocks[first..];
        let is_free =
            |column: usize| chain.iter().all(|block| block.column != column || block.from + block.length <= from);
        let column = (0..).find(|column| is_free(*column)).unwrap_or_default();
        blocks.push(Block { event, from, length, column, columns: 1 });
    }
    share(&mut blocks[first..]);
    blocks
}

fn share(chain: &mut [Block]) {
    let columns = chain.iter().map(|block| block.column + 1).max().unwrap_or(1);
    for block in chain {
        block.columns = columns;
    }
}

fn is_bar(event: &EventRow) -> bool {
    event.is_all_day || event.last_day() > event.first_day()
}

/// Column 1 to 7 of a date, held to the week.
fn column(first: Date, date: Date) -> usize {
    let days = date.since(first).map_or(0, |span| span.get_days());
    usize::try_from(days.clamp(0, 6)).unwrap_or_default() + 1
}
