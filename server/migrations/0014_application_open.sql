-- Whether anything more is asked of the office or of the applicant. Whoever moves an application writes it,
-- so that a new state at rest is a line in the code and not four indexes.
alter table application add column is_open boolean not null default true;
update application set is_open = false where state in ('approved', 'rejected', 'withdrawn', 'lapsed', 'landed', 'closed');
alter table application alter column is_open drop default; -- a row that does not say is refused

drop index application_one_open;
drop index application_queue;
drop index application_program_open;
create unique index application_one_open on application (person_id, program) where is_open;
create index application_queue on application (rank_at, id) where is_open;
create index application_program_open on application (program, rank_at, id) where is_open;
