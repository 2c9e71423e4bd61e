-- Who may not come in for the time being: nothing of theirs is lost.
alter table accounts add column suspended_at bigint;
