-- A bank pays an order, takes it back and pays it again: the same words on another day, and no repetition. `again_on` is
-- the day of a line that tells anew what an earlier one told, after a contrary one in between.
alter table ledger_return_line add column again_on date;
drop index ledger_return_line_once;
create unique index ledger_return_line_once on ledger_return_line
  (run_number, sequence, result, amount_fen, coalesce(last_four, ''), (verdict in ('matched', 'already-answered')),
    coalesce(again_on, date '1900-01-01'))
  where verdict not in ('repeated', 'unreadable');
-- When leads were told that an import cannot be booked: once.
alter table ledger_return add column told_at timestamptz(3);
-- When the end of a subsidy was put down: on that day the office may take back its own mistake.
alter table subsidy_grant add column ended_at timestamptz(3);
