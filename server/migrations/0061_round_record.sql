-- The record of a round in pieces as they are published, written with the lock and with the draw, so that whoever asks
-- for it costs the reading of a text and nothing is counted again. What grows afterwards, the log, is not among them.
create table round_record_part (
  round_id uuid not null references housing_round (id),
  revision integer not null,            -- of the result; 0 for the list, which all results share
  kind text not null check (kind in ('leaves', 'order', 'table')),
  part integer not null,                -- from 0, in the order of the record
  pool text,                            -- of order and table
  first integer not null,               -- number, or rank in its pool, of the first line
  count integer not null,
  content text not null,                -- leaves, order: canonical JSON without brackets; table: lines of csv
  primary key (round_id, revision, kind, part),
  check ((kind = 'leaves') = (pool is null) and (kind = 'leaves') = (revision = 0))
);
-- Half of it are hashes, which do not become shorter.
alter table round_record_part alter column content set storage external;
create trigger round_record_part_append_only before update or delete on round_record_part for each row execute function refuse_round_rewriting();
create trigger round_record_part_no_truncate before truncate on round_record_part for each statement execute function refuse_round_rewriting();

-- Who arrived, page by page.
create index round_arrival_serial on round_arrival (round_id, serial);
-- Who is qualified, page by page, for what a round would come to.
create index application_approved on application (program, person_id) where state = 'approved';

-- Rounds that were locked and drawn before.
insert into round_record_part (round_id, revision, kind, part, pool, first, count, content)
select round_id, 0, 'leaves', (number - 1) / 1000, null, min(number), count(*),
  string_agg('"T' || lpad(number::text, greatest(6, length(number::text)), '0') || '|' || pool || '|' || classes || '|' || state
    || '|' || points || '|' || holder_digest || '"', ',' order by number)
from round_leaf group by round_id, (number - 1) / 1000;

insert into round_record_part (round_id, revision, kind, part, pool, first, count, content)
select round_id, revision, 'order',
  (row_number() over (partition by round_id, revision order by pool collate "C", (rank - 1) / 1000) - 1)::integer,
  pool, min(rank), count(*),
  string_agg('"T' || lpad(number::text, greatest(6, length(number::text)), '0') || ' ' || value || '"', ',' order by rank)
from round_rank group by round_id, revision, pool, (rank - 1) / 1000;

insert into round_record_part (round_id, revision, kind, part, pool, first, count, content)
select round_rank.round_id, revision, 'table',
  (row_number() over (partition by round_rank.round_id, revision order by round_rank.pool collate "C", (rank - 1) / 1000) - 1)::integer,
  round_rank.pool, min(rank), count(*),
  string_agg(round_rank.pool || ',' || rank || ',T' || lpad(number::text, greatest(6, length(number::text)), '0') || ','
    || value || ',' || state || ',' || classes || ',' || points || E',,\r\n', '' order by rank)
from round_rank join round_leaf using (round_id, number)
group by round_rank.round_id, revision, round_rank.pool, (rank - 1) / 1000;
