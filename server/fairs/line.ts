import { fairLimits } from '@jucai/contract/fair-vocabulary'
import type { Line } from '@jucai/contract/fair-waiting'
import { sql } from 'kysely'
import type { Db } from '../core/db'

/**
 * Whether somebody is not to be called: called or talking elsewhere, or about to talk in a booked slot, as SQL over
 * `ticket`.
 */
export const isElsewhere = (at: Date) => sql<boolean>`(ticket.busy_place is not null or exists (
  select from fair_place booked join fair_slot slot on slot.id = booked.slot_id
  where booked.ticket_id = ticket.id and booked.state = 'booked'
    and slot.starts_at - make_interval(mins => ${sql.lit(fairLimits.slotAheadMinutes)}) <= ${at}
    and slot.starts_at + make_interval(mins => slot.minutes) > ${at}))`

/** Which of these tickets are paused at a moment. */
export const pausedOf = async (db: Db, ticketIds: readonly string[], at: Date): Promise<Set<string>> => {
  if (ticketIds.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select ticket.id from fair_ticket ticket
    where ticket.id in (${sql.join([...new Set(ticketIds)])}) and ${isElsewhere(at)}`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

const counted = (at: Date) =>
  sql`count(*)::int as ahead, (count(*) filter (where not ${isElsewhere(at)}))::int as free`

/** Who waits in front of each of these places; of those that wait no more nothing is said. */
export const linesBefore = async (
  db: Db,
  placeIds: readonly string[],
  at: Date,
): Promise<Map<string, Line>> => {
  if (placeIds.length === 0) return new Map()
  const { rows } = await sql<Line & { id: string }>`
    select mine.id, line.ahead, line.free
    from fair_place mine cross join lateral (
      select ${counted(at)}
      from fair_place other join fair_ticket ticket on ticket.id = other.ticket_id
      where other.booth_id = mine.booth_id and other.state = 'waiting'
        and (other.rank, other.moved) < (mine.rank, mine.moved)) line
    where mine.id in (${sql.join([...placeIds])}) and mine.state = 'waiting'`.execute(db)
  return new Map(rows.map(({ id, ahead, free }) => [id, { ahead, free }]))
}

/** Everybody who waits at a booth: who comes now has all of them in front. */
export const lineOf = async (db: Db, boothId: string, at: Date): Promise<Line> => {
  const { rows } = await sql<Line>`
    select ${counted(at)}
    from fair_place place join fair_ticket ticket on ticket.id = place.ticket_id
    where place.booth_id = ${boothId} and place.state = 'waiting'`.execute(db)
  return rows[0] ?? { ahead: 0, free: 0 }
}

/** The same with those who talk at the booth now, one a desk: nobody of them is elsewhere. */
export const withTalks = ({ ahead, free }: Line, desks: number): Line => ({
  ahead: ahead + desks,
  free: free + desks,
})
