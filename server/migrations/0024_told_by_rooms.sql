-- Several rooms may have something to tell about one event, to several people.
alter table delivery drop constraint delivery_pkey;
alter table delivery add primary key (event_id, person_id, topic, channel);

-- An objection whose maker has closed their account waits for nobody.
alter table objection drop constraint objection_state_check;
alter table objection add constraint objection_state_check
  check (state in ('open', 'upheld', 'dismissed', 'withdrawn'));
update objection set state = 'withdrawn', decided_at = now() where state = 'open' and text is null;
