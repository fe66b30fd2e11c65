-- 配租批次: rounds, tickets, households, the locked list, sources, the draw, and what happened after it.

create table housing_round (
  id uuid primary key,
  code text not null unique check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(code) <= 64), -- as the draw names it
  title text not null,
  rule text not null check (rule in ('first-come', 'points', 'draw')),
  -- What a deed made of it; open and closed follow from the time while it is published.
  state text not null check (state in ('draft', 'published', 'locked', 'drawn', 'choosing', 'ended', 'cancelled')),
  version integer not null,             -- counts changes, for whoever looks at it in the office
  revision integer not null,            -- counts published corrections before the lock; the commitment names it
  rules text not null,                  -- as people read them; its hash is in the commitment
  classes jsonb not null,               -- [{code, title, clause, when}] in the order in which they are gone through
  scoring jsonb not null,               -- [{code, title, clause, points, when}]
  reserved text not null check (reserved in ('first', 'last')),
  algorithm text not null check (algorithm in ('sha-256', 'sm3')),
  sources jsonb not null,               -- [{game, issues}]: drawings of the future, with their fallbacks
  first_drawing_at timestamptz(3) not null, -- when the first of the named drawings is held: the lock is before it
  opens_at timestamptz(3) not null,
  closes_at timestamptz(3) not null,
  opening_minutes integer not null check (opening_minutes between 0 and 1440), -- first come: who arrives in it arrives at once
  choosing_from timestamptz(3) not null,
  slot_minutes integer not null check (slot_minutes between 1 and 10080),
  longer_slot_minutes integer not null check (longer_slot_minutes >= slot_minutes and longer_slot_minutes <= 20160),
  hold_seconds integer not null check (hold_seconds between 30 and 86400),
  at_once integer not null check (at_once between 1 and 500), -- how many choose at once
  refusing text not null,               -- what refusing costs, as printed
  follows uuid references housing_round (id),
  redo_cause text check (redo_cause in ('list-broken', 'source-void')),
  redo_why text,
  written_by uuid not null references person (id), -- who changed the draft last
  written_at timestamptz(3) not null,
  published_by uuid references person (id),
  published_at timestamptz(3),
  cancelled_why text,
  lock_asked_by uuid references person (id),
  lock_asked_at timestamptz(3),
  locked_by uuid references person (id),
  locked_at timestamptz(3),
  tickets integer,
  root text,
  audit text,                           -- head of the audit chain at the lock
  commitment text,
  drawn_at timestamptz(3),
  ended_at timestamptz(3),
  skip_permille integer,                -- of who was called, how many did not choose; told with the end, for estimates
  told text[] not null,                 -- what a chore has told of it already
  check ((follows is null) = (redo_cause is null) and (follows is null) = (redo_why is null)),
  check (opens_at < closes_at and closes_at < first_drawing_at and first_drawing_at < choosing_from),
  check (published_by <> written_by),
  check (locked_by <> lock_asked_by)
);
create index housing_round_published on housing_round (published_at desc, id desc) where published_at is not null;
create index housing_round_written on housing_round (written_at desc, id desc);
-- A round has one redo at most.
create unique index housing_round_follows on housing_round (follows) where follows is not null and state <> 'cancelled';

-- What is committed stays.
create function refuse_round_change() returns trigger language plpgsql as $$
begin
  if old.commitment is not null and (
    (new.code, new.rule, new.revision, new.rules, new.classes, new.scoring, new.reserved, new.algorithm, new.sources, new.tickets, new.root, new.audit, new.commitment, new.locked_at, new.locked_by)
    is distinct from
    (old.code, old.rule, old.revision, old.rules, old.classes, old.scoring, old.reserved, old.algorithm, old.sources, old.tickets, old.root, old.audit, old.commitment, old.locked_at, old.locked_by)
    or new.state in ('draft', 'published', 'cancelled')) then
    raise exception 'a locked round stays as it was committed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger housing_round_committed before update on housing_round for each row execute function refuse_round_change();

create table round_flat (
  round_id uuid not null references housing_round (id),
  flat_id uuid not null references flat (id),
  position integer not null,            -- in the list that is hashed
  flat_code text not null,
  pool text not null,
  reserved_for text,
  live boolean not null,                -- from publication to the end or the cancelling
  primary key (round_id, flat_id)
);
-- A flat is in one live round at most.
create unique index round_flat_live on round_flat (flat_id) where live;

-- When the server first saw somebody ask for a ticket. Written before the work, and never moved.
create table round_arrival (
  round_id uuid not null references housing_round (id),
  person_id uuid not null references person (id),
  serial integer generated always as identity,
  first_at timestamptz(3) not null,
  primary key (round_id, person_id)
);
-- Requests of the last minutes before the close: whoever began in time may finish it a little later.
create table round_request (
  round_id uuid not null references housing_round (id),
  person_id uuid not null references person (id),
  digest text not null,
  first_at timestamptz(3) not null,
  primary key (round_id, person_id, digest)
);

create table round_ticket (
  id uuid primary key,
  serial integer generated always as identity unique, -- order of receipt
  round_id uuid not null references housing_round (id),
  person_id uuid not null references person (id),
  application_id uuid not null,         -- the qualification that it rests on
  state text not null check (state in ('applied', 'withdrawn')), -- what the person said; the lock says the rest
  pool text not null,
  wishes jsonb not null,                -- [{stationId, typeId}], the dearest first
  claimed jsonb not null,               -- codes of classes
  longer_slot boolean not null,
  salt bytea,                           -- encrypted: 16 bytes, for the person's receipt alone
  holder_digest text not null,          -- of salt and document
  version integer not null,
  applied_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  unique (round_id, person_id)
);
create index round_ticket_person on round_ticket (person_id, applied_at desc, id desc);
create index round_ticket_serial on round_ticket (round_id, serial);
create index round_ticket_application on round_ticket (application_id);

-- Who lives with whom: the applicant is position 0.
create table round_member (
  ticket_id uuid not null references round_ticket (id),
  position integer not null,
  round_id uuid not null references housing_round (id),
  relation text not null,
  words bytea,                          -- encrypted: name, day of birth, document
  document_index text,
  alike_index text,                     -- of name and day of birth
  primary key (ticket_id, position)
);
create index round_member_document on round_member (round_id, document_index);
create index round_member_alike on round_member (round_id, alike_index);

-- The locked list, one line each.
create table round_leaf (
  round_id uuid not null references housing_round (id),
  number integer not null,
  ticket_id uuid not null unique references round_ticket (id),
  pool text not null,
  classes text not null,                -- codes joined by +
  state text not null check (state in ('in', 'rejected', 'disputed', 'withdrawn')),
  points integer not null,
  holder_digest text not null,
  primary key (round_id, number)
);
-- Nodes of the tree by level, 256 hashes a block, so that a path costs one block a level.
create table round_node (
  round_id uuid not null references housing_round (id),
  level integer not null,
  block integer not null,
  hashes text not null,                 -- hexadecimal
  primary key (round_id, level, block)
);

-- What each of the two said of a named drawing. The newest of each counts.
create table round_source (
  round_id uuid not null references housing_round (id),
  position integer not null,            -- in the list of sources
  issue text not null,
  id integer generated always as identity,
  person_id uuid not null references person (id),
  outcome text not null check (outcome in ('held', 'void', 'not-held')),
  numbers jsonb not null,
  address text not null,                -- of the bulletin
  page_hash text,
  correction integer not null,          -- 0, or the correction of the result that it belongs to
  at timestamptz(3) not null,
  primary key (round_id, position, issue, correction, id)
);

-- What a draw came to. 1 on; more than one where the lottery corrected its bulletin before the choosing.
create table round_result (
  round_id uuid not null references housing_round (id),
  revision integer not null,
  drawn jsonb not null,
  key text not null,
  pools jsonb not null,                 -- by pool: how many tickets are called, by class too
  why text,                             -- of a correction
  at timestamptz(3) not null,
  primary key (round_id, revision)
);
create table round_rank (
  round_id uuid not null references housing_round (id),
  revision integer not null,
  number integer not null,
  pool text not null,
  rank integer not null,                -- in its pool, from 1
  value text not null,
  called boolean not null,              -- whether the list admits it
  called_before integer not null,       -- how many of those stand before it
  wished_before jsonb not null,         -- for each of its wishes: how many of those have it among theirs
  primary key (round_id, revision, number)
);
create unique index round_rank_place on round_rank (round_id, revision, pool, rank);
create index round_rank_called on round_rank (round_id, revision, pool, rank) where called;
create table round_rank_class (
  round_id uuid not null references housing_round (id),
  revision integer not null,
  pool text not null,
  class text not null,
  rank integer not null,
  number integer not null,
  primary key (round_id, revision, pool, class, rank)
);

-- What happened after the draw, in public.
create table round_log (
  round_id uuid not null references housing_round (id),
  id integer generated always as identity,
  number integer not null,
  act text not null check (act in ('skip', 'restore', 'choose')),
  reason text,
  flat_code text,
  at timestamptz(3) not null,
  by_person uuid references person (id),
  primary key (round_id, id),
  check ((act = 'choose') = (flat_code is not null) and (act = 'choose') = (reason is null))
);
create index round_log_number on round_log (round_id, number);
-- Where the log leaves a ticket that it names: what is looked up, the log is what counts.
create table round_moved (
  round_id uuid not null references housing_round (id),
  number integer not null,
  pool text not null,
  rank integer not null,
  called boolean not null,
  standing text not null check (standing in ('gone', 'back', 'chosen')),
  quota text,                           -- of who has chosen: a class, or general
  flat_code text,                       -- what they chose
  primary key (round_id, number),
  check ((standing = 'chosen') = (flat_code is not null) and (standing = 'chosen') = (quota is not null))
);
-- A flat is chosen once at a time.
create unique index round_moved_flat on round_moved (round_id, flat_code) where flat_code is not null;
create index round_moved_place on round_moved (round_id, pool, rank);
-- Whom the written procedure calls now.
create table round_call (
  round_id uuid not null references housing_round (id),
  number integer not null,
  pool text not null,
  rank integer not null,
  quota text not null,
  primary key (round_id, number)
);
create index round_call_place on round_call (round_id, rank);

-- The procedure as it went, a line for each step.
create table round_step (
  round_id uuid not null references housing_round (id),
  id integer generated always as identity,
  step text not null,
  at timestamptz(3) not null,
  by_person uuid references person (id),
  detail text not null,                 -- public words
  primary key (round_id, id)
);

create function refuse_round_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'what was published of a round is only ever added to' using errcode = 'insufficient_privilege';
end $$;
create trigger round_leaf_append_only before update or delete on round_leaf for each row execute function refuse_round_rewriting();
create trigger round_leaf_no_truncate before truncate on round_leaf for each statement execute function refuse_round_rewriting();
create trigger round_node_append_only before update or delete on round_node for each row execute function refuse_round_rewriting();
create trigger round_node_no_truncate before truncate on round_node for each statement execute function refuse_round_rewriting();
create trigger round_result_append_only before update or delete on round_result for each row execute function refuse_round_rewriting();
create trigger round_result_no_truncate before truncate on round_result for each statement execute function refuse_round_rewriting();
create trigger round_rank_append_only before update or delete on round_rank for each row execute function refuse_round_rewriting();
create trigger round_rank_no_truncate before truncate on round_rank for each statement execute function refuse_round_rewriting();
