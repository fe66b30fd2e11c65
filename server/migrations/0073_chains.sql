-- The industry chains with their links, who is in them, and the posts that are missing: published as a whole,
-- version by version.
create table chain_book (
  version integer primary key,
  id uuid not null unique,           -- a publication, for caches
  body jsonb not null,
  source text not null,              -- which paper or meeting it was taken from
  changes jsonb not null,            -- against the version before: sentences
  published_at timestamptz(3) not null,
  published_by uuid,
  proposed_by uuid
);

-- The one draft of it. The row stays when a draft is published or thrown away, so that a revision is never
-- counted twice.
create table chain_draft (
  single boolean primary key check (single),
  based_on integer not null,
  body jsonb,                        -- the whole book; null: no draft is open
  revision integer not null,
  changed_by uuid not null,
  changed_at timestamptz(3) not null,
  proposed_by uuid,
  proposed_at timestamptz(3),
  proposed_source text
);
