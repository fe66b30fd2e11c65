import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { addPerson, forgetPerson } from '../core/person'
import { takeTurns } from '../core/turns'
import type { Work } from '../core/work'

interface IdentityTable {
  id: string
  person_id: string
  kind: IdentityKind
  subject_index: string
  subject: Buffer
  linked_at: Date
}
declare module '../core/db' {
  interface Database {
    identity: IdentityTable
  }
}

/** Ways to sign in: a WeChat openid or a mobile number. A person has at most one of each. */
export type IdentityKind = 'wechat' | 'phone'

/** One of them. */
export interface SignInWay {
  kind: IdentityKind
  subject: string
}
/** Work on ways to sign in. */
export type IdentityWork = Work<{ vault: Vault }>

const subjectContext = (id: string) => `identity.subject:${id}`
const indexOf = (vault: Vault, { kind, subject }: SignInWay) => vault.blindIndex(subject, `identity.${kind}`)

/** Who signs in by this; null when nobody does. */
export const personOfIdentity = async (db: Db, vault: Vault, way: SignInWay): Promise<string | null> => {
  const row = await db
    .selectFrom('identity')
    .select('person_id')
    .where('kind', '=', way.kind)
    .where('subject_index', '=', indexOf(vault, way))
    .executeTakeFirst()
  return row?.person_id ?? null
}

/** The blind index by which a number is found. */
export const phoneIndexOf = (vault: Vault, phone: string): string =>
  indexOf(vault, { kind: 'phone', subject: phone })

/** Who has the number of this index now. */
export const ownerOfIndex = async (db: Db, phoneIndex: string): Promise<string | null> =>
  (
    await db
      .selectFrom('identity')
      .select('person_id')
      .where('kind', '=', 'phone')
      .where('subject_index', '=', phoneIndex)
      .executeTakeFirst()
  )?.person_id ?? null

/** Whether a person has a way to sign in of this kind. */
export const hasKind = async (db: Db, personId: string, kind: IdentityKind): Promise<boolean> =>
  (await db
    .selectFrom('identity')
    .select('id')
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .executeTakeFirst()) !== undefined

/** Links a way to sign in. @returns false when it was linked already, to anybody. */
const insertIdentity = async (
  { db, now, deps: { vault } }: IdentityWork,
  personId: string,
  way: SignInWay,
): Promise<boolean> => {
  const id = uuidv7()
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('identity')
    .values({
      id,
      person_id: personId,
      kind: way.kind,
      subject_index: indexOf(vault, way),
      subject: vault.encrypt(way.subject, subjectContext(id)),
      linked_at: now,
    })
    .onConflict((conflict) => conflict.columns(['kind', 'subject_index']).doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** The person who signs in by this, made on first use. Two first uses at once make one person. */
export const personForIdentity = async (
  work: IdentityWork,
  way: SignInWay,
): Promise<{ personId: string; isNew: boolean }> => {
  const { db, now, deps } = work
  const known = await personOfIdentity(db, deps.vault, way)
  if (known) return { personId: known, isNew: false }
  const id = await addPerson(db, now)
  if (await insertIdentity(work, id, way)) return { personId: id, isNew: true }
  await forgetPerson(db, id)
  return { personId: (await personOfIdentity(db, deps.vault, way)) as string, isNew: false }
}

/**
 * Sets a person's phone number or WeChat account in place of an earlier one.
 * @returns false when it is another's.
 */
export const replaceIdentity = async (
  work: IdentityWork,
  personId: string,
  way: SignInWay,
): Promise<boolean> => {
  // Two at once would both find the earlier one taken away, and the second could not write its own.
  await takeTurns(work.db, `identity:${personId}`)
  await work.db
    .deleteFrom('identity')
    .where('person_id', '=', personId)
    .where('kind', '=', way.kind)
    .execute()
  return insertIdentity(work, personId, way)
}

/** A person's ways to sign in, in the clear, for their own eyes and for sending messages. */
export const identitiesOf = async (
  db: Db,
  vault: Vault,
  personId: string,
): Promise<{ kind: IdentityKind; subject: string; linkedAt: Date }[]> => {
  const rows = await db
    .selectFrom('identity')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('kind')
    .execute()
  return rows.map((row) => ({
    kind: row.kind,
    subject: vault.decrypt(row.subject, subjectContext(row.id)),
    linkedAt: row.linked_at,
  }))
}

/** A person's mobile number; null when none is linked. */
export const phoneOf = async (db: Db, vault: Vault, personId: string): Promise<string | null> =>
  (await identitiesOf(db, vault, personId)).find((identity) => identity.kind === 'phone')?.subject ?? null

/** Takes a person's number from them. @returns the number */
export const releasePhone = async (db: Db, vault: Vault, personId: string): Promise<string> => {
  const phone = (await phoneOf(db, vault, personId)) as string
  await db.deleteFrom('identity').where('person_id', '=', personId).where('kind', '=', 'phone').execute()
  return phone
}

/** The mobile numbers of several people, by who has which; who has none is left out. */
export const phonesOf = async (
  db: Db,
  vault: Vault,
  personIds: readonly string[],
): Promise<Map<string, string>> => {
  if (personIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('identity')
    .select(['id', 'person_id', 'subject'])
    .where('kind', '=', 'phone')
    .where('person_id', 'in', [...new Set(personIds)])
    .execute()
  return new Map(rows.map((row) => [row.person_id, vault.decrypt(row.subject, subjectContext(row.id))]))
}

/** Moves all ways to sign in of one person to another, in place of the other's of the same kind. */
export const moveIdentities = async (db: Db, fromId: string, toId: string): Promise<void> => {
  const kinds = (
    await db.selectFrom('identity').select('kind').where('person_id', '=', fromId).execute()
  ).map((row) => row.kind)
  if (kinds.length === 0) return
  await db.deleteFrom('identity').where('person_id', '=', toId).where('kind', 'in', kinds).execute()
  await db.updateTable('identity').set({ person_id: toId }).where('person_id', '=', fromId).execute()
}
