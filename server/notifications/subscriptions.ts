import { subscriptionTopics, type SubscriptionTopic } from '@jucai/contract/application-vocabulary'
import type { Subscription } from '@jucai/contract/applications'
import { sql } from 'kysely'
import type { Db } from '../core/db'

interface WeChatSubscriptionTable {
  person_id: string
  topic: string
  quota: number
  changed_at: Date
}
declare module '../core/db' {
  interface Database {
    wechat_subscription: WeChatSubscriptionTable
  }
}

const mostKept = 30

/** How many messages a person still agreed to, by topic. */
export const subscriptionsOf = async (
  db: Db,
  personId: string,
  templateIdOf: (topic: string) => string | null,
): Promise<Subscription[]> => {
  const rows = await db
    .selectFrom('wechat_subscription')
    .selectAll()
    .where('person_id', '=', personId)
    .execute()
  return subscriptionTopics.map((topic) => ({
    topic,
    templateId: templateIdOf(topic),
    quota: rows.find((row) => row.topic === topic)?.quota ?? 0,
  }))
}

/** Notes one consent a topic: one message more. */
export const addConsents = async (
  db: Db,
  now: Date,
  personId: string,
  topics: readonly SubscriptionTopic[],
): Promise<void> => {
  for (const topic of topics) {
    await db
      .insertInto('wechat_subscription')
      .values({ person_id: personId, topic, quota: 1, changed_at: now })
      .onConflict((conflict) =>
        conflict.columns(['person_id', 'topic']).doUpdateSet({
          quota: sql<number>`least(wechat_subscription.quota + 1, ${mostKept}::integer)`,
          changed_at: now,
        }),
      )
      .execute()
  }
}

/**
 * Takes one message of a topic, in the transaction of what will be sent.
 * @returns false when the person agreed to no more
 */
export const takeConsent = async (db: Db, now: Date, personId: string, topic: string): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('wechat_subscription')
    .set(({ eb }) => ({ quota: eb('quota', '-', 1), changed_at: now }))
    .where('person_id', '=', personId)
    .where('topic', '=', topic)
    .where('quota', '>', 0)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** WeChat says the person agreed to no more: ours was counted too high. */
export const clearConsents = async (db: Db, now: Date, personId: string, topic: string): Promise<void> => {
  await db
    .updateTable('wechat_subscription')
    .set({ quota: 0, changed_at: now })
    .where('person_id', '=', personId)
    .where('topic', '=', topic)
    .execute()
}

/** Two accounts become one: what both agreed to adds up. */
export const joinSubscriptions = async (db: Db, fromId: string, intoId: string, now: Date): Promise<void> => {
  const rows = await db
    .deleteFrom('wechat_subscription')
    .where('person_id', '=', fromId)
    .returning(['topic', 'quota'])
    .execute()
  for (const { topic, quota } of rows)
    await db
      .insertInto('wechat_subscription')
      .values({ person_id: intoId, topic, quota, changed_at: now })
      .onConflict((conflict) =>
        conflict.columns(['person_id', 'topic']).doUpdateSet({
          quota: sql<number>`least(wechat_subscription.quota + ${quota}::integer, ${mostKept}::integer)`,
          changed_at: now,
        }),
      )
      .execute()
}
