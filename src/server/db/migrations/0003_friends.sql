-- Friendships in both directions, one row each, so that a person's friends are one range of the index.
create table friendships (
    account_id text not null references accounts (id) on delete cascade,
    friend_id text not null references accounts (id) on delete cascade,
    created_at bigint not null,
    primary key (account_id, friend_id)
);

-- Who asked whom to be friends. Answered requests are deleted.
create table friend_requests (
    id text primary key,
    sender_id text not null references accounts (id) on delete cascade,
    receiver_id text not null references accounts (id) on delete cascade,
    created_at bigint not null,
    unique (sender_id, receiver_id)
);
create index friend_requests_received on friend_requests (receiver_id, created_at);
