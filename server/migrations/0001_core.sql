-- What every feature uses: the audit log, the outbox, idempotency keys.

-- Append-only. Rows are chained by audit_seal, which a background sealer writes, so that writers never wait for each other.
create table audit_entry (
  id uuid primary key,
  at timestamptz(3) not null,
  actor_id uuid,
  actor_role text not null,
  action text not null,
  object text not null,
  person_id uuid,              -- whose data it concerns, for that person's own log of reads
  detail jsonb not null default '{}'
);
create index audit_entry_action on audit_entry (action, id desc);
create index audit_entry_person on audit_entry (person_id, id desc) where person_id is not null;

create table audit_seal (
  sequence bigint primary key,
  entry_id uuid not null unique references audit_entry (id),
  previous_hash text not null,
  hash text not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_entry_append_only before update or delete on audit_entry for each row execute function refuse_change();
create trigger audit_entry_no_truncate before truncate on audit_entry for each statement execute function refuse_change();
create trigger audit_seal_append_only before update or delete on audit_seal for each row execute function refuse_change();
create trigger audit_seal_no_truncate before truncate on audit_seal for each statement execute function refuse_change();

create table outbox (
  id uuid primary key,
  kind text not null,
  payload jsonb not null,
  created_at timestamptz(3) not null,
  available_at timestamptz(3) not null,
  attempts integer not null default 0,
  last_error text,
  done_at timestamptz(3),
  dead_at timestamptz(3)
);
create index outbox_due on outbox (available_at, id) where done_at is null and dead_at is null;

create table idempotency_key (
  actor text not null,
  key text not null,
  request_hash text not null,
  reply bytea,                 -- encrypted: a reply may hold personal data
  expires_at timestamptz(3) not null,
  primary key (actor, key)
);
create index idempotency_key_expiry on idempotency_key (expires_at);
