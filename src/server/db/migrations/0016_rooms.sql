-- Besides people there are guests, who have no credentials, and the bot. A guest who is over keeps the place among the
-- authors and gives the name back. `guest_until` is how long a guest stays without a visit; a brief one, of a
-- rooms client, ends with its session.
alter table accounts add column kind text not null default 'person';
alter table accounts add column ended_at bigint;
alter table accounts add column guest_until bigint;
alter table accounts add column is_brief bigint not null default 0;
create index accounts_guests on accounts (guest_until) where guest_until is not null;

-- Rooms are chats that everybody may enter. No two that are there have the same folded name.
alter table chats add column room_key text;
create unique index chats_room on chats (room_key);

-- Who polls for what happens in rooms: one session per account, on one process. What it has to hear waits in the memory
-- of that process.
create table room_sessions (
    account_id text primary key references accounts (id) on delete cascade,
    id text not null,
    node text not null,
    started_at bigint not null
);
