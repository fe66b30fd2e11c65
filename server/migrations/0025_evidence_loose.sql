-- From when a file belongs to no application: those 30 days count from a withdrawal too, however old the file is.
alter table evidence add column loose_since timestamptz(3);
-- How many files a PDF carries inside.
alter table evidence add column attachments integer not null default 0;

-- The office opens no file of a withdrawn application, those withdrawn before today included.
update evidence set application_id = null, loose_since = now()
  from application where application.id = evidence.application_id and application.state = 'withdrawn';
update evidence set loose_since = created_at where application_id is null and loose_since is null;

alter table evidence add constraint evidence_loose check ((application_id is null) = (loose_since is not null));
drop index evidence_left_over;
create index evidence_left_over on evidence (loose_since, id) where application_id is null;
