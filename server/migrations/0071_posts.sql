-- Posts of employers, the words by which they are found, and who applies for them.

create sequence post_rank;

create table post (
  id uuid primary key,
  employer_id uuid not null,
  kind text not null check (kind in ('full-time', 'internship', 'shared', 'weekend', 'task')),
  state text not null check (state in ('draft', 'checking', 'returned', 'open', 'closed')),
  title text not null,
  chain_key text,
  link_key text,
  shortage_key text,
  region text not null,
  place text not null,
  transport text,
  headcount integer not null check (headcount > 0),
  pay_low_fen bigint not null,
  pay_high_fen bigint not null,
  pay_unit text not null check (pay_unit in ('month', 'day', 'task')),
  pay_high_unit text not null check (pay_high_unit in ('month', 'day', 'task')),
  degree text check (degree in ('associate', 'bachelor', 'master', 'doctor')),
  experience_years integer not null default 0,
  majors jsonb not null,
  duties text not null,
  wants text not null,
  closes_at timestamptz(3),
  answer_days integer not null check (answer_days between 1 and 30),
  revision integer not null default 0,
  paused boolean not null default false,   -- the employer is suspended
  -- Newest first is by this number, given when a post opens; it is the place of a page too.
  rank bigint unique,
  -- As it is searched: title and employer's name; pinyin with a bar before each syllable; initials.
  search_words text not null default '',
  search_letters text not null default '',
  search_initials text not null default '',
  return_reason text,
  closed_cause text check (closed_cause in ('expired', 'filled', 'cancelled', 'taken-down', 'employer-ended')),
  closed_reason text,
  appeal_text text,
  appeal_state text check (appeal_state in ('open', 'upheld', 'refused')),
  appeal_answer text,
  appeal_at timestamptz(3),
  made_by uuid not null references person (id),
  made_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  opened_at timestamptz(3),
  closed_at timestamptz(3),
  reminded_at timestamptz(3),
  overdue_told_at timestamptz(3),
  check (state <> 'open' or (rank is not null and opened_at is not null and closes_at is not null)),
  check ((state = 'closed') = (closed_cause is not null)),
  check (state not in ('open', 'checking') or (pay_low_fen <= pay_high_fen and pay_unit = pay_high_unit))
);
create index post_employer on post (employer_id, changed_at desc, id desc);
create index post_opened on post (employer_id) where opened_at is not null;
create index post_newest on post (rank desc) where state = 'open';
create index post_closing on post (closes_at, id) where state = 'open';
create index post_checking on post (changed_at, id) where state = 'checking' or appeal_state = 'open';
create index post_chain on post (chain_key) where state = 'open' and chain_key is not null;

-- Parts of words by which open posts are found, each list in the order in which posts are shown. It only
-- narrows: whether a post is meant is read from its own texts.
create table post_term (
  term text not null,
  rank bigint not null,
  primary key (term, rank)
);
create index post_term_post on post_term (rank);

create table job_application (
  id uuid primary key,
  post_id uuid not null references post (id),
  employer_id uuid not null,
  person_id uuid not null references person (id),
  state text not null check (state in ('sent', 'seen', 'shortlisted', 'interview', 'offered', 'accepted', 'declined', 'rejected', 'withdrawn', 'closed-with-post')),
  revision integer not null default 0,
  shown bytea,                       -- encrypted, as all bytes here: what this employer is shown
  note bytea,
  contact bytea,                     -- the number given to this employer
  reason bytea,
  interview bytea,
  answer_by date not null,
  sent_at timestamptz(3) not null,
  answered_at timestamptz(3),
  answered_by uuid references person (id),
  told_late_at timestamptz(3),       -- when the employer was reminded of it
  check (state <> 'withdrawn' or (shown is null and note is null and contact is null))
);
create unique index job_application_once on job_application (post_id, person_id) where state <> 'withdrawn';
create index job_application_person on job_application (person_id, sent_at desc, id desc);
create index job_application_post on job_application (post_id, sent_at desc, id desc);
create index job_application_employer on job_application (employer_id);
create index job_application_waiting on job_application (answer_by, id) where state in ('sent', 'seen');
create index job_application_waiting_post on job_application (post_id, answer_by) where state in ('sent', 'seen');

create table job_application_draft (
  person_id uuid not null references person (id),
  post_id uuid not null references post (id),
  body bytea,
  saved_at timestamptz(3) not null,
  primary key (person_id, post_id)
);
create index job_application_draft_post on job_application_draft (post_id);

-- A step of the journey that work brings: applied, offered, begun.
alter table milestone drop constraint milestone_kind_check;
alter table milestone add constraint milestone_kind_check
  check (kind in ('registered', 'credential-issued', 'credential-revoked', 'stay', 'work'));
