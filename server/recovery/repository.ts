import type { Recovery } from '@jucai/contract/profiles'
import type { DocumentType } from '@jucai/contract/vocabulary'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { cursorOf, readCursor } from '../core/keyset'
import { maskDocument, maskName } from '../core/masking'
import { keptSince } from '../core/retention'

interface AccountRecoveryTable {
  id: string
  person_id: string
  target_person_id: string
  state: Recovery['state']
  claim: Buffer | null
  created_at: Date
  decided_at: Date | null
  decided_by: string | null
  reason: Buffer | null
  disputes_document: boolean
  joins_registered: boolean
}
interface RecoveryAttemptTable {
  id: string
  person_id: string
  document_index: string
  source_index: string | null
  at: Date
}
declare module '../core/db' {
  interface Database {
    account_recovery: AccountRecoveryTable
    recovery_attempt: RecoveryAttemptTable
  }
}

/** What the asker says. */
export interface Claim {
  name: string
  documentType: DocumentType
  documentNumber: string
  contactPhone: string
  explanation: string
  /** The number they signed in with: how an account without a document is found. */
  formerPhone?: string | undefined
}
/** A recovery as stored. */
export type RecoveryRow = AccountRecoveryTable

const claimContext = (id: string) => `account-recovery.claim:${id}`
const reasonContext = (id: string) => `account-recovery.reason:${id}`

/** The reason of a decision in the clear; null before it. */
export const reasonOf = (vault: Vault, row: RecoveryRow): string | null =>
  row.reason && vault.decrypt(row.reason, reasonContext(row.id))

/**
 * As the contract shows it: name and document masked, the contact number whole, because the office has to
 * call it.
 */
export const shownRecovery = (vault: Vault, row: RecoveryRow): Recovery => {
  const claim = row.claim ? (JSON.parse(vault.decrypt(row.claim, claimContext(row.id))) as Claim) : null
  return {
    id: row.id,
    state: row.state,
    maskedName: claim ? maskName(claim.name) : '',
    maskedDocument: claim ? maskDocument(claim.documentNumber) : '',
    asks: row.disputes_document ? 'document' : row.joins_registered ? 'joining' : 'account',
    contactPhone: claim?.contactPhone ?? '',
    explanation: claim?.explanation ?? '',
    createdAt: row.created_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    reason: reasonOf(vault, row),
  }
}

/** The open request of a person for an account, if there is one. */
export const openRecovery = (db: Db, personId: string, targetId: string): Promise<RecoveryRow | undefined> =>
  db
    .selectFrom('account_recovery')
    .selectAll()
    .where('person_id', '=', personId)
    .where('target_person_id', '=', targetId)
    .where('state', '=', 'open')
    .executeTakeFirst()

/** Adds a request. */
export const insertRecovery = async (
  db: Db,
  vault: Vault,
  {
    claim,
    ...columns
  }: Pick<
    RecoveryRow,
    'person_id' | 'target_person_id' | 'created_at' | 'disputes_document' | 'joins_registered'
  > & {
    claim: Claim
  },
): Promise<RecoveryRow> => {
  const id = uuidv7()
  const row: RecoveryRow = {
    id,
    ...columns,
    state: 'open',
    claim: vault.encrypt(JSON.stringify(claim), claimContext(id)),
    decided_at: null,
    decided_by: null,
    reason: null,
  }
  await db.insertInto('account_recovery').values(row).execute()
  return row
}

/** A request by id. */
export const recoveryById = (db: Db, id: string): Promise<RecoveryRow | undefined> =>
  db.selectFrom('account_recovery').selectAll().where('id', '=', id).executeTakeFirst()

/** A request by id, held until the transaction ends. */
export const recoveryForUpdate = (db: Db, id: string): Promise<RecoveryRow | undefined> =>
  db.selectFrom('account_recovery').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** Writes a decision. */
export const decideRecovery = async (
  db: Db,
  vault: Vault,
  row: RecoveryRow,
  {
    reasonText,
    ...columns
  }: Pick<RecoveryRow, 'state' | 'decided_at' | 'decided_by'> & { reasonText: string },
): Promise<RecoveryRow> => {
  const decided = { ...columns, reason: vault.encrypt(reasonText, reasonContext(row.id)) }
  await db.updateTable('account_recovery').set(decided).where('id', '=', row.id).execute()
  return { ...row, ...decided }
}

/** Open requests, oldest first; one more than `limit`. */
export const openRows = (db: Db, after: string | undefined, limit: number): Promise<RecoveryRow[]> => {
  const from = after === undefined ? null : readCursor(after)
  return db
    .selectFrom('account_recovery')
    .selectAll()
    .where('state', '=', 'open')
    .$if(from !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('created_at', 'id'), '>', tuple(from?.at as Date, from?.id as string)),
      ),
    )
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
}

/** The cursor of {@link openRows}. */
export const cursorOfRecovery = (row: RecoveryRow): string => cursorOf(row.created_at, row.id)

/**
 * What a person asked for, and that somebody asked for their account, for the export of their data. What the
 * other said of themselves is not the owner's to read.
 */
export const recoveriesOf = async (db: Db, vault: Vault, personId: string) =>
  (
    await db
      .selectFrom('account_recovery')
      .selectAll()
      .where(({ or, eb }) => or([eb('person_id', '=', personId), eb('target_person_id', '=', personId)]))
      .orderBy('created_at', 'desc')
      .execute()
  ).map((row) => {
    const { id, state, createdAt, decidedAt, reason, asks: _asks, ...claim } = shownRecovery(vault, row)
    const isAsker = row.person_id === personId
    return { id, state, createdAt, decidedAt, reason, ...(isAsker ? claim : { ofYourAccount: true }) }
  })

/**
 * Two accounts become one: what the one asked the office about the other has come true, and nobody has to
 * decide it any more.
 */
export const joinRecoveries = async (db: Db, fromId: string, intoId: string, now: Date): Promise<void> => {
  await db
    .updateTable('account_recovery')
    .set({ state: 'approved', decided_at: now })
    .where('state', '=', 'open')
    .where('person_id', 'in', [fromId, intoId])
    .where('target_person_id', 'in', [fromId, intoId])
    .execute()
}

/** Notes a try that did not match. */
export const insertAttempt = async (
  db: Db,
  now: Date,
  { personId, index, source }: { personId: string; index: string; source: string },
): Promise<void> => {
  await db
    .insertInto('recovery_attempt')
    .values({ id: uuidv7(), person_id: personId, document_index: index, source_index: source, at: now })
    .execute()
}

/** How many requests of a person wait for the office. */
export const countOpen = async (db: Db, personId: string): Promise<number> =>
  (
    await db
      .selectFrom('account_recovery')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('person_id', '=', personId)
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow()
  ).count

/** An address, as tries are counted by it. */
export const sourceIndex = (vault: Vault, address: string): string =>
  vault.blindIndex(address, 'recovery.source')

/** Forgets tries that did not match of two days ago. */
export const forgetOldAttempts = async (db: Db, now: Date): Promise<void> => {
  await db
    .deleteFrom('recovery_attempt')
    .where('at', '<', new Date(now.getTime() - 2 * 86_400_000))
    .execute()
}

/** Forgets what people said of themselves in requests that were decided long ago; the decision stays. */
export const forgetOldClaims = async (db: Db, now: Date): Promise<void> => {
  await db
    .updateTable('account_recovery')
    .set({ claim: null })
    .where('claim', 'is not', null)
    .where('decided_at', '<', keptSince(now, 'recoveryClaims'))
    .execute()
}

/** Failed tries since a moment, by a person or from an address. */
export const countAttempts = async (
  db: Db,
  column: 'person_id' | 'source_index',
  value: string,
  since: Date,
): Promise<number> => {
  const { count } = await db
    .selectFrom('recovery_attempt')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where(column, '=', value)
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return count
}
