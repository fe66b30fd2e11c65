import type { Criterion } from '@jucai/contract/applications'
import type { Source } from '@jucai/contract/city'
import type { Answers, FormDefinition } from '@jucai/contract/forms'
import type { Facts, FactValue } from '@jucai/contract/policies/facts'
import type { Db } from '../core/db'
import { askedOnly } from './answers'
import type { ApplicationDeps, JudgedCriterion, Judgement } from './ports'
import type { ProfileRecord } from '../profiles'
import { registrationOf } from './registration'
import { withoutMasked } from './privacy'
import type { ProgramDefinition, Reader } from './program'

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

/** Whose policy, on which form. */
export interface Judging {
  definition: Pick<ProgramDefinition, 'policy' | 'readable' | 'sensitive'>
  form: FormDefinition
}
/** Who is judged, on what they answered on a day, as of a day. */
export interface Judged {
  profile: ProfileRecord
  answers: Answers
  answeredOn: string
  day: string
  /** What is known beside the answers, which go before it; absent: nothing. */
  told?: Facts
  /** What was told since the answers, and goes before them; absent: nothing. */
  newer?: Facts
}

/**
 * What the answers that a form asks for are as facts of a policy, told on the day. What is empty, or left over
 * from a question no longer asked, is not known rather than wrong.
 */
const toldFacts = (
  { definition: { policy }, form }: Judging,
  { profile, answers, answeredOn, day }: Judged,
): Facts => {
  const given = { profile: registrationOf(profile), answers: askedOnly(form, answers), today: day }
  return Object.fromEntries(
    Object.entries(policy?.facts ?? {}).flatMap(([code, from]): [string, FactValue][] => {
      const value = typeof from === 'string' ? (given.answers[from] ?? null) : from(given)
      return typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string'
        ? [[code, { value, source: 'self', asOf: answeredOn }]]
        : []
    }),
  )
}

/** What the book in force makes of answers; null where no policy judges the program. */
export const judgedBy = async (
  db: Db,
  { judge }: Pick<ApplicationDeps, 'judge'>,
  program: Judging,
  judged: Judged,
): Promise<Judgement | null> => {
  const { policy } = program.definition
  if (!policy) return null
  return judge.judge(db, {
    policy: policy.code,
    facts: { ...judged.told, ...toldFacts(program, judged), ...judged.newer },
    day: judged.day,
    registration: judged.profile,
  })
}

/** A clause without what only the server needs of it. */
const shown = ({ quotes: _quotes, ...criterion }: JudgedCriterion): Criterion => criterion
/** All clauses, for whom they are about. */
export const shownCriteria = (criteria: readonly JudgedCriterion[]): Criterion[] => criteria.map(shown)

const unquoted = '依据已隐去的内容判断，需要时请说明理由查看那一项'

/**
 * The same for an officer: all results, but no sentence that quotes a value which is masked or not theirs to
 * read. Facts are taken twice, from all answers and from what the role may see; a fact that differs is one of
 * those, and a sentence that tells of it is replaced. So no program has to declare what its sentences quote.
 */
export const criteriaForOfficer = (
  program: Judging,
  role: Reader,
  criteria: readonly JudgedCriterion[],
  judged: Judged,
): Criterion[] => {
  const visible = withoutMasked(program.definition, role, program.form, judged.answers)
  const [all, seen] = [toldFacts(program, judged), toldFacts(program, { ...judged, answers: visible })]
  const masked = new Set(Object.keys(all).filter((code) => all[code]?.value !== seen[code]?.value))
  return criteria.map((one) =>
    one.quotes.some((code) => masked.has(code))
      ? { ...shown(one), because: unquoted, change: null }
      : shown(one),
  )
}
