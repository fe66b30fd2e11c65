-- The public log and the steps of a round are only ever added to, as what is locked is; who of the office did it may
-- come to be another id, when two of their accounts become one. Flats are part of the commitment.
create function refuse_round_log_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'by_person' = to_jsonb(old) - 'by_person' then
    return new;
  end if;
  raise exception 'what was published of a round is only ever added to' using errcode = 'insufficient_privilege';
end $$;
create trigger round_log_append_only before update or delete on round_log for each row execute function refuse_round_log_change();
create trigger round_log_no_truncate before truncate on round_log for each statement execute function refuse_round_rewriting();
create trigger round_step_append_only before update or delete on round_step for each row execute function refuse_round_log_change();
create trigger round_step_no_truncate before truncate on round_step for each statement execute function refuse_round_rewriting();

create function refuse_round_flat_change() returns trigger language plpgsql as $$
declare
  round_of uuid := case when tg_op = 'DELETE' then old.round_id else new.round_id end;
begin
  -- Whether a flat is in the round now may change, what was committed of it not.
  if tg_op = 'UPDATE' and to_jsonb(new) - 'live' = to_jsonb(old) - 'live' then
    return new;
  end if;
  if exists (select from housing_round where commitment is not null
    and (id = round_of or tg_op = 'UPDATE' and id = old.round_id)) then
    raise exception 'flats of a locked round stay as they were committed' using errcode = 'insufficient_privilege';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger round_flat_committed before insert or update or delete on round_flat for each row execute function refuse_round_flat_change();
create trigger round_flat_no_truncate before truncate on round_flat for each statement execute function refuse_round_rewriting();
