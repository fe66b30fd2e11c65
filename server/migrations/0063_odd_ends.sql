-- Reminders at the month's end: a mark for each kind, so that one does not use up the other's.
alter table ledger_suspense_warning rename to ledger_month_warning;
alter table ledger_month_warning add column kind text not null default 'suspense'
  check (kind in ('suspense', 'to-return', 'unclear'));
alter table ledger_month_warning alter column kind drop default;
alter table ledger_month_warning drop constraint ledger_suspense_warning_pkey;
alter table ledger_month_warning add constraint ledger_month_warning_pkey primary key (month, kind);

-- The payment service says of a trade that it was paid by a transaction that stands under another: a person looks.
alter table ledger_receipt drop constraint ledger_receipt_state_check;
alter table ledger_receipt add constraint ledger_receipt_state_check check (state in (
  'asked', 'open', 'recorded', 'paid', 'closed', 'to-return', 'returned', 'unclear'));

-- A claim against somebody whose account is gone is written off by two people.
alter table ledger_charge drop constraint ledger_charge_state_check;
alter table ledger_charge add constraint ledger_charge_state_check
  check (state in ('due', 'paid', 'cancelled', 'written-off'));
create table ledger_write_off (
  charge_id uuid primary key references ledger_charge (id),
  why text not null,                    -- nothing personal
  asked_by uuid not null references person (id),
  asked_at timestamptz(3) not null,
  agreed_by uuid references person (id),
  agreed_at timestamptz(3),
  check ((agreed_by is null) = (agreed_at is null)),
  check (agreed_by <> asked_by)
);
create index ledger_write_off_open on ledger_write_off (asked_at) where agreed_by is null;
alter table ledger_entry drop constraint ledger_entry_account_check;
alter table ledger_entry add constraint ledger_entry_account_check check (account in (
  'appropriated', 'available', 'approved', 'budgeted', 'submitted', 'paid', 'returned',
  'overdue', 'overdue-memo', 'suspense', 'unexplained',
  'charged', 'receivable', 'received', 'deposit-held', 'unasked', 'to-return', 'written-off'));

-- A flat that is paid and whose key nobody fetches.
alter table lease add column key_within integer check (key_within > 0); -- days, as the contract says; null: it says nothing
alter table lease add column key_told integer not null default 0;       -- days waited of which its person was told last

-- Who deletes their account and has not paid: the signed papers stay until it is paid or given up, and no longer than this.
alter table lease_paper add column kept_until date;
create index lease_paper_kept on lease_paper (lease_id) where kept_until is not null;
alter table lease_bill drop constraint lease_bill_state_check;
alter table lease_bill add constraint lease_bill_state_check check (state in ('open', 'paid', 'cancelled', 'written-off'));
