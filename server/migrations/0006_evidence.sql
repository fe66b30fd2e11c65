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
  ready_at timestamptz(3),
  attempts integer not null default 0,
  taken_at timestamptz(3)            -- when somebody began to make it
);
create index application_export_open on application_export (requested_at) where state in ('waiting', 'ready');
create index application_export_person on application_export (person_id, requested_at desc, id desc);

-- How many WeChat messages on a topic a person agreed to and has not got yet.
create table wechat_subscription (
  person_id uuid not null references person (id),
  topic text not null,
  quota integer not null check (quota >= 0),
  changed_at timestamptz(3) not null,
  primary key (person_id, topic)
);

-- What is to be handed to a gateway outside. Written in the transaction of its cause, marked `sending` before it is sent, and never sent
-- again from there: whoever dies between sending and marking leaves it `uncertain`.
create table delivery (
  event_id uuid not null,            -- the outbox event that caused it
  channel text not null check (channel in ('wechat', 'sms')),
  person_id uuid not null references person (id),
  topic text not null,
  state text not null check (state in ('waiting', 'sending', 'sent', 'refused', 'uncertain')),
  words bytea,                       -- encrypted: what it says; forgotten once it is sent
  attempts integer not null default 0,
  at timestamptz(3) not null,        -- of the last change; while waiting: not before
  primary key (event_id, channel)
);
create index delivery_open on delivery (state, at) where state in ('waiting', 'sending');
create index delivery_person on delivery (person_id, at);
