import type { EngagementState } from '@jucai/contract/engagement-vocabulary'
import type { Insertable, Updateable } from 'kysely'
import type { Database, Db } from '../core/db'
import type { Place } from '../core/keyset'
import type { ConsentRow, EngagementRow, HoursRow, ReviewRow, StepRow, TermsRow } from './tables'

/** An engagement. */
export const engagementById = (db: Db, id: string): Promise<EngagementRow | undefined> =>
  db.selectFrom('engagement').selectAll().where('id', '=', id).executeTakeFirst()
/** An engagement, held. */
export const engagementForUpdate = (db: Db, id: string): Promise<EngagementRow | undefined> =>
  db.selectFrom('engagement').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
/** Adds one. @returns it with its serial */
export const insertEngagement = (db: Db, row: Insertable<Database['engagement']>): Promise<EngagementRow> =>
  db.insertInto('engagement').values(row).returningAll().executeTakeFirstOrThrow()
/** The engagement of a job application that is not over. */
export const openOfApplication = (db: Db, applicationId: string): Promise<EngagementRow | undefined> =>
  db
    .selectFrom('engagement')
    .selectAll()
    .where('job_application_id', '=', applicationId)
    .where('state', 'in', ['proposed', 'to-sign', 'running'])
    .executeTakeFirst()
/** Changes one. @returns it as it is now */
export const updateEngagement = (
  db: Db,
  id: string,
  set: Updateable<Database['engagement']>,
): Promise<EngagementRow> =>
  db.updateTable('engagement').set(set).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
/** Every engagement of a person, oldest first. */
export const allEngagements = (db: Db, personId: string): Promise<EngagementRow[]> =>
  db
    .selectFrom('engagement')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('made_at')
    .orderBy('id')
    .execute()
/** Engagements by their ids. */
export const engagementsByIds = (db: Db, ids: readonly string[]): Promise<EngagementRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('engagement').selectAll().where('id', 'in', ids).execute()

/** Engagements of a person, of an employer, in a state, or with a link that waits since a moment. */
export interface EngagementFilter {
  person_id?: string
  employer_id?: string
  state?: EngagementState | undefined
  /** Only those whose home employer was sent a link before this and has not answered. */
  unansweredSince?: Date | undefined
}
/** Engagements, newest first; one more than `limit`. */
export const engagementsBy = (
  db: Db,
  by: EngagementFilter,
  { after, limit }: { after: Place | null; limit: number },
): Promise<EngagementRow[]> =>
  db
    .selectFrom('engagement')
    .selectAll()
    .$if(by.person_id !== undefined, (query) => query.where('person_id', '=', by.person_id as string))
    .$if(by.employer_id !== undefined, (query) => query.where('employer_id', '=', by.employer_id as string))
    .$if(by.state !== undefined, (query) => query.where('state', '=', by.state as EngagementState))
    .$if(by.unansweredSince !== undefined, (query) =>
      query.where('id', 'in', (inner) =>
        inner
          .selectFrom('engagement_consent')
          .select('engagement_id')
          .where('state', '=', 'open')
          .where('sent_at', '<=', by.unansweredSince as Date),
      ),
    )
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('made_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
/** Ids of the engagements of an employer that are in these states. */
export const engagementsAt = async (
  db: Db,
  employerId: string,
  states: readonly EngagementState[],
): Promise<string[]> =>
  (
    await db
      .selectFrom('engagement')
      .select('id')
      .where('employer_id', '=', employerId)
      .where('state', 'in', states)
      .orderBy('id')
      .execute()
  ).map(({ id }) => id)

/** One version of the terms. */
export const termsOf = (db: Db, engagementId: string, revision: number): Promise<TermsRow> =>
  db
    .selectFrom('engagement_terms')
    .selectAll()
    .where('engagement_id', '=', engagementId)
    .where('revision', '=', revision)
    .executeTakeFirstOrThrow()
/** Versions of these engagements, the newest last. */
export const termsOfAll = (db: Db, ids: readonly string[]): Promise<TermsRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('engagement_terms')
        .selectAll()
        .where('engagement_id', 'in', ids)
        .orderBy('revision')
        .execute()
/** Adds a version. */
export const insertTerms = async (db: Db, row: TermsRow): Promise<void> => {
  await db
    .insertInto('engagement_terms')
    .values({ ...row, week: JSON.stringify(row.week) })
    .execute()
}
/** The number after the newest version. */
export const nextRevision = async (db: Db, engagementId: string): Promise<number> =>
  ((
    await db
      .selectFrom('engagement_terms')
      .select('revision')
      .where('engagement_id', '=', engagementId)
      .orderBy('revision', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.revision ?? 0) + 1

/** Links of an engagement, oldest first. */
export const consentsOf = (db: Db, engagementId: string): Promise<ConsentRow[]> =>
  db
    .selectFrom('engagement_consent')
    .selectAll()
    .where('engagement_id', '=', engagementId)
    .orderBy('sent_at')
    .orderBy('id')
    .execute()
/** The newest link of each of these engagements. */
export const newestConsents = async (db: Db, ids: readonly string[]): Promise<Map<string, ConsentRow>> =>
  new Map(
    ids.length === 0
      ? []
      : (
          await db
            .selectFrom('engagement_consent')
            .selectAll()
            .where('engagement_id', 'in', ids)
            .orderBy('sent_at')
            .orderBy('id')
            .execute()
        ).map((row) => [row.engagement_id, row]),
  )
/** The link of a secret, by its hash. */
export const consentByHash = (db: Db, hash: string): Promise<ConsentRow | undefined> =>
  db.selectFrom('engagement_consent').selectAll().where('token_hash', '=', hash).executeTakeFirst()
/** Adds a link. */
export const insertConsent = async (db: Db, row: ConsentRow): Promise<void> => {
  await db.insertInto('engagement_consent').values(row).execute()
}
/** Changes a link. */
export const updateConsent = async (db: Db, id: string, set: Partial<ConsentRow>): Promise<void> => {
  await db.updateTable('engagement_consent').set(set).where('id', '=', id).execute()
}
/** A link, held. */
export const consentForUpdate = (db: Db, id: string): Promise<ConsentRow> =>
  db.selectFrom('engagement_consent').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
/** One more code of a link goes now. */
export const countCode = async (db: Db, id: string, now: Date): Promise<void> => {
  await db
    .updateTable('engagement_consent')
    .set(({ eb }) => ({ codes_sent: eb('codes_sent', '+', 1), code_sent_at: now }))
    .where('id', '=', id)
    .execute()
}
/** No link of an engagement opens anything any more. */
export const closeConsents = async (
  db: Db,
  engagementId: string,
  states: readonly ConsentRow['state'][] = ['open'],
): Promise<void> => {
  await db
    .updateTable('engagement_consent')
    .set({ state: 'over' })
    .where('engagement_id', '=', engagementId)
    .where('state', 'in', states)
    .execute()
}

/** Hours. */
export const hoursById = (db: Db, id: string): Promise<HoursRow | undefined> =>
  db.selectFrom('engagement_hours').selectAll().where('id', '=', id).executeTakeFirst()
/** Hours of an engagement in a span of days. */
export const hoursOf = (db: Db, engagementId: string, from: string, to: string): Promise<HoursRow[]> =>
  db
    .selectFrom('engagement_hours')
    .selectAll()
    .where('engagement_id', '=', engagementId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .orderBy('from_minute')
    .execute()
/** Hours of a person over all engagements in a span of days. */
export const hoursOfPerson = (db: Db, personId: string, from: string, to: string): Promise<HoursRow[]> =>
  db
    .selectFrom('engagement_hours')
    .selectAll()
    .where('person_id', '=', personId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .orderBy('from_minute')
    .execute()
/** Minutes of an engagement, all and those confirmed. */
export const minutesOfAll = async (
  db: Db,
  engagementId: string,
): Promise<{ recorded: number; confirmed: number }> => {
  const row = await db
    .selectFrom('engagement_hours')
    .select(({ fn, eb }) => [
      fn.sum<string | null>(eb('to_minute', '-', eb.ref('from_minute'))).as('recorded'),
      fn
        .sum<string | null>(eb('to_minute', '-', eb.ref('from_minute')))
        .filterWhere('state', '=', 'confirmed')
        .as('confirmed'),
    ])
    .where('engagement_id', '=', engagementId)
    .executeTakeFirst()
  return { recorded: Number(row?.recorded ?? 0), confirmed: Number(row?.confirmed ?? 0) }
}

/** What was said in the review of a day. */
export const reviewsOf = (db: Db, engagementId: string, dueOn: string): Promise<ReviewRow[]> =>
  db
    .selectFrom('engagement_review')
    .selectAll()
    .where('engagement_id', '=', engagementId)
    .where('due_on', '=', dueOn)
    .orderBy('at')
    .execute()
/** The history of an engagement. */
export const stepsOf = (db: Db, engagementId: string): Promise<StepRow[]> =>
  db
    .selectFrom('engagement_step')
    .selectAll()
    .where('engagement_id', '=', engagementId)
    .orderBy('id')
    .execute()
