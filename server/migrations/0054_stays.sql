-- 人才驿站: hostels with beds, stays, and who sleeps in which bed in which night.

create table hostel (
  station_id uuid primary key references station (id),
  about text not null,
  house_rules jsonb not null,        -- sentences
  arrive_by_minutes integer not null check (arrive_by_minutes between 0 and 2880), -- from the beginning of the first day
  late_by_minutes integer not null check (late_by_minutes between arrive_by_minutes and 2880),
  cancel_by_minutes integer not null check (cancel_by_minutes between 0 and arrive_by_minutes),
  ahead_days integer not null check (ahead_days between 1 and 180),
  version integer not null,
  changed_at timestamptz(3) not null,
  changed_by uuid references person (id)
);

create table hostel_bed (
  id uuid primary key,
  station_id uuid not null references hostel (station_id),
  label text not null,
  kind text not null check (kind in ('single', 'women', 'men', 'accessible')),
  in_from date not null,             -- there from this night on
  out_from date,                     -- out of service from this night on
  unique (station_id, label)
);

create table stay (
  id uuid primary key,
  serial integer generated always as identity unique,
  station_id uuid not null references hostel (station_id),
  person_id uuid not null references person (id),
  kind text not null check (kind in ('single', 'women', 'men', 'accessible')),
  from_day date not null,
  to_day date not null check (to_day > from_day),
  state text not null check (state in ('booked', 'checked-in', 'left', 'cancelled', 'no-show')),
  purpose text not null check (purpose in ('interview', 'fair', 'joining', 'looking-for-home', 'visit')),
  counted boolean not null,          -- one of the stays of its year
  masked_name bytea,                 -- encrypted; null after the account was deleted
  arrives_late boolean not null,
  arrive_by timestamptz(3) not null, -- from this moment on who has not come is a no-show
  cancel_by timestamptz(3) not null, -- before it, cancelling and changing do not count
  booked_at timestamptz(3) not null,
  checked_in_at timestamptz(3),
  ended_at timestamptz(3)
);
create index stay_person on stay (person_id, booked_at desc, id desc);
create index stay_station on stay (station_id, from_day);
create index stay_due on stay (arrive_by) where state = 'booked';
create index stay_leaving on stay (to_day) where state = 'checked-in';

-- Whatever the code does: a bed has one guest a night, a person one bed a night.
create table stay_night (
  person_id uuid not null references person (id),
  night date not null,
  bed_id uuid not null references hostel_bed (id),
  stay_id uuid not null references stay (id),
  primary key (person_id, night),
  constraint stay_night_bed unique (bed_id, night)
);
create index stay_night_stay on stay_night (stay_id, night);

alter table milestone drop constraint milestone_kind_check;
alter table milestone add constraint milestone_kind_check
  check (kind in ('registered', 'credential-issued', 'credential-revoked', 'stay'));
