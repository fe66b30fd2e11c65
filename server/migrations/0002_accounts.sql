-- People, how they sign in, what they agreed to, their profile, their messages, and the roles some of them hold.
-- Personal values are encrypted in the application (bytea); *_index is a blind index, for looking up and for uniqueness.

-- The row stays after deletion, without personal data, so that records of service keep something to point at.
create table person (
  id uuid primary key,
  created_at timestamptz(3) not null,
  deleted_at timestamptz(3)
);

create table identity (
  id uuid primary key,
  person_id uuid not null references person (id),
  kind text not null check (kind in ('wechat', 'phone')),
  subject_index text not null,
  subject bytea not null,
  linked_at timestamptz(3) not null,
  unique (kind, subject_index),
  unique (person_id, kind)
);

create table session (
  id uuid primary key,
  person_id uuid not null references person (id),
  token_hash text not null unique,
  device text not null,
  created_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3)
);
create index session_person on session (person_id, created_at desc, id desc);
create index session_expiry on session (expires_at);

create table sms_code (
  id uuid primary key,
  phone_index text not null,
  purpose text not null check (purpose in ('sign-in', 'recovery')),
  code_hash text not null,
  source_index text not null,
  tries integer not null default 0,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);
create index sms_code_phone on sms_code (phone_index, created_at desc);
create index sms_code_source on sms_code (source_index, created_at desc);
create index sms_code_age on sms_code (created_at);

-- History of answers: the newest row of a purpose is in force.
create table consent (
  id uuid primary key,
  person_id uuid not null references person (id),
  purpose text not null,
  given boolean not null,
  notice_version integer not null,
  at timestamptz(3) not null
);
create index consent_latest on consent (person_id, purpose, at desc, id desc);

create table profile (
  person_id uuid primary key references person (id),
  name bytea not null,
  document_type text not null,
  document_number bytea,             -- null after the consent to keep it was withdrawn
  document_index text unique,
  degree text not null,
  school text not null,
  major text not null,
  graduates_on date not null,
  home_region text not null,
  present_region text not null,
  aims jsonb not null,
  fields jsonb not null,             -- by field: where it came from and when
  registered_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index profile_school on profile (school);
create index profile_registered on profile (registered_at desc, person_id desc);

create table message (
  id uuid primary key,
  person_id uuid not null references person (id),
  kind text not null,
  title text not null,
  body bytea not null,
  link text,
  created_at timestamptz(3) not null,
  read_at timestamptz(3)
);
create index message_newest on message (person_id, created_at desc, id desc);
create index message_unread on message (person_id) where read_at is null;

create table staff_invitation (
  id uuid primary key,
  code_hash text not null unique,
  role text not null,
  station_id uuid,
  note text not null,
  created_by uuid,                   -- null: made on the server's command line
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  accepted_at timestamptz(3),
  accepted_by uuid references person (id),
  revoked_at timestamptz(3)
);
create index staff_invitation_newest on staff_invitation (created_at desc, id desc);

create table staff_assignment (
  id uuid primary key,
  person_id uuid not null references person (id),
  role text not null,
  station_id uuid,
  since timestamptz(3) not null,
  ended_at timestamptz(3)
);
create unique index staff_assignment_once on staff_assignment (person_id, role, coalesce(station_id, '00000000-0000-0000-0000-000000000000')) where ended_at is null;
create index staff_assignment_newest on staff_assignment (since desc, id desc) where ended_at is null;

create table account_recovery (
  id uuid primary key,
  person_id uuid not null references person (id),          -- who asks
  target_person_id uuid not null references person (id),   -- whose account it is
  state text not null check (state in ('open', 'approved', 'refused')),
  claim bytea,                                             -- what was claimed; erased with the asker's data
  created_at timestamptz(3) not null,
  decided_at timestamptz(3),
  decided_by uuid references person (id),
  reason bytea
);
create index account_recovery_oldest on account_recovery (state, created_at, id);
create index account_recovery_person on account_recovery (person_id);

create table recovery_attempt (
  id uuid primary key,
  person_id uuid not null references person (id),
  document_index text not null,
  at timestamptz(3) not null
);
create index recovery_attempt_person on recovery_attempt (person_id, at desc);
create index recovery_attempt_document on recovery_attempt (document_index, at desc);
