-- Who was added to an address book on a page stays when a phone sends its own anew.
alter table letter_contacts add column by_hand bigint not null default 0;
