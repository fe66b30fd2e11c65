import type { Criterion } from '@jucai/contract/applications'
import type { Source } from '@jucai/contract/city'
import type { Answers, FormDefinition } from '@jucai/contract/forms'
import { dayOf } from '../core/clock'
import { askedOnly } from './answers'
import { registrationOf, type ProfileRecord } from './prefill'
import { withoutMasked } from './privacy'
import type { EligibilityFacts, ProgramDefinition, Reader } from './program'

/** Clauses of one paper of the sample city, marked 示例. */
export const clausesOf =
  (paper: string) =>
  (clause: string, text: string): Source => ({
    paper,
    clause,
    text: `${text}（示例条文）`,
    effectiveOn: '2026-01-01',
    sample: true,
  })

type Judging = Pick<ProgramDefinition, 'criteria' | 'readable' | 'sensitive'>

/**
 * What the clauses make of the answers a form asks for. What is empty, or left over from a question no
 * longer asked, is not known rather than wrong.
 */
export const judged = (
  definition: Pick<Judging, 'criteria'>,
  form: FormDefinition,
  { profile, answers, today }: EligibilityFacts,
): Criterion[] => definition.criteria?.({ profile, answers: askedOnly(form, answers), today }) ?? []

/** The same for somebody registered, today. */
export const judgedFor = (
  definition: Pick<Judging, 'criteria'>,
  form: FormDefinition,
  profile: ProfileRecord,
  answers: Answers,
  now: Date,
): Criterion[] => judged(definition, form, { profile: registrationOf(profile), answers, today: dayOf(now) })

const unquoted = '依据已隐去的内容判断，需要时请说明理由查看那一项'

/**
 * The same for an officer: the results, but no word of a value that is masked or not theirs to read. What
 * is said alike without those values does not quote them, so that no program has to declare what its
 * sentences quote.
 */
export const judgedForOfficer = (
  definition: Judging,
  role: Reader,
  form: FormDefinition,
  profile: ProfileRecord,
  answers: Answers,
  now: Date,
): Criterion[] => {
  const open = new Map(
    judgedFor(definition, form, profile, withoutMasked(definition, role, form, answers), now).map((one) => [
      one.key,
      one,
    ]),
  )
  return judgedFor(definition, form, profile, answers, now).map((one) => {
    const plain = open.get(one.key)
    return plain?.because === one.because && plain.change === one.change
      ? one
      : { ...one, because: unquoted, change: null }
  })
}
