-- Applications of every program, their history, drafts, and what the office sets.

create table program_version (
  program text not null,
  version integer not null,
  id uuid not null unique,
  form jsonb not null,
  settings jsonb not null,           -- ProgramSettings of contract/review.ts
  fingerprint text not null,         -- of the form in the code: a new one publishes a new version
  note text not null,
  published_at timestamptz(3) not null,
  published_by uuid,                 -- null: by an upgrade
  primary key (program, version)
);

-- Numbers by program and day, without gaps that mean anything.
create table application_number (
  prefix text not null,
  day date not null,
  last integer not null,
  primary key (prefix, day)
);

create table application_draft (
  id uuid primary key,
  person_id uuid not null references person (id),
  program text not null,
  version integer not null,
  revision integer not null,
  answers bytea not null,            -- encrypted
  device text not null,
  saved_at timestamptz(3) not null,
  unique (person_id, program)
);

create table application (
  id uuid primary key,               -- the draft's id: one draft, one application
  number text not null unique,
  program text not null,
  program_version integer not null,
  person_id uuid not null references person (id),
  state text not null,
  version integer not null,          -- rises with every event; a stale one is refused
  answers bytea,                     -- encrypted; null: erased at the person's wish
  masked_name bytea,                 -- encrypted; for lists
  keep_answers boolean not null,     -- offered again in the next form
  submitted_at timestamptz(3) not null,
  queued_at timestamptz(3) not null, -- its place in the queue, kept through corrections
  updated_at timestamptz(3) not null,
  due_at timestamptz(3),             -- null: at rest, or the applicant's turn
  days_left integer,                 -- working days left when the clock was stopped
  answer_by timestamptz(3),          -- until when the applicant may correct
  answered_at timestamptz(3),        -- when a station answered first
  rank_at timestamptz(3) not null,   -- order of the queue: due_at, or queued_at far behind where nothing is due
  station_id uuid references station (id),
  contact_id uuid references person (id),
  assigned_to uuid references person (id),
  claimed_by uuid references person (id),
  claimed_until timestamptz(3),
  recommended_by uuid references person (id),
  open_fields jsonb not null default '[]',
  requested bytea,                   -- encrypted: what to change
  refusal bytea,                     -- encrypted
  appeal bytea,                      -- encrypted
  notice_from date,
  notice_to date
);
create unique index application_one_open on application (person_id, program) where state not in ('rejected', 'withdrawn', 'lapsed', 'closed', 'approved', 'landed');
create index application_person on application (person_id, submitted_at desc, id desc);
-- The queue, (rank_at, id) everywhere; one index for each filter that can leave much to page through.
create index application_queue on application (rank_at, id) where state not in ('approved', 'rejected', 'withdrawn', 'lapsed', 'landed', 'closed');
create index application_program_open on application (program, rank_at, id) where state not in ('approved', 'rejected', 'withdrawn', 'lapsed', 'landed', 'closed');
create index application_program_state on application (program, state, rank_at, id);
create index application_state_queue on application (state, rank_at, id);
create index application_assigned on application (assigned_to, rank_at, id) where assigned_to is not null;
create index application_assigned_any on application (rank_at, id) where assigned_to is not null;
create index application_claimed on application (claimed_by, rank_at, id) where claimed_by is not null;
create index application_claimed_any on application (rank_at, id) where claimed_by is not null;
create index application_station on application (station_id, rank_at, id) where station_id is not null;
create index application_notice on application (notice_to, id) where state = 'public-notice';

create table application_step (
  id uuid primary key,
  application_id uuid not null references application (id),
  version integer not null,
  event text not null,
  from_state text,
  to_state text not null,
  actor_id uuid,
  actor_role text not null,
  note bytea,                        -- encrypted: what the applicant reads
  changed jsonb not null default '[]', -- names of fields, never values
  at timestamptz(3) not null,
  unique (application_id, version)
);

-- Deadlines and reminders: each fires once, in the transaction of its effect.
create table application_timer (
  id uuid primary key,
  application_id uuid not null references application (id),
  kind text not null,
  application_version integer not null, -- a later version has timers of its own
  fires_at timestamptz(3) not null,
  fired_at timestamptz(3)
);
create index application_timer_due on application_timer (fires_at, id) where fired_at is null;
create index application_timer_application on application_timer (application_id);

create table objection (
  id uuid primary key,
  application_id uuid not null references application (id),
  application_version integer not null, -- the public notice it speaks to
  person_id uuid not null references person (id),
  text bytea,                        -- encrypted; null: erased
  state text not null check (state in ('open', 'upheld', 'dismissed')),
  answer bytea,
  at timestamptz(3) not null,
  decided_by uuid references person (id),
  decided_at timestamptz(3)
);
create index objection_application on objection (application_id, at);
create unique index objection_one_open on objection (application_id, person_id) where state = 'open';

create table saved_view (
  id uuid primary key,
  person_id uuid not null references person (id),
  name text not null,
  filter jsonb not null,
  created_at timestamptz(3) not null
);
create index saved_view_person on saved_view (person_id, created_at);

create table calendar_year (
  year integer primary key,
  holidays jsonb not null,
  workdays jsonb not null,
  source text not null,
  changed_at timestamptz(3) not null,
  changed_by uuid
);
