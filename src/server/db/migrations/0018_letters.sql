-- Phone numbers as digits that begin with the country's code. Many may claim one, one can prove it. The code that proves
-- it is not stored: it follows from the number, the account and the time of the claim.
create table phones (
    account_id text not null references accounts (id) on delete cascade,
    number text not null,
    claimed_at bigint not null,
    proven_at bigint,
    primary key (account_id, number)
);
create unique index phones_proven on phones (number) where proven_at is not null;
create index phones_claims on phones (claimed_at) where proven_at is null;
alter table accounts add column found_by_phone bigint not null default 1;
-- Where the account's numbers are from, if they do not say: two letters.
alter table accounts add column country text not null default 'us';

-- Letters. One belongs to its receiver, or waits for a number that nobody has proven. It is on its way until it arrives;
-- one that could not, because one of the two has blocked the other, is held back.
create table letters (
    id text primary key,
    sender_id text not null references accounts (id) on delete cascade,
    receiver_id text references accounts (id) on delete cascade,
    number text,
    text text not null,
    photo_id text not null,
    video_id text not null,
    sound_id text not null,
    color text not null,
    is_surprise bigint not null,
    created_at bigint not null,
    deliver_at bigint not null,
    arrived_at bigint,
    held_at bigint,
    opened_at bigint,
    hidden_at bigint
);
create index letters_due on letters (deliver_at, id) where arrived_at is null and receiver_id is not null and held_at is null;
create index letters_coming on letters (receiver_id, deliver_at) where arrived_at is null;
create index letters_inbox on letters (receiver_id, arrived_at, id) where arrived_at is not null;
create index letters_sent on letters (sender_id, deliver_at, id) where arrived_at is null;
create index letters_parked on letters (number) where receiver_id is null;

-- Up to when somebody has read what arrived: nothing arrives before that any more. And how high their status once was.
create table letter_boxes (
    account_id text primary key references accounts (id) on delete cascade,
    read_at bigint not null,
    level bigint not null default 0
);

-- Of the address books that phones send only those are kept who are here: under which number, by what name.
create table letter_contacts (
    account_id text not null references accounts (id) on delete cascade,
    other_id text not null references accounts (id) on delete cascade,
    number text not null,
    name text not null,
    primary key (account_id, other_id)
);
create index letter_contacts_other on letter_contacts (other_id);

-- Jobs that are due together are taken in the order of their ids.
drop index jobs_due;
create index jobs_due on jobs (due_at, id) where failed_at is null;
create index jobs_leases on jobs (lease_until) where failed_at is null;

-- Uploads that nothing uses are removed after a day. Some are only for those who were given them.
alter table media add column is_used bigint not null default 1;
alter table media add column is_private bigint not null default 0;
create table media_readers (
    media_id text not null references media (id) on delete cascade,
    account_id text not null references accounts (id) on delete cascade,
    primary key (media_id, account_id)
);
create index media_unused on media (created_at) where is_used = 0;
