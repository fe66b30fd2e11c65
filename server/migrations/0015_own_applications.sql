-- By person: for the export of their data, its erasure, and joining two accounts.
create index objection_person on objection (person_id);

-- A draft was kept under whatever version was sent; one that nobody published stopped what takes document numbers out.
update application_draft as draft
  set version = newest.version
  from (select program, max(version) as version from program_version group by program) as newest
  where newest.program = draft.program
    and not exists (select from program_version as known where known.program = draft.program and known.version = draft.version);

-- A timer that fires is one event now, whatever it does.
update outbox
  set kind = 'application.timer-fired',
    payload = jsonb_build_object('applicationId', application.id, 'version', application.version, 'kind', payload -> 'kind')
  from application
  where outbox.kind = 'application.reminder' and outbox.done_at is null and application.id::text = outbox.payload ->> 'applicationId';
