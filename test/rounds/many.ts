import { sql } from 'kysely'
import type { Db } from '../../server/core/db'

/**
 * Fills an open round with tickets of people who are qualified, as applying would leave them, but in three statements.
 * Every `childrenEvery`-th claims the class `family` and lives with two; every `rejectedEvery`-th was rejected.
 */
export const fillRound = async (
  db: Db,
  round: string,
  station: string,
  {
    count,
    familyEvery = 0,
    rejectedEvery = 0,
  }: { count: number; familyEvery?: number; rejectedEvery?: number },
): Promise<void> => {
  const at = new Date('2026-12-02T00:00:00.000Z')
  // ids by number, so that rows of one person find each other
  const id = (kind: string) => sql`(${kind} || lpad(to_hex(n), 12, '0'))::uuid`
  const person = id('00000000-0000-7000-8000-')
  const application = id('00000000-0000-7000-8001-')
  const ticket = sql`(substr(md5(${round}), 1, 8) || '-0000-7000-8002-' || lpad(to_hex(n), 12, '0'))::uuid`
  const numbers = sql`generate_series(1, ${count}::int) as n`
  const rejected = rejectedEvery > 0 ? sql`n % ${rejectedEvery}::int = 0` : sql`false`
  const family = familyEvery > 0 ? sql`n % ${familyEvery}::int = 0` : sql`false`
  await sql`insert into person (id, created_at) select ${person}, ${at} from ${numbers} on conflict do nothing`.execute(
    db,
  )
  await sql`insert into application (id, number, program, program_version, person_id, state, is_open, version, keep_answers,
      submitted_at, queued_at, updated_at, rank_at, open_fields)
    select ${application}, 'GYX' || n, 'apartment', 1, ${person}, case when ${rejected} then 'rejected' else 'approved' end,
      false, 1, false, ${at}, ${at}, ${at}, ${at}, '[]' from ${numbers} on conflict do nothing`.execute(db)
  await sql`insert into round_ticket (id, round_id, person_id, application_id, state, pool, wishes, claimed, longer_slot,
      holder_digest, version, applied_at, changed_at)
    select ${ticket}, ${round}, ${person}, ${application}, 'applied', 'all',
      ${JSON.stringify([{ stationId: station, typeId: null }])}::jsonb,
      case when ${family} then '["family"]'::jsonb else '[]'::jsonb end, false,
      lpad(to_hex(n), 64, '0'), 1, ${at}, ${at} from ${numbers} order by n`.execute(db)
  await sql`insert into round_member (ticket_id, position, round_id, relation)
    select ${ticket}, place, ${round}, case place when 0 then 'self' else 'child' end
    from ${numbers} cross join generate_series(0, 2) as place where place = 0 or ${family}`.execute(db)
}
