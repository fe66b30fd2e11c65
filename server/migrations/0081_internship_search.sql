-- Places are found by their title and their base, in words, pinyin and initials; agreements by whose turn it is.
alter table internship_place add column search_words text not null default '';    -- title and base, unified
alter table internship_place add column search_letters text not null default '';  -- pinyin, a bar before each syllable
alter table internship_place add column search_initials text not null default ''; -- of title and of base, a blank between

-- Few are open at any time; of those that were signed there are ever more.
create index agreement_open on agreement (made_at, id) where state = 'open';
