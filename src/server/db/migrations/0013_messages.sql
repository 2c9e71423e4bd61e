-- What lists show of an event's chat; a dialog is shown by the other's name. `dialog_key` is the pair of a dialog, so that
-- two people have one at most. last_seq numbers the messages of a chat; last_at puts chats in order: when
-- somebody last wrote or, as long as nobody has, when it was opened; last_text_at is 0 until then.
alter table chats add column title text not null default '';
alter table chats add column icon text not null default '';
alter table chats add column dialog_key text;
alter table chats add column one_id text;
alter table chats add column other_id text;
alter table chats add column last_seq bigint not null default 0;
alter table chats add column last_at bigint not null default 0;
alter table chats add column last_text_at bigint not null default 0;
create unique index chats_dialog on chats (dialog_key);
update chats set last_at = created_at,
    title = coalesce((select e.name from events e where e.id = chats.event_id), ''),
    icon = coalesce((select e.icon from events e where e.id = chats.event_id), '');

-- How far a member has read.
alter table chat_members add column read_seq bigint not null default 0;

-- Messages, numbered within their chat. `kind` is text, or what happened: joined, left, going, maybe, cant. A client that
-- sends twice under one client_id has sent once. Of a deleted message its place stays.
create table messages (
    id text primary key,
    chat_id text not null references chats (id) on delete cascade,
    seq bigint not null,
    author_id text not null references accounts (id) on delete cascade,
    kind text not null,
    text text not null,
    reply_to text,
    client_id text,
    sent_at bigint not null,
    edited_at bigint,
    deleted_at bigint,
    unique (chat_id, seq)
);
create unique index messages_once on messages (author_id, client_id) where client_id is not null;

create table reactions (
    message_id text not null references messages (id) on delete cascade,
    account_id text not null references accounts (id) on delete cascade,
    emoji text not null,
    created_at bigint not null,
    primary key (message_id, account_id, emoji)
);
