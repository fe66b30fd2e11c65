-- Benefits that need no application (免申即享), offered because records say that somebody is eligible.
create table policy_offer (
  id uuid primary key,
  person_id uuid not null references person (id),
  policy text not null,
  title text not null,               -- as the book had it by which it was offered or confirmed
  book_version integer not null,
  state text not null check (state in ('open', 'confirmed', 'declined', 'closed')),
  made_at timestamptz(3) not null,
  decided_at timestamptz(3),
  settled_at timestamptz(3),         -- when a confirmation took effect: it cannot be taken back any more
  lasts_until date,                  -- null: no end in sight
  closed_because text check (closed_because in ('records', 'policy', 'joined')),
  facts bytea,                       -- sealed: the facts by which it was confirmed
  check ((state = 'closed') = (closed_because is not null)),
  check ((state in ('confirmed', 'declined')) = (decided_at is not null))
);
create unique index policy_offer_lasting on policy_offer (person_id, policy) where state <> 'closed';
create index policy_offer_person on policy_offer (person_id, made_at desc, id desc);
create index policy_offer_unsettled on policy_offer (decided_at, id) where state = 'confirmed' and settled_at is null;

-- When somebody is next to be held against the policies: because there is a new book, or because a day turns something.
create table policy_outlook (
  person_id uuid primary key references person (id),
  book_version integer not null,     -- the book that was last looked at; 0: none yet
  looked_on date not null,
  next_on date not null,
  watched_since timestamptz(3)       -- since when they agreed to a message on the day; null: they did not
);
create index policy_outlook_book on policy_outlook (book_version, person_id);
create index policy_outlook_next on policy_outlook (next_on, person_id);

-- Whoever registered before is looked at as soon as the server runs.
insert into policy_outlook (person_id, book_version, looked_on, next_on)
  select person_id, 0, date '1970-01-01', date '1970-01-01' from profile;
