-- The bus of several processes, used on PostgreSQL only: notices of committed transactions that are not numbered yet, and
-- the log of those that are.
create table outbox (
    number bigint primary key,
    audience text not null,
    effect text,
    body text not null
);
create table notices (
    number bigint primary key,
    audience text not null,
    effect text,
    body text not null,
    published_at bigint not null
);
