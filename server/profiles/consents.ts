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
  const rows = await consentHistory(db, personId)
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
