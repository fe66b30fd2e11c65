-- Wrong tries at the console are counted by login and by where they come from, so that strangers who know a
-- login lock themselves out and not its owner. What was counted before lasted a day at most.
drop table office_attempt;
create table office_attempt (
  login text not null,               -- of logins that do not exist too: the lock must not tell which do
  source text not null,              -- keyed hash of an address, a browser that signed in before, or a session
  failures integer not null,
  locked_until timestamptz(3),
  at timestamptz(3) not null,
  primary key (login, source)
);
create index office_attempt_age on office_attempt (at);

alter table office_account
  add column wrong_tries integer not null default 0,   -- since the last sign-in, told at the next
  add column lock_told_at timestamptz(3);              -- when its owner was last told of a lock
