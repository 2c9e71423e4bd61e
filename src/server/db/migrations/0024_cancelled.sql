-- When somebody took an occurrence out of its series, so that the bin can list it.
alter table event_changes add column cancelled_at bigint;
create index event_changes_cancelled on event_changes (event_id, cancelled_at) where cancelled_at is not null;
