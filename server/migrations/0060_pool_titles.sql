-- What the pools of a round are called. The draw goes by their codes; people read titles.

alter table housing_round add column pools jsonb not null default '[]'; -- [{code, title}]; a pool without one is called by its projects

create or replace function refuse_round_change() returns trigger language plpgsql as $$
begin
  if old.commitment is not null and (
    (new.code, new.rule, new.revision, new.rules, new.classes, new.pools, new.scoring, new.reserved, new.algorithm, new.sources, new.tickets, new.root, new.audit, new.commitment, new.locked_at, new.locked_by)
    is distinct from
    (old.code, old.rule, old.revision, old.rules, old.classes, old.pools, old.scoring, old.reserved, old.algorithm, old.sources, old.tickets, old.root, old.audit, old.commitment, old.locked_at, old.locked_by)
    or new.state in ('draft', 'published', 'cancelled')) then
    raise exception 'a locked round stays as it was committed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

-- The line of a round is read page by page, by rank and number.
drop index round_call_place;
create index round_call_place on round_call (round_id, rank, number);
