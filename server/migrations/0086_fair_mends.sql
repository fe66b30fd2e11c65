-- Fairs: why a place may end besides: the fair was moved, whoever talked went, or nobody wrote a result down.

alter table fair_place drop constraint fair_place_end_cause_check;
alter table fair_place add constraint fair_place_end_cause_check
  check (end_cause in ('over', 'booth-cancelled', 'fair-cancelled', 'fair-moved', 'talk-left', 'no-result'));
-- Talks that go on, by booth; those whose fair is long over are ended.
create index fair_place_talking on fair_place (booth_id, id) where state = 'talking';
-- Talks that the visitor has left and whose result is to be written.
create index fair_place_unwritten on fair_place (booth_id, ended_at, id) where end_cause = 'talk-left';

-- Engagements: whose employer cannot act any more has its hours answered by the office.
alter table engagement_hours add column by_office boolean not null default false;
