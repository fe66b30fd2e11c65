-- Searches for posts that people keep, and which tell of new ones.
create table saved_search (
  id uuid primary key,
  person_id uuid not null references person (id),
  filter jsonb not null,
  filter_key text not null,          -- the same filter is kept once
  alerts boolean not null,
  -- The newest post that it was held against.
  checked_rank bigint not null,
  made_at timestamptz(3) not null,
  told_at timestamptz(3)
);
create unique index saved_search_once on saved_search (person_id, filter_key);
create index saved_search_due on saved_search (checked_rank, id) where alerts;
