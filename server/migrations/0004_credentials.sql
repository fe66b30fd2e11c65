-- Talent codes, what was recorded with them, and the holder's milestones.

create table credential (
  id uuid primary key,               -- cti
  person_id uuid not null references person (id),
  status_index bigint not null unique,
  tier text not null,
  category text not null,
  holder_key bytea not null,
  masked_name bytea,                 -- encrypted; null after the account was deleted
  signed bytea not null,             -- the COSE_Sign1 as issued
  issued_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  revoked_because text
);
create unique index credential_in_force on credential (person_id) where revoked_at is null;
create index credential_newest on credential (person_id, issued_at desc, id desc);
create index credential_revoked on credential (status_index) where revoked_at is not null;

-- One row: counts revocations, so that the status list in memory is known to be current by one look.
create table status_list (
  id integer primary key check (id = 1),
  version bigint not null,
  changed_at timestamptz(3) not null
);
insert into status_list values (1, 0, '2026-01-01T00:00:00Z');

create table scan (
  id uuid primary key,
  credential_id uuid not null references credential (id),
  person_id uuid not null references person (id),
  service_id text not null,
  service_name text not null,        -- as it was called then
  station_id uuid not null references station (id),
  station_name text not null,
  clerk_id uuid not null references person (id),
  occasion text not null,
  scanned_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  offline boolean not null,
  undone_at timestamptz(3),
  disputed_at timestamptz(3),
  dispute_note bytea                 -- encrypted
);
create unique index scan_once on scan (person_id, service_id, occasion) where undone_at is null;
create index scan_clerk on scan (clerk_id, recorded_at desc, id desc);
create index scan_person on scan (person_id, scanned_at desc, id desc) where undone_at is null;
create index scan_disputed on scan (disputed_at desc, id desc) where disputed_at is not null;

-- Steps of a holder's journey that are no scans.
create table milestone (
  id uuid primary key,
  person_id uuid not null references person (id),
  kind text not null check (kind in ('registered', 'credential-issued', 'credential-revoked')),
  title text not null,
  at timestamptz(3) not null
);
create index milestone_person on milestone (person_id, at desc, id desc);
