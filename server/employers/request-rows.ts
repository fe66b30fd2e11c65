import type { JoinRequestState } from '@jucai/contract/employer-vocabulary'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { keptSince } from '../core/retention'

interface JoinRequestTable {
  id: string
  employer_id: string
  person_id: string
  name: Buffer | null
  words: Buffer | null
  reason: Buffer | null
  decided_at_whom: 'owner' | 'office'
  state: JoinRequestState
  asked_at: Date
  decided_at: Date | null
  decided_by: string | null
}
declare module '../core/db' {
  interface Database {
    employer_join_request: JoinRequestTable
  }
}
/** A request to be let in as it is kept. */
export type JoinRequestRow = JoinRequestTable
/** What of it is encrypted. */
export type SealedWord = 'name' | 'words' | 'reason'

const context = (field: SealedWord, id: string) => `employer_join_request.${field}:${id}`
/** Words of a request as they are kept. */
export const sealWord = (vault: Vault, id: string, field: SealedWord, text: string): Buffer =>
  vault.encrypt(text, context(field, id))
/** The same in the clear; empty when there are none, or they are erased. */
export const openWord = (vault: Vault, row: JoinRequestRow, field: SealedWord): string => {
  const sealed = row[field]
  return sealed ? vault.decrypt(sealed, context(field, row.id)) : ''
}

/** Adds a request. */
export const insertRequest = async (db: Db, row: JoinRequestRow): Promise<void> => {
  await db.insertInto('employer_join_request').values(row).execute()
}
/** A request by id. */
export const requestById = (db: Db, id: string): Promise<JoinRequestRow | undefined> =>
  db.selectFrom('employer_join_request').selectAll().where('id', '=', id).executeTakeFirst()
/** The same, held until the transaction ends. Hold people and the employer first. */
export const requestForUpdate = (db: Db, id: string): Promise<JoinRequestRow | undefined> =>
  db.selectFrom('employer_join_request').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
/** Changes a request. */
export const updateRequest = async (db: Db, id: string, change: Partial<JoinRequestRow>): Promise<void> => {
  await db.updateTable('employer_join_request').set(change).where('id', '=', id).execute()
}
/** Requests that wait at an employer, who asked first before others. */
export const requestsOf = (
  db: Db,
  employerId: string,
  decides?: 'owner' | 'office',
): Promise<JoinRequestRow[]> =>
  db
    .selectFrom('employer_join_request')
    .selectAll()
    .where('employer_id', '=', employerId)
    .where('state', '=', 'open')
    .$if(decides !== undefined, (query) => query.where('decided_at_whom', '=', decides as 'owner' | 'office'))
    .orderBy('asked_at')
    .orderBy('id')
    .limit(100)
    .execute()
/** How many wait for an owner, by employer. */
export const openRequestCounts = async (
  db: Db,
  employerIds: readonly string[],
): Promise<Map<string, number>> =>
  new Map(
    employerIds.length === 0
      ? []
      : (
          await db
            .selectFrom('employer_join_request')
            .select(({ fn }) => ['employer_id', fn.countAll<number>().as('count')])
            .where('employer_id', 'in', employerIds)
            .where('state', '=', 'open')
            .where('decided_at_whom', '=', 'owner')
            .groupBy('employer_id')
            .execute()
        ).map((row) => [row.employer_id, row.count]),
  )
/** Requests of a person, newest first, for their list and for the export of their data. */
export const requestsBy = (db: Db, personId: string, limit: number): Promise<JoinRequestRow[]> =>
  db
    .selectFrom('employer_join_request')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('asked_at', 'desc')
    .limit(limit)
    .execute()
/** Requests of these people that wait: at one employer, or everywhere. */
export const openRequestsBy = (db: Db, personId: string, employerId?: string): Promise<JoinRequestRow[]> =>
  db
    .selectFrom('employer_join_request')
    .selectAll()
    .where('person_id', '=', personId)
    .where('state', '=', 'open')
    .$if(employerId !== undefined, (query) => query.where('employer_id', '=', employerId as string))
    .execute()
/** What waits for an owner goes to the office: there is no owner any more. */
export const giveRequestsToOffice = async (db: Db, employerId: string): Promise<void> => {
  await db
    .updateTable('employer_join_request')
    .set({ decided_at_whom: 'office' })
    .where('employer_id', '=', employerId)
    .where('state', '=', 'open')
    .execute()
}
/** An employer is closed, or a person gone: what waits comes to nothing. */
export const endRequests = async (
  db: Db,
  whose: { employerId: string } | { personId: string },
  now: Date,
): Promise<void> => {
  await db
    .updateTable('employer_join_request')
    .set({ state: 'withdrawn', decided_at: now })
    .where('state', '=', 'open')
    .$if('employerId' in whose, (query) =>
      query.where('employer_id', '=', (whose as { employerId: string }).employerId),
    )
    .$if('personId' in whose, (query) =>
      query.where('person_id', '=', (whose as { personId: string }).personId),
    )
    .execute()
}
/** Forgets what was decided long ago. */
export const forgetOldRequests = async (db: Db, now: Date): Promise<void> => {
  await db
    .deleteFrom('employer_join_request')
    .where('state', '<>', 'open')
    .where('decided_at', '<', keptSince(now, 'invitations'))
    .execute()
}
