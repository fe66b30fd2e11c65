import type { Criterion } from '@jucai/contract/applications'
import type { Source } from '@jucai/contract/city'
import type { Answers, FormDefinition } from '@jucai/contract/forms'
import { dayOf } from '../core/clock'
import { askedOnly } from './answers'
import { registrationOf, type ProfileRecord } from './registration'
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

/** Whose clauses, on which form. */
interface Judging {
  definition: Pick<ProgramDefinition, 'criteria' | 'readable' | 'sensitive'>
  form: FormDefinition
}
/** Who is judged, on what. */
interface Judged {
  profile: ProfileRecord
  answers: Answers
}

/**
 * What the clauses make of the answers a form asks for. What is empty, or left over from a question no
 * longer asked, is not known rather than wrong.
 */
export const judged = (
  definition: Pick<ProgramDefinition, 'criteria'>,
  form: FormDefinition,
  { profile, answers, today }: EligibilityFacts,
): Criterion[] => definition.criteria?.({ profile, answers: askedOnly(form, answers), today }) ?? []

/** The same for somebody registered, today. */
export const judgedFor = (
  { definition, form }: Judging,
  { profile, answers }: Judged,
  now: Date,
): Criterion[] => judged(definition, form, { profile: registrationOf(profile), answers, today: dayOf(now) })

const unquoted = '依据已隐去的内容判断，需要时请说明理由查看那一项'

/**
 * The same for an officer: all results, but no sentence that quotes a value which is masked or not theirs to
 * read. The clauses are judged twice, with those values and without. A sentence that comes out the same both
 * times quotes none of them; one that differs may quote one and is replaced. So no program has to declare
 * what its sentences quote.
 */
export const judgedForOfficer = (
  program: Judging,
  role: Reader,
  { profile, answers }: Judged,
  now: Date,
): Criterion[] => {
  const visible = withoutMasked(program.definition, role, program.form, answers)
  const blind = new Map(judgedFor(program, { profile, answers: visible }, now).map((one) => [one.key, one]))
  return judgedFor(program, { profile, answers }, now).map((one) => {
    const unseeing = blind.get(one.key)
    return unseeing?.because === one.because && unseeing.change === one.change
      ? one
      : { ...one, because: unquoted, change: null }
  })
}
