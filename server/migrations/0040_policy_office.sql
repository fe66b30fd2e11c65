-- The one draft of the book of policies. The row stays when a draft is published or thrown away, so that a
-- revision is never counted twice.
create table policy_draft (
  single boolean primary key check (single),
  based_on integer not null references policy_book (version),
  body jsonb,                        -- the whole book; null: no draft is open
  revision integer not null,
  corrections jsonb not null,        -- by the code of a parameter: why its past is corrected
  changes jsonb not null,            -- the latest, newest first: revision, what, by, at
  changed_by uuid not null,
  changed_at timestamptz(3) not null,
  proposed_by uuid,
  proposed_at timestamptz(3),
  proposed_source text
);

-- Everybody registered judged by the book in force and by a draft, as numbers.
create table policy_dry_run (
  id uuid primary key,
  revision integer not null,         -- of the draft
  against integer not null references policy_book (version),
  body jsonb,                        -- the draft as it was; null: judged
  day date not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  requested_by uuid not null,
  requested_at timestamptz(3) not null,
  attempts integer not null,
  taken_at timestamptz(3),           -- and whenever a batch is done
  reached uuid,                      -- the place in the order of ids so far; null once it is over
  judged integer not null,
  tally jsonb,                       -- numbers by policy
  finished_at timestamptz(3)
);
create index policy_dry_run_newest on policy_dry_run (requested_at desc, id desc);
