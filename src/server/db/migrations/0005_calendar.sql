-- Events: wall time and zone as they were meant, and the instants they mean. An all-day event floats: its instants are
-- those of UTC and its dates count in every zone. `ends` is null for an event without an end.
create table events (
    id text primary key,
    kind text not null,
    author_id text not null references accounts (id) on delete cascade,
    name text not null,
    icon text not null,
    is_private bigint not null,
    is_all_day bigint not null,
    starts text not null,
    ends text,
    time_zone text not null,
    starts_at bigint not null,
    ends_at bigint not null,
    address text not null,
    description text not null,
    chat_id text,
    created_at bigint not null,
    changed_at bigint not null,
    deleted_at bigint
);

-- Who has an event in the calendar, with which rights. A single event has one member, its author. starts_at repeats the
-- event's, so that a person's month is one range of the index however many events there were before.
create table event_members (
    id text primary key,
    event_id text not null references events (id) on delete cascade,
    account_id text not null references accounts (id) on delete cascade,
    starts_at bigint not null,
    can_invite bigint not null,
    can_remove bigint not null,
    can_change bigint not null,
    can_delete bigint not null,
    joined_at bigint not null,
    unique (event_id, account_id)
);
create index event_members_calendar on event_members (account_id, starts_at, event_id);

-- Who was asked to come. Answered invites are deleted.
create table event_invites (
    id text primary key,
    event_id text not null references events (id) on delete cascade,
    sender_id text not null references accounts (id) on delete cascade,
    receiver_id text not null references accounts (id) on delete cascade,
    created_at bigint not null,
    unique (event_id, receiver_id)
);
create index event_invites_received on event_invites (receiver_id, created_at);
