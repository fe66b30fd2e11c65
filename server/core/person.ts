import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from './db'
import { holdEvents } from './outbox'
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
 * Lets nobody act as these people, or write anything that points at them, until the transaction ends; waits
 * for whoever is doing so now, and before them for the workers. For joining and erasing accounts: what is
 * written meanwhile would be left.
 * @returns false when an account of them is gone by then
 */
export const holdPeopleAlone = async (db: Db, ids: readonly string[]): Promise<boolean> => {
  await holdEvents(db)
  const held = await db
    .selectFrom('person')
    .select('id')
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .orderBy('id') // in one order, or two who join the same accounts would wait for each other
    .forUpdate()
    .execute()
  return held.length === ids.length
}

const open = statement<{ id: string }>()((db, { id }) =>
  db.selectFrom('person').select('id').where('id', '=', id).where('deleted_at', 'is', null).forKeyShare(),
)
/**
 * Keeps an account from being joined or erased until the transaction ends; any number may do so at once.
 * @returns false when it is gone already
 */
export const stillThere = async (db: Db, personId: string): Promise<boolean> =>
  (await open(db, { id: personId })).rows.length > 0

/**
 * The same of several people, held in one order.
 * @returns those who are there
 */
export const thoseStillThere = async (db: Db, ids: readonly string[]): Promise<Set<string>> =>
  new Set(
    ids.length === 0
      ? []
      : (
          await db
            .selectFrom('person')
            .select('id')
            .where('id', 'in', ids)
            .where('deleted_at', 'is', null)
            .orderBy('id')
            .forKeyShare()
            .execute()
        ).map(({ id }) => id),
  )

/** A person's id and those of the accounts that were joined to it. */
export const idsOf = async (db: Db, personId: string): Promise<string[]> => [
  personId,
  ...(await db.selectFrom('person').select('id').where('merged_into', '=', personId).execute()).map(
    ({ id }) => id,
  ),
]

/** Those of these people whose account is gone. */
export const goneAmong = async (db: Db, ids: readonly string[]): Promise<Set<string>> =>
  new Set(
    ids.length === 0
      ? []
      : (
          await db
            .selectFrom('person')
            .select('id')
            .where('id', 'in', ids)
            .where('deleted_at', 'is not', null)
            .execute()
        ).map(({ id }) => id),
  )

/** As a condition: whether the account is gone of whom a column of another room's row names. */
export const isGone = (column: string) =>
  sql<boolean>`exists (select from person where person.id = ${sql.ref(column)} and person.deleted_at is not null)`

/** Whether this person has an account. */
export const personExists = async (db: Db, personId: string): Promise<boolean> =>
  (await db
    .selectFrom('person')
    .select('id')
    .where('id', '=', personId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()) !== undefined
