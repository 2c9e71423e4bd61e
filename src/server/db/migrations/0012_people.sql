-- A pair of people has one request at most, whoever asks: two who ask each other at once meet in this row. A declined one
-- stays for a while, so that it can be taken back.
alter table friend_requests add column pair text not null default '';
alter table friend_requests add column declined_at bigint;
update friend_requests set pair = sender_id || ' ' || receiver_id;
create unique index friend_requests_pair on friend_requests (pair);
create index friend_requests_sent on friend_requests (sender_id, created_at);

-- Who wants nothing to do with whom.
create table blocks (
    account_id text not null references accounts (id) on delete cascade,
    blocked_id text not null references accounts (id) on delete cascade,
    created_at bigint not null,
    primary key (account_id, blocked_id)
);
create index blocks_blocked on blocks (blocked_id);

alter table accounts add column found_by_name bigint not null default 1;
alter table accounts add column shows_presence bigint not null default 1;
