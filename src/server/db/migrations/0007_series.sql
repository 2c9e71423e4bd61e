-- Events that repeat. `rule` is an RRULE value (RFC 5545, 3.3.10) whose UNTIL is a wall time of the event's zone; `last` is
-- the wall time at which the last occurrence begins, null if there is none.
alter table events add column rule text;
alter table events add column last text;

-- When a series is over, so that those that are cost nothing; null for an event that does not repeat.
alter table event_members add column until_at bigint;
create index event_members_series on event_members (account_id, until_at) where until_at is not null;

-- Occurrences that differ from their series: cancelled, changed, or added. `occurrence` is the wall time at which the rule
-- puts it, `change` what is different as JSON, and low_at to high_at all instants that it touches, old and new.
create table event_changes (
    event_id text not null references events (id) on delete cascade,
    occurrence text not null,
    is_cancelled bigint not null,
    change text,
    low_at bigint not null,
    high_at bigint not null,
    primary key (event_id, occurrence)
);
create index event_changes_window on event_changes (event_id, high_at);
