-- Referrals by relatives and fellow townspeople. What identifies the person named is erased on refusal and after 14 days of silence.

create table referral (
  id uuid primary key,
  referrer_id uuid not null references person (id),
  kind text not null check (kind in ('person', 'project')),
  state text not null check (state in ('asked', 'agreed', 'declined', 'followed', 'landed', 'closed')),
  code_hash text not null unique,
  name bytea,                        -- encrypted, as the four below
  phone bytea,
  title bytea,
  about bytea,
  relation bytea,
  asked_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  answered_at timestamptz(3),
  reward_amount_fen bigint,          -- set on landing
  reward_words text,
  reward_due_on date,
  paid_on date
);
create index referral_referrer on referral (referrer_id, asked_at desc, id desc);
create index referral_answered on referral (answered_at desc, id desc) where answered_at is not null and state <> 'declined';

create table referral_step (
  id uuid primary key,
  referral_id uuid not null references referral (id),
  title text not null,
  note bytea,                        -- encrypted
  by_person uuid,                    -- null: whoever was asked, or the system
  at timestamptz(3) not null
);
create index referral_step_referral on referral_step (referral_id, at, id);

-- One row a number that was ever asked: when last, and whether it wants no more. Only a blind index, and it outlives the referral.
create table referral_number (
  phone_index text primary key,
  asked_at timestamptz(3) not null,
  declined_at timestamptz(3)
);
