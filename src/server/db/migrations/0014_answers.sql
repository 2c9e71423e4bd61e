-- What members answered: going, maybe or cant, with a note for the others.
alter table event_members add column answer text not null default 'going';
alter table event_members add column note text not null default '';

-- Who declined is out on the documented routes, but can still change their mind on the event's page.
alter table event_invites add column declined_at bigint;
alter table event_invites add column note text not null default '';
