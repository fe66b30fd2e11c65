-- Who offers work: employers by their credit code, their people, and whom they looked at.

create table employer (
  id uuid primary key,
  credit_code text not null check (credit_code ~ '^[0-9A-HJ-NP-RTUWXY]{18}$'),
  name text not null,
  name_key text not null,            -- the name as names are compared
  kind text not null check (kind in ('company', 'sole-trader', 'cooperative', 'public-institution',
    'social-organisation', 'practice')),
  address text not null,
  field text not null,               -- what they do, in their words
  chain_keys text[] not null,        -- industry chains they belong to
  size text check (size in ('micro', 'small', 'medium', 'large')),
  contact_name bytea,                -- encrypted; null until told, and after that person's account was deleted
  contact_phone bytea,               -- encrypted
  contact_of uuid references person (id), -- who gave it
  licence uuid,                      -- the picture of its licence, among the evidence
  state text not null check (state in ('draft', 'submitted', 'returned', 'verified', 'suspended', 'closed')),
  state_at timestamptz(3) not null,
  reason text,                       -- why the office decided so, or why they left; nothing personal
  ownerless boolean not null,        -- nobody of its people is an owner: the office sees it
  made_by uuid not null references person (id),
  made_at timestamptz(3) not null,
  submitted_at timestamptz(3),
  verified_at timestamptz(3),        -- for the first time
  version integer not null
);
-- Whatever the code does: a credit code belongs to one employer. A draft claims nothing; a closed one has let go.
create unique index employer_code on employer (credit_code) where state not in ('draft', 'closed');
create index employer_newest on employer (state_at desc, id desc);
create index employer_state on employer (state, state_at desc, id desc);
create index employer_ownerless on employer (state_at desc, id desc) where ownerless;
create index employer_maker on employer (made_by) where state = 'draft';
create index employer_by_code on employer (credit_code);

create table employer_member (
  id uuid primary key,
  employer_id uuid not null references employer (id),
  person_id uuid not null references person (id),
  member_right text not null check (member_right in ('owner', 'recruiter')),
  name bytea,                        -- encrypted; what colleagues and the office call them
  since timestamptz(3) not null,
  unique (employer_id, person_id)
);
create index employer_member_person on employer_member (person_id, since desc);

create table employer_invitation (
  id uuid primary key,
  employer_id uuid not null references employer (id),
  code_hash text not null unique,
  member_right text not null check (member_right in ('owner', 'recruiter')),
  note bytea,                        -- encrypted: whom it is for; null once it is over
  created_by uuid not null references person (id),
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  accepted_at timestamptz(3),
  accepted_by uuid references person (id),
  revoked_at timestamptz(3)
);
create index employer_invitation_employer on employer_invitation (employer_id, created_at desc, id desc);
create index employer_invitation_maker on employer_invitation (created_by);
create index employer_invitation_acceptor on employer_invitation (accepted_by);
create index employer_invitation_old on employer_invitation (created_at);
create index employer_invitation_over on employer_invitation (expires_at) where note is not null;

create table employer_join_request (
  id uuid primary key,
  employer_id uuid not null references employer (id),
  person_id uuid not null references person (id),
  name bytea,                        -- encrypted; who they say they are
  words bytea,                       -- encrypted; why they should be let in
  reason bytea,                      -- encrypted; why it was refused
  decided_at_whom text not null check (decided_at_whom in ('owner', 'office')),
  state text not null check (state in ('open', 'granted', 'refused', 'withdrawn')),
  asked_at timestamptz(3) not null,
  decided_at timestamptz(3),
  decided_by uuid references person (id)
);
create unique index employer_join_request_once on employer_join_request (employer_id, person_id) where state = 'open';
create index employer_join_request_open on employer_join_request (employer_id, asked_at) where state = 'open';
create index employer_join_request_person on employer_join_request (person_id, asked_at desc);
create index employer_join_request_decided on employer_join_request (decided_at) where state <> 'open';
create index employer_join_request_office on employer_join_request (asked_at desc, id desc)
  where state = 'open' and decided_at_whom = 'office';

-- Only ever added to; who acted is forgotten with their account.
create table employer_step (
  id bigint generated always as identity primary key,
  employer_id uuid not null references employer (id),
  at timestamptz(3) not null,
  event text not null,
  from_state text,
  to_state text not null,
  by_person uuid references person (id),
  by_role text not null check (by_role in ('member', 'office', 'system')),
  note text not null                 -- nothing personal
);
create index employer_step_employer on employer_step (employer_id, id);
create index employer_step_person on employer_step (by_person);

-- Whom an employer looked at on a day, each person once; forgotten after a month.
create table employer_look (
  employer_id uuid not null references employer (id),
  day date not null,
  person_id uuid not null references person (id),
  at timestamptz(3) not null,
  primary key (employer_id, day, person_id)
);
create index employer_look_person on employer_look (person_id);
create index employer_look_day on employer_look (day);

-- That an employer came to its limit on a day, so that the office is told once.
create table employer_look_stop (
  employer_id uuid not null references employer (id),
  day date not null,
  at timestamptz(3) not null,
  primary key (employer_id, day)
);

-- Returnees who let employers of their field see their registration, masked. What they answered stays with it.
create table employer_returnee (
  id uuid primary key,
  application_id uuid not null unique,
  person_id uuid not null references person (id),
  field_key text not null,           -- what they do, as fields are compared
  at timestamptz(3) not null
);
create index employer_returnee_newest on employer_returnee (at desc, id desc);
create index employer_returnee_person on employer_returnee (person_id);
