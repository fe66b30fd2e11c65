-- Reactions to an event are apart: what is done stays done while another is tried again.
alter table outbox add column done_reactions text[] not null default '{}';
create index outbox_dead on outbox (dead_at, id) where dead_at is not null and done_at is null;

-- Where an account went when it was joined to another, so that who looked at it before stays visible to its owner.
alter table person add column merged_into uuid references person (id);
create index person_merged_into on person (merged_into) where merged_into is not null;

-- Names somebody; goes with their account.
alter table staff_invitation alter column note drop not null;
