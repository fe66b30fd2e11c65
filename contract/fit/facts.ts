import type { FactDefinition, FactOption } from '../policies/facts'
import { rulebook, type Rulebook } from '../policies/known'
import { degreeLabels, degrees } from '../vocabulary'
import { majorClasses, noMajorClass } from './majors'

const ranked = (...options: [value: string, label: string][]): { kind: 'choice'; options: FactOption[] } => ({
  kind: 'choice',
  options: options.map(([value, label], rank) => ({ value, label, rank })),
})

/** The class of somebody's major, as a fact; a book of policies that asks for it takes it from here. */
export const majorClassFact: FactDefinition = {
  code: 'majorClass',
  label: '专业类别',
  question: '你最高学历的专业属于哪一类？',
  type: {
    kind: 'choice',
    options: [
      ...majorClasses.map(({ code, label }) => ({ value: code, label })),
      { value: noMajorClass, label: '没有专业，或都不是' },
    ],
  },
}
/** How long somebody has worked, as a fact; the same for a book that asks for it. */
export const experienceFact: FactDefinition = {
  code: 'experienceYears',
  label: '工作年限',
  question: '你工作满几年了？实习不算，没有工作过填 0',
  type: { kind: 'integer', unit: 'years', max: 60 },
  validForMonths: 12,
}

/**
 * What posts may ask of people. Codes and options are those of the policies' facts, so that one answer serves both;
 * a value that a city's book knows otherwise is unknown here, and asked for.
 */
export const fitFacts: readonly FactDefinition[] = [
  {
    code: 'degree',
    label: '最高学历',
    question: '你的最高学历是什么？在读的填毕业时能拿到的学历',
    type: ranked(['none', '大专以下'], ...degrees.map((one): [string, string] => [one, degreeLabels[one]])),
  },
  majorClassFact,
  experienceFact,
  {
    code: 'graduatesOn',
    label: '毕业日期',
    question: '你哪天毕业？还在读的填预计毕业日期',
    type: { kind: 'day', future: true },
    fixed: true,
  },
  {
    code: 'title',
    label: '职称或技能等级',
    question: '你有职称，或者高级技师证书吗？',
    type: {
      kind: 'choice',
      options: [
        { value: 'none', label: '没有', rank: 0 },
        { value: 'middle', label: '中级', rank: 1 },
        { value: 'technician', label: '高级技师', rank: 2 },
        { value: 'associate-senior', label: '副高级', rank: 2 },
        { value: 'senior', label: '正高级', rank: 3 },
      ],
    },
  },
  {
    code: 'talentTier',
    label: '人才层次',
    question: '你的人才层次是哪一类？人才码上有写',
    type: ranked(['none', '没有'], ['d', 'D 类'], ['c', 'C 类'], ['b', 'B 类'], ['a', 'A 类']),
  },
]

let made: Rulebook | null = null
/** The rulebook in which posts are held against people, made at its first use. */
export const fitRulebook = (): Rulebook => (made ??= rulebook(fitFacts))
