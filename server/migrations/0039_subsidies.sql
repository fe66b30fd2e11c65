-- Subsidies that were approved, and their instalments. What is owed, sent and paid of them stands in the ledger, under the
-- reference `application:<application>:<number>` of the scheme.

create table subsidy_grant (
  id uuid primary key,
  application_id uuid not null unique references application (id),
  person_id uuid not null references person (id),
  scheme text not null,                 -- the key of the program, and the ledger's scheme
  policy text not null,
  book_version integer not null,        -- of the policies by which it was judged
  label text not null,                  -- which of the policy's amounts
  fen_per_month bigint check (fen_per_month > 0),
  months integer check (months between 1 and 600),
  fen_once bigint check (fen_once > 0),
  within_days integer,                  -- working days from a due day until the money is there; null: none is promised
  conditions jsonb not null,            -- what has to be kept up, in words
  approved_on date not null,
  from_month text,                      -- 'YYYY-MM'; null: money once
  state text not null check (state in ('running', 'ended', 'finished')),
  ended_on date,                        -- while it runs: a day that was announced
  ended_because text,
  ended_as text check (ended_as in ('holder', 'lead', 'system')),
  ended_by uuid,
  ended_note bytea,                     -- encrypted: what the office wrote
  created_at timestamptz(3) not null,
  check ((fen_once is null) = (fen_per_month is not null and months is not null and from_month is not null)),
  check ((ended_on is null) = (ended_because is null))
);
create index subsidy_grant_person on subsidy_grant (person_id, created_at desc, id desc);
create index subsidy_grant_newest on subsidy_grant (created_at desc, id desc);
create index subsidy_grant_scheme on subsidy_grant (scheme, created_at desc, id desc);
create index subsidy_grant_ending on subsidy_grant (ended_on) where state = 'running' and ended_on is not null;

create table subsidy_instalment (
  grant_id uuid not null references subsidy_grant (id),
  number integer not null,
  period text,                          -- 'YYYY-MM', the month that it is for; null: money once
  amount_fen bigint not null check (amount_fen > 0),
  falls_due_on date not null,
  year integer not null,                -- the budget that pays: of the day on which it falls due
  owed_at timestamptz(3),               -- since when it stands in the ledger
  dated boolean not null default false, -- the ledger knows its promised day
  told_at timestamptz(3),               -- its person was told that it waits for a budget
  cancelled_at timestamptz(3),
  primary key (grant_id, number)
);
create index subsidy_instalment_waiting on subsidy_instalment (falls_due_on, grant_id, number) where owed_at is null and cancelled_at is null;
create index subsidy_instalment_undated on subsidy_instalment (falls_due_on) where owed_at is not null and not dated and cancelled_at is null;

-- An instalment that is reserved long before it falls due: its person waits from that day on.
alter table ledger_payment add column counts_from date;

-- What leads were told of a budget, each once.
create table subsidy_warning (
  scheme text not null,
  year integer not null,
  kind text not null check (kind in ('missing', 'short')),
  told_at timestamptz(3) not null,
  primary key (scheme, year, kind)
);
