import type { Answers } from '@jucai/contract/forms'
import type { Facts, FactValue } from '@jucai/contract/policies/facts'
import { dayOf } from '../core/clock'
import { profileOf } from '../profiles'
import { askedOnly } from './answers'
import { registrationOf } from './registration'
import type { ByPolicy, EligibilityFacts, JudgedAmount } from './program'
import type { ApplicationRow } from './repository'
import type { VersionedProgram } from './versions'
import type { ApplicationWork } from './work'

const isFact = (value: unknown): value is boolean | number | string =>
  ['boolean', 'number', 'string'].includes(typeof value)

/** The facts of a policy out of what was answered; what is not answered is not known. */
export const factsFrom = ({ facts }: ByPolicy, given: EligibilityFacts): Facts =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([code, from]): [string, FactValue][] => {
      const value = typeof from === 'string' ? given.answers[from] : from(given)
      return isFact(value) ? [[code, { value, source: 'self', asOf: given.today }]] : []
    }),
  )

/**
 * What the policy of a program gives an application: judged by the book in force, as of the day on which it was
 * sent in, so that the time the office takes costs nobody an age or a term.
 */
export const givesOf = async (
  { db, deps }: ApplicationWork,
  { definition, form }: Pick<VersionedProgram, 'definition' | 'form'>,
  row: Pick<ApplicationRow, 'person_id' | 'submitted_at'>,
  answers: Answers,
): Promise<JudgedAmount | null> => {
  const { policy } = definition
  const profile = policy ? await profileOf(db, deps.vault, row.person_id) : null
  if (!policy || !profile) return null
  const day = dayOf(row.submitted_at)
  const facts = factsFrom(policy, {
    profile: registrationOf(profile),
    answers: askedOnly(form, answers),
    today: day,
  })
  return (await deps.judge.judge(db, { policy: policy.code, facts, day })).gives
}
