-- The name under which other programs know an event (RFC 5545, 3.8.4.7); null for one of ours.
alter table events add column uid text;
create index events_uid on events (uid) where uid is not null;

-- Secret links under which a calendar can be subscribed. The link is reckoned from the version, so that renewing it
-- closes the old one and nothing secret is stored.
create table feeds (
    account_id text primary key references accounts (id) on delete cascade,
    version bigint not null
);
