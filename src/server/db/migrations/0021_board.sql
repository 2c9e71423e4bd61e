-- The click board. Every press is a row; what is counted is counted in the same transaction.

-- Ids sort by time, then by order of acceptance. Accounts are named without a reference: a press outlives a guest, and
-- one account that goes must not hold up the presses of all others that are stored with it.
create table board_presses (
    id text primary key,
    at bigint not null,
    is_event bigint not null,
    -- The button or the event; empty for a click of a client that knows no buttons.
    what text not null,
    name text not null,
    account_id text,
    -- How the account calls itself, and its picture, as they were then; empty without an account.
    shown text not null,
    picture text not null,
    comment text,
    style text
);

create index board_presses_kind on board_presses (is_event, id);

-- How often something was pressed: in an hour, on a day (both of UTC, by their start), and ever (start 0).
create table board_counts (
    unit text not null,
    start bigint not null,
    is_event bigint not null,
    what text not null,
    presses bigint not null,
    primary key (unit, start, is_event, what)
);

-- Every name that ever pressed something.
create table board_names (
    name text primary key,
    clicks bigint not null,
    events bigint not null
);

create index board_names_rank on board_names (clicks, name);
