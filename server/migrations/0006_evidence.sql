-- Files of applicants. Their bytes lie in the storage port, encrypted under a key of their own, which is kept encrypted here.

create table evidence (
  id uuid primary key,
  person_id uuid not null references person (id),
  application_id uuid references application (id),
  file_name bytea not null,          -- encrypted: names of files are often personal
  size_bytes integer not null,
  received_bytes integer not null,
  type text,
  stored_as text,                    -- name in the storage port
  file_key bytea,                    -- encrypted
  refused text,                      -- why it is not taken, in words: told again when asked again
  created_at timestamptz(3) not null,
  completed_at timestamptz(3)
);
create index evidence_person on evidence (person_id, created_at desc);
create index evidence_application on evidence (application_id) where application_id is not null;
create index evidence_left_over on evidence (created_at) where application_id is null;

-- Parts of an upload that is not complete.
create table evidence_part (
  evidence_id uuid not null references evidence (id) on delete cascade,
  at_offset integer not null,
  bytes bytea not null,              -- encrypted
  primary key (evidence_id, at_offset)
);

-- Files in the storage port that no row points to: being stored, or to be removed.
create table stored_leftover (
  name text primary key,
  remove_at timestamptz(3) not null,
  removing boolean not null          -- taken for removal: no row may point to it any more
);
create index stored_leftover_due on stored_leftover (remove_at);

create table application_export (
  id uuid primary key,
  person_id uuid not null references person (id),
  filter jsonb not null,
  why text not null,
  state text not null check (state in ('waiting', 'ready', 'failed', 'gone')),
  row_count integer,
  stored_as text,
  file_key bytea,
  requested_at timestamptz(3) not null,
  ready_at timestamptz(3)
);
create index application_export_person on application_export (person_id, requested_at desc, id desc);

-- How many WeChat messages on a topic a person agreed to and has not got yet.
create table wechat_subscription (
  person_id uuid not null references person (id),
  topic text not null,
  quota integer not null check (quota >= 0),
  changed_at timestamptz(3) not null,
  primary key (person_id, topic)
);

-- What was handed to a gateway outside: written before sending, so that nothing is sent twice.
create table delivery (
  id uuid primary key,               -- the outbox event and the channel
  person_id uuid not null references person (id),
  channel text not null check (channel in ('wechat', 'sms')),
  topic text not null,
  state text not null check (state in ('sending', 'sent', 'refused', 'uncertain')),
  at timestamptz(3) not null
);
