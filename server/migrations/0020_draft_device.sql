-- What people call their devices is theirs: sealed like the answers. What stood here in the clear is forgotten.
alter table application_draft drop column device;
alter table application_draft add column device bytea; -- encrypted
