-- Leads are told once a month that money stands in suspense which nobody explained.

create table ledger_suspense_warning (
  month date primary key,               -- its first day
  told_at timestamptz(3) not null
);
