import { placesOf, type Quota } from '@jucai/contract/draw/places'
import type { Ticket } from '@jucai/contract/draw/tickets'
import { sql } from 'kysely'
import type { Db } from '../core/db'
import { inPages, movedIn, type MovedRow } from './locked-rows'
import { classesOf, drawFlats, flatRowsOf, type RoundRow } from './repository'

/** A quota in a word: a class, or `general`. */
export const quotaText = (quota: Quota): string => (quota === 'general' ? 'general' : quota.reservedFor)
/** The other way round. */
export const quotaOf = (text: string): Quota => (text === 'general' ? 'general' : { reservedFor: text })

interface Candidate {
  number: number
  rank: number
  classes: string
}
const ticketOfCandidate = ({ number, classes }: Candidate, pool: string): Ticket => ({
  number,
  pool,
  classes: classes === '' ? [] : classes.split('+'),
  state: 'in',
  points: 0,
  holder: '',
})

/** The first of a pool who are called and have not gone, by index alone. */
const firstCalled = async (
  db: Db,
  at: { roundId: string; revision: number; pool: string },
  limit: number,
): Promise<Candidate[]> =>
  (
    await sql<Candidate>`
      select round_rank.number, round_rank.rank, round_leaf.classes
      from round_rank join round_leaf using (round_id, number)
      where round_rank.round_id = ${at.roundId} and revision = ${at.revision} and round_rank.pool = ${at.pool} and called
        and not exists (select from round_moved where round_moved.round_id = round_rank.round_id
          and round_moved.number = round_rank.number and standing = 'gone')
      order by round_rank.rank limit ${limit}`.execute(db)
  ).rows
/** The same of one class. */
const firstOfClass = async (
  db: Db,
  at: { roundId: string; revision: number; pool: string; class: string },
  limit: number,
): Promise<Candidate[]> =>
  (
    await sql<Candidate>`
      select round_rank_class.number, round_rank_class.rank, round_leaf.classes
      from round_rank_class join round_leaf using (round_id, number)
      where round_rank_class.round_id = ${at.roundId} and revision = ${at.revision}
        and round_rank_class.pool = ${at.pool} and class = ${at.class}
        and not exists (select from round_moved where round_moved.round_id = round_rank_class.round_id
          and round_moved.number = round_rank_class.number and standing = 'gone')
      order by round_rank_class.rank limit ${limit}`.execute(db)
  ).rows
const restoredIn = async (db: Db, roundId: string, pool: string): Promise<Candidate[]> =>
  (
    await sql<Candidate>`
      select round_moved.number, rank, classes from round_moved join round_leaf using (round_id, number)
      where round_moved.round_id = ${roundId} and round_moved.pool = ${pool}
        and (not called or standing = 'chosen') and standing <> 'gone'
      order by rank`.execute(db)
  ).rows

/** Applies the written procedure to one pool and says whom it calls now, in their order. */
const calledIn = async (
  db: Db,
  row: RoundRow,
  revision: number,
  pool: string,
): Promise<{ number: number; pool: string; rank: number; quota: string }[]> => {
  const flats = drawFlats(await flatRowsOf(db, row.id)).filter((flat) => flat.pool === pool)
  const classes = classesOf(row).map(({ code }) => code)
  const moved = await movedIn(db, row.id, pool)
  const chosen = moved.filter((one): one is MovedRow & { quota: string } => one.standing === 'chosen')
  // At most as many are called as there are flats, of each class and of all; who has chosen stands among them.
  const limit = flats.length + chosen.length
  const at = { roundId: row.id, revision, pool }
  const candidates = new Map<number, Candidate>()
  const add = (found: readonly Candidate[]) => found.forEach((one) => candidates.set(one.number, one))
  add(await firstCalled(db, at, limit))
  const kept = [...new Set(flats.flatMap(({ reservedFor }) => reservedFor ?? []))]
  for (const one of kept) add(await firstOfClass(db, { ...at, class: one }, limit))
  add(await restoredIn(db, row.id, pool))
  const order = [...candidates.values()].sort((a, b) => a.rank - b.rank)
  const places = placesOf({
    order: order.map((one) => ticketOfCandidate(one, pool)),
    flats,
    classes,
    reserved: row.reserved,
    kept: new Map(chosen.map(({ number, quota }) => [number, quotaOf(quota)])),
  })
  const hasChosen = new Set(chosen.map(({ number }) => number))
  return order.flatMap(({ number, rank }) => {
    const place = places.get(number)
    return place && 'quota' in place && !hasChosen.has(number)
      ? [{ number, pool, rank, quota: quotaText(place.quota) }]
      : []
  })
}

/**
 * Says anew whom the procedure calls. The caller holds the round.
 * @returns numbers that are called and were not before
 */
export const callAnew = async (
  db: Db,
  row: RoundRow,
  revision: number,
  pools: readonly string[],
): Promise<number[]> => {
  const fresh: number[] = []
  for (const pool of pools) {
    const called = await calledIn(db, row, revision, pool)
    const before = new Set(
      (
        await db
          .deleteFrom('round_call')
          .where('round_id', '=', row.id)
          .where('pool', '=', pool)
          .returning('number')
          .execute()
      ).map(({ number }) => number),
    )
    await inPages(
      called.map((one) => ({ ...one, round_id: row.id })),
      (page) => db.insertInto('round_call').values(page).execute(),
    )
    fresh.push(...called.filter(({ number }) => !before.has(number)).map(({ number }) => number))
  }
  return fresh
}

/** The quota that calls a number; undefined when it waits. */
export const callOf = async (db: Db, roundId: string, number: number): Promise<string | undefined> =>
  (
    await db
      .selectFrom('round_call')
      .select('quota')
      .where('round_id', '=', roundId)
      .where('number', '=', number)
      .executeTakeFirst()
  )?.quota

/** How many of each pool and quota the procedure calls and who have not chosen. */
export const calledFor = async (
  db: Db,
  roundId: string,
): Promise<{ pool: string; quota: string; count: number }[]> =>
  (
    await db
      .selectFrom('round_call')
      .select(({ fn }) => ['pool', 'quota', fn.countAll<string>().as('count')])
      .where('round_id', '=', roundId)
      .groupBy(['pool', 'quota'])
      .execute()
  ).map(({ count, ...one }) => ({ ...one, count: Number(count) }))

/** Somebody whose turn it is. */
export interface NextUp {
  ticketId: string
  personId: string
  number: number
  rank: number
  quota: Quota
  longerSlot: boolean
}
/** Whom the procedure calls and who has not chosen, in order; all pools together. */
export const nextUp = (db: Db, roundId: string, limit: number): Promise<NextUp[]> =>
  calledAfter(db, roundId, null, limit)

/** The same after a place in that order. */
export const calledAfter = async (
  db: Db,
  roundId: string,
  after: { rank: number; number: number } | null,
  limit: number,
): Promise<NextUp[]> =>
  (
    await db
      .selectFrom('round_call')
      .innerJoin('round_leaf', (join) =>
        join
          .onRef('round_leaf.round_id', '=', 'round_call.round_id')
          .onRef('round_leaf.number', '=', 'round_call.number'),
      )
      .innerJoin('round_ticket', 'round_ticket.id', 'round_leaf.ticket_id')
      .select([
        'round_ticket.id as ticketId',
        'round_ticket.person_id as personId',
        'round_call.number',
        'round_call.rank',
        'round_call.quota',
        'round_ticket.longer_slot as longerSlot',
      ])
      .where('round_call.round_id', '=', roundId)
      .$if(after !== null, (query) =>
        query.where(({ eb, refTuple, tuple }) =>
          eb(
            refTuple('round_call.rank', 'round_call.number'),
            '>',
            tuple(after?.rank as number, after?.number as number),
          ),
        ),
      )
      .orderBy('round_call.rank')
      .orderBy('round_call.number')
      .limit(limit)
      .execute()
  ).map((one) => ({ ...one, quota: quotaOf(one.quota) }))
