import { sql } from 'kysely'
import { openDatabase, type Db } from '../../server/core/db'
import { createSchema } from '../../server/core/migrate'
import { shownPlace } from '../../server/rounds/places'
import { roundById, type RoundRow } from '../../server/rounds/repository'
import { ticketOf } from '../../server/rounds/ticket-rows'
import { ratio, type Line } from './line'
import { ownDatabase } from './postgres'

const sizes = { few: 10_000, many: 1_000_000 } as const
const asked = 400
const mostRatio = 1.3
/** What is measured here, with its bound. */
export const roundBounds = [
  ['place of one person among 1,000,000 tickets, against 10,000', `ratio ≤ ${mostRatio}`],
] as const

const round = '00000000-0000-7000-8000-0000000000ff'
const personOf = (number: number) => `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`

/** A drawn round of so many tickets with 200 lines in its log, as the draw leaves it, but in a few statements. */
const fill = async (db: Db, count: number): Promise<void> => {
  const id = (kind: string) => sql`(${kind} || lpad(to_hex(n), 12, '0'))::uuid`
  const [person, ticket] = [id('00000000-0000-7000-8000-'), id('00000000-0000-7000-8002-')]
  const numbers = sql`generate_series(1, ${count}::int) as n`
  // Ranks that have nothing to do with the numbers: 7 shares no factor with a power of ten.
  const rank = sql`((n::bigint * 7) % ${count}::int + 1)::int`
  const wishes = sql`'[{"stationId": "00000000-0000-7000-8000-0000000000aa", "typeId": null}]'::jsonb`
  await sql`insert into person (id, created_at) select ${person}, now() from ${numbers}`.execute(db)
  await sql`insert into housing_round (id, code, title, rule, state, version, revision, rules, classes, scoring, reserved,
      algorithm, sources, first_drawing_at, opens_at, closes_at, opening_minutes, choosing_from, slot_minutes,
      longer_slot_minutes, hold_seconds, at_once, refusing, written_by, written_at, told, tickets)
    values (${round}, 'bench-r01', 'bench', 'draw', 'choosing', 1, 1, 'rules', '[]', '[]', 'first', 'sha-256', '[]',
      '2026-12-21', '2026-12-01', '2026-12-20', 0, '2026-12-25', 30, 60, 300, 3, 'none', ${personOf(1)}, now(), '{}',
      ${count})`.execute(db)
  await sql`insert into round_ticket (id, round_id, person_id, application_id, state, pool, wishes, claimed, longer_slot,
      holder_digest, version, applied_at, changed_at)
    select ${ticket}, ${round}, ${person}, ${person}, 'applied', 'all', ${wishes}, '[]', false, lpad(to_hex(n), 64, '0'),
      1, now(), now() from ${numbers}`.execute(db)
  await sql`insert into round_leaf (round_id, number, ticket_id, pool, classes, state, points, holder_digest)
    select ${round}, n, ${ticket}, 'all', '', 'in', 0, lpad(to_hex(n), 64, '0') from ${numbers}`.execute(db)
  await sql`insert into round_result (round_id, revision, drawn, key, pools, at)
    values (${round}, 1, '[]', '', ${JSON.stringify({ all: count })}::jsonb, now())`.execute(db)
  await sql`insert into round_rank (round_id, revision, number, pool, rank, value, called, called_before, wished_before)
    select ${round}, 1, n, 'all', ${rank}, md5(n::text), true, ${rank} - 1, jsonb_build_array(${rank} - 1)
    from ${numbers}`.execute(db)
  await sql`insert into round_moved (round_id, number, pool, rank, called, standing)
    select ${round}, number, 'all', rank, true, 'gone' from round_rank where rank <= 200`.execute(db)
  await sql`insert into round_log (round_id, number, act, reason, at)
    select ${round}, number, 'skip', 'refused', now() from round_rank where rank <= 200`.execute(db)
  await sql`insert into round_call (round_id, number, pool, rank, quota)
    select ${round}, number, 'all', rank, 'general' from round_rank where rank between 201 and 250`.execute(
    db,
  )
  await sql`analyze`.execute(db)
}

const placeMs = async (db: Db, row: RoundRow, number: number): Promise<number> => {
  const began = performance.now()
  const ticket = await ticketOf(db, round, personOf(number))
  const place = ticket && (await shownPlace(db, row, ticket))
  if (!place || place.before > place.rank) throw new Error('no place')
  return performance.now() - began
}
const median = (times: number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

/** How long a page about one's own place takes, however many others there are: both in turn, so that neither is luckier. */
export const roundsOnPostgres = async (server: string): Promise<Line[]> => {
  const worlds = []
  for (const [name, count] of Object.entries(sizes)) {
    const own = await ownDatabase(server, `rounds_${name}`)
    const db = openDatabase(own.url)
    await createSchema(db)
    await fill(db, count)
    const row = (await roundById(db, round)) as RoundRow
    worlds.push({ db, row, count, own, times: [] as number[] })
  }
  for (let turn = 0; turn < asked; turn += 1)
    for (const { db, row, count, times } of worlds)
      times.push(await placeMs(db, row, 1 + ((turn * 104_729) % count)))
  for (const { db, own } of worlds) {
    await db.destroy()
    await own.drop()
  }
  const [few = 0, many = 0] = worlds.map(({ times }) => median(times.slice(50)))
  return [ratio(roundBounds[0][0], many, few, { atMost: mostRatio })]
}
