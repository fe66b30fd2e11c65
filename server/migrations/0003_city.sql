-- The city's configuration by version, and its stations as rows that records can point at.

create table city_config (
  version integer primary key,
  id uuid not null unique,           -- a publication, for caches
  body jsonb not null,
  source text not null,              -- which paper or file it was taken from
  published_at timestamptz(3) not null,
  published_by uuid
);

create table station (
  id uuid primary key,
  name text not null,
  kind text not null,
  region text not null,
  closed_at timestamptz(3)           -- no longer in the configuration; records keep pointing at it
);
