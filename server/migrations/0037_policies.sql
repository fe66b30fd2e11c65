-- The book of policies by version: facts, parameters, policies and the rules between them, published as a whole.
create table policy_book (
  version integer primary key,
  id uuid not null unique,           -- a publication, for caches
  body jsonb not null,
  source text not null,              -- which paper or file it was taken from
  published_at timestamptz(3) not null,
  published_by uuid
);

-- What somebody told of themselves to learn what they are entitled to, beyond their registration.
create table fact_answer (
  person_id uuid primary key references person (id),
  answers bytea,                     -- sealed: by the code of a fact, value and day
  revision integer not null,
  saved_at timestamptz(3) not null
);
