-- Wrong tries at a code from elsewhere than where it was asked for are counted apart: a stranger uses up their own.
alter table sms_code add column tries_elsewhere integer not null default 0;

-- Registrations that may be of one person with two documents are found by a blind index of name and birthday.
-- Null with the document; for registrations of before it is filled in by a chore.
alter table profile add column alike_index text;
create index profile_alike on profile (alike_index) where alike_index is not null;
create index profile_alike_missing on profile (person_id) where alike_index is null and document_number is not null;
