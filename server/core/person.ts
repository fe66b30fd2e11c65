import { v7 as uuidv7 } from 'uuid'
import type { Db } from './db'
import { statement } from './statement'

/** What everything about a person points at: a bare row, without anything personal. */
interface PersonTable {
  id: string
  created_at: Date
  deleted_at: Date | null
  merged_into: string | null
}
declare module './db' {
  interface Database {
    person: PersonTable
  }
}

/** A person who has no way to sign in yet. @returns their id */
export const addPerson = async (db: Db, now: Date): Promise<string> => {
  const id = uuidv7()
  await db.insertInto('person').values({ id, created_at: now, deleted_at: null, merged_into: null }).execute()
  return id
}

/** Takes back a person just added, before anything points at them. */
export const forgetPerson = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom('person').where('id', '=', id).execute()
}

/**
 * Marks an account deleted, or joined to another. The bare row stays for records that point at it.
 */
export const closePerson = async (
  db: Db,
  now: Date,
  personId: string,
  intoId: string | null = null,
): Promise<void> => {
  await db
    .updateTable('person')
    .set({ deleted_at: now, merged_into: intoId })
    .where('id', '=', personId)
    .execute()
}

/**
 * Lets one change of a person's things go on at a time, until the transaction ends. Rows that point at the
 * person can still be added meanwhile.
 * @returns whether they have an account
 */
export const holdPerson = async (db: Db, personId: string): Promise<boolean> =>
  (await db
    .selectFrom('person')
    .select('id')
    .where('id', '=', personId)
    .where('deleted_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()) !== undefined

/**
 * Lets nobody act as this person, or write anything that points at them, until the transaction ends; waits
 * for whoever is doing so now. For joining and erasing accounts: what is written meanwhile would be left.
 * @returns false when the account is gone by then
 */
export const holdPersonAlone = async (db: Db, personId: string): Promise<boolean> =>
  (await db
    .selectFrom('person')
    .select('id')
    .where('id', '=', personId)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()) !== undefined

const open = statement<{ id: string }>()((db, { id }) =>
  db.selectFrom('person').select('id').where('id', '=', id).where('deleted_at', 'is', null).forKeyShare(),
)
/**
 * Keeps an account from being joined or erased until the transaction ends; any number may do so at once.
 * @returns false when it is gone already
 */
export const stillThere = async (db: Db, personId: string): Promise<boolean> =>
  (await open(db, { id: personId })).rows.length > 0

/** A person's id and those of the accounts that were joined to it. */
export const idsOf = async (db: Db, personId: string): Promise<string[]> => [
  personId,
  ...(await db.selectFrom('person').select('id').where('merged_into', '=', personId).execute()).map(
    ({ id }) => id,
  ),
]

/** Whether this person has an account. */
export const personExists = async (db: Db, personId: string): Promise<boolean> =>
  (await db
    .selectFrom('person')
    .select('id')
    .where('id', '=', personId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()) !== undefined
