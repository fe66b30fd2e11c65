import { sql, type Kysely, type Transaction } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Clock } from './clock'
import type { Database, Db } from './db'
import { keptSince } from './retention'
import { statement } from './statement'

interface OutboxTable {
  id: string
  kind: string
  payload: unknown
  created_at: Date
  available_at: Date
  attempts: number
  last_error: string | null
  /** Names of reactions that are done while another is not. */
  done_reactions: string[]
  done_at: Date | null
  dead_at: Date | null
}
declare module './db' {
  interface Database {
    outbox: OutboxTable
  }
}

/**
 * Every event with its payload. Features add theirs: `declare module '../core/outbox' { interface Events {
 * 'scan.recorded': { scanId: string } } }`.
 */
export interface Events {}
/** An event's name, past tense. */
export type EventKind = keyof Events

const insertEvent = statement<{ id: string; kind: string; payload: string; now: Date; due: Date }>()(
  (db, { id, kind, payload, now, due }) =>
    db.insertInto('outbox').values({
      id,
      kind,
      payload,
      created_at: now,
      available_at: due,
      attempts: 0,
      last_error: null,
      done_reactions: [],
      done_at: null,
      dead_at: null,
    }),
)

/**
 * Writes an event in the transaction of what happened. `due` puts it off: a reminder survives a restart and
 * comes once, and its reaction looks whether it is still called for.
 */
export const emit = async <K extends EventKind>(
  db: Db,
  now: Date,
  kind: K,
  payload: Events[K],
  due: Date = now,
): Promise<void> => {
  await insertEvent(db, { id: uuidv7(), kind, payload: JSON.stringify(payload), now, due })
}

/** Writes several events of a kind at once, as one file of the bank brings them. */
export const emitEach = async <K extends EventKind>(
  db: Db,
  now: Date,
  kind: K,
  payloads: readonly Events[K][],
): Promise<void> => {
  const rows = payloads.map((payload) => ({
    id: uuidv7(),
    kind,
    payload: JSON.stringify(payload),
    created_at: now,
    available_at: now,
    attempts: 0,
    last_error: null,
    done_reactions: [],
    done_at: null,
    dead_at: null,
  }))
  for (let from = 0; from < rows.length; from += 500)
    await db
      .insertInto('outbox')
      .values(rows.slice(from, from + 500))
      .execute()
}

/**
 * What a reaction is given: the transaction in which the event is marked done, and the event's id, stable
 * over retries, for effects outside.
 */
export interface Reaction {
  tx: Transaction<Database>
  now: Date
  eventId: string
}
type React<P> = (reaction: Reaction, payload: P) => Promise<void>
/** Reactions by event; each has a name of its own, `room/what it does`. */
export type Reactions = { [K in EventKind]?: Record<string, React<Events[K]>> }

/** After this many failures an event is set aside (`dead_at`) until the office looks at it. */
export const maxAttempts = 12
const backOffMs = (attempts: number) => Math.min(2 ** attempts * 500, 3_600_000)

/**
 * A reaction that failed, as it is logged and kept in the row. Never the error's message: it may quote
 * personal data.
 */
export interface Failure {
  eventId: string
  event: string
  /** `room/what it does`. */
  reaction: string
  /** The problem's code, the database's code, or the error's name. */
  code: string
  /** The first place in our code, `server/stations/jobs.ts:41`; empty when there is none. */
  place: string
}

/** Of whatever was thrown: it need not be an Error, and may hold anything. */
const partOf = (thrown: unknown, part: 'code' | 'name' | 'stack'): string | undefined => {
  const value: unknown = thrown instanceof Object ? Reflect.get(thrown, part) : undefined
  return typeof value === 'string' ? value : undefined
}
const codeOf = (thrown: unknown): string => partOf(thrown, 'code') ?? partOf(thrown, 'name') ?? 'error'
const placeOf = (thrown: unknown): string =>
  /\b((?:server|contract|test)\/(?!core\/problem\.ts)[\w./-]+:\d+)/.exec(
    partOf(thrown, 'stack') ?? '',
  )?.[1] ?? ''
const wordsOf = ({ reaction, code, place }: Failure): string =>
  `${reaction}: ${code}${place ? ` at ${place}` : ''}`

const workers = 51519

/**
 * Lets no worker have events in hand until the transaction ends; waits for those who have. For whoever holds
 * people alone: a worker that has an event of theirs may need them next, and both would wait for each other.
 */
export const holdEvents = async (db: Db): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${workers})`.execute(db)
}

const due = async (tx: Db, now: Date, limit: number): Promise<OutboxTable[]> => {
  await sql`select pg_advisory_xact_lock_shared(${workers})`.execute(tx)
  return tx
    .selectFrom('outbox')
    .selectAll()
    .where('done_at', 'is', null)
    .where('dead_at', 'is', null)
    .where('available_at', '<=', now)
    .orderBy('available_at')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
}

const leftFor = (reactions: Reactions, event: OutboxTable): [name: string, react: React<unknown>][] =>
  Object.entries((reactions[event.kind as EventKind] ?? {}) as Record<string, React<unknown>>).filter(
    ([name]) => !event.done_reactions.includes(name),
  )

const markDone = (tx: Db, events: readonly OutboxTable[], now: Date) =>
  tx
    .updateTable('outbox')
    .set({ done_at: now, last_error: null })
    .where(
      'id',
      'in',
      events.map(({ id }) => id),
    )
    .execute()

/** Runs one reaction in a savepoint of its own. @returns what went wrong; null when it is done */
const attempt = async (
  tx: Transaction<Database>,
  now: Date,
  event: OutboxTable,
  [reaction, run]: [string, React<unknown>],
): Promise<Failure | null> => {
  await sql`savepoint reaction`.execute(tx)
  try {
    await run({ tx, now, eventId: event.id }, event.payload)
    await sql`release savepoint reaction`.execute(tx)
    return null
  } catch (error) {
    await sql`rollback to savepoint reaction`.execute(tx)
    return { eventId: event.id, event: event.kind, reaction, code: codeOf(error), place: placeOf(error) }
  }
}

/** Puts off an event of which something failed, and sets it aside after too many failures. */
const putOff = async (
  tx: Db,
  now: Date,
  event: OutboxTable,
  { failures, finished }: { failures: readonly Failure[]; finished: string[] },
): Promise<void> => {
  const attempts = event.attempts + 1
  await tx
    .updateTable('outbox')
    .set({
      attempts,
      done_reactions: finished,
      last_error: failures.map(wordsOf).join('; '),
      available_at: new Date(now.getTime() + backOffMs(attempts)),
      dead_at: attempts >= maxAttempts ? now : null,
    })
    .where('id', '=', event.id)
    .where('attempts', '=', event.attempts)
    .execute()
}

/** Runs the reactions of one event that are not done yet. */
const react = async (tx: Transaction<Database>, now: Date, reactions: Reactions, event: OutboxTable) => {
  const finished = [...event.done_reactions]
  const failures: Failure[] = []
  for (const one of leftFor(reactions, event)) {
    const failure = await attempt(tx, now, event, one)
    if (failure) failures.push(failure)
    else finished.push(one[0])
  }
  if (failures.length === 0) await markDone(tx, [event], now)
  else await putOff(tx, now, event, { failures, finished })
  return failures
}

/**
 * Takes one due event and runs each of its reactions that is not done yet. Effects in the database and
 * their marks are one transaction: neither lost nor doubled. One that fails is rolled back by itself and
 * tried again later; the others stay done.
 * @returns false when nothing was due.
 */
export const workOnce = async (
  db: Kysely<Database>,
  reactions: Reactions,
  clock: Clock,
  failed: (failure: Failure) => void = () => undefined,
): Promise<boolean> => {
  let taken: OutboxTable | undefined
  try {
    const failures = await db.transaction().execute(async (tx) => {
      const now = clock()
      ;[taken] = await due(tx, now, 1)
      return taken ? react(tx, now, reactions, taken) : []
    })
    failures.forEach(failed)
  } catch (error) {
    if (!taken) throw error
    // The transaction itself is lost, with its connection for one. That counts too, or this event would
    // stand before all others for ever.
    const failure = { eventId: taken.id, event: taken.kind, reaction: 'outbox/commit', code: codeOf(error) }
    const failures = [{ ...failure, place: placeOf(error) }]
    await putOff(db, clock(), taken, { failures, finished: taken.done_reactions })
    failures.forEach(failed)
  }
  return taken !== undefined
}

const batchSize = 20

/**
 * Reacts to many due events in one transaction, which costs the database one commit instead of one each.
 * All or nothing: when a reaction fails, nothing of the batch has happened, and the events are left to
 * {@link workOnce}.
 * @returns how many were due, and whether they are done.
 */
const workBatch = async ({ db, reactions, clock }: WorkerDeps): Promise<{ count: number; done: boolean }> => {
  let count = 0
  try {
    await db.transaction().execute(async (tx) => {
      const now = clock()
      const events = await due(tx, now, batchSize)
      count = events.length
      if (count === 0) return
      for (const event of events)
        for (const [, run] of leftFor(reactions, event))
          await run({ tx, now, eventId: event.id }, event.payload)
      await markDone(tx, events, now)
    })
    return { count, done: true }
  } catch (error) {
    if (count === 0) throw error
    return { count, done: false }
  }
}

/** What a worker works with. */
export interface WorkerDeps {
  db: Kysely<Database>
  reactions: Reactions
  clock: Clock
  /** Told of each failed reaction. */
  failed(failure: Failure): void
  /** Told of errors outside reactions (the database being away). */
  broken(error: unknown): void
}

/** Does everything that is due: in batches, one by one where a batch fails. */
const workAll = async (deps: WorkerDeps, stopped: () => boolean): Promise<void> => {
  while (!stopped()) {
    const { count, done: isDone } = await workBatch(deps)
    if (count === 0) return // not sooner: a reaction may have written another event
    for (let left = isDone ? 0 : count; left > 0 && !stopped(); left -= 1)
      if (!(await workOnce(deps.db, deps.reactions, deps.clock, deps.failed))) break
  }
}

/** An event that was set aside. */
export type DeadEvent = Pick<
  OutboxTable,
  'id' | 'kind' | 'created_at' | 'attempts' | 'last_error' | 'done_reactions'
> & { dead_at: Date }

/** Events set aside, the latest first, before a place in that order. Without payloads: they name people. */
export const deadEvents = async (
  db: Db,
  before: { at: Date; id: string } | null,
  limit: number,
): Promise<DeadEvent[]> =>
  (await db
    .selectFrom('outbox')
    .select(['id', 'kind', 'created_at', 'attempts', 'last_error', 'done_reactions', 'dead_at'])
    .where('dead_at', 'is not', null)
    .where('done_at', 'is', null)
    .$if(before !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('dead_at', 'id'), '<', tuple(before?.at as Date, before?.id as string)),
      ),
    )
    .orderBy('dead_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()) as DeadEvent[]

/** Has an event that was set aside tried again, from now on. @returns false when it is not set aside */
export const reviveEvent = async (db: Db, id: string, now: Date): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('outbox')
    .set({ dead_at: null, attempts: 0, available_at: now })
    .where('id', '=', id)
    .where('dead_at', 'is not', null)
    .where('done_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Forgets events that are done and old. Those set aside stay until somebody has looked at them. */
export const forgetDoneEvents = async (db: Db, now: Date): Promise<void> => {
  await db.deleteFrom('outbox').where('done_at', '<', keptSince(now, 'doneEvents')).execute()
}

/** Two accounts become one: what is still to be done for the one is done for the other. After {@link holdEvents}. */
export const joinEvents = async (db: Db, fromId: string, intoId: string): Promise<void> => {
  await sql`update outbox set payload = replace(payload::text, ${fromId}, ${intoId})::jsonb
    where done_at is null and payload::text like ${`%${fromId}%`}`.execute(db)
}

/** A worker over the outbox. `wake` after a commit; it also looks by itself each second. */
export interface OutboxWorker {
  wake(): void
  stop(): Promise<void>
  drain(): Promise<void>
}

// Long enough for the events of requests at the same time to come together, too short for anybody to wait
// for a message.
const gatherMs = 100

/** Starts the worker. */
export const startOutboxWorker = (deps: WorkerDeps): OutboxWorker => {
  let stopped = false
  let running: Promise<void> | null = null
  let woken = false
  let gathering: NodeJS.Timeout | null = null
  const run = (): Promise<void> => {
    const work = workAll(deps, () => stopped).finally(() => {
      running = null
      if (woken) {
        woken = false
        wake()
      }
    })
    running = work.catch(() => undefined)
    return work
  }
  const work = () => {
    gathering = null
    if (stopped) return
    if (running) {
      woken = true
      return
    }
    run().catch(deps.broken)
  }
  const wake = () => {
    if (!stopped) gathering ??= setTimeout(work, gatherMs).unref()
  }
  const timer = setInterval(wake, 1000).unref()
  return {
    // Waits for a run under way and then makes its own: two side by side would skip the events that the
    // other holds.
    wake,
    drain: async () => {
      while (running) await running
      await run()
    },
    stop: async () => {
      clearInterval(timer)
      if (gathering) clearTimeout(gathering)
      stopped = true
      await running
    },
  }
}
