-- What search compares: name, address and description, folded. Rows from before get theirs with their next change; until
-- then lower case must do.
alter table events add column search_key text not null default '';
update events set search_key = lower(name || ' ' || address || ' ' || description);
create index events_deleted on events (deleted_at) where deleted_at is not null;
