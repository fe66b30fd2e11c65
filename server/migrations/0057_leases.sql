-- Living in a talent apartment: leases with their papers, bills, inspections, repairs, and who lives there.

create table lease (
  id uuid primary key,
  serial integer generated always as identity unique,
  person_id uuid not null references person (id),
  flat_id uuid not null references flat (id),
  flat_serial integer not null,
  station_id uuid not null references station (id),
  choice_id uuid unique,             -- the choice it follows from; null: the office assigned it
  round_id uuid,
  state text not null check (state in ('to-sign', 'signed', 'paid', 'living', 'ending', 'inspected', 'settled',
    'lapsed', 'cancelled')),
  first_day date not null,
  last_day date not null check (last_day >= first_day),
  held_until date not null check (held_until >= first_day), -- until when the flat is taken: longer by who stays on
  -- The days of this flat as whole numbers: the flat's number times 2^20, and the day since 1970.
  span int8range not null generated always as (int8range(
    flat_serial::bigint * 1048576 + (first_day - date '1970-01-01'),
    flat_serial::bigint * 1048576 + (held_until - date '1970-01-01') + 1)) stored,
  months integer not null check (months between 1 and 120), -- in all, renewals included
  rent_fen integer not null check (rent_fen > 0),
  deposit_fen integer not null check (deposit_fen >= 0),
  tenant_name bytea,                 -- encrypted; null after the account was deleted
  tenant_document bytea,             -- encrypted, masked
  masked_name bytea,                 -- encrypted; what the desk reads
  offered_at timestamptz(3) not null,
  sign_by timestamptz(3) not null,   -- from this moment on an offer that was not signed is over
  signed_at timestamptz(3),
  pay_by timestamptz(3),
  paid_at timestamptz(3),
  key_at timestamptz(3),
  key_by uuid references person (id),
  leave_on date,                     -- the day that was announced
  back_on date,                      -- when the key came back
  back_by uuid references person (id),
  settled_at timestamptz(3),
  ended_why text,                    -- nothing personal
  use_until date,                    -- days after the end are billed up to this one
  code_paper uuid,                   -- which paper a code was asked for
  code_sent_at timestamptz(3),
  version integer not null,
  -- Whatever the code does: no flat has two leases on one day.
  -- Deferrable, so that two leases may exchange their flats in one statement; looked at when each statement ends.
  constraint lease_flat_once exclude using gist (span with &&) where (state not in ('lapsed', 'cancelled'))
    deferrable initially immediate
);
create unique index lease_one_home on lease (person_id)
  where state in ('to-sign', 'signed', 'paid', 'living', 'ending');
create index lease_person on lease (person_id, offered_at desc, id desc);
create index lease_flat on lease (flat_id, first_day desc);
create index lease_station on lease (station_id, state, last_day);
create index lease_state on lease (state, last_day, id);
create index lease_offers on lease (sign_by) where state = 'to-sign';
create index lease_unpaid on lease (pay_by) where state = 'signed';

-- Only ever added to.
create table lease_step (
  id bigint generated always as identity primary key,
  lease_id uuid not null references lease (id),
  at timestamptz(3) not null,
  event text not null,
  from_state text,
  to_state text not null,
  by_person uuid references person (id),
  by_role text not null check (by_role in ('tenant', 'clerk', 'office', 'system')),
  note text not null                 -- nothing personal
);
create index lease_step_lease on lease_step (lease_id, id);

create table lease_paper (
  id uuid primary key,
  lease_id uuid not null references lease (id),
  kind text not null check (kind in ('contract', 'renewal')),
  first_day date not null,
  last_day date not null,
  rent_fen integer not null,         -- a month, from its first day on
  sha256 text not null,              -- of the PDF that both signed
  stored_as text not null,           -- name in the storage port
  file_key bytea not null,           -- encrypted
  tenant_proof jsonb not null,       -- {provider, serial, at, signature}: whose it is, the lease says
  office_proof jsonb not null,
  signed_at timestamptz(3) not null
);
create index lease_paper_lease on lease_paper (lease_id, signed_at);

create table lease_bill (
  id uuid primary key,
  lease_id uuid not null references lease (id),
  kind text not null check (kind in ('deposit', 'rent', 'use')),
  from_day date not null,
  to_day date not null,
  amount_fen integer not null check (amount_fen >= 0),
  due_on date not null,
  charge_id uuid,
  state text not null check (state in ('open', 'paid', 'cancelled')),
  paid_at timestamptz(3)
);
create unique index lease_bill_once on lease_bill (lease_id, kind, from_day) where state <> 'cancelled';
create index lease_bill_lease on lease_bill (lease_id, due_on);
create unique index lease_bill_charge on lease_bill (charge_id);
create index lease_bill_open on lease_bill (due_on, lease_id) where state = 'open';

create table lease_inspection (
  id uuid primary key,
  lease_id uuid not null references lease (id),
  kind text not null check (kind in ('move-in', 'move-out')),
  at timestamptz(3) not null,
  by_person uuid references person (id),
  items jsonb not null,              -- [{item, state, note, photos}]
  agreed_at timestamptz(3),
  tenant_note bytea,                 -- encrypted
  version integer not null,
  unique (lease_id, kind)
);

create table lease_damage (
  id uuid primary key,
  lease_id uuid not null references lease (id),
  item text not null,
  amount_fen integer not null check (amount_fen > 0),
  why text not null,                 -- of the flat, nothing personal
  photos jsonb not null,
  answer_by timestamptz(3) not null,
  state text not null check (state in ('open', 'agreed', 'accepted', 'objected', 'decided')),
  objection bytea,                   -- encrypted
  answered_at timestamptz(3),
  decided_fen integer check (decided_fen between 0 and amount_fen),
  decided_by uuid references person (id),
  decided_why text,
  decided_at timestamptz(3)
);
create index lease_damage_lease on lease_damage (lease_id);
create index lease_damage_due on lease_damage (answer_by) where state = 'open';
create index lease_damage_objected on lease_damage (answered_at, id) where state = 'objected';

create table lease_repair (
  id uuid primary key,
  serial integer generated always as identity unique,
  lease_id uuid not null references lease (id),
  station_id uuid not null references station (id),
  kind text not null,
  urgent boolean not null,
  words bytea,                       -- encrypted; null after the account was deleted
  state text not null check (state in ('reported', 'promised', 'under-way', 'done', 'closed')),
  due_on date not null,              -- the day that was promised, or by when somebody has to look
  promised_on date,
  reported_at timestamptz(3) not null,
  done_at timestamptz(3),
  version integer not null
);
create index lease_repair_lease on lease_repair (lease_id, reported_at desc);
create index lease_repair_due on lease_repair (due_on, id) where state in ('reported', 'promised', 'under-way');

create table lease_repair_step (
  id bigint generated always as identity primary key,
  repair_id uuid not null references lease_repair (id),
  lease_id uuid not null references lease (id),
  at timestamptz(3) not null,
  act text not null,
  by_person uuid references person (id),
  note bytea,                        -- encrypted
  promised_on date
);
create index lease_repair_step_repair on lease_repair_step (repair_id, id);

create table lease_resident (
  id uuid primary key,
  lease_id uuid not null references lease (id),
  kind text not null check (kind in ('household', 'guest')),
  relation text not null,
  name bytea,                        -- encrypted
  from_day date not null,
  to_day date,                       -- of a guest
  added_at timestamptz(3) not null,
  removed_at timestamptz(3)
);
create index lease_resident_lease on lease_resident (lease_id) where removed_at is null;

-- Files that belong to something else than an application: photos of a repair, of an inspection.
alter table evidence add column kept_for uuid;
alter table evidence drop constraint evidence_loose;
alter table evidence add constraint evidence_loose
  check ((application_id is null and kept_for is null) = (loose_since is not null));
create index evidence_held on evidence (kept_for) where kept_for is not null;
drop index evidence_left_over;
create index evidence_left_over on evidence (loose_since, id) where loose_since is not null;
