-- Talent search with consent: what the office looks for, and whom it invited.

-- A purpose on record; nothing in it is about a person. Who was shown for it stands in the audit log.
create table pool_search (
  id uuid primary key,
  by_person uuid not null references person (id),
  kind text not null check (kind in ('post', 'project', 'invitation')),
  title text not null,
  why text not null,
  criteria jsonb not null,
  made_at timestamptz(3) not null
);
create index pool_search_newest on pool_search (made_at desc, id desc);

create table pool_invitation (
  id uuid primary key,
  search_id uuid not null references pool_search (id),
  person_id uuid not null references person (id),
  by_person uuid not null references person (id),
  state text not null check (state in ('open', 'accepted', 'declined', 'expired', 'void')),
  subject bytea,                     -- encrypted, as all bytes here
  body bytea,
  contact_name bytea,
  contact_phone bytea,
  given_phone bytea,                 -- what whoever accepted gave; gone once they take it back or leave the pool
  reason bytea,
  answer_by date not null,
  sent_at timestamptz(3) not null,
  reminded_at timestamptz(3),
  answered_at timestamptz(3),
  check (given_phone is null or state = 'accepted')
);
create unique index pool_invitation_once on pool_invitation (search_id, person_id) where state <> 'void';
create index pool_invitation_person on pool_invitation (person_id, sent_at desc, id desc);
create index pool_invitation_search on pool_invitation (search_id, sent_at desc, id desc);
create index pool_invitation_newest on pool_invitation (sent_at desc, id desc);
create index pool_invitation_officer on pool_invitation (by_person, sent_at);
create index pool_invitation_due on pool_invitation (answer_by, id) where state = 'open';

-- Texts as they are searched for: server/core/unified-text.ts makes the same of what is typed.
alter table profile
  add column school_key text not null generated always as (
    lower(translate(school, '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～  　', '!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~'))
  ) stored,
  add column major_key text not null generated always as (
    lower(translate(major, '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～  　', '!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~'))
  ) stored;

-- The pool is walked in this order.
create index profile_changed on profile (updated_at desc, person_id desc);
-- Whom an officer was shown today.
create index audit_entry_pool_looks on audit_entry (actor_id, at) where action in ('pool.listed', 'pool.opened');
