-- What people uploaded. The bytes lie in the object store under the id, which nobody can guess.
create table media (
    id text primary key,
    owner_id text not null references accounts (id) on delete cascade,
    mime text not null,
    bytes bigint not null,
    created_at bigint not null
);
create index media_owner on media (owner_id, created_at);
