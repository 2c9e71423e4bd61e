-- Nearby: who may see how close whom is, and for how long. Positions are millionths of a degree.

-- Somebody (the watcher) wants to be warned of somebody else. Nothing is seen until the watched agree.
create table nearby_watches (
    watcher_id text not null references accounts (id) on delete cascade,
    watched_id text not null references accounts (id) on delete cascade,
    -- 0: the watcher does not want it any more, but was refused once, and can't ask again and again.
    asked_at bigint not null,
    agreed_at bigint,
    -- `near` or `area`
    precision text not null,
    -- The consent ends by itself then.
    until bigint,
    -- They were friends when it was given: it ends with the friendship.
    as_friends bigint not null,
    -- Refused, or ended by the watched.
    ended_at bigint,
    -- When the watcher looked last.
    looked_at bigint,
    primary key (watcher_id, watched_id)
);

create index nearby_watches_watched on nearby_watches (watched_id, asked_at, watcher_id);
create index nearby_watches_due on nearby_watches (until) where agreed_at is not null and until is not null;
create index nearby_watches_refused on nearby_watches (ended_at) where asked_at = 0;

-- The last position only; without coordinates GPS is off.
create table nearby_positions (
    account_id text primary key references accounts (id) on delete cascade,
    latitude bigint,
    longitude bigint,
    -- Metres, as the device says.
    accuracy bigint,
    reported_at bigint not null,
    -- 1: a page reported it for its owner; others see it only while its owner shares.
    is_own bigint not null
);

create index nearby_positions_age on nearby_positions (reported_at);

create table nearby_activities (
    id text primary key,
    account_id text not null references accounts (id) on delete cascade,
    started_at bigint not null,
    -- It ends by itself then.
    until bigint not null,
    ended_at bigint,
    -- 1: ended because somebody was too close; and who that was.
    is_disrupted bigint not null,
    disrupted_by text references accounts (id) on delete set null
);

create unique index nearby_activities_open on nearby_activities (account_id) where ended_at is null;
create index nearby_activities_due on nearby_activities (until) where ended_at is null;
create index nearby_activities_past on nearby_activities (account_id, started_at, id);
create index nearby_activities_disrupted_by on nearby_activities (disrupted_by);

-- Somebody shares what their pages report until then, or hides from everybody until then.
create table nearby_sharing (
    account_id text primary key references accounts (id) on delete cascade,
    -- What was reported before is not shared.
    since bigint not null,
    -- 0: nothing is shared.
    until bigint not null,
    -- What was reported before is hidden for good.
    hidden_until bigint not null
);

create index nearby_sharing_due on nearby_sharing (until) where until > 0;

-- Whoever wants to hear of the program.
create table nearby_subscribers (
    email_key text primary key,
    email text not null,
    since bigint not null
);
