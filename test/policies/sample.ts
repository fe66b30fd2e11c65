import type { Source } from '@jucai/contract/city'
import type { FactDefinition, FactValue } from '@jucai/contract/policies/facts'
import type { Parameter } from '@jucai/contract/policies/parameters'

/** The day on which the tests decide. */
export const today = '2026-11-26'

export const sourceOf = (clause: string): Source => ({
  paper: '测试办法（示例）',
  clause,
  text: '示例条文',
  effectiveOn: '2026-01-01',
  sample: true,
})

/** Facts of every kind. */
export const definitions: FactDefinition[] = [
  {
    code: 'degree',
    label: '最高学历',
    question: '你的最高学历是什么？',
    type: {
      kind: 'choice',
      options: [
        { value: 'associate', label: '大专', rank: 1 },
        { value: 'bachelor', label: '本科', rank: 2 },
        { value: 'master', label: '硕士', rank: 3 },
        { value: 'doctor', label: '博士', rank: 4 },
      ],
    },
  },
  {
    code: 'work',
    label: '工作状况',
    question: '你现在在哪里工作？',
    type: {
      kind: 'choice',
      options: [
        { value: 'local', label: '本地单位' },
        { value: 'own', label: '自己创业' },
        { value: 'none', label: '没有工作' },
      ],
    },
  },
  { code: 'ownsHome', label: '自有住房', question: '你在本市有自己的房子吗？', type: { kind: 'boolean' } },
  { code: 'married', label: '已婚', question: '你结婚了吗？', type: { kind: 'boolean' } },
  {
    code: 'bornOn',
    label: '出生日期',
    question: '你哪天出生？',
    type: { kind: 'day' },
    fixed: true,
  },
  {
    code: 'graduatesOn',
    label: '毕业日期',
    question: '你哪天毕业，或预计哪天毕业？',
    type: { kind: 'day', future: true },
    fixed: true,
  },
  {
    code: 'insuredSince',
    label: '社保连续缴纳的起始日期',
    question: '你从哪天起在本地连续缴纳社保？',
    type: { kind: 'day' },
  },
  {
    code: 'contractFrom',
    label: '劳动合同开始日期',
    question: '你的劳动合同从哪天开始？',
    type: { kind: 'day', future: true },
  },
  {
    code: 'insuranceMonths',
    label: '社保连续缴纳月数',
    question: '你在本地连续缴纳了几个月社保？',
    type: { kind: 'integer', unit: 'months', max: 600, grows: true },
  },
  {
    code: 'monthlyIncome',
    label: '家庭月收入',
    question: '你们家一个月收入多少？',
    type: { kind: 'integer', unit: 'fen-per-month' },
    validForMonths: 12,
  },
  {
    code: 'annualIncome',
    label: '年收入',
    question: '你一年收入多少？',
    type: { kind: 'integer', unit: 'fen-per-year' },
  },
]

/** A limit that rises on 1 March 2027, a span that is not decided beyond 2026, and one that never ends. */
export const parameters: Parameter[] = [
  {
    code: 'incomeLimit',
    label: '家庭月收入上限',
    unit: 'fen-per-month',
    values: [
      { value: 800_000, from: '2026-01-01', to: '2027-02-28', source: sourceOf('第六条') },
      { value: 1_000_000, from: '2027-03-01', to: null, source: sourceOf('第六条') },
    ],
  },
  {
    code: 'insuredFor',
    label: '社保连续缴纳月数',
    unit: 'months',
    values: [{ value: 6, from: '2026-01-01', to: '2026-12-31', source: sourceOf('第五条') }],
  },
  {
    code: 'graduatedWithin',
    label: '毕业年限',
    unit: 'years',
    values: [{ value: 5, from: '2020-01-01', to: null, source: sourceOf('第四条') }],
  },
]

/** A fact told today. */
export const told = (value: FactValue['value'], more: Partial<FactValue> = {}): FactValue => ({
  value,
  source: 'self',
  asOf: today,
  ...more,
})
