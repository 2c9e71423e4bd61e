-- Where somebody is reached by push: a browser's subscription, or a phone's token. It goes with the session that it came with.
create table push_devices (
    id text primary key,
    account_id text not null references accounts (id) on delete cascade,
    session_hash text not null,
    kind text not null,
    address text not null unique,
    p256dh text not null,
    auth text not null,
    seen_at bigint not null
);
create index push_devices_account on push_devices (account_id);
create index push_devices_session on push_devices (session_hash);
