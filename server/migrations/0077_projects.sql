-- Investment projects with their talent (项目＋人才): stages, capital, quota, people introduced with them, rewards of who referred them.

create table project (
  id uuid primary key,
  name text not null,
  name_key text not null,            -- the name as names are compared
  employer_id uuid,                  -- registered here; null: not yet
  employer_name text not null,       -- what it is called before it is registered
  chain_key text,
  link_key text,
  stage text not null check (stage in ('talking', 'signed', 'building', 'producing', 'ended')),
  stage_on date not null,
  signed_on date,                    -- whose rule of quota and rewards holds for it
  changed_at timestamptz(3) not null,
  made_by uuid not null,
  made_at timestamptz(3) not null,
  referral_id uuid unique,           -- 亲情招商: a referral leads to one project
  version integer not null,
  check (link_key is null or chain_key is not null)
);
create index project_newest on project (changed_at desc, id desc);
create index project_stage on project (stage, changed_at desc, id desc);
create index project_chain on project (chain_key, changed_at desc, id desc);

create table project_step (
  id bigint generated always as identity primary key,
  project_id uuid not null references project (id),
  at timestamptz(3) not null,
  event text not null,
  from_stage text,
  to_stage text not null,
  happened_on date not null,
  note text not null,                -- nothing about people
  by_person uuid
);
create index project_step_project on project_step (project_id, id desc);

-- Capital promised and in place: entries that stay. What was wrong is taken back by a counter-entry, once.
create table project_capital (
  id uuid primary key,
  project_id uuid not null references project (id),
  kind text not null check (kind in ('promised', 'in-place')),
  amount_fen bigint not null check (amount_fen <> 0),
  happened_on date not null,
  document text not null,            -- the paper it rests on
  reason text not null,              -- why a counter-entry was made; empty otherwise
  corrects uuid references project_capital (id),
  state text not null check (state in ('waiting', 'counted', 'refused')),
  entered_by uuid not null,
  entered_at timestamptz(3) not null,
  decided_by uuid,
  decided_at timestamptz(3),
  decision text not null,            -- why it was refused
  check (decided_by is null or decided_by <> entered_by),
  check ((corrects is null) = (amount_fen > 0)),
  check (kind = 'promised' or state = 'waiting' or decided_by is not null)
);
create index project_capital_project on project_capital (project_id, entered_at, id);
create unique index project_capital_corrects on project_capital (corrects) where state <> 'refused';

create table project_commitment (
  id uuid primary key,
  project_id uuid not null references project (id),
  kind text not null check (kind in ('leading', 'doctor', 'master', 'graduate', 'skilled')),
  people integer not null check (people between 1 and 10000),
  due_on date not null,
  document text not null,
  entered_by uuid not null,
  entered_at timestamptz(3) not null,
  withdrawn_at timestamptz(3),
  withdrawn_by uuid,
  withdrawn_because text not null
);
create index project_commitment_project on project_commitment (project_id, due_on, id);

-- Somebody introduced with a project: asked by a code, there once they agreed.
create table project_introduction (
  id uuid primary key,
  project_id uuid not null references project (id),
  kind text not null check (kind in ('leading', 'doctor', 'master', 'graduate', 'skilled')),
  state text not null check (state in ('asked', 'declined', 'taken-back', 'here', 'left', 'objected', 'erased')),
  code_hash text unique,             -- null once it was answered
  note bytea,                        -- encrypted: whom the code is for
  person_id uuid references person (id),
  first_day date not null,
  asked_by uuid not null,
  asked_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  agreed_at timestamptz(3),
  ended_on date,
  ended_at timestamptz(3),
  ended_by uuid,
  reason bytea,                      -- encrypted: why it ended, in words about the person
  gave_back boolean not null,
  check ((state in ('here', 'left', 'objected', 'erased')) = (person_id is not null))
);
create index project_introduction_project on project_introduction (project_id, asked_at desc, id desc);
create index project_introduction_person on project_introduction (person_id, agreed_at desc);
-- Whatever the code does: a person is counted with one project at a time.
create unique index project_introduction_one on project_introduction (person_id) where state = 'here';

-- The quota of a project as rows that stay. Each carries what remains after it and its number, so that two at once
-- cannot write the same next row; a use never leaves less than none, while a correction of capital may.
create table project_quota (
  project_id uuid not null references project (id),
  number integer not null check (number > 0),
  kind text not null check (kind in ('earn', 'take-back', 'use', 'give-back')),
  places integer not null,           -- what it adds: more than none for earn and give-back
  remaining integer not null,        -- after it
  capital_id uuid references project_capital (id),
  introduction_id uuid references project_introduction (id),
  reason text not null,
  at timestamptz(3) not null,
  by_person uuid,
  primary key (project_id, number),
  check (kind <> 'use' or remaining >= 0),
  check ((kind in ('earn', 'give-back')) = (places > 0) and places <> 0),
  check (kind not in ('use', 'give-back') or (abs(places) = 1 and introduction_id is not null)),
  check (kind not in ('earn', 'take-back') or capital_id is not null)
);
create unique index project_quota_capital on project_quota (capital_id) where capital_id is not null;
create unique index project_quota_introduction on project_quota (introduction_id, kind) where introduction_id is not null;

-- What the referrer of a project is to get, part by part, each once.
create table project_reward (
  referral_id uuid not null,
  part text not null check (part in ('signed', 'producing')),
  project_id uuid not null references project (id),
  person_id uuid not null references person (id),
  amount_fen bigint not null check (amount_fen > 0),
  due_at timestamptz(3) not null,
  owed_at timestamptz(3),            -- null: it waits for a budget
  told_at timestamptz(3),            -- the office was told that a budget is missing
  primary key (referral_id, part)
);
create index project_reward_project on project_reward (project_id);
create index project_reward_person on project_reward (person_id);
create index project_reward_waiting on project_reward (due_at) where owed_at is null;

-- The project that a referral led to: from then on its landing and its payment follow from the project.
alter table referral add column project_id uuid;
