-- Payment runs and what the bank answers.

create table ledger_run (
  id uuid primary key,
  number text not null unique,          -- FK-20261122-0007: how the bank names it back
  scheme text not null,
  year integer not null,
  format text not null check (format in ('csv-utf8', 'csv-gbk', 'xlsx')),
  state text not null check (state in ('prepared', 'released', 'answered', 'withdrawn')),
  version integer not null,
  left_out jsonb not null,
  created_by uuid not null,
  created_at timestamptz(3) not null,
  released_by uuid,
  released_at timestamptz(3),
  checksum text,                        -- set at release, with the two below
  order_count integer,
  total_fen bigint,
  withdrawn_because text,
  check (released_by <> created_by)     -- two persons for a run
);
create sequence ledger_run_number;
create index ledger_run_newest on ledger_run (created_at desc, id desc);
create index ledger_run_state on ledger_run (state, created_at desc, id desc);

create table ledger_order (
  id uuid primary key,
  run_id uuid not null references ledger_run (id),
  sequence integer not null,
  payment_id uuid not null references ledger_payment (id),
  person_id uuid not null,              -- of the payment, which holds the reference
  account_id uuid not null references ledger_bank_account (id),
  payee bytea,                          -- encrypted: name, bank and number as they were sent
  amount_fen bigint not null check (amount_fen > 0),
  state text not null check (state in ('prepared', 'sent', 'paid', 'returned', 'withdrawn')),
  unique (run_id, sequence)
);
-- Nothing is ordered twice: while an order is open, unclear or paid there is no second one.
create unique index ledger_order_once on ledger_order (payment_id) where state in ('prepared', 'sent', 'paid');
create index ledger_order_payment on ledger_order (payment_id);
create index ledger_order_person on ledger_order (person_id);

create table ledger_return (
  id uuid primary key,
  file_name text not null,
  file_hash text not null,
  state text not null check (state in ('reading', 'previewed', 'booking', 'done', 'refused', 'discarded')),
  refused_because text,
  stored_as text,
  file_key text,                        -- sealed by the vault, in base64; goes with the file once it is read
  uploaded_by uuid not null,
  uploaded_at timestamptz(3) not null,
  committed_at timestamptz(3),
  taken_at timestamptz(3),              -- when a worker began with it; also the mark by which it knows that it is still its own
  attempts integer not null default 0
);
create unique index ledger_return_file on ledger_return (file_hash) where state not in ('discarded', 'refused');
create index ledger_return_newest on ledger_return (uploaded_at desc, id desc);
create index ledger_return_work on ledger_return (uploaded_at) where state in ('reading', 'booking');

create table ledger_return_line (
  id uuid primary key,
  return_id uuid not null references ledger_return (id),
  row_number integer not null,
  run_number text,
  sequence integer,
  result text check (result in ('paid', 'returned')),
  amount_fen bigint,
  last_four text,
  happened_on date,
  order_id uuid references ledger_order (id),
  person_id uuid,                       -- whose order it names
  bank_words bytea,                     -- encrypted: what the bank says of it
  verdict text not null,
  fault text,                           -- what could not be read, without what stood there
  state text not null check (state in ('waiting', 'booked', 'open', 'settled', 'passed')),
  settled_as text,
  settled_because text,
  settled_by uuid,
  settled_at timestamptz(3),
  explanation text,
  unique (return_id, row_number)
);
-- A line of the bank counts once, whatever files it stands in.
create unique index ledger_return_line_once on ledger_return_line (run_number, sequence, result, amount_fen, coalesce(last_four, ''))
  where verdict not in ('repeated', 'unreadable');
create index ledger_return_line_open on ledger_return_line (id) where state = 'open';
create index ledger_return_line_waiting on ledger_return_line (return_id, row_number) where state = 'waiting';
create index ledger_return_line_order on ledger_return_line (order_id) where order_id is not null;
