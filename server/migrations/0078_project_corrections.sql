-- A wrong step of a project is taken back by a step with a reason, on record; each step once.
alter table project_step add column undoes bigint unique references project_step (id);

-- A part of a reward that fell due by a step which was taken back. Falling due again is another turn, another payment.
alter table project_reward add column withdrawn_at timestamptz(3);
alter table project_reward add column turn integer not null default 1 check (turn > 0);
drop index project_reward_waiting;
create index project_reward_waiting on project_reward (due_at, referral_id, part)
  where owed_at is null and withdrawn_at is null;

-- Lists of the page of a project and of a person, in their whole order; who is there, by kind.
drop index project_introduction_person;
create index project_introduction_person on project_introduction (person_id, agreed_at desc, id desc);
create index project_introduction_here on project_introduction (project_id, kind) where state = 'here';
