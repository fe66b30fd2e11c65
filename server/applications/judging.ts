import type { Answers } from '@jucai/contract/forms'
import { dayOf } from '../core/clock'
import { profileOf } from '../profiles'
import { judgedBy } from './criteria'
import { insertJudgement, newestJudgement } from './judgement-rows'
import type { ApplicationRow } from './repository'
import type { VersionedProgram } from './versions'
import type { ApplicationWork } from './work'

/** Answers, and the day they came in on. */
export interface CameIn {
  answers: Answers
  answeredOn: string
}
/** Who asked for a judgement. */
interface Asker {
  personId: string
  role: string
}

/**
 * Holds an application against the book in force and puts on record what came of it, unless it stands on record
 * already: the same answers, book and day. Nothing is put on record before a book is published.
 * @returns the version of the book; null when nothing was judged
 */
export const judgeOnRecord = async (
  { db, now, deps }: ApplicationWork,
  row: ApplicationRow,
  program: VersionedProgram,
  { answers, answeredOn }: CameIn,
  by: Asker | null = null,
): Promise<number | null> => {
  if (!program.definition.policy) return null
  const profile = await profileOf(db, deps.vault, row.person_id)
  const day = dayOf(now)
  const judgement = profile && (await judgedBy(db, deps, program, { profile, answers, answeredOn, day }))
  if (!judgement || judgement.bookVersion === 0) return null
  const before = by && (await newestJudgement(db, row.id))
  const stands =
    before &&
    before.application_version === row.version &&
    before.book_version === judgement.bookVersion &&
    before.day === day
  if (!stands) await insertJudgement(db, deps.vault, judgement, { application: row, by, at: now })
  return stands ? null : judgement.bookVersion
}
