-- Accounts and how they get in. A name is unique by its folded key (case, compatibility forms and look-alikes).
create table accounts (
    id text primary key,
    display_name text not null,
    user_name text not null,
    user_key text not null unique,
    -- display and user name as search compares them, folded
    search_key text not null,
    email text,
    email_key text,
    email_verified_at bigint,
    password_hash text,
    picture text not null default '',
    birthday text not null default '',
    language text not null,
    theme text not null default 'system',
    time_zone text not null,
    found_by_email bigint not null default 1,
    is_admin bigint not null default 0,
    created_at bigint not null
);
-- Many may claim an address, one can prove it: so signing up with somebody else's tells nothing and blocks nobody.
create unique index accounts_proven_email on accounts (email_key) where email_verified_at is not null;
create index accounts_email on accounts (email_key);

-- Identities at OpenID providers that open an account.
create table identities (
    issuer text not null,
    subject text not null,
    account_id text not null references accounts (id) on delete cascade,
    created_at bigint not null,
    primary key (issuer, subject)
);
create index identities_account on identities (account_id);

-- Sessions of browsers. The cookie's id is stored hashed: who reads the database can't sign in with it.
create table sessions (
    id_hash text primary key,
    account_id text references accounts (id) on delete cascade,
    data text not null,
    expires_at bigint not null
);
create index sessions_account on sessions (account_id);
create index sessions_age on sessions (expires_at);

-- Links sent by mail, hashed at rest, for one use.
create table proofs (
    token_hash text primary key,
    account_id text not null references accounts (id) on delete cascade,
    email text not null,
    expires_at bigint not null
);
create index proofs_account on proofs (account_id);
create index proofs_age on proofs (expires_at);
