-- The payment ledger: double entry in whole fen. Bookings and entries are only ever added; what was wrong is reversed.
-- An account is (account, scheme, year) and, for what people are owed, the payment; a person's are those of their payments.

create table ledger_payment (
  id uuid primary key,
  person_id uuid not null references person (id),
  scheme text not null,
  year integer not null,
  reference text not null,              -- what it is paid for, in the words of the room that owes it
  why text not null,
  amount_fen bigint not null check (amount_fen > 0 and amount_fen <= 10000000000000),
  approved_on date not null,
  promised_on date,                     -- null: in a year whose calendar is not known yet
  state text not null check (state in ('approved', 'budgeted', 'submitted', 'paid', 'returned', 'cancelled')),
  late_on date,                         -- the first day after the promise on which it was not paid
  returned_because bytea,               -- encrypted: the bank's words
  created_at timestamptz(3) not null,
  unique (scheme, reference)
);
create index ledger_payment_person on ledger_payment (person_id, created_at desc, id desc);
create index ledger_payment_newest on ledger_payment (created_at desc, id desc);
create index ledger_payment_state on ledger_payment (state, created_at desc, id desc);
-- What may still be collected, in the order in which it is.
create index ledger_payment_open on ledger_payment (scheme, year, state, promised_on, id) where state in ('approved', 'budgeted');
create index ledger_payment_due on ledger_payment (promised_on, id) where late_on is null and state in ('approved', 'budgeted', 'submitted', 'returned');
create index ledger_payment_late on ledger_payment (created_at desc, id desc) where late_on is not null and state not in ('paid', 'cancelled');

create table ledger_booking (
  id uuid primary key,
  act text not null,
  source text not null,
  external_id text not null,
  payment_id uuid references ledger_payment (id),
  happened_on date not null,
  recorded_at timestamptz(3) not null,
  reverses uuid unique references ledger_booking (id),
  wait_days integer,                    -- of a payment paid, or no longer so: days since it was approved
  unique (source, external_id)          -- each business act has one booking under one key
);
create index ledger_booking_payment on ledger_booking (payment_id, recorded_at, id) where payment_id is not null;

create table ledger_entry (
  booking_id uuid not null references ledger_booking (id),
  line smallint not null,
  account text not null check (account in (
    'appropriated', 'available', 'approved', 'budgeted', 'submitted', 'paid', 'returned',
    'overdue', 'overdue-memo', 'suspense', 'unexplained')),
  scheme text not null,
  year integer not null,
  payment_id uuid references ledger_payment (id),
  amount_fen bigint not null check (amount_fen <> 0 and abs(amount_fen) <= 10000000000000),
  primary key (booking_id, line)
);
create index ledger_entry_payment on ledger_entry (payment_id, account) where payment_id is not null;

create function refuse_ledger_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: reverse the booking' using errcode = 'insufficient_privilege';
end $$;
create trigger ledger_booking_append_only before update or delete on ledger_booking for each row execute function refuse_ledger_change();
create trigger ledger_booking_no_truncate before truncate on ledger_booking for each statement execute function refuse_ledger_change();
create trigger ledger_entry_append_only before update or delete on ledger_entry for each row execute function refuse_ledger_change();
create trigger ledger_entry_no_truncate before truncate on ledger_entry for each statement execute function refuse_ledger_change();

create function ledger_balanced() returns trigger language plpgsql as $$
declare
  booking uuid := case when tg_table_name = 'ledger_booking' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'booking_id')::uuid end;
begin
  if (select coalesce(sum(amount_fen), 1) from ledger_entry where booking_id = booking) <> 0 then
    raise exception 'booking % does not sum to zero', booking using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger ledger_booking_balanced after insert on ledger_booking deferrable initially deferred
  for each row execute function ledger_balanced();
create constraint trigger ledger_entry_balanced after insert on ledger_entry deferrable initially deferred
  for each row execute function ledger_balanced();

-- Partial sums by account and month of what happened, for totals that do not grow with the entries. A booking stands in
-- ledger_unsummed until a chore has added it; a balance is the sums and what is still to be added, in one statement.
create table ledger_unsummed (
  booking_id uuid primary key references ledger_booking (id)
);
create table ledger_total (
  account text not null,
  scheme text not null,
  year integer not null,
  month date not null,
  amount_fen numeric(30) not null,
  primary key (account, scheme, year, month)
);
-- How many payments waited how long: of a scheme and month, of a scheme in all (month 0001-01-01), of all (scheme '' too).
create table ledger_wait (
  scheme text not null,
  month date not null,
  days integer not null,
  payments bigint not null,
  primary key (scheme, month, days)
);
-- The middle of each, drawn anew when a booking is added to it.
create table ledger_median (
  scheme text not null,
  month date not null,
  days integer not null,
  payments bigint not null,
  primary key (scheme, month)
);

create table ledger_budget (
  scheme text not null,
  year integer not null,
  title text not null,
  version integer not null,
  changed_at timestamptz(3) not null,
  changed_by uuid,
  warned_80_at timestamptz(3),
  warned_100_at timestamptz(3),
  primary key (scheme, year)
);

-- Versions of the account a person is paid to; the newest counts.
create table ledger_bank_account (
  id uuid primary key,
  person_id uuid not null references person (id),
  payee_name bytea,                     -- encrypted, as the two below
  bank_name bytea,
  number bytea,
  given_at timestamptz(3) not null
);
create index ledger_bank_account_person on ledger_bank_account (person_id, id desc);
