-- Choosing: whose turn it is, who holds which flat for how long, what was chosen, swaps, the standing list.

-- One row a round: whoever opens slots holds it, so that no more choose at once than the round says.
create table choice_line (
  round_id uuid primary key
);

create table choice_slot (
  id uuid primary key,
  round_id uuid not null,
  person_id uuid not null references person (id),
  ticket_id uuid not null,
  number integer not null,              -- of the ticket, as the draw names it
  opens_at timestamptz(3) not null,
  ends_at timestamptz(3) not null check (ends_at >= opens_at), -- no time at all: refused before being called
  last_call_at timestamptz(3),          -- let pass: until then they may still choose; null: not said yet
  outcome text check (outcome in ('chosen', 'refused', 'passed-over')), -- null: may choose, now or later
  settled_at timestamptz(3),
  unique (round_id, person_id),
  check ((outcome is null) = (settled_at is null))
);
create index choice_slot_open on choice_slot (round_id, ends_at) where outcome is null;
create index choice_slot_person on choice_slot (person_id);

-- Whatever the code does: a flat is held by one person, and a person holds one flat of a round. What ran out is
-- taken over where it stands; its end is set once.
create table flat_hold (
  round_id uuid not null,
  flat_id uuid not null references flat (id),
  person_id uuid not null references person (id),
  token uuid not null,
  held_at timestamptz(3) not null,
  until timestamptz(3) not null,
  primary key (round_id, flat_id),
  constraint flat_hold_person unique (round_id, person_id)
);

-- Likewise: a flat goes to one person, and a person gets one flat of a round. Looked at when a statement ends, so
-- that two may be exchanged.
create table flat_choice (
  id uuid primary key,
  round_id uuid,                        -- null: by the standing list
  order_round_id uuid not null,         -- in the order of which round
  flat_id uuid not null references flat (id),
  person_id uuid not null references person (id),
  ticket_id uuid not null,
  number integer not null,
  quota text not null,                  -- of the ticket when it chose: a class, or general
  token uuid not null,                  -- of the hold or offer that it came of
  by_person uuid references person (id), -- an officer who chose for them; null: themselves
  chosen_at timestamptz(3) not null,
  constraint flat_choice_flat unique (round_id, flat_id) deferrable initially immediate,
  constraint flat_choice_person unique (round_id, person_id)
);
create index flat_choice_of on flat_choice (person_id, chosen_at desc);
create index flat_choice_where on flat_choice (flat_id);

-- What happened to flats while people chose; only ever added to. The board tells from it what changed.
create table choice_event (
  id bigint generated always as identity primary key,
  round_id uuid not null,
  flat_id uuid not null references flat (id),
  person_id uuid references person (id),
  what text not null check (what in ('held', 'left', 'chosen', 'returned', 'swapped', 'moved')),
  at timestamptz(3) not null,
  until timestamptz(3)                  -- of what is held
);
create index choice_event_at on choice_event (round_id, at);
create index choice_event_until on choice_event (round_id, until) where until is not null;
create index choice_event_person on choice_event (person_id, flat_id) where person_id is not null;

create table choice_swap (
  id uuid primary key,
  round_id uuid not null,
  asker_id uuid not null references person (id),
  asked_id uuid not null references person (id),
  asker_choice_id uuid not null,
  asked_choice_id uuid not null,
  asker_flat_id uuid not null references flat (id), -- as it was when it was asked for
  asked_flat_id uuid not null references flat (id),
  state text not null check (state in ('asked', 'done', 'declined', 'withdrawn', 'lapsed')),
  asked_at timestamptz(3) not null,
  until timestamptz(3) not null,
  settled_at timestamptz(3),
  check (asker_id <> asked_id),
  check ((state = 'asked') = (settled_at is null))
);
create unique index choice_swap_once on choice_swap (asker_choice_id, asked_choice_id) where state = 'asked';
create index choice_swap_asked on choice_swap (asked_id, asked_at desc);
create index choice_swap_asker on choice_swap (asker_id, asked_at desc);
create index choice_swap_until on choice_swap (until) where state = 'asked';

-- Flats that became free and are in no round: what the standing list is asked about.
create table standing_flat (
  flat_id uuid primary key references flat (id),
  station_id uuid not null references station (id),
  free_since timestamptz(3) not null
);

-- Who stays on the list of a project between rounds, in the order of (queued_at, rank).
create table standing_place (
  station_id uuid not null references station (id),
  person_id uuid not null references person (id),
  round_id uuid not null,               -- in whose order
  ticket_id uuid not null,
  number integer not null,
  rank integer not null,
  queued_at timestamptz(3) not null,    -- when that order was drawn; after a refusal, when that was
  joined_at timestamptz(3) not null,
  primary key (station_id, person_id)
);
create unique index standing_place_order on standing_place (station_id, queued_at, rank, person_id);
create index standing_place_person on standing_place (person_id);

create table standing_offer (
  id uuid primary key,
  flat_id uuid not null references flat (id),
  station_id uuid not null references station (id),
  person_id uuid not null references person (id),
  round_id uuid not null,
  state text not null check (state in ('open', 'taken', 'refused', 'lapsed', 'ended')),
  offered_at timestamptz(3) not null,
  until timestamptz(3) not null,
  settled_at timestamptz(3),
  check ((state = 'open') = (settled_at is null))
);
-- A flat is offered to one person at a time, a person is offered one flat at a time.
create unique index standing_offer_flat on standing_offer (flat_id) where state = 'open';
create unique index standing_offer_person on standing_offer (person_id) where state = 'open';
create index standing_offer_of on standing_offer (person_id, offered_at desc);
create index standing_offer_until on standing_offer (until) where state = 'open';
