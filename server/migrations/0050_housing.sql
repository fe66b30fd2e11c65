-- 青年人才公寓: projects with flat types and flats, and every change of where a flat stands.

create table housing_project (
  station_id uuid primary key references station (id), -- where it is, its service desk
  code text not null unique,         -- small letters, digits and hyphens: as the draw names it
  about text not null,
  drawing text not null,             -- which drawn picture stands for it
  transport jsonb not null,          -- [{kind, text, minutesOnFoot}]
  amenities jsonb not null,          -- sentences
  opened_on date not null,
  version integer not null,
  changed_at timestamptz(3) not null,
  changed_by uuid references person (id)
);

create table flat_type (
  id uuid primary key,
  station_id uuid not null references housing_project (station_id),
  code text not null,
  name text not null,
  layout text not null check (layout in ('studio', 'one-room', 'two-rooms', 'three-rooms')),
  people integer not null check (people between 1 and 12), -- how many may live there
  area_sqm_hundredths integer not null check (area_sqm_hundredths between 500 and 50000),
  market_fen_per_month integer not null check (market_fen_per_month between 1 and 100000000),
  plan jsonb not null,               -- rooms as rectangles, in centimetres
  version integer not null,
  unique (station_id, code)
);

create table flat (
  id uuid primary key,
  serial integer generated always as identity unique, -- never used again; leases count by it
  code text not null unique,         -- small letters, digits and hyphens: as the draw names it
  station_id uuid not null references housing_project (station_id),
  type_id uuid not null references flat_type (id),
  building text not null,
  floor integer not null check (floor between -3 and 120),
  number text not null,
  accessible boolean not null,
  state text not null check (state in ('free', 'in-round', 'chosen', 'let', 'repairing', 'withdrawn')),
  state_since timestamptz(3) not null,
  free_from date,                    -- when it is expected to be free, where somebody knows
  unique (station_id, building, number)
);
create index flat_by_type on flat (type_id, state);

-- Only ever added to.
create table flat_event (
  id bigint generated always as identity primary key,
  flat_id uuid not null references flat (id),
  at timestamptz(3) not null,
  from_state text,
  to_state text not null,
  reason text not null,              -- nothing personal
  by_person uuid references person (id) -- who of the office; null: it followed from something else
);
create index flat_event_flat on flat_event (flat_id, id desc);
