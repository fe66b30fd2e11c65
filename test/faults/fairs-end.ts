import { fairLimits, type PlaceState, type TalkResult } from '@jucai/contract/fair-vocabulary'
import { sql } from 'kysely'
import type { Db } from '../../server/core/db'
import { fastAt, type FastClock } from './fairs-clock'
import { accuracyOf, faultsInQueues, type Accuracy, type PlaceChange } from './fairs-history'
import type { Acknowledged, FairRun } from './fairs-people'
import { desksAtBooth } from './fairs-world'

const rowsOf = async <T>(db: Db, query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  (await query.execute(db)).rows

interface HistoryRow {
  id: string
  place_id: string
  booth_id: string
  ticket_id: string
  slot_id: string | null
  was: PlaceState | null
  state: PlaceState
  rank: string
  moved: string
  at: Date
  begun: Date
}
/** All that is on record of places, in its order. */
export const changesIn = async (db: Db): Promise<PlaceChange[]> =>
  (await rowsOf(db, sql<HistoryRow>`select * from fair_history order by id`)).map((row) => ({
    id: Number(row.id),
    placeId: row.place_id,
    boothId: row.booth_id,
    ticketId: row.ticket_id,
    slotId: row.slot_id,
    was: row.was,
    state: row.state,
    rank: Number(row.rank),
    moved: Number(row.moved),
    atMs: row.at.getTime(),
    begunMs: row.begun.getTime(),
  }))

interface TicketRow {
  id: string
  person_id: string
  withdrawn: boolean
  busy_place: string | null
}
interface PlaceRow {
  id: string
  state: PlaceState
  result: TalkResult | null
}
const lostIn = async (db: Db, run: FairRun): Promise<string[]> => {
  const { tickets, withdrawn, places, left, called, results }: Acknowledged = run.acknowledged
  const faults: string[] = []
  const need = (holds: boolean, words: string) => void (holds || faults.push(words))
  const there = await rowsOf(db, sql<TicketRow>`select id, person_id, withdrawn, busy_place from fair_ticket`)
  const byPerson = new Map(there.map((row) => [row.person_id, row]))
  need(byPerson.size === there.length, 'a person with two tickets')
  for (const [person, ticket] of tickets) {
    need(byPerson.get(person)?.id === ticket, 'signed up, and not there')
    need(
      byPerson.get(person)?.withdrawn === withdrawn.has(person),
      'withdrawn, or not, against what was answered',
    )
  }
  const all = new Map(
    (await rowsOf(db, sql<PlaceRow>`select id, state, result from fair_place`)).map((row) => [row.id, row]),
  )
  for (const id of places) need(all.has(id), 'a place that was answered is not there')
  for (const id of left) need(all.get(id)?.state === 'left', 'left, and still there')
  for (const [id, result] of results)
    need(all.get(id)?.result === result, 'a result that was answered is not there')
  const history = await rowsOf(
    db,
    sql<{ id: string }>`select distinct place_id as id from fair_history where state = 'called'`,
  )
  const onRecord = new Set(history.map(({ id }) => id))
  for (const id of called) need(onRecord.has(id), 'called, and not on record')
  const open = [...all.values()].filter(({ state }) => ['booked', 'waiting', 'called'].includes(state))
  need(open.length === 0, `${open.length} places are left open after the fair`)
  const talking = new Set([...all.values()].filter(({ state }) => state === 'talking').map(({ id }) => id))
  need(
    there.every(({ busy_place: place }) => place === null || talking.has(place)),
    'somebody is held by a place that is over',
  )
  return faults
}

const onceEach = async (db: Db): Promise<string[]> => {
  const faults: string[] = []
  const count = async (query: ReturnType<typeof sql<{ count: string }>>) =>
    Number((await rowsOf(db, query))[0]?.count)
  const equal = async (
    words: string,
    one: ReturnType<typeof sql<{ count: string }>>,
    other: ReturnType<typeof sql<{ count: string }>>,
  ) => {
    const [found, wanted] = [await count(one), await count(other)]
    if (found !== wanted) faults.push(`${found} ${words} for ${wanted}`)
  }
  const calls = sql<{ count: string }>`select count(*) from fair_history where state = 'called'`
  const done = sql<{ count: string }>`select count(*) from fair_place where state = 'done'`
  await equal(
    'audit entries of calls',
    sql`select count(*) from audit_entry where action = 'fair-place.called'`,
    calls,
  )
  await equal('events of calls', sql`select count(*) from outbox where kind = 'fair-place.called'`, calls)
  await equal('events of results', sql`select count(*) from outbox where kind = 'fair-place.done'`, done)
  await equal('messages of results', sql`select count(*) from message where title like '面谈的结果：%'`, done)
  await equal(
    'messages of ends',
    sql`select count(*) from message where title like '%没有轮到你' or title like '%的展位取消了'`,
    sql`select count(*) from fair_place where state = 'ended'`,
  )
  const deadlocks = await count(
    sql`select deadlocks as count from pg_stat_database where datname = current_database()`,
  )
  if (deadlocks > 0) faults.push(`${deadlocks} deadlocks`)
  return faults
}

/** Until the outbox is empty, or it takes too long. */
export const settled = async (db: Db): Promise<boolean> => {
  const until = Date.now() + 180_000
  for (;;) {
    const [row] = await rowsOf(
      db,
      sql<{ open: string; live: string }>`select (select count(*) from outbox where done_at is null) as open,
        (select count(*) from fair_place where state in ('booked', 'waiting', 'called')) as live`,
    )
    if (Number(row?.open) === 0 && Number(row?.live) === 0) return true
    if (Date.now() > until) return false
    await new Promise((resolve) => {
      setTimeout(resolve, 500)
    })
  }
}

const inFairTime = (fast: FastClock, changes: readonly PlaceChange[]): PlaceChange[] =>
  changes.map((change) => ({ ...change, atMs: fastAt(fast, change.atMs).getTime() }))

/** What was shown as waiting times, against what came: of everybody, and of who stood in one queue alone. */
export const accuracies = (
  run: FairRun,
  fast: FastClock,
  changes: readonly PlaceChange[],
): { all: Accuracy; alone: Accuracy } => {
  const ofTicket = new Map<string, Set<string>>()
  for (const { ticketId, placeId } of changes)
    ofTicket.set(ticketId, (ofTicket.get(ticketId) ?? new Set()).add(placeId))
  const ticketOf = new Map(changes.map(({ placeId, ticketId }) => [placeId, ticketId]))
  const isAlone = (placeId: string) => ofTicket.get(ticketOf.get(placeId) ?? '')?.size === 1
  const moved = inFairTime(fast, changes)
  return {
    all: accuracyOf(run.shown, moved),
    alone: accuracyOf(
      run.shown.filter(({ placeId }) => isAlone(placeId)),
      moved,
    ),
  }
}

interface SlotRow {
  id: string
  starts_at: Date
  minutes: number
}
/** All that has to hold at the end, but for the waiting times. */
export const faultsAfter = async (db: Db, run: FairRun, fast: FastClock): Promise<string[]> => {
  // From moments of the fair back to those of the machine, in which the history is kept.
  const back = (ms: number) => (ms < fast.fromMs ? ms : fast.fromMs + (ms - fast.fromMs) / fast.speed)
  const slots = new Map(
    (await rowsOf(db, sql<SlotRow>`select id, starts_at, minutes from fair_slot`)).map((row) => [
      row.id,
      {
        fromMs: back(row.starts_at.getTime() - fairLimits.slotAheadMinutes * 60_000),
        toMs: back(row.starts_at.getTime() + row.minutes * 60_000),
      },
    ]),
  )
  return [
    ...faultsInQueues(await changesIn(db), desksAtBooth, slots),
    ...(await lostIn(db, run)),
    ...(await onceEach(db)),
  ]
}
