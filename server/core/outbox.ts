import { sql, type Kysely, type Transaction } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Clock } from './clock'
import type { Database, Db } from './db'

interface OutboxTable {
  id: string; kind: string; payload: unknown; created_at: Date; available_at: Date; attempts: number; last_error: string | null; done_at: Date | null; dead_at: Date | null
}
declare module './db' { interface Database { outbox: OutboxTable } }

/** Every event with its payload. Features add theirs: `declare module '../core/outbox' { interface Events { 'scan.recorded': { scanId: string } } }`. */
export interface Events {}
/** An event's name, past tense. */
export type EventKind = keyof Events

/** Writes an event in the transaction of what happened. */
export const emit = async <K extends EventKind>(db: Db, now: Date, kind: K, payload: Events[K]): Promise<void> => {
  await db.insertInto('outbox').values({
    id: uuidv7(), kind, payload: JSON.stringify(payload), created_at: now, available_at: now, attempts: 0, last_error: null, done_at: null, dead_at: null,
  }).execute()
}

/** What a reaction is given: the transaction in which the event is marked done, and the event's id, stable over retries, for effects outside. */
export interface Reaction { tx: Transaction<Database>; now: Date; eventId: string }
/** Reactions by event. */
export type Reactions = { [K in EventKind]?: ((reaction: Reaction, payload: Events[K]) => Promise<void>)[] }

/** Merges the reactions of all features. */
export const mergeReactions = (...all: Reactions[]): Reactions => {
  const merged: Record<string, unknown[]> = {}
  for (const reactions of all) for (const [kind, list] of Object.entries(reactions)) (merged[kind] ??= []).push(...(list as unknown[]))
  return merged
}

/** After this many failures an event is set aside (`dead_at`) and counted in the metrics. */
export const maxAttempts = 12
const backOffMs = (attempts: number) => Math.min(2 ** attempts * 500, 3_600_000)

/**
 * Takes one due event and reacts to it. The effect in the database and the mark are one transaction: neither lost nor doubled.
 * A failed reaction is rolled back to the savepoint and tried again later.
 * @returns false when nothing was due.
 */
export const workOnce = (db: Kysely<Database>, reactions: Reactions, clock: Clock): Promise<boolean> => db.transaction().execute(async (tx) => {
  const now = clock()
  const event = await tx.selectFrom('outbox').selectAll().where('done_at', 'is', null).where('dead_at', 'is', null).where('available_at', '<=', now)
    .orderBy('available_at').orderBy('id').limit(1).forUpdate().skipLocked().executeTakeFirst()
  if (!event) return false
  await sql`savepoint reaction`.execute(tx)
  try {
    const list = (reactions[event.kind as EventKind] ?? []) as ((reaction: Reaction, payload: unknown) => Promise<void>)[]
    for (const react of list) await react({ tx, now, eventId: event.id }, event.payload)
    await tx.updateTable('outbox').set({ done_at: now }).where('id', '=', event.id).execute()
  } catch (error) {
    await sql`rollback to savepoint reaction`.execute(tx)
    const attempts = event.attempts + 1
    await tx.updateTable('outbox').set({
      attempts, last_error: error instanceof Error ? error.name : 'error', // a message may quote personal data
      available_at: new Date(now.getTime() + backOffMs(attempts)), dead_at: attempts >= maxAttempts ? now : null,
    }).where('id', '=', event.id).execute()
  }
  return true
})

/** A worker over the outbox. `wake` after a commit; it also looks by itself each second. */
export interface OutboxWorker { wake(): void; stop(): Promise<void>; drain(): Promise<void> }

/** Starts the worker. `failed` is told of errors outside reactions (the database being away). */
export const startOutboxWorker = (db: Kysely<Database>, reactions: Reactions, clock: Clock, failed: (error: unknown) => void): OutboxWorker => {
  let stopped = false
  let running: Promise<void> | null = null
  const drain = async () => { while (!stopped && await workOnce(db, reactions, clock)); }
  const wake = () => {
    if (stopped || running) return
    running = drain().catch(failed).finally(() => { running = null })
  }
  const timer = setInterval(wake, 1000).unref()
  return { wake, drain: async () => { await running; await drain() }, stop: async () => { clearInterval(timer); stopped = true; await running } }
}
