-- A draft that nobody saves for long goes, with its files; its owner is told beforehand.
alter table application_draft add column told_at timestamptz(3);
create index application_draft_saved on application_draft (saved_at);
