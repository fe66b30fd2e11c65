-- 青年创新创业平台: sites with desks and units, who is in them for which term, half-yearly reviews.

create table workspace_site (
  id uuid primary key,
  name text not null unique,
  address text not null,
  phone text not null,
  hours text not null,
  about text not null,
  published boolean not null,
  version integer not null,
  changed_at timestamptz(3) not null,
  changed_by uuid references person (id)
);

create table workspace_unit (
  id uuid primary key,
  serial integer generated always as identity unique,
  site_id uuid not null references workspace_site (id),
  label text not null,
  kind text not null check (kind in ('desk', 'room', 'studio')),
  seats integer not null check (seats between 1 and 100),
  area_sqm integer not null check (area_sqm between 1 and 5000),
  fee_fen integer not null check (fee_fen >= 0),     -- a month, for who comes in from now on
  grid_row integer not null check (grid_row between 1 and 40),
  grid_column integer not null check (grid_column between 1 and 12),
  out_from date,                     -- let to nobody for days from this one on
  version integer not null,
  constraint workspace_unit_label unique (site_id, label),
  constraint workspace_unit_spot unique (site_id, grid_row, grid_column)
);

create table workspace_wish (
  person_id uuid primary key references person (id),
  site_id uuid not null references workspace_site (id),
  unit_id uuid references workspace_unit (id),
  elsewhere boolean not null,        -- another place will do too
  made_at timestamptz(3) not null
);

create table workspace_tenancy (
  id uuid primary key,
  serial integer generated always as identity unique,
  application_id uuid not null unique,               -- whose approval allotted it
  person_id uuid not null references person (id),
  site_id uuid not null references workspace_site (id),
  unit_id uuid not null references workspace_unit (id),
  unit_serial integer not null,
  state text not null check (state in ('running', 'ending', 'ended', 'cancelled')),
  first_day date not null,
  last_day date not null check (last_day >= first_day),
  -- The days of this unit as whole numbers: the unit's number times 2^20, and the day since 1970.
  span int8range not null generated always as (int8range(
    unit_serial::bigint * 1048576 + (first_day - date '1970-01-01'),
    unit_serial::bigint * 1048576 + (last_day - date '1970-01-01') + 1)) stored,
  months integer not null check (months between 3 and 36), -- in all, renewals included
  free_until date,                   -- no fee up to this day; null: a fee from the first day on
  fee_fen integer not null check (fee_fen >= 0),     -- a month, after it
  renewal_months integer check (renewal_months between 3 and 12), -- asked for and not answered
  renewal_why bytea,                 -- encrypted; why the newest was refused
  ended_because text check (ended_because in ('own-wish', 'not-grown', 'term', 'breach')),
  ended_role text check (ended_role in ('tenant', 'office', 'system')),
  ended_why bytea,                   -- encrypted
  back_on date,
  back_by uuid references person (id),
  reminded_for date,                 -- the last day of which reminders were sent
  reminded_days integer,             -- how many days before it the newest was; -1: that it is over
  review_due date,                   -- of the next review that has not begun; null: none of this term
  allotted_at timestamptz(3) not null,
  version integer not null,
  check ((state in ('ending', 'ended')) = (ended_because is not null)),
  check ((state = 'ended') = (back_on is not null)),
  -- Whatever the code does: no unit has two tenancies on one day.
  constraint workspace_unit_once exclude using gist (span with &&) where (state <> 'cancelled')
);
create unique index workspace_one_place on workspace_tenancy (person_id) where state in ('running', 'ending');
create index workspace_tenancy_person on workspace_tenancy (person_id, allotted_at desc, id desc);
create index workspace_tenancy_made on workspace_tenancy (allotted_at desc, id desc);
create index workspace_tenancy_state on workspace_tenancy (state, allotted_at desc, id desc);
create index workspace_tenancy_unit on workspace_tenancy (unit_id, last_day);
create index workspace_tenancy_site on workspace_tenancy (site_id, last_day) where state <> 'cancelled';
create index workspace_tenancy_due on workspace_tenancy (last_day, id) where state in ('running', 'ending');
create index workspace_tenancy_review on workspace_tenancy (review_due, id) where state = 'running';

-- What growth is measured by. Only ever added to.
create table workspace_growth_rule (
  version integer primary key check (version > 0),
  needed integer not null check (needed between 1 and 4),
  criteria jsonb not null,           -- [{key, definition, atLeast}]
  why text not null,
  made_by uuid references person (id),
  made_at timestamptz(3) not null
);

create table workspace_review (
  id uuid primary key,
  tenancy_id uuid not null references workspace_tenancy (id),
  due_on date not null,
  criteria jsonb not null,           -- as they stood when it began
  needed integer not null check (needed between 1 and 4),
  state text not null check (state in ('open', 'reported', 'decided')),
  reported bytea,                    -- encrypted JSON, [{key, value}]
  reported_at timestamptz(3),
  confirmed bytea,                   -- encrypted JSON, as the office confirmed it
  grown boolean,
  goes_on boolean,
  why bytea,                         -- encrypted
  decided_by uuid references person (id),
  decided_at timestamptz(3),
  opened_at timestamptz(3) not null,
  version integer not null,
  unique (tenancy_id, due_on),
  check ((state = 'decided') = (goes_on is not null and grown is not null))
);
create index workspace_review_waiting on workspace_review (due_on, id) where state <> 'decided';

-- Only ever added to.
create table workspace_step (
  id bigint generated always as identity primary key,
  tenancy_id uuid not null references workspace_tenancy (id),
  at timestamptz(3) not null,
  event text not null,
  to_state text not null,
  by_role text not null check (by_role in ('tenant', 'office', 'system')),
  by_person uuid references person (id),
  note text not null                 -- nothing personal
);
create index workspace_step_of on workspace_step (tenancy_id, id);
