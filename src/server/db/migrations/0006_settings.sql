-- Links by mail prove an address or open a way back in.
alter table proofs add column purpose text not null default 'email';

-- What a person recognises a device by: the browser's own name for itself, since when, and the last use to the hour.
alter table sessions add column agent text not null default '';
alter table sessions add column created_at bigint not null default 0;
alter table sessions add column seen_at bigint not null default 0;

-- Keys of phones and programs, hashed at rest, good for a year.
create table tokens (
    id text primary key,
    account_id text not null references accounts (id) on delete cascade,
    label text not null,
    token_hash text not null unique,
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null
);
create index tokens_account on tokens (account_id, created_at);
create index tokens_age on tokens (expires_at);

-- Shortcuts of one key can be switched off (WCAG 2.1.4).
alter table accounts add column single_keys bigint not null default 1;
