-- Ways by which rows are looked for that no index served yet.
create index follow_up_person on follow_up (person_id); -- erasing, exporting and merging accounts
create index account_recovery_target on account_recovery (target_person_id); -- the same, of the account asked for
create index visit_slot_ahead on visit_slot (starts_at) where cancelled_at is null; -- free times of all stations
