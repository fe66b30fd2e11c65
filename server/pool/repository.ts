import type { PoolCriteria } from '@jucai/contract/pool'
import type { PoolInvitationState, SearchKind } from '@jucai/contract/pool-vocabulary'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Place } from '../core/keyset'

interface PoolSearchTable {
  id: string
  by_person: string
  kind: SearchKind
  title: string
  why: string
  criteria: unknown
  made_at: Date
}
interface PoolInvitationTable {
  id: string
  search_id: string
  person_id: string
  by_person: string
  state: PoolInvitationState
  subject: Buffer | null
  body: Buffer | null
  contact_name: Buffer | null
  contact_phone: Buffer | null
  given_phone: Buffer | null
  reason: Buffer | null
  answer_by: string
  sent_at: Date
  reminded_at: Date | null
  answered_at: Date | null
  /** The public post that it is to; null: to none. */
  post_id: string | null
}
declare module '../core/db' {
  interface Database {
    pool_search: PoolSearchTable
    pool_invitation: PoolInvitationTable
  }
}

/** A search as it is kept. */
export type SearchRow = Omit<PoolSearchTable, 'criteria'> & { criteria: PoolCriteria }
/** An invitation as it is kept. */
export type InvitationRow = PoolInvitationTable
/** What of an invitation is encrypted. */
export type SealedField = 'subject' | 'body' | 'contact_name' | 'contact_phone' | 'given_phone' | 'reason'

const context = (field: SealedField, id: string) => `pool_invitation.${field}:${id}`
/** Text of an invitation as it is kept. */
export const sealField = (vault: Vault, id: string, field: SealedField, text: string): Buffer =>
  vault.encrypt(text, context(field, id))
/** The same in the clear; null when there is none, or it is erased. */
export const openField = (vault: Vault, row: InvitationRow, field: SealedField): string | null => {
  const sealed = row[field]
  return sealed && vault.decrypt(sealed, context(field, row.id))
}

/** Puts a search on record. */
export const insertSearch = async (db: Db, search: Omit<SearchRow, 'id'>): Promise<SearchRow> => {
  const row = { id: uuidv7(), ...search }
  await db
    .insertInto('pool_search')
    .values({ ...row, criteria: JSON.stringify(row.criteria) })
    .execute()
  return row
}
/** A search by id. */
export const searchById = async (db: Db, id: string): Promise<SearchRow | undefined> =>
  (await db.selectFrom('pool_search').selectAll().where('id', '=', id).executeTakeFirst()) as
    SearchRow | undefined
/** How many searches an officer has put on record since a moment. */
export const searchesSince = async (db: Db, officerId: string, since: Date): Promise<number> =>
  (
    await db
      .selectFrom('pool_search')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('by_person', '=', officerId)
      .where('made_at', '>=', since)
      .executeTakeFirstOrThrow()
  ).count
/** Several searches by id. */
export const searchesById = async (db: Db, ids: readonly string[]): Promise<Map<string, SearchRow>> =>
  ids.length === 0
    ? new Map()
    : new Map(
        (
          (await db
            .selectFrom('pool_search')
            .selectAll()
            .where('id', 'in', [...new Set(ids)])
            .execute()) as SearchRow[]
        ).map((row) => [row.id, row]),
      )
/** Searches, newest first; one more than `limit`. */
export const searchPage = async (db: Db, after: Place | null, limit: number): Promise<SearchRow[]> =>
  (await db
    .selectFrom('pool_search')
    .selectAll()
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('made_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()) as SearchRow[]

/** How many invitations of these searches stand where. */
export const invitationCounts = async (db: Db, searchIds: readonly string[]) =>
  searchIds.length === 0
    ? []
    : db
        .selectFrom('pool_invitation')
        .select(({ fn }) => ['search_id', 'state', fn.countAll<number>().as('count')])
        .where('search_id', 'in', searchIds)
        .groupBy(['search_id', 'state'])
        .execute()

/** Adds an invitation. */
export const insertInvitation = async (db: Db, row: InvitationRow): Promise<void> => {
  await db.insertInto('pool_invitation').values(row).execute()
}
/** An invitation by id. */
export const invitationById = (db: Db, id: string): Promise<InvitationRow | undefined> =>
  db.selectFrom('pool_invitation').selectAll().where('id', '=', id).executeTakeFirst()
/** The same, held until the transaction ends. Hold the person first. */
export const invitationForUpdate = (db: Db, id: string): Promise<InvitationRow | undefined> =>
  db.selectFrom('pool_invitation').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
/** Changes an invitation. */
export const updateInvitation = async (db: Db, id: string, change: Partial<InvitationRow>): Promise<void> => {
  await db.updateTable('pool_invitation').set(change).where('id', '=', id).execute()
}

/** What these people were asked for one search, unless it came to nothing. */
export const invitedFor = async (
  db: Db,
  searchId: string,
  personIds: readonly string[],
): Promise<InvitationRow[]> =>
  personIds.length === 0
    ? []
    : db
        .selectFrom('pool_invitation')
        .selectAll()
        .where('search_id', '=', searchId)
        .where('person_id', 'in', personIds)
        .where('state', '<>', 'void')
        .execute()
/** Invitations that wait for a person's answer, also those whose last day has just passed. */
export const openOf = (db: Db, personId: string): Promise<InvitationRow[]> =>
  db
    .selectFrom('pool_invitation')
    .selectAll()
    .where('person_id', '=', personId)
    .where('state', '=', 'open')
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
/** How many invitations an officer has sent since a moment. */
export const sentSince = async (db: Db, officerId: string, since: Date): Promise<number> =>
  (
    await db
      .selectFrom('pool_invitation')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('by_person', '=', officerId)
      .where('sent_at', '>=', since)
      .executeTakeFirstOrThrow()
  ).count

/** Invitations of a person or a search, or all, newest first; one more than `limit`. */
export const invitationPage = (
  db: Db,
  { person, search }: { person?: string; search?: string },
  after: Place | null,
  limit: number,
): Promise<InvitationRow[]> =>
  db
    .selectFrom('pool_invitation')
    .selectAll()
    .$if(person !== undefined, (query) => query.where('person_id', '=', person as string))
    .$if(search !== undefined, (query) => query.where('search_id', '=', search as string))
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('sent_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** Open invitations whose last day is this one or before it, the oldest first. */
export const openUntil = (
  db: Db,
  day: string,
  isReminded: boolean,
  limit: number,
): Promise<Pick<InvitationRow, 'id' | 'person_id'>[]> =>
  db
    .selectFrom('pool_invitation')
    .select(['id', 'person_id'])
    .where('state', '=', 'open')
    .where('answer_by', '<=', day)
    .$if(isReminded, (query) => query.where('reminded_at', 'is', null))
    .orderBy('answer_by')
    .orderBy('id')
    .limit(limit)
    .execute()

/**
 * A person leaves the pool: what was sent until then and not answered comes to nothing, and what they gave
 * is gone.
 */
export const endInvitations = async (db: Db, personId: string, until: Date): Promise<void> => {
  const sent = () =>
    db
      .updateTable('pool_invitation')
      .set({ given_phone: null })
      .where('person_id', '=', personId)
      .where('sent_at', '<=', until)
  await sent().set({ state: 'void' }).where('state', '=', 'open').execute()
  await sent().where('state', '=', 'accepted').execute()
}

/** Two accounts become one: of two invitations for one search the one of the account that goes on stays. */
export const endDoubles = async (db: Db, fromId: string, intoId: string): Promise<void> => {
  await db
    .updateTable('pool_invitation')
    .set({ state: 'void', given_phone: null })
    .where('person_id', '=', fromId)
    .where('search_id', 'in', ({ selectFrom }) =>
      selectFrom('pool_invitation as other')
        .select('other.search_id')
        .where('other.person_id', '=', intoId)
        .where('other.state', '<>', 'void'),
    )
    .execute()
}
