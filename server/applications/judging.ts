import type { Answers } from '@jucai/contract/forms'
import { isOpen } from '@jucai/contract/policies/change'
import { dayOf } from '../core/clock'
import { profileOf } from '../profiles'
import { judgedBy } from './criteria'
import { insertJudgement, newestJudgement } from './judgement-rows'
import type { Judgement } from './ports'
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
 * What the book in force makes of answers as of the day on which they came in, never of a later one, so that the time
 * that the office takes costs nobody an age or a term. Nor does the time that a correction took: who does not qualify by
 * its day, and did by the one on which the application was sent in, is judged as of that.
 */
const judgedFairly = async (
  { db, deps }: ApplicationWork,
  row: ApplicationRow,
  program: VersionedProgram,
  { answers, answeredOn }: CameIn,
): Promise<Judgement | null> => {
  const profile = await profileOf(db, deps.vault, row.person_id)
  if (!profile) return null
  const asOf = (day: string) => judgedBy(db, deps, program, { profile, answers, answeredOn: day, day })
  const judgement = await asOf(answeredOn)
  const sentIn = dayOf(row.submitted_at)
  if (!judgement || isOpen(judgement.outcome) || answeredOn <= sentIn) return judgement
  const before = await asOf(sentIn)
  return before && isOpen(before.outcome) ? before : judgement
}

/**
 * Holds an application against the book in force and puts on record what came of it, unless it stands on record
 * already: the same answers and book. Nothing is put on record before a book is published.
 * @returns the version of the book; null when nothing was judged
 */
export const judgeOnRecord = async (
  work: ApplicationWork,
  row: ApplicationRow,
  program: VersionedProgram,
  cameIn: CameIn,
  by: Asker | null = null,
): Promise<number | null> => {
  if (!program.definition.policy) return null
  const { db, now, deps } = work
  const judgement = await judgedFairly(work, row, program, cameIn)
  if (!judgement || judgement.bookVersion === 0) return null
  const before = by && (await newestJudgement(db, row.id))
  const stands =
    before && before.application_version === row.version && before.book_version === judgement.bookVersion
  if (!stands) await insertJudgement(db, deps.vault, judgement, { application: row, by, at: now })
  return stands ? null : judgement.bookVersion
}
