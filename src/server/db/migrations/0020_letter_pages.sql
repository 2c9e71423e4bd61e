-- Who put a letter on its way: its sender, or the receiver who sent it on. Letters that were sealed together have one batch.
alter table letters add column posted_by text not null default '';
alter table letters add column is_sent_on bigint not null default 0;
alter table letters add column batch text not null default '';
-- When it landed, as its sender sees it: also if it was held back, and for good, whatever its receiver does with it.
alter table letters add column landed_at bigint;
-- Somebody wrote whom the receiver does not know: it waits until they take letters from them.
alter table letters add column is_request bigint not null default 0;
-- The text as search compares it.
alter table letters add column search_key text not null default '';
update letters set posted_by = sender_id, landed_at = coalesce(arrived_at, held_at);
create index letters_posted on letters (posted_by, created_at, id) where arrived_at is null and held_at is null;
create index letters_landed on letters (sender_id, landed_at, id);
create index letters_sealed on letters (receiver_id, arrived_at, is_request)
    where arrived_at is not null and opened_at is null and hidden_at is null;
create index letters_requests on letters (receiver_id, sender_id) where is_request = 1;
create index letters_held on letters (receiver_id, sender_id) where held_at is not null;
create index letters_batch on letters (batch) where batch <> '';

-- Whose letters somebody takes though the two are no friends.
create table letter_known (
    account_id text not null references accounts (id) on delete cascade,
    other_id text not null references accounts (id) on delete cascade,
    primary key (account_id, other_id)
);
create index letter_known_other on letter_known (other_id);

-- Letters that are being written, as they were typed. One that was sealed stays until nobody can take that back, and then
-- only its digest, by which a form that comes twice is known.
create table letter_drafts (
    id text primary key,
    account_id text not null references accounts (id) on delete cascade,
    form text not null,
    saved_at bigint not null,
    sealed_at bigint
);
create index letter_drafts_account on letter_drafts (account_id, saved_at, id);
create index letter_drafts_sealed on letter_drafts (sealed_at) where sealed_at is not null;
