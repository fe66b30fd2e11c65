-- What the directory says of stations by version, visits by appointment, and the follow-up of returnees.

create table station_profile (
  id uuid primary key,
  station_id uuid not null references station (id),
  version integer not null,
  hours text not null,
  phone text not null,
  address text not null,
  university text,
  charter jsonb not null,            -- sentences
  serves jsonb not null,             -- first 4 digits of divisions
  fallback boolean not null,
  changed_at timestamptz(3) not null,
  changed_by uuid,                   -- null: with the city configuration
  unique (station_id, version)
);

create table visit_slot (
  id uuid primary key,
  station_id uuid not null references station (id),
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  seats integer not null check (seats > 0),
  taken integer not null check (taken >= 0 and taken <= seats), -- whatever happens, no seat is given twice
  offered_by uuid not null references person (id),
  offered_at timestamptz(3) not null,
  cancelled_at timestamptz(3)
);
create index visit_slot_station on visit_slot (station_id, starts_at) where cancelled_at is null;

create table visit (
  id uuid primary key,
  slot_id uuid not null references visit_slot (id),
  station_id uuid not null references station (id),
  person_id uuid not null references person (id),
  masked_name bytea,                 -- encrypted; null after the account was deleted
  purpose bytea,                     -- encrypted; the same
  state text not null check (state in ('booked', 'cancelled', 'came', 'missed')),
  starts_at timestamptz(3) not null, -- as in the slot, for lists
  ends_at timestamptz(3) not null,
  booked_at timestamptz(3) not null
);
create unique index visit_once on visit (slot_id, person_id) where state <> 'cancelled';
create index visit_person on visit (person_id, starts_at desc, id desc);
create index visit_station on visit (station_id, starts_at, id);

-- What a station keeps about a returnee beside the application. No key to the application: outcomes outlive it.
create table lead (
  application_id uuid primary key,
  next_contact_on date,
  answer bytea,                      -- encrypted: what the returnee was told
  answered_at timestamptz(3)
);

create table lead_note (
  id uuid primary key,
  application_id uuid not null,
  person_id uuid not null references person (id), -- who wrote it
  text bytea not null,               -- encrypted
  at timestamptz(3) not null
);
create index lead_note_application on lead_note (application_id, at);

create table follow_up (
  id uuid primary key,
  application_id uuid not null,
  person_id uuid not null references person (id), -- the returnee
  station_id uuid not null references station (id), -- whose outcome it is
  kind text not null check (kind in ('contacted', 'met', 'visited', 'returned', 'project-landed', 'capital-invested')),
  happened_on date not null,
  note bytea,                        -- encrypted; null after the account was deleted
  amount_fen bigint,
  recorded_by uuid not null references person (id),
  recorded_at timestamptz(3) not null
);
create index follow_up_application on follow_up (application_id, happened_on, id);
create index follow_up_station on follow_up (station_id, kind);

create table hand_over (
  id uuid primary key,
  application_id uuid not null,
  from_station_id uuid references station (id),
  to_station_id uuid not null references station (id),
  why bytea not null,                -- encrypted
  handed_by uuid not null references person (id),
  at timestamptz(3) not null
);
create index hand_over_application on hand_over (application_id, at);
