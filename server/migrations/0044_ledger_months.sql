-- For the public totals: whether a month of a scheme holds at least five payments, without counting the rest.
create index ledger_payment_approved on ledger_payment (scheme, approved_on) where state <> 'cancelled';
create index ledger_payment_late_month on ledger_payment (scheme, late_on) where late_on is not null;
