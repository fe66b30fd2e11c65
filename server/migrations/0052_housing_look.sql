-- What people marked and want to be told of, and inventories handed in as files.

create table flat_favourite (
  person_id uuid not null references person (id),
  type_id uuid not null references flat_type (id),
  at timestamptz(3) not null,
  primary key (person_id, type_id)
);

create table flat_watch (
  person_id uuid primary key references person (id),
  layouts jsonb not null,            -- empty: any
  projects jsonb not null,           -- station ids; empty: any
  most_fen_per_month integer,        -- at talent rate; null: any
  set_at timestamptz(3) not null,
  told_on date                       -- the last day on which something was told
);

-- Types of which a flat became free and nobody was told yet: fifty flats at once are one piece of news.
create table flat_freed (
  type_id uuid primary key references flat_type (id),
  at timestamptz(3) not null
);

create index flat_coming on flat (type_id, free_from) where free_from is not null;

create table flat_import (
  id uuid primary key,
  file_name text not null,
  file_hash text not null,
  state text not null check (state in ('faulty', 'preview', 'done')),
  flats jsonb not null,              -- those to be added; empty once they are
  flat_count integer not null,
  known_count integer not null,      -- rows that say what is registered already
  fault_count integer not null,
  faults jsonb not null,             -- the first of them: row, column, words
  preview jsonb not null,            -- how many of which type in which building
  annotated text,                    -- base64: the file again with what is wrong beside each row
  uploaded_by uuid not null references person (id),
  uploaded_at timestamptz(3) not null,
  committed_at timestamptz(3)
);
create unique index flat_import_done on flat_import (file_hash) where state = 'done';
create index flat_import_newest on flat_import (uploaded_at desc, id desc);
