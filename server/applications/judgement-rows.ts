import type { Judged } from '@jucai/contract/applications'
import type { Outcome } from '@jucai/contract/policies/outcomes'
import type { Selectable } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Judgement } from './ports'

interface JudgementTable {
  id: string
  application_id: string
  application_version: number
  book_version: number
  day: string
  judged_by: string | null
  judged_role: string | null
  outcome: Outcome
  result: Buffer | null
  at: Date
}
declare module '../core/db' {
  interface Database {
    application_judgement: JudgementTable
  }
}

/** A judgement as it is kept; what it was made by and came to is sealed. */
export type JudgementRow = Selectable<JudgementTable>
/** What is sealed of a judgement. */
export type JudgementResult = Pick<Judgement, 'facts' | 'criteria' | 'gives'>

const sealedTo = (id: string) => `application-judgement.result:${id}`

/** Puts a judgement on record. `by`: the officer who asked for it; null when the answers came in. */
export const insertJudgement = async (
  db: Db,
  vault: Vault,
  { outcome, bookVersion, day, facts, criteria, gives }: Judgement,
  about: {
    application: { id: string; version: number }
    by: { personId: string; role: string } | null
    at: Date
  },
): Promise<void> => {
  const id = uuidv7()
  await db
    .insertInto('application_judgement')
    .values({
      id,
      application_id: about.application.id,
      application_version: about.application.version,
      book_version: bookVersion,
      day,
      judged_by: about.by?.personId ?? null,
      judged_role: about.by?.role ?? null,
      outcome,
      result: vault.encrypt(
        JSON.stringify({ facts, criteria, gives } satisfies JudgementResult),
        sealedTo(id),
      ),
      at: about.at,
    })
    .execute()
}

/** All judgements of an application, newest first. */
export const judgementsOf = (db: Db, applicationId: string): Promise<JudgementRow[]> =>
  db
    .selectFrom('application_judgement')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()

/** The newest of them: what stands. */
export const newestJudgement = (db: Db, applicationId: string): Promise<JudgementRow | undefined> =>
  db
    .selectFrom('application_judgement')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

/** What a judgement was made by and came to; null after it was erased. */
export const resultOf = (vault: Vault, row: JudgementRow): JudgementResult | null =>
  row.result && (JSON.parse(vault.decrypt(row.result, sealedTo(row.id))) as JudgementResult)

/** By which book and day, for people; null without a judgement. */
export const judgedOf = (row: JudgementRow | undefined): Judged | null =>
  row ? { version: row.book_version, day: row.day, at: row.at.toISOString() } : null
