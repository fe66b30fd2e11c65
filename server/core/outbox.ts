import { sql, type Kysely, type Transaction } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Clock } from './clock'
import type { Database, Db } from './db'
import { statement } from './statement'

interface OutboxTable {
  id: string
  kind: string
  payload: unknown
  created_at: Date
  available_at: Date
  attempts: number
  last_error: string | null
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

/**
 * What a reaction is given: the transaction in which the event is marked done, and the event's id, stable
 * over retries, for effects outside.
 */
export interface Reaction {
  tx: Transaction<Database>
  now: Date
  eventId: string
}
/** Reactions by event. */
export type Reactions = { [K in EventKind]?: ((reaction: Reaction, payload: Events[K]) => Promise<void>)[] }

/** Merges the reactions of all features. */
export const mergeReactions = (...all: Reactions[]): Reactions => {
  const merged: Record<string, unknown[]> = {}
  for (const reactions of all)
    for (const [kind, list] of Object.entries(reactions)) (merged[kind] ??= []).push(...(list as unknown[]))
  return merged
}

/** After this many failures an event is set aside (`dead_at`) and counted in the metrics. */
export const maxAttempts = 12
const backOffMs = (attempts: number) => Math.min(2 ** attempts * 500, 3_600_000)

const due = (tx: Db, now: Date, limit: number) =>
  tx
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

const reactTo = async (
  tx: Transaction<Database>,
  reactions: Reactions,
  { id, kind, payload }: OutboxTable,
  now: Date,
): Promise<void> => {
  const list = (reactions[kind as EventKind] ?? []) as ((
    reaction: Reaction,
    payload: unknown,
  ) => Promise<void>)[]
  for (const react of list) await react({ tx, now, eventId: id }, payload)
}

const done = (tx: Db, events: readonly OutboxTable[], now: Date) =>
  tx
    .updateTable('outbox')
    .set({ done_at: now })
    .where(
      'id',
      'in',
      events.map(({ id }) => id),
    )
    .execute()

/**
 * Takes one due event and reacts to it. The effect in the database and the mark are one transaction:
 * neither lost nor doubled. A failed reaction is rolled back to the savepoint and tried again later.
 * @returns false when nothing was due.
 */
export const workOnce = (db: Kysely<Database>, reactions: Reactions, clock: Clock): Promise<boolean> =>
  db.transaction().execute(async (tx) => {
    const now = clock()
    const [event] = await due(tx, now, 1)
    if (!event) return false
    await sql`savepoint reaction`.execute(tx)
    try {
      await reactTo(tx, reactions, event, now)
      await done(tx, [event], now)
    } catch (error) {
      await sql`rollback to savepoint reaction`.execute(tx)
      const attempts = event.attempts + 1
      await tx
        .updateTable('outbox')
        .set({
          attempts,
          last_error: error instanceof Error ? error.name : 'error', // a message may quote personal data
          available_at: new Date(now.getTime() + backOffMs(attempts)),
          dead_at: attempts >= maxAttempts ? now : null,
        })
        .where('id', '=', event.id)
        .execute()
    }
    return true
  })

const batchSize = 20

/**
 * Reacts to many due events in one transaction, which costs the database one commit instead of one each.
 * All or nothing: when a reaction fails, nothing of the batch has happened, and the events are left to
 * {@link workOnce}.
 * @returns how many were due, and whether they are done.
 */
const workBatch = async (
  db: Kysely<Database>,
  reactions: Reactions,
  clock: Clock,
): Promise<{ count: number; done: boolean }> => {
  let count = 0
  try {
    await db.transaction().execute(async (tx) => {
      const now = clock()
      const events = await due(tx, now, batchSize)
      count = events.length
      if (count === 0) return
      for (const event of events) await reactTo(tx, reactions, event, now)
      await done(tx, events, now)
    })
    return { count, done: true }
  } catch (error) {
    if (count === 0) throw error
    return { count, done: false }
  }
}

/** Does everything that is due: in batches, one by one where a batch fails. */
const workAll = async (
  db: Kysely<Database>,
  reactions: Reactions,
  clock: Clock,
  stopped: () => boolean,
): Promise<void> => {
  while (!stopped()) {
    const { count, done: isDone } = await workBatch(db, reactions, clock)
    if (count === 0) return // not sooner: a reaction may have written another event
    for (let left = isDone ? 0 : count; left > 0 && !stopped(); left -= 1)
      if (!(await workOnce(db, reactions, clock))) break
  }
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

/** Starts the worker. `failed` is told of errors outside reactions (the database being away). */
export const startOutboxWorker = (
  db: Kysely<Database>,
  reactions: Reactions,
  clock: Clock,
  failed: (error: unknown) => void,
): OutboxWorker => {
  let stopped = false
  let running: Promise<void> | null = null
  let woken = false
  let gathering: NodeJS.Timeout | null = null
  const run = (): Promise<void> => {
    const work = workAll(db, reactions, clock, () => stopped).finally(() => {
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
    run().catch(failed)
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
