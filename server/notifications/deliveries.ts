import type { ExpressionBuilder, Kysely } from 'kysely'
import type { Clock } from '../core/clock'
import type { Database, Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { stillThere } from '../core/person'
import type { SendOutcome, SmsGateway, SmsNotice, SubscribeMessage, WeChat } from '../core/ports'
import { keptSince } from '../core/retention'
import type { Work } from '../core/work'
import { clearConsents, takeConsent } from './subscriptions'

type Channel = 'wechat' | 'sms'
type State = 'waiting' | 'sending' | 'sent' | 'refused' | 'uncertain'
interface DeliveryTable {
  event_id: string
  channel: Channel
  person_id: string
  topic: string
  state: State
  words: Buffer | null
  attempts: number
  at: Date
}
declare module '../core/db' {
  interface Database {
    delivery: DeliveryTable
  }
}

/** What deliveries are sent through. */
export interface DeliveryDeps {
  db: Kysely<Database>
  /** Asked anew for each message: sending many takes a while. */
  clock: Clock
  vault: Vault
  sms: SmsGateway
  wechat: WeChat
  /** Where a person can be reached outside. */
  reach(db: Db, personId: string): Promise<{ openId: string | null; phone: string | null }>
}

/** What is to be told outside beside the in-app message. `sms`: it cannot wait. */
export interface Outside {
  eventId: string
  personId: string
  wechat: SubscribeMessage
  sms?: SmsNotice
}

type Key = Pick<DeliveryTable, 'event_id' | 'person_id' | 'topic' | 'channel'>
const isRow =
  ({ event_id, person_id, topic, channel }: Key) =>
  ({ and }: ExpressionBuilder<Database, 'delivery'>) =>
    and({ event_id, person_id, topic, channel })

const wordsContext = (eventId: string, channel: Channel) => `delivery.words:${eventId}:${channel}`

const insert = async (
  { db, now, deps: { vault } }: Work<DeliveryDeps>,
  { eventId, personId }: Outside,
  { channel, message }: { channel: Channel; message: { topic: string } },
): Promise<void> => {
  await db
    .insertInto('delivery')
    .values({
      event_id: eventId,
      channel,
      person_id: personId,
      topic: message.topic,
      state: 'waiting',
      words: vault.encrypt(JSON.stringify(message), wordsContext(eventId, channel)),
      attempts: 0,
      at: now,
    })
    .execute()
}

/**
 * Puts down what is to be sent outside, in the transaction of the event that causes it; the same event to
 * the same person about the same topic again does nothing, nor does one to a person who is gone. By WeChat
 * only where a consent is left, which is used up here; by SMS where there is
 * a number. {@link sendDeliveries} sends it after the commit.
 */
export const deliver = async (db: Db, deps: DeliveryDeps, now: Date, outside: Outside): Promise<void> => {
  const { eventId, personId, wechat, sms } = outside
  if (
    !(await stillThere(db, personId)) ||
    (await db
      .selectFrom('delivery')
      .select('channel')
      .where('event_id', '=', eventId)
      .where('person_id', '=', personId)
      .where('topic', 'in', [wechat.topic, ...(sms ? [sms.topic] : [])])
      .limit(1)
      .executeTakeFirst())
  )
    return
  const { openId, phone } = await deps.reach(db, personId)
  if (
    openId &&
    deps.wechat.templateIdOf(wechat.topic) !== null &&
    (await takeConsent(db, now, personId, wechat.topic))
  )
    await insert({ db, now, deps }, outside, { channel: 'wechat', message: wechat })
  if (sms && phone) await insert({ db, now, deps }, outside, { channel: 'sms', message: sms })
}

const maxAttempts = 6
const retryMs = (attempts: number) => 30_000 * 2 ** attempts
const orphanedMs = 2 * 60_000 // far longer than any gateway is waited for

/** Marks one delivery `sending`, committed, before anything leaves this machine. */
const takeNext = (db: Kysely<Database>, now: Date): Promise<DeliveryTable | undefined> =>
  db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('delivery')
      .selectAll()
      .where('state', '=', 'waiting')
      .where('at', '<=', now)
      .orderBy('at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (row)
      await tx
        .updateTable('delivery')
        .set({ state: 'sending', at: now, attempts: row.attempts + 1 })
        .where(isRow(row))
        .execute()
    return row
  })

const send = async (deps: DeliveryDeps, row: DeliveryTable): Promise<SendOutcome> => {
  const { openId, phone } = await deps.reach(deps.db, row.person_id)
  const message = JSON.parse(
    deps.vault.decrypt(row.words as Buffer, wordsContext(row.event_id, row.channel)),
  ) as unknown
  if (row.channel === 'wechat')
    return openId ? deps.wechat.sendSubscribeMessage(openId, message as SubscribeMessage) : 'refused'
  return phone ? deps.sms.sendNotice(phone, message as SmsNotice, row.event_id) : 'refused'
}

const mark = async (db: Db, now: Date, row: DeliveryTable, outcome: SendOutcome): Promise<void> => {
  const again = outcome === 'unsent' && row.attempts + 1 < maxAttempts
  const state: State = again ? 'waiting' : outcome === 'unsent' ? 'refused' : outcome
  await db
    .updateTable('delivery')
    .set({
      state,
      at: again ? new Date(now.getTime() + retryMs(row.attempts)) : now,
      ...(again ? {} : { words: null }),
    })
    .where(isRow(row))
    .where('state', '=', 'sending')
    .execute()
  if (row.channel === 'wechat' && outcome === 'refused')
    await clearConsents(db, now, row.person_id, row.topic)
}

/** What was being sent by a process that died: nobody knows whether it left, so it is not sent again. */
const giveUpOrphans = async (db: Db, now: Date): Promise<void> => {
  await db
    .updateTable('delivery')
    .set({ state: 'uncertain', words: null })
    .where('state', '=', 'sending')
    .where('at', '<', new Date(now.getTime() - orphanedMs))
    .execute()
}

/** Sends what waits, one after the other, each at most once. @returns how many were handed over */
export const sendDeliveries = async (deps: DeliveryDeps): Promise<number> => {
  await giveUpOrphans(deps.db, deps.clock())
  for (let count = 0; ; count += 1) {
    const row = await takeNext(deps.db, deps.clock())
    if (!row) return count
    await mark(deps.db, deps.clock(), row, await send(deps, row))
  }
}

/** Forgets that something was sent, or could not be, long ago. */
export const forgetOldDeliveries = async (db: Db, now: Date): Promise<void> => {
  await db
    .deleteFrom('delivery')
    .where('state', 'in', ['sent', 'refused', 'uncertain'])
    .where('at', '<', keptSince(now, 'deliveries'))
    .execute()
}

/** What was sent to a person outside, for the export of their data. */
export const deliveriesOf = async (db: Db, personId: string) =>
  await db
    .selectFrom('delivery')
    .select(['channel', 'topic', 'state', 'at'])
    .where('person_id', '=', personId)
    .orderBy('at')
    .execute()
