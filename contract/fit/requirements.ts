import type { Criterion } from '../policies/criteria'
import type { FactOption, Fault } from '../policies/facts'
import { isBlank } from '../text'
import { degrees, type Degree } from '../vocabulary'
import { fitFacts } from './facts'
import { classesIn, majorLabel } from './majors'

/** What a post asks for, as data. What is left out is not asked; `others` no data decides: the employer looks. */
export interface FitRequirements {
  minDegree?: Degree
  /** Numbers of disciplines (`08`) and classes (`0809`) of majors; one of them is enough. */
  majors?: readonly string[]
  /** Whole years of work, 1 to {@link mostYears}. */
  experienceYears?: number
  /** Not longer ago than so many years; who graduates later meets it too. */
  graduatedWithinYears?: number
  /** The lowest title that will do. */
  title?: string
  /** The lowest tier of talent that will do. */
  tier?: string
  /** Sentences, at most {@link mostOthers}. */
  others?: readonly string[]
}

/** The most years that a post may ask for. */
export const mostYears = 30
/** How many majors, disciplines and classes together, a post may name. */
export const mostMajors = 20
/** How many further sentences a post may ask. */
export const mostOthers = 5
/** How long each of them may be. */
export const longestOther = 60

/** What a clause of requirements is about. */
export const fitClauseKeys = [
  'minDegree',
  'majors',
  'experienceYears',
  'graduatedWithinYears',
  'title',
  'tier',
  'others',
] as const
/** One of {@link fitClauseKeys}. */
export type FitClauseKey = (typeof fitClauseKeys)[number]

const optionsOf = (code: string): readonly FactOption[] => {
  const type = fitFacts.find((one) => one.code === code)?.type
  return type?.kind === 'choice' ? type.options : []
}
const labelIn = (code: string, value: string): string =>
  optionsOf(code).find((option) => option.value === value)?.label ?? value
/** The titles that a post can ask for, lowest first. */
export const titlesAsked: readonly FactOption[] = optionsOf('title').filter(({ value }) => value !== 'none')
/** The tiers that a post can ask for, lowest first. */
export const tiersAsked: readonly FactOption[] = optionsOf('talentTier').filter(
  ({ value }) => value !== 'none',
)

/** Majors in words: 计算机类、电子信息类. */
export const majorsInWords = (codes: readonly string[]): string =>
  codes.map((code) => majorLabel(code) ?? code).join('、')

/** One thing that a post asks for: what about, in words, and how it is judged. */
export interface FitPart {
  key: FitClauseKey
  label: string
  criterion: Criterion
}
const part = (key: FitClauseKey, label: string, criterion: Criterion, advice?: string): FitPart => ({
  key,
  label,
  criterion: { ...criterion, label, ...(advice === undefined ? {} : { advice }) },
})

const makers: { [Key in FitClauseKey]: (asked: NonNullable<FitRequirements[Key]>) => FitPart[] } = {
  minDegree: (degree) => [
    part(
      'minDegree',
      `学历不低于${labelIn('degree', degree)}`,
      { fact: 'degree', atLeast: { value: degree } },
      '可以看看同一环节里学历要求低一些的岗位。',
    ),
  ],
  majors: (codes) => [
    part(
      'majors',
      `专业属于${majorsInWords(codes)}`,
      { fact: 'majorClass', oneOf: classesIn(codes) },
      '辅修过、做过相近工作的，可以直接问用人单位。',
    ),
  ],
  experienceYears: (years) => [
    part(
      'experienceYears',
      `工作满 ${years} 年`,
      { fact: 'experienceYears', atLeast: { value: years, unit: 'years' } },
      '可以看看不要求工作年限的岗位。',
    ),
  ],
  graduatedWithinYears: (years) => [
    part('graduatedWithinYears', `毕业不超过 ${years} 年，或还在读`, {
      fact: 'graduatesOn',
      sinceAtMost: { years },
    }),
  ],
  title: (title) => [
    part(
      'title',
      `职称不低于${labelIn('title', title)}`,
      { fact: 'title', atLeast: { value: title } },
      '可以先了解怎样评职称，再来看这个岗位。',
    ),
  ],
  tier: (tier) => [
    part(
      'tier',
      `人才层次不低于 ${labelIn('talentTier', tier)}`,
      { fact: 'talentTier', atLeast: { value: tier } },
      '可以申请人才认定，认定以后再来看。',
    ),
  ],
  others: (sentences) => sentences.map((sentence) => part('others', sentence, { office: sentence })),
}

const isAsked = (value: unknown): boolean =>
  value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)

// What is asked is one of these kinds by its key; the table above says which.
const partsFor = (key: FitClauseKey, asked: FitRequirements[FitClauseKey]): FitPart[] =>
  isAsked(asked) ? (makers[key] as (asked: unknown) => FitPart[])(asked) : []

/** What a post asks for, part by part, in the order of {@link fitClauseKeys}. Each speaks of one fact at most. */
export const partsOf = (requirements: FitRequirements): FitPart[] =>
  fitClauseKeys.flatMap((key) => partsFor(key, requirements[key]))
/** The parts of one key alone. */
export const partsOfKey = (requirements: FitRequirements, key: FitClauseKey): FitPart[] =>
  partsFor(key, requirements[key])

/** Requirements as one criterion of the policies' evaluator, for {@link fitFacts}; null when nothing is asked. */
export const criterionOf = (requirements: FitRequirements): Criterion | null => {
  const parts = partsOf(requirements)
  return parts.length === 0 ? null : { all: parts.map(({ criterion }) => criterion) }
}

const isYears = (value: unknown): boolean =>
  Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= mostYears
const isOption = (options: readonly FactOption[], value: unknown): boolean =>
  options.some((option) => option.value === value)
const othersFault = (others: readonly string[]): string | null => {
  if (others.length > mostOthers) return `其他要求最多写 ${mostOthers} 条`
  if (others.some((one) => isBlank(one))) return '其他要求里有一条是空的，请填写或删掉'
  return others.some((one) => one.length > longestOther) ? `其他要求每条最多 ${longestOther} 个字` : null
}
const checks: { [Key in FitClauseKey]: (asked: NonNullable<FitRequirements[Key]>) => string | null } = {
  minDegree: (degree) => (degrees.includes(degree) ? null : '请从列表里选最低学历'),
  majors: (codes) => {
    if (codes.length > mostMajors) return `专业最多选 ${mostMajors} 类`
    const wrong = codes.find((code) => majorLabel(code) === null)
    return wrong === undefined ? null : `没有编号为“${wrong}”的专业类别，请重新选择`
  },
  experienceYears: (years) => (isYears(years) ? null : `工作年限要填 1 到 ${mostYears} 的整数，不要求就不填`),
  graduatedWithinYears: (years) =>
    isYears(years) ? null : `毕业年限要填 1 到 ${mostYears} 的整数，不要求就不填`,
  title: (title) => (isOption(titlesAsked, title) ? null : '请从列表里选职称'),
  tier: (tier) => (isOption(tiersAsked, tier) ? null : '请从列表里选人才层次'),
  others: othersFault,
}

/** What is wrong with requirements: the key of the part, and a sentence that says what to do. Empty when nothing is. */
export const requirementFaults = (requirements: FitRequirements): Fault[] =>
  fitClauseKeys.flatMap((key) => {
    const asked = requirements[key]
    if (asked === undefined || asked === null) return []
    const message = (checks[key] as (asked: unknown) => string | null)(asked)
    return message === null ? [] : [{ at: key, message }]
  })

/** Requirements in one line, for a list: 硕士以上 · 材料类 · 工作满 3 年; empty when nothing is asked. */
export const requirementsInShort = ({ minDegree, majors = [], experienceYears }: FitRequirements): string =>
  [
    ...(minDegree === undefined ? [] : [`${labelIn('degree', minDegree)}以上`]),
    ...(majors.length === 0 ? [] : [`${majorsInWords(majors.slice(0, 2))}${majors.length > 2 ? '等' : ''}`]),
    ...(experienceYears === undefined ? [] : [`工作满 ${experienceYears} 年`]),
  ].join(' · ')
