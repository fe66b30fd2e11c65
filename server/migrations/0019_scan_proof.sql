-- How a code came to the clerk, and whether its holder answered the scanner's digits.
alter table scan add column entry text check (entry in ('camera', 'picture', 'pasted'));
alter table scan add column challenged boolean not null default false;

-- Proofs that a service was asked for with: one picture is good at one station only.
create table scan_proof (
  credential_id uuid not null references credential (id),
  step bigint not null,              -- seconds of Unix time
  nonce text not null,               -- hex
  station_id uuid not null,
  queued boolean not null,           -- had waited on the clerk's phone
  first_at timestamptz(3) not null,
  primary key (credential_id, step, nonce)
);
create index scan_proof_age on scan_proof (first_at);

-- A key is one person's: of those who have the same, the newest keeps it.
update credential set revoked_at = current_timestamp, revoked_because = 'reissued'
where revoked_at is null and exists (
  select from credential newer
  where newer.holder_key = credential.holder_key and newer.revoked_at is null
    and (newer.issued_at, newer.id) > (credential.issued_at, credential.id)
);
update status_list set version = version + 1;
create unique index credential_key_in_force on credential (holder_key) where revoked_at is null;
