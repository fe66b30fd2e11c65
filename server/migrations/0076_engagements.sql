-- Shared and weekend experts: terms by version, consents of home employers, hours, reviews.
create table engagement (
  id uuid primary key,
  serial integer generated always as identity unique,
  kind text not null check (kind in ('shared', 'weekend')),
  employer_id uuid not null,
  person_id uuid not null references person (id),  -- the expert
  job_application_id uuid,
  proposed_by uuid not null references person (id),
  state text not null check (state in ('proposed', 'to-sign', 'running', 'ended', 'cancelled')),
  revision integer not null check (revision > 0),       -- the newest terms
  in_force integer,                                     -- the terms that all have signed
  first_day date not null,           -- of the terms in force, or of the newest while none are
  last_day date not null check (last_day >= first_day),
  due_at timestamptz(3),             -- by when an answer or all signatures are there; null: nothing is awaited
  expert_name bytea,                 -- encrypted, as all bytes here; null after the account was deleted
  expert_document bytea,             -- masked
  home_name bytea,
  home_contact bytea,
  home_phone bytea,
  home_hours bytea,                  -- JSON, the week of the home employer
  code_sent jsonb not null,          -- when each party asked for a code last
  signed_at timestamptz(3),
  review_due date,
  review_reminded date,
  ended_at timestamptz(3),
  ended_role text check (ended_role in ('expert', 'employer', 'home', 'office', 'system')),
  ended_why bytea,
  made_at timestamptz(3) not null,
  version integer not null,
  check ((state in ('running', 'ended')) = (in_force is not null))
);
create index engagement_person on engagement (person_id, made_at desc, id desc);
create index engagement_employer on engagement (employer_id, made_at desc, id desc);
create index engagement_state on engagement (state, made_at desc, id desc);
create index engagement_made on engagement (made_at desc, id desc);
create index engagement_due on engagement (due_at) where due_at is not null;
create index engagement_over on engagement (last_day) where state = 'running';
create index engagement_review_due on engagement (review_due) where state = 'running';

-- What was proposed in each version; never changed.
create table engagement_terms (
  engagement_id uuid not null references engagement (id),
  revision integer not null,
  title text not null,
  scope text not null,
  ip text not null,
  confidentiality text not null,
  pay_fen integer not null check (pay_fen >= 0),
  pay_unit text not null check (pay_unit in ('hour', 'day', 'month', 'task')),
  first_day date not null,
  last_day date not null check (last_day >= first_day),
  week jsonb not null,
  salt text not null,                -- keeps the hash of the pay from being guessed
  made_by uuid not null references person (id),
  made_at timestamptz(3) not null,
  primary key (engagement_id, revision)
);

-- Links to home employers. The secret itself is nowhere.
create table engagement_consent (
  id uuid primary key,
  engagement_id uuid not null references engagement (id),
  token_hash text not null unique,
  sha256 text not null,              -- of the one text that it may sign
  state text not null check (state in ('open', 'signed', 'refused', 'over')),
  sent_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  codes_sent integer not null check (codes_sent >= 0),
  code_sent_at timestamptz(3),
  signer_name bytea,                 -- encrypted
  why bytea,                         -- encrypted
  answered_at timestamptz(3)
);
create unique index engagement_consent_one on engagement_consent (engagement_id) where state = 'open';
create index engagement_consent_of on engagement_consent (engagement_id, sent_at);
create index engagement_consent_waiting on engagement_consent (sent_at) where state = 'open';

-- Codes by which an expert lets an employer ask.
create table engagement_code (
  code_hash text primary key,
  person_id uuid not null references person (id),
  expires_at timestamptz(3) not null
);
create index engagement_code_person on engagement_code (person_id);
create index engagement_code_over on engagement_code (expires_at);

-- That no two of a person share a minute is looked at under a lock of the person (`engagement-hours:<person>`).
create table engagement_hours (
  id uuid primary key,
  engagement_id uuid not null references engagement (id),
  person_id uuid not null references person (id),
  day date not null,
  from_minute integer not null check (from_minute >= 0),
  to_minute integer not null check (to_minute <= 1440 and to_minute > from_minute),
  what bytea,                        -- encrypted
  state text not null check (state in ('recorded', 'confirmed', 'queried')),
  why bytea,                         -- encrypted; what the employer asks
  recorded_at timestamptz(3) not null,
  answered_by uuid references person (id),
  answered_at timestamptz(3),
  unique (person_id, day, from_minute)
);
create index engagement_hours_of on engagement_hours (engagement_id, day, from_minute);
create index engagement_hours_confirmed on engagement_hours (day) where state = 'confirmed';

create table engagement_review (
  engagement_id uuid not null references engagement (id),
  due_on date not null,
  party text not null check (party in ('expert', 'employer')),
  go_on boolean not null,
  why bytea,                         -- encrypted
  by_person uuid references person (id),
  at timestamptz(3) not null,
  primary key (engagement_id, due_on, party)
);

-- Only ever added to.
create table engagement_step (
  id bigint generated always as identity primary key,
  engagement_id uuid not null references engagement (id),
  at timestamptz(3) not null,
  event text not null,
  to_state text not null,
  by_role text not null check (by_role in ('expert', 'employer', 'home', 'office', 'system')),
  by_person uuid references person (id),
  note text not null                 -- nothing personal
);
create index engagement_step_of on engagement_step (engagement_id, id);
