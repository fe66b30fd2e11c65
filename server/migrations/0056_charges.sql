-- What people owe the city: charges, and what was received for them. Deposits are held until they go back.

create sequence ledger_charge_number;
create table ledger_charge (
  id uuid primary key,
  number text not null unique,          -- SK-20261126-0007: how people and the office name it
  person_id uuid not null references person (id),
  reference text not null unique,       -- what it is owed for, in the words of the room that charges it
  kind text not null check (kind in ('deposit', 'rent', 'utilities', 'repair')),
  year integer not null,                -- of the day on which it is due
  amount_fen bigint not null check (amount_fen > 0 and amount_fen <= 10000000000000),
  why text not null,
  parts jsonb not null,                 -- [{words, amountFen}]: how it was computed
  due_on date not null,
  state text not null check (state in ('due', 'paid', 'cancelled')),
  late_on date,                         -- the first day after it was due on which it was not paid
  cancelled_because text,
  paid_on date,
  created_at timestamptz(3) not null,
  check ((paid_on is not null) = (state = 'paid'))
);
create index ledger_charge_person on ledger_charge (person_id, created_at desc, id desc);
create index ledger_charge_newest on ledger_charge (created_at desc, id desc);
create index ledger_charge_state on ledger_charge (state, created_at desc, id desc);
create index ledger_charge_due on ledger_charge (due_on, id) where state = 'due' and late_on is null;
create index ledger_charge_late on ledger_charge (created_at desc, id desc) where state = 'due' and late_on is not null;

-- One attempt to pay a charge, or money that came for it.
create table ledger_receipt (
  id uuid primary key,
  charge_id uuid not null references ledger_charge (id),
  way text not null check (way in ('wechat', 'transfer', 'desk')),
  trade_no text not null unique,        -- ours: what the payment service calls it by
  state text not null check (state in ('asked', 'open', 'recorded', 'paid', 'closed', 'to-return', 'returned')),
  amount_fen bigint not null check (amount_fen > 0),
  received_fen bigint check (received_fen > 0), -- what came, which may be another amount
  prepaid jsonb,                        -- what the phone pays with, while it may
  expires_at timestamptz(3),            -- of the payment service: not to be paid after it
  outside_no text,                      -- the payment service's, the bank's or the receipt book's number
  happened_on date,
  opened_at timestamptz(3) not null,
  looked_at timestamptz(3) not null,    -- when the payment service was asked or told us last
  tries integer not null default 0,     -- of giving it back
  because text,                         -- why it goes back, or was not taken
  recorded_by uuid,
  confirmed_by uuid,
  ended_at timestamptz(3),
  check (confirmed_by <> recorded_by)   -- two persons for what is taken by hand
);
-- While one is under way or paid there is no second one.
create unique index ledger_receipt_once on ledger_receipt (charge_id) where state in ('asked', 'open', 'recorded', 'paid');
-- One transfer, one page of the receipt book, counts once.
create unique index ledger_receipt_outside on ledger_receipt (way, outside_no) where state in ('recorded', 'paid', 'to-return', 'returned');
create index ledger_receipt_charge on ledger_receipt (charge_id, opened_at, id);
create index ledger_receipt_work on ledger_receipt (looked_at) where state in ('asked', 'open', 'to-return');
create index ledger_receipt_state on ledger_receipt (state, opened_at desc, id desc);

-- What was kept of a deposit.
create table ledger_deduction (
  charge_id uuid not null references ledger_charge (id),
  key text not null,                    -- what tells it from others of the same deposit
  amount_fen bigint not null check (amount_fen > 0),
  why text not null,
  kept_on date not null,
  primary key (charge_id, key)
);

alter table ledger_payment add from_charge uuid references ledger_charge (id); -- a deposit that goes back; else a budget pays
create index ledger_payment_from_charge on ledger_payment (from_charge) where from_charge is not null;
alter table ledger_booking add charge_id uuid references ledger_charge (id);
create index ledger_booking_charge on ledger_booking (charge_id, recorded_at, id) where charge_id is not null;
alter table ledger_entry add charge_id uuid references ledger_charge (id);
create index ledger_entry_charge on ledger_entry (charge_id, account) where charge_id is not null;
alter table ledger_entry drop constraint ledger_entry_account_check;
alter table ledger_entry add constraint ledger_entry_account_check check (account in (
  'appropriated', 'available', 'approved', 'budgeted', 'submitted', 'paid', 'returned',
  'overdue', 'overdue-memo', 'suspense', 'unexplained',
  'charged', 'receivable', 'received', 'deposit-held', 'unasked', 'to-return'));
