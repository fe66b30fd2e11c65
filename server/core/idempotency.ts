import type { Db } from './db'
import type { Vault } from './encryption'
import { Problem, problem } from './problem'
import { statement } from './statement'

interface IdempotencyKeyTable {
  actor: string
  key: string
  request_hash: string
  reply: Buffer | null
  expires_at: Date
}
declare module './db' {
  interface Database {
    idempotency_key: IdempotencyKeyTable
  }
}

interface Claim {
  actor: string
  key: string
  requestHash: string
  expiresAt: Date
}
const claim = statement<Claim>()((db, { actor, key, requestHash, expiresAt }) =>
  db
    .insertInto('idempotency_key')
    .values({
      actor,
      key,
      request_hash: requestHash,
      reply: null,
      expires_at: expiresAt,
    })
    .onConflict((conflict) => conflict.columns(['actor', 'key']).doNothing()),
)
const keep = statement<{ actor: string; key: string; reply: Buffer }>()((db, { actor, key, reply }) =>
  db.updateTable('idempotency_key').set({ reply }).where('actor', '=', actor).where('key', '=', key),
)

const keptMs = 24 * 3_600_000
const contextOf = (actor: string, key: string) => `idempotency:${actor}:${key}`

/** What is kept of a request that was refused for good: its reply is the refusal. */
type KeptRefusal = { $refusal: ConstructorParameters<typeof Problem> }
const isRefusal = (kept: unknown): kept is KeptRefusal =>
  typeof kept === 'object' && kept !== null && '$refusal' in kept

/** Of a reply that tells of others only what it can be made anew from. */
export interface Anew<T> {
  /** An id, or another word that says nothing of a person; empty where the request says enough. */
  keep(reply: T): string
  again(kept: string): Promise<T>
}
type KeptWord = { $again: string }
const isWord = (kept: unknown): kept is KeptWord =>
  typeof kept === 'object' && kept !== null && '$again' in kept

/**
 * Runs `run` once for a key of an actor, and answers a repetition with the first reply. The row is written
 * in the business transaction, so effect and memory of it stand or fall together; a second request at the
 * same time waits for the first. With `anew` no copy of the reply is kept. A refusal that keeps what was written is such a reply too.
 * @throws Problem idempotency-key-reused when the key came with another request.
 */
export const withIdempotency = async <T>(
  tx: Db,
  vault: Vault,
  request: { actor: string; key: string; requestHash: string; now: Date },
  run: () => Promise<T>,
  anew?: Anew<T>,
): Promise<T> => {
  const { actor, key, requestHash, now } = request
  const context = contextOf(actor, key)
  const claimed = await claim(tx, { actor, key, requestHash, expiresAt: new Date(now.getTime() + keptMs) })
  if (claimed.affected === 0) {
    const earlier = await tx
      .selectFrom('idempotency_key')
      .select(['request_hash', 'reply'])
      .where('actor', '=', actor)
      .where('key', '=', key)
      .executeTakeFirstOrThrow()
    if (earlier.request_hash !== requestHash) throw problem('idempotency-key-reused')
    const kept = JSON.parse(vault.decrypt(earlier.reply as Buffer, context)) as T | KeptRefusal | KeptWord
    if (isRefusal(kept)) throw new Problem(...kept.$refusal)
    return anew && isWord(kept) ? anew.again(kept.$again) : (kept as T)
  }
  const keepReply = (reply: unknown) =>
    keep(tx, { actor, key, reply: vault.encrypt(JSON.stringify(reply ?? null), context) })
  try {
    const reply = await run()
    await keepReply(anew ? ({ $again: anew.keep(reply) } satisfies KeptWord) : reply)
    return reply
  } catch (error) {
    if (error instanceof Problem && error.options.commit)
      await keepReply({ $refusal: [error.code, error.options] } satisfies KeptRefusal)
    throw error
  }
}

/** Forgets one key, so that the same request is done anew. */
export const forgetKey = async (db: Db, actor: string, key: string): Promise<void> => {
  await db.deleteFrom('idempotency_key').where('actor', '=', actor).where('key', '=', key).execute()
}

/** Forgets keys past their day. @returns how many. */
export const forgetOldKeys = async (db: Db, now: Date): Promise<number> => {
  const result = await db.deleteFrom('idempotency_key').where('expires_at', '<', now).executeTakeFirst()
  return Number(result.numDeletedRows)
}

/**
 * Two accounts become one: a request of the one, repeated as the other, still answers its first reply. The
 * reply is sealed to its actor, so it is sealed anew.
 */
export const joinKeys = async (db: Db, vault: Vault, fromId: string, intoId: string): Promise<void> => {
  const rows = await db.deleteFrom('idempotency_key').where('actor', '=', fromId).returningAll().execute()
  for (const row of rows) {
    const reply = row.reply && vault.decrypt(row.reply, contextOf(fromId, row.key))
    await db
      .insertInto('idempotency_key')
      .values({
        ...row,
        actor: intoId,
        reply: reply === null ? null : vault.encrypt(reply, contextOf(intoId, row.key)),
      })
      .onConflict((conflict) => conflict.columns(['actor', 'key']).doNothing())
      .execute()
  }
}
