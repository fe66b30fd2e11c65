import type { Db } from './db'
import type { Vault } from './encryption'
import { problem } from './problem'
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

/**
 * Runs `run` once for a key of an actor, and answers a repetition with the first reply. The row is written
 * in the business transaction, so effect and memory of it stand or fall together; a second request at the
 * same time waits for the first.
 * @throws Problem idempotency-key-reused when the key came with another request.
 */
export const withIdempotency = async <T>(
  tx: Db,
  vault: Vault,
  request: { actor: string; key: string; requestHash: string; now: Date },
  run: () => Promise<T>,
): Promise<T> => {
  const { actor, key, requestHash, now } = request
  const context = `idempotency:${actor}:${key}`
  const claimed = await claim(tx, { actor, key, requestHash, expiresAt: new Date(now.getTime() + keptMs) })
  if (claimed.affected === 0) {
    const earlier = await tx
      .selectFrom('idempotency_key')
      .select(['request_hash', 'reply'])
      .where('actor', '=', actor)
      .where('key', '=', key)
      .executeTakeFirstOrThrow()
    if (earlier.request_hash !== requestHash) throw problem('idempotency-key-reused')
    return JSON.parse(vault.decrypt(earlier.reply as Buffer, context)) as T
  }
  const reply = await run()
  await keep(tx, { actor, key, reply: vault.encrypt(JSON.stringify(reply ?? null), context) })
  return reply
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
