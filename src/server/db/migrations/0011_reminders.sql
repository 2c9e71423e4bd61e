-- How many minutes before an event its member wants a reminder, and when the next one is due: a queued job counts only
-- if it is about that very time.
alter table event_members add column remind_before bigint;
alter table event_members add column remind_at bigint;
