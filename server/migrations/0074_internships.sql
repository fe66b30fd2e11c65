-- Agreements with several signers, of whichever room: a text as it was printed, and who signed which text.
create table agreement (
  id uuid primary key,
  held_for text not null,             -- the record it belongs to, `internship:<id>`
  person_id uuid not null references person (id),
  version integer not null check (version > 0),
  title text not null,
  sha256 text not null,              -- of the PDF
  stored_as text not null,           -- name in the storage port
  file_key bytea not null,           -- encrypted
  signers jsonb not null,            -- keys of the parties, in their order
  ordered boolean not null,
  state text not null check (state in ('open', 'signed', 'replaced', 'void')),
  made_at timestamptz(3) not null,
  complete_at timestamptz(3),
  unique (held_for, version)
);
create unique index agreement_in_force on agreement (held_for) where state in ('open', 'signed');
create index agreement_person on agreement (person_id);

create table agreement_signature (
  agreement_id uuid not null references agreement (id),
  party text not null,
  by_person uuid references person (id),
  sha256 text not null,              -- of the text that was signed
  proof text not null,               -- what the provider attested; nothing personal
  signed_at timestamptz(3) not null,
  primary key (agreement_id, party)
);

-- Internship bases, their places, who wishes for one, and internships with their days and months.
create table internship_base (
  id uuid primary key,
  employer_id uuid not null unique,  -- one base an employer
  state text not null check (state in ('applied', 'approved', 'refused', 'ended')),
  about text not null,
  insurance text not null,           -- how interns are insured, in the base's words
  wanted integer not null check (wanted between 1 and 1000),
  quota integer not null check (quota between 0 and 1000), -- internships at one time
  valid_until date,
  applied_at timestamptz(3) not null,
  decided_at timestamptz(3),
  decided_by uuid references person (id),
  why text not null,                 -- of the newest decision
  reminded_for date,
  version integer not null
);
create index internship_base_state on internship_base (state, applied_at, id);

create table internship_review (
  base_id uuid not null references internship_base (id),
  year integer not null check (year between 2000 and 2199),
  finished integer not null,         -- counted from the records when the review was made
  kept integer not null,
  note text not null,
  passed boolean not null,
  by_person uuid references person (id),
  at timestamptz(3) not null,
  primary key (base_id, year)
);

create table internship_round (
  id uuid primary key,
  title text not null,
  apply_by timestamptz(3) not null,
  rank_by timestamptz(3) not null check (rank_by > apply_by),
  allotted_at timestamptz(3),
  made_by uuid references person (id),
  made_at timestamptz(3) not null
);

create table internship_place (
  id uuid primary key,
  base_id uuid not null references internship_base (id),
  round_id uuid references internship_round (id), -- null: the base chooses
  title text not null,
  tasks text not null,
  tutor bytea,                       -- encrypted; who looks after the intern
  offered_by uuid not null references person (id), -- who named the tutor for the base
  station_id uuid not null references station (id), -- at whose door the code is scanned
  start_day date not null,
  months integer not null check (months between 3 and 12),
  number integer not null check (number between 1 and 200),
  apply_by timestamptz(3) not null,
  state text not null check (state in ('open', 'closed')),
  closed_why text not null,
  made_at timestamptz(3) not null
);
create index internship_place_open on internship_place (apply_by, id) where state = 'open';
create index internship_place_base on internship_place (base_id, made_at desc, id desc);
create index internship_place_round on internship_place (round_id) where round_id is not null;

create table internship_wish (
  id uuid primary key,
  place_id uuid not null references internship_place (id),
  person_id uuid not null references person (id),
  state text not null check (state in ('applied', 'chosen', 'not-chosen', 'withdrawn')),
  rank integer not null check (rank between 1 and 20),  -- among the person's wishes of a round
  base_rank integer check (base_rank between 1 and 10000), -- null: not ranked, which is not acceptable in a round
  words bytea,                       -- encrypted; why this place
  masked_name bytea,                 -- encrypted; what the base reads before it chooses
  shown bytea,                       -- encrypted JSON; what the person agreed to show this base
  answer text not null,              -- what the base answered
  made_at timestamptz(3) not null,
  answered_at timestamptz(3)
);
create unique index internship_wish_once on internship_wish (place_id, person_id)
  where state in ('applied', 'chosen');
create index internship_wish_person on internship_wish (person_id, made_at desc, id desc);
create index internship_wish_place on internship_wish (place_id, state, made_at, id);

create table internship (
  id uuid primary key,
  serial integer generated always as identity unique,
  wish_id uuid unique references internship_wish (id),
  place_id uuid not null references internship_place (id),
  base_id uuid not null references internship_base (id),
  employer_id uuid not null,
  person_id uuid not null references person (id),
  state text not null check (state in ('to-sign', 'running', 'finished', 'interrupted', 'cancelled')),
  first_day date not null,
  last_day date not null check (last_day >= first_day),
  planned_last_day date not null,
  months integer not null check (months between 3 and 12),
  station_id uuid not null references station (id),
  title text not null,
  tasks text not null,
  tutor bytea,
  intern_name bytea,                 -- encrypted; null after the account was deleted
  intern_document bytea,             -- encrypted, masked
  sign_by timestamptz(3) not null,
  code_sent jsonb not null,          -- when each party asked for a code last
  signed_at timestamptz(3),
  ended_at timestamptz(3),
  ended_role text check (ended_role in ('intern', 'base', 'office', 'system')),
  ended_why bytea,                   -- encrypted
  kept_told boolean,                 -- whether the base says that it kept the intern
  kept_confirmed boolean,            -- whether the intern says so too
  made_at timestamptz(3) not null,
  version integer not null
);
create unique index internship_one on internship (person_id) where state in ('to-sign', 'running');
create index internship_person on internship (person_id, made_at desc, id desc);
create index internship_employer on internship (employer_id, made_at desc, id desc);
create index internship_base_of on internship (base_id, state);
create index internship_place_of on internship (place_id, state);
create index internship_due on internship (state, sign_by, last_day) where state in ('to-sign', 'running');

-- Only ever added to.
create table internship_step (
  id bigint generated always as identity primary key,
  internship_id uuid not null references internship (id),
  at timestamptz(3) not null,
  event text not null,
  to_state text not null,
  by_role text not null check (by_role in ('intern', 'base', 'office', 'system')),
  by_person uuid references person (id),
  note text not null                 -- nothing personal
);
create index internship_step_of on internship_step (internship_id, id);

create table internship_day (
  internship_id uuid not null references internship (id),
  day date not null,
  kind text not null check (kind in ('present', 'leave', 'absent')),
  by_role text not null check (by_role in ('desk', 'intern', 'base')),
  by_person uuid references person (id),
  at timestamptz(3) not null,
  reason bytea,                      -- encrypted; the intern's
  correction bytea,                  -- encrypted; why the base wrote something else
  was text,                          -- what stood there before the correction; `none`: nothing
  primary key (internship_id, day)   -- once a day, whatever is scanned
);

create table internship_month (
  internship_id uuid not null references internship (id),
  person_id uuid not null references person (id),
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  state text not null check (state in ('confirmed', 'approved', 'returned')),
  monthly_fen integer not null check (monthly_fen >= 0),
  days integer not null,
  days_in_month integer not null,
  attended integer not null,
  expected integer not null,
  amount_fen integer not null check (amount_fen >= 0),
  confirmed_by uuid references person (id),
  confirmed_at timestamptz(3) not null,
  decided_by uuid references person (id),
  decided_at timestamptz(3),
  why text not null,                 -- of a month that was returned; nothing personal
  primary key (internship_id, month)
);
-- Whatever the code does: nobody is paid for one month twice.
create unique index internship_month_once on internship_month (person_id, month);
create index internship_month_waiting on internship_month (confirmed_at, internship_id, month) where state = 'confirmed';

create table internship_certificate (
  internship_id uuid primary key references internship (id),
  person_id uuid not null references person (id),
  code_hash text not null unique,    -- SHA-256 of the code, by which anybody looks it up
  code bytea,                        -- encrypted; what its holder shows
  masked_name bytea,                 -- encrypted
  base_name text not null,
  sha256 text not null,              -- of the PDF
  issued_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  revoked_by uuid references person (id),
  revoked_why text
);
create index internship_certificate_person on internship_certificate (person_id);

-- A step of the journey that work brings, as the room of posts has it.
alter table milestone drop constraint milestone_kind_check;
alter table milestone add constraint milestone_kind_check
  check (kind in ('registered', 'credential-issued', 'credential-revoked', 'stay', 'work'));
