-- What the policy book made of an application: at submission, at each correction, and whenever an officer judged
-- it again. A row is never changed; a decision rests on the newest before it.
create table application_judgement (
  id uuid primary key,
  application_id uuid not null references application (id),
  application_version integer not null,
  book_version integer not null,      -- by which version of the book
  day date not null,                  -- as of which day
  judged_by uuid,                     -- null: by itself, when the answers came in
  judged_role text,
  outcome text not null,
  result bytea,                       -- sealed: the facts used, each clause with its reason, what is given
  at timestamptz(3) not null
);
create index application_judgement_newest on application_judgement (application_id, at desc, id desc);
