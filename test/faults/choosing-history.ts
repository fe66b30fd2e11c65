import { sql } from 'kysely'
import type { Db } from '../../server/core/db'
import type { ChoosingWorld } from './choosing-world'

interface HistoryRow {
  id: number
  flat_id: string
  person_id: string
  what: 'held' | 'left' | 'chosen'
  at: Date
  until: Date | null
}
interface Holding {
  person: string
  flat: string
  until: Date
}

/**
 * Goes through what is on record and says where it cannot be: a flat held by two, a person with two, a choice without
 * a hold that was alive, anything after a choice.
 */
export const faultsInHistory = (rows: readonly HistoryRow[]): string[] => {
  const faults: string[] = []
  const byFlat = new Map<string, Holding>()
  const byPerson = new Map<string, Holding>()
  const chosen = new Set<string>()
  for (const { id, flat_id: flat, person_id: person, what, at, until } of rows) {
    if (chosen.has(flat)) faults.push(`${id}: ${what} of a flat that was chosen`)
    const holder = byFlat.get(flat)
    if (what === 'held') {
      if (holder && holder.person !== person && at < holder.until)
        faults.push(`${id}: held by another until ${holder.until.toISOString()}`)
      const other = byPerson.get(person)
      if (other && other.flat !== flat && at < other.until) faults.push(`${id}: a person holds two`)
      const holding = { person, flat, until: until as Date }
      byFlat.set(flat, holding)
      byPerson.set(person, holding)
    } else {
      if (holder?.person !== person) faults.push(`${id}: ${what} by somebody who does not hold it`)
      if (what === 'chosen') {
        if (holder && at > new Date(holder.until.getTime() + 2_000))
          faults.push(`${id}: chosen after the end`)
        chosen.add(flat)
      }
      byFlat.delete(flat)
      byPerson.delete(person)
    }
  }
  return faults
}

const rowsOf = async <T>(db: Db, query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  (await query.execute(db)).rows

/** All that has to hold at the end. `acknowledged`: person and flat code of every choice that was answered. */
export const faultsAtTheEnd = async (
  db: Db,
  { roundId, flats }: ChoosingWorld,
  acknowledged: ReadonlyMap<string, string>,
): Promise<string[]> => {
  const faults: string[] = []
  const need = (holds: boolean, words: string) => void (holds || faults.push(words))
  const choices = await rowsOf(
    db,
    sql<{ id: string; person_id: string; flat_id: string; code: string; state: string }>`
      select flat_choice.id, person_id, flat_id, code, state from flat_choice join flat on flat.id = flat_id
      where round_id = ${roundId}`,
  )
  need(choices.length === flats.length, `${choices.length} choices of ${flats.length} flats`)
  need(new Set(choices.map(({ flat_id: id }) => id)).size === choices.length, 'a flat twice')
  need(new Set(choices.map(({ person_id: id }) => id)).size === choices.length, 'somebody with two')
  need(
    choices.every(({ state }) => state === 'chosen'),
    'a chosen flat stands elsewhere',
  )
  for (const [person, code] of acknowledged)
    need(
      choices.some((one) => one.person_id === person && one.code === code),
      `acknowledged and not there: ${code}`,
    )
  need(acknowledged.size === choices.length, `${acknowledged.size} acknowledged, ${choices.length} there`)
  const count = async (query: ReturnType<typeof sql<{ count: number }>>) =>
    Number((await rowsOf(db, query))[0]?.count)
  need((await count(sql`select count(*) from flat_hold`)) === 0, 'a hold is left')
  const once = async (words: string, query: ReturnType<typeof sql<{ count: number }>>) => {
    const found = await count(query)
    need(found === choices.length, `${found} ${words} for ${choices.length} choices`)
  }
  await once(
    'events',
    sql`select count(distinct payload->>'choiceId') from outbox where kind = 'flat.chosen'`,
  )
  await once('events in all', sql`select count(*) from outbox where kind = 'flat.chosen'`)
  await once('audit entries', sql`select count(*) from audit_entry where action = 'flat.chosen'`)
  await once('moves', sql`select count(*) from flat_event where to_state = 'chosen'`)
  await once('lines of the log', sql`select count(*) from round_log where act = 'choose'`)
  await once(
    'places in the order',
    sql`select count(*) from round_moved join flat on flat.code = round_moved.flat_code
      join flat_choice on flat_choice.flat_id = flat.id
      join round_leaf on round_leaf.round_id = round_moved.round_id and round_leaf.number = round_moved.number
      join round_ticket on round_ticket.id = round_leaf.ticket_id
      where round_moved.standing = 'chosen' and round_ticket.person_id = flat_choice.person_id`,
  )
  need(
    (await count(sql`select count(*) from round_log where act = 'skip' and reason = 'refused'`)) > 0,
    'nobody gave up, so nobody moved up',
  )
  await once('messages', sql`select count(*) from message where title = '选定了一套房'`)
  const history = await rowsOf(
    db,
    sql<HistoryRow>`select * from choice_event where round_id = ${roundId} order by id`,
  )
  need(
    history.some(({ what }) => what === 'held') && history.some(({ what }) => what === 'left'),
    'no history',
  )
  faults.push(...faultsInHistory(history))
  const deadlocks = await count(
    sql`select deadlocks as count from pg_stat_database where datname = current_database()`,
  )
  need(deadlocks === 0, `${deadlocks} deadlocks`)
  return faults
}
