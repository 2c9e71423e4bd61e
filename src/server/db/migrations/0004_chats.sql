-- Everything that talks is a chat: dialogs and the chats of events.
create table chats (
    id text primary key,
    kind text not null,
    event_id text unique,
    hidden_at bigint,
    created_at bigint not null
);

create table chat_members (
    chat_id text not null references chats (id) on delete cascade,
    account_id text not null references accounts (id) on delete cascade,
    joined_at bigint not null,
    primary key (account_id, chat_id)
);
create index chat_members_chat on chat_members (chat_id);
