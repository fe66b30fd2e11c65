import type { Degree } from '@jucai/contract/vocabulary'
import type { GeneratedAlways } from 'kysely'
import type { Aim, DocumentType } from '@jucai/contract/vocabulary'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { statement } from '../core/statement'

/** Where a field came from and when. */
export interface FieldOrigin {
  source: 'self' | 'wechat' | 'verified'
  at: string
}

interface ProfileTable {
  person_id: string
  name: Buffer
  document_type: DocumentType
  document_number: Buffer | null
  document_index: string | null
  /** Blind index of name and birthday; null: not computed, or no document. */
  alike_index: string | null
  degree: Degree
  school: string
  major: string
  graduates_on: string
  home_region: string
  present_region: string
  aims: unknown
  fields: unknown
  registered_at: Date
  updated_at: Date
}
/** With texts as they are searched for, which the database keeps by itself. */
interface SearchedProfile extends ProfileTable {
  school_key: GeneratedAlways<string>
  major_key: GeneratedAlways<string>
}
declare module '../core/db' {
  interface Database {
    profile: SearchedProfile
  }
}

/** A profile in the clear, inside the server only. */
export interface ProfileRecord {
  personId: string
  name: string
  documentType: DocumentType
  documentNumber: string | null
  degree: Degree
  school: string
  major: string
  graduatesOn: string
  homeRegion: string
  presentRegion: string
  aims: Aim[]
  fields: Record<string, FieldOrigin>
  registeredAt: Date
  updatedAt: Date
}

const context = (field: string, personId: string) => `profile.${field}:${personId}`
/** The blind index of a document, by which it is found and unique. */
export const documentIndex = (vault: Vault, type: DocumentType, number: string): string =>
  vault.blindIndex(`${type}:${number}`, 'profile.document')

const fromRow = (vault: Vault, row: ProfileTable): ProfileRecord => ({
  personId: row.person_id,
  name: vault.decrypt(row.name, context('name', row.person_id)),
  documentType: row.document_type,
  documentNumber:
    row.document_number && vault.decrypt(row.document_number, context('document', row.person_id)),
  degree: row.degree,
  school: row.school,
  major: row.major,
  graduatesOn: row.graduates_on,
  homeRegion: row.home_region,
  presentRegion: row.present_region,
  aims: row.aims as Aim[],
  fields: row.fields as Record<string, FieldOrigin>,
  registeredAt: row.registered_at,
  updatedAt: row.updated_at,
})

const columns = [
  'person_id',
  'name',
  'document_type',
  'document_number',
  'document_index',
  'alike_index',
  'degree',
  'school',
  'major',
  'graduates_on',
  'home_region',
  'present_region',
  'aims',
  'fields',
  'registered_at',
  'updated_at',
] as const
const byPerson = statement<{ personId: string }>()((db, { personId }) =>
  db.selectFrom('profile').select(columns).where('person_id', '=', personId),
)
/** A person's profile; null before registration. */
export const profileOf = async (db: Db, vault: Vault, personId: string): Promise<ProfileRecord | null> => {
  const {
    rows: [row],
  } = await byPerson(db, { personId })
  return row ? fromRow(vault, row) : null
}

/** The next registrations by id after another; null: the first. */
export const profilesAfter = async (
  db: Db,
  vault: Vault,
  after: string | null,
  limit: number,
): Promise<ProfileRecord[]> =>
  (
    await db
      .selectFrom('profile')
      .select(columns)
      .$if(after !== null, (query) => query.where('person_id', '>', after as string))
      .orderBy('person_id')
      .limit(limit)
      .execute()
  ).map((row) => fromRow(vault, row))

/** Names of several people, as registered; who is not registered is left out. */
export const namesOf = async (
  db: Db,
  vault: Vault,
  personIds: readonly string[],
): Promise<Map<string, string>> => {
  if (personIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('profile')
    .select(['person_id', 'name'])
    .where('person_id', 'in', [...new Set(personIds)])
    .execute()
  return new Map(rows.map((row) => [row.person_id, vault.decrypt(row.name, context('name', row.person_id))]))
}

/** What people learnt, by person; who is not registered is left out. */
export const schoolingOf = async (
  db: Db,
  personIds: readonly string[],
): Promise<Map<string, { degree: Degree; graduatesOn: string }>> =>
  personIds.length === 0
    ? new Map()
    : new Map(
        (
          await db
            .selectFrom('profile')
            .select(['person_id', 'degree', 'graduates_on'])
            .where('person_id', 'in', personIds)
            .execute()
        ).map((row) => [row.person_id, { degree: row.degree, graduatesOn: row.graduates_on }]),
      )

/** The same, held against other writers until the transaction ends. */
export const profileForUpdate = async (
  db: Db,
  vault: Vault,
  personId: string,
): Promise<ProfileRecord | null> => {
  const row = await db
    .selectFrom('profile')
    .selectAll()
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
  return row ? fromRow(vault, row) : null
}

/** Whose document this is; null when it is not registered. */
export const ownerOfDocument = async (
  db: Db,
  vault: Vault,
  type: DocumentType,
  number: string,
): Promise<{ personId: string; name: string } | null> => {
  const row = await db
    .selectFrom('profile')
    .selectAll()
    .where('document_index', '=', documentIndex(vault, type, number))
    .executeTakeFirst()
  return row ? { personId: row.person_id, name: fromRow(vault, row).name } : null
}

/** Other registrations with this mark, the latest first; a few at most. */
export const profilesAlike = async (
  db: Db,
  vault: Vault,
  index: string,
  personId: string,
): Promise<ProfileRecord[]> =>
  (
    await db
      .selectFrom('profile')
      .select(columns)
      .where('alike_index', '=', index)
      .where('person_id', '<>', personId)
      .orderBy('registered_at', 'desc')
      .limit(5)
      .execute()
  ).map((row) => fromRow(vault, row))

/** Registrations with a document that have no mark yet. */
export const profilesWithoutMark = async (db: Db, vault: Vault, limit: number): Promise<ProfileRecord[]> =>
  (
    await db
      .selectFrom('profile')
      .select(columns)
      .where('alike_index', 'is', null)
      .where('document_number', 'is not', null)
      .limit(limit)
      .execute()
  ).map((row) => fromRow(vault, row))

/** Marks a registration, unless that was done meanwhile; without a birthday it gets an empty mark. */
export const setAlikeIndex = async (db: Db, personId: string, index: string): Promise<void> => {
  await db
    .updateTable('profile')
    .set({ alike_index: index })
    .where('person_id', '=', personId)
    .where('alike_index', 'is', null)
    .where('document_number', 'is not', null)
    .execute()
}

/** Writes a profile, new or changed. A document that is another's fails on the unique index. */
export const saveProfile = async (
  db: Db,
  vault: Vault,
  profile: ProfileRecord & { alikeIndex: string | null },
  isNew: boolean,
): Promise<void> => {
  const { personId, documentType, documentNumber } = profile
  const values = {
    name: vault.encrypt(profile.name, context('name', personId)),
    document_type: documentType,
    document_number:
      documentNumber === null ? null : vault.encrypt(documentNumber, context('document', personId)),
    document_index: documentNumber === null ? null : documentIndex(vault, documentType, documentNumber),
    alike_index: profile.alikeIndex,
    degree: profile.degree,
    school: profile.school,
    major: profile.major,
    graduates_on: profile.graduatesOn,
    home_region: profile.homeRegion,
    present_region: profile.presentRegion,
    aims: JSON.stringify(profile.aims),
    fields: JSON.stringify(profile.fields),
    registered_at: profile.registeredAt,
    updated_at: profile.updatedAt,
  }
  if (isNew)
    await db
      .insertInto('profile')
      .values({ person_id: personId, ...values })
      .execute()
  else await db.updateTable('profile').set(values).where('person_id', '=', personId).execute()
}

/** Deletes a profile. @returns false when there was none. */
export const deleteProfile = async (db: Db, personId: string): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom('profile')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Deletes the document number of a profile. */
export const deleteDocument = async (db: Db, personId: string, now: Date): Promise<void> => {
  await db
    .updateTable('profile')
    .set({ document_number: null, document_index: null, alike_index: null, updated_at: now })
    .where('person_id', '=', personId)
    .execute()
}

/**
 * How many people are registered, and the schools with 5 or more of them, at most 8: fewer could point at a
 * person.
 */
export const countRegistered = async (
  db: Db,
): Promise<{ total: number; bySchool: { school: string; count: number }[] }> => {
  const { total } = await db
    .selectFrom('profile')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const bySchool = await db
    .selectFrom('profile')
    .select(({ fn }) => ['school', fn.countAll<number>().as('count')])
    .groupBy('school')
    .having(({ fn }) => fn.countAll(), '>=', 5)
    .orderBy('count', 'desc')
    .orderBy('school')
    .limit(8)
    .execute()
  return { total, bySchool }
}
