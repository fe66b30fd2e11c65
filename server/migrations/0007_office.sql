-- Accounts of the console, and sessions that were opened with a second factor.

alter table session add column office boolean not null default false;

create table office_account (
  person_id uuid primary key references person (id),
  login text not null unique,
  name bytea not null,               -- encrypted: what colleagues read
  password_hash text not null,       -- scrypt with its parameters and salt
  totp_secret bytea not null,        -- encrypted
  last_counter bigint,               -- of the last one-time code used: each works once
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null
);

-- Wrong tries by login, of logins that do not exist too: the lock must not tell which do.
create table office_attempt (
  login text primary key,
  failures integer not null,
  locked_until timestamptz(3),
  at timestamptz(3) not null
);
create index office_attempt_age on office_attempt (at);

-- An account being opened: usable only after its first one-time code was right.
create table office_setup (
  id uuid primary key,
  secret_hash text not null unique,
  person_id uuid references person (id),   -- null: a new person, by invitation
  invitation_hash text,
  login text not null,
  name bytea not null,
  password_hash text not null,
  totp_secret bytea not null,
  tries integer not null default 0,
  expires_at timestamptz(3) not null
);
create index office_setup_expiry on office_setup (expires_at);
