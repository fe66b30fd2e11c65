import { type Consent } from '@jucai/contract/profiles'
import { purposes, type Purpose } from '@jucai/contract/vocabulary'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../core/db'

interface ConsentTable {
  id: string
  person_id: string
  purpose: Purpose
  given: boolean
  notice_version: number
  at: Date
  /** The account that gave it, where that was joined to this one since. */
  joined_from: string | null
}
declare module '../core/db' {
  interface Database {
    consent: ConsentTable
  }
}

/** Every answer a person ever gave, newest first. */
export const consentHistory = (db: Db, personId: string): Promise<ConsentTable[]> =>
  db
    .selectFrom('consent')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()

/** The answers in force, one a purpose, also where none was given yet. */
export const consentsOf = async (db: Db, personId: string): Promise<Consent[]> => {
  const rows = await db
    .selectFrom('consent')
    .selectAll()
    .distinctOn('purpose')
    .where('person_id', '=', personId)
    .orderBy('purpose')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return purposes.map((purpose) => {
    const latest = rows.find((row) => row.purpose === purpose)
    return {
      purpose,
      given: latest?.given ?? false,
      noticeVersion: latest?.notice_version ?? null,
      changedAt: latest?.at.toISOString() ?? null,
    }
  })
}

/** Adds an answer to the history. */
export const insertConsent = async (
  db: Db,
  now: Date,
  personId: string,
  answer: { purpose: Purpose; given: boolean; noticeVersion: number },
): Promise<void> => {
  await db
    .insertInto('consent')
    .values({
      id: uuidv7(),
      person_id: personId,
      purpose: answer.purpose,
      given: answer.given,
      notice_version: answer.noticeVersion,
      at: now,
      joined_from: null,
    })
    .execute()
}

/** Whether a person's answer in force for this purpose is yes. */
export const consentGiven = async (db: Db, personId: string, purpose: Purpose): Promise<boolean> =>
  (
    await db
      .selectFrom('consent')
      .select('given')
      .where('person_id', '=', personId)
      .where('purpose', '=', purpose)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.given ?? false

/**
 * Two accounts become one: the histories become one, and what the account that goes on has answered stays
 * in force. Where only the other answered, its answer holds.
 */
export const joinConsents = async (db: Db, fromId: string, intoId: string, now: Date): Promise<void> => {
  const [before, joining] = [await consentsOf(db, intoId), await consentsOf(db, fromId)]
  await db
    .updateTable('consent')
    .set(({ fn, ref }) => ({
      person_id: intoId,
      joined_from: fn.coalesce(ref('joined_from'), ref('person_id')),
    }))
    .where('person_id', '=', fromId)
    .execute()
  for (const own of before) {
    const other = joining.find(({ purpose }) => purpose === own.purpose)
    if (own.noticeVersion === null || other?.given === own.given) continue
    if (other?.changedAt && own.changedAt && other.changedAt >= own.changedAt)
      await insertConsent(db, now, intoId, {
        purpose: own.purpose,
        given: own.given,
        noticeVersion: own.noticeVersion,
      })
  }
}
