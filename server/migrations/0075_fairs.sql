-- Fairs, their booths and slots, who signed up, and places in queues.

create table fair (
  id uuid primary key,
  state text not null check (state in ('draft', 'published', 'cancelled')),
  title text not null,
  about text not null,
  place text,                         -- null: online only
  station_id uuid,                    -- whose clerks scan who comes
  online boolean not null,
  opens_at timestamptz(3) not null,
  closes_at timestamptz(3) not null,
  call_minutes integer not null check (call_minutes between 1 and 30),
  cancel_reason text,
  revision integer not null default 0,
  made_by uuid not null references person (id),
  made_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  -- When what was left of its places was ended.
  wound_up_at timestamptz(3),
  check (opens_at < closes_at),
  check (online or place is not null)
);
create index fair_coming on fair (closes_at, id) where state = 'published';
create index fair_latest on fair (opens_at desc, id desc);
create index fair_to_wind_up on fair (closes_at, id) where state = 'published' and wound_up_at is null;

create table fair_booth (
  id uuid primary key,
  fair_id uuid not null references fair (id),
  employer_id uuid not null,
  state text not null check (state in ('invited', 'asked', 'admitted', 'declined', 'cancelled')),
  about text not null default '',
  place text not null default '',
  queue boolean not null default true,
  reason text,
  -- How it stood when its employer was suspended; it comes back so when the employer is verified again.
  suspended_from text check (suspended_from in ('invited', 'asked', 'admitted')),
  revision integer not null default 0,
  made_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  check (suspended_from is null or state in ('declined', 'cancelled'))
);
create unique index fair_booth_once on fair_booth (fair_id, employer_id);
create index fair_booth_employer on fair_booth (employer_id);

create table fair_booth_post (
  booth_id uuid not null references fair_booth (id),
  post_id uuid not null,
  primary key (booth_id, post_id)
);

create table fair_slot (
  id uuid primary key,
  booth_id uuid not null references fair_booth (id),
  starts_at timestamptz(3) not null,
  minutes integer not null check (minutes between 5 and 60)
);
create unique index fair_slot_once on fair_slot (booth_id, starts_at);

-- One person at one fair. It is held before their places are, and after a booth: so nobody waits in a circle.
create table fair_ticket (
  id uuid primary key,
  fair_id uuid not null references fair (id),
  person_id uuid not null references person (id),
  withdrawn boolean not null default false,
  shown bytea,                        -- encrypted: what booths are shown
  signed_up_at timestamptz(3) not null,
  came_at timestamptz(3),
  -- The place at which they are called or talk: one column, so that nobody is called at two booths.
  busy_place uuid,
  check (not withdrawn or shown is null)
);
create unique index fair_ticket_once on fair_ticket (fair_id, person_id);
create index fair_ticket_person on fair_ticket (person_id, signed_up_at desc, id desc);

create sequence fair_rank;
create table fair_place (
  id uuid primary key,
  booth_id uuid not null references fair_booth (id),
  ticket_id uuid not null references fair_ticket (id),
  slot_id uuid references fair_slot (id),
  state text not null check (state in ('booked', 'waiting', 'called', 'talking', 'done', 'missed', 'left', 'ended')),
  -- The order of the queue: first by rank; of one rank, who came to it first.
  rank bigint not null,
  moved bigint not null,
  misses integer not null default 0,
  revision integer not null default 0,
  made_at timestamptz(3) not null,
  called_at timestamptz(3),
  called_by uuid references person (id),
  until timestamptz(3),
  began_at timestamptz(3),
  ended_at timestamptz(3),
  result text check (result in ('further', 'kept', 'unfit')),
  reason bytea,                       -- encrypted: why, in words for the person
  end_cause text check (end_cause in ('over', 'booth-cancelled', 'fair-cancelled')),
  check ((state = 'booked') <= (slot_id is not null)),
  check ((state = 'waiting') <= (slot_id is null)),
  check ((state = 'called') = (until is not null)),
  check ((state = 'done') = (result is not null)),
  check ((state = 'ended') = (end_cause is not null))
);
-- No slot twice, and nobody twice at a booth.
create unique index fair_place_slot on fair_place (slot_id) where state in ('booked', 'called', 'talking', 'done', 'missed') and slot_id is not null;
create unique index fair_place_once on fair_place (booth_id, ticket_id) where state in ('booked', 'waiting', 'called', 'talking');
-- Each of a booth's people talks with one at a time.
create unique index fair_place_desk on fair_place (booth_id, called_by) where state in ('called', 'talking');
create index fair_place_queue on fair_place (booth_id, rank, moved) where state = 'waiting';
create index fair_place_due on fair_place (until, id) where state = 'called';
create index fair_place_ticket on fair_place (ticket_id, made_at);
create index fair_place_done on fair_place (booth_id, ended_at desc, id desc) where state = 'done';
