-- Wrong tries at the console are counted by login and by where they come from, so that strangers who know a
-- login lock themselves out and not its owner. What was counted before lasted a day at most.
drop table office_attempt;
create table office_attempt (
  login text not null,               -- of logins that do not exist too: the lock must not tell which do
  source text not null,              -- keyed hash of an address, a browser that signed in before, or a session
  failures integer not null,
  locked_until timestamptz(3),
  at timestamptz(3) not null,
  primary key (login, source)
);
create index office_attempt_age on office_attempt (at);

alter table office_account
  add column wrong_tries integer not null default 0,   -- since the last sign-in, told at the next
  add column lock_told_at timestamptz(3);              -- when its owner was last told of a lock

-- A number may have gone to somebody else. A session opened by an SMS code alone, on a device that the account
-- did not know in the last half year, shows nothing of the account until its owner has confirmed who they are.
alter table session
  add column confirmed boolean not null default true,
  add column proven_phone text,      -- blind index of a number proven by code whose account is not confirmed yet
  add column device_hash text;       -- of what the device sends of itself; null: nothing

-- Wrong answers of who should confirm; five a day are allowed.
create table confirmation_try (
  id uuid primary key,
  person_id uuid not null references person (id),   -- whose account it is
  at timestamptz(3) not null
);
create index confirmation_try_person on confirmation_try (person_id, at desc);
create index confirmation_try_age on confirmation_try (at);

-- Tries at finding an account are counted by who asks and from where, never by whose document it is: a
-- stranger's wrong tries must not keep the owner out.
alter table recovery_attempt add column source_index text;
create index recovery_attempt_source on recovery_attempt (source_index, at desc);
create index recovery_attempt_age on recovery_attempt (at);
drop index recovery_attempt_document;

-- The document is registered under another name: its true owner asks the office to free it.
alter table account_recovery add column disputes_document boolean not null default false;
