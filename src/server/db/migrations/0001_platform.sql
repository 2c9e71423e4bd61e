-- What the platform itself keeps. Columns are text and bigint only, so that one text serves SQLite and PostgreSQL:
-- times are epoch milliseconds, flags are 0 or 1.

-- Work that waits for its time. A row is claimed by writing lease_until; done work is deleted, work that failed for
-- good stays with failed_at so that somebody can look.
create table jobs (
    id text primary key,
    kind text not null,
    payload text not null,
    due_at bigint not null,
    lease_until bigint not null default 0,
    attempts bigint not null default 0,
    error text,
    failed_at bigint,
    created_at bigint not null
);
create index jobs_due on jobs (due_at) where failed_at is null;

-- Answers to posts that carried an Idempotency-Key, kept for a day. status is null while the first is running.
create table idempotency (
    account_id text not null,
    key text not null,
    request_hash text not null,
    status bigint,
    content_type text,
    body text,
    created_at bigint not null,
    primary key (account_id, key)
);
create index idempotency_age on idempotency (created_at);

-- Counters against guessing and flooding: keyed hashes of addresses and accounts, never the things themselves.
create table limits (
    key text primary key,
    used bigint not null,
    until bigint not null
);
create index limits_age on limits (until);
