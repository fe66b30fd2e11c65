-- What a repeated line of the bank would be by itself: when the line that it repeats is thrown away unbooked, it counts.
alter table ledger_return_line add column alone text;

-- A line of the bank counts once. One that fits is not a repetition of one that did not (another day, another account):
-- the bank corrected it.
drop index ledger_return_line_once;
create unique index ledger_return_line_once on ledger_return_line
  (run_number, sequence, result, amount_fen, coalesce(last_four, ''), (verdict in ('matched', 'already-answered')))
  where verdict not in ('repeated', 'unreadable');
create index ledger_return_line_repeated on ledger_return_line (run_number, sequence) where verdict = 'repeated';
