import type { Kysely } from 'kysely'
import type { Database, Db } from './db'
import { problem } from './problem'
import { takeTurns } from './turns'

/** Seconds between two codes for one text and party. */
export const codeEverySeconds = 60

/** @throws Problem too-many-requests while the code before is not yet so many seconds old */
const needWaited = (sentAt: Date | null, now: Date): void => {
  const waited = sentAt ? (now.getTime() - sentAt.getTime()) / 1000 : codeEverySeconds
  if (waited >= codeEverySeconds) return
  const wait = Math.ceil(codeEverySeconds - waited)
  throw problem('too-many-requests', {
    detail: `请 ${wait} 秒后再获取验证码`,
    extra: { retryAfterSeconds: wait },
  })
}

/**
 * Takes the turn to be sent a signature code, before the message goes: in a transaction of its own, so that of requests
 * at the same time one is sent a code. A turn that is taken stays taken when the message does not go: whether it went is
 * not known.
 * @param key of whoever is sent it, `internship-code:<id>:<party>`
 * @param turn.last when a code went last, read anew; it may refuse for other reasons
 * @param turn.take writes that one goes now
 * @throws Problem too-many-requests, and what `last` throws
 */
export const takeCodeTurn = (
  db: Kysely<Database>,
  now: Date,
  key: string,
  turn: { last(tx: Db): Promise<Date | null>; take(tx: Db): Promise<unknown> },
): Promise<void> => {
  const takeIn = async (tx: Db) => {
    await takeTurns(tx, key)
    needWaited(await turn.last(tx), now)
    await turn.take(tx)
  }
  // The sample city is laid out in one transaction, in which nobody else asks.
  return db.isTransaction ? takeIn(db) : db.transaction().execute(takeIn)
}
