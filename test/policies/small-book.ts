import type { Source } from '../../contract/city'
import type { ExampleCase, Policy, PolicyBook } from '../../contract/policies/book'

/** The source of everything in the small book. */
export const source: Source = {
  paper: '试验办法（示例）',
  clause: '第一条',
  text: '示例条文。',
  effectiveOn: '2026-01-01',
  sample: true,
}

const policy = (words: Pick<Policy, 'code' | 'title'> & Partial<Policy>): Policy => ({
  kind: 'supporting',
  summary: '示例。',
  department: '市人才办',
  source,
  inForceFrom: '2026-01-01',
  inForceTo: null,
  situations: ['find-home'],
  stages: ['settling'],
  keywords: [],
  clauses: [],
  criterion: null,
  amounts: [],
  conditions: [],
  papers: [],
  opens: [],
  paidWithinWorkingDays: null,
  offered: false,
  examples: [],
  ...words,
})

/** As many examples as a policy must have, for one of which a test says nothing: nobody of whom anything is known. */
export const fourUnknown: ExampleCase[] = ['甲', '乙', '丙', '丁'].map((title) => ({
  title,
  day: '2026-11-22',
  facts: {},
  outcome: 'unknown',
}))

/** One master policy, one subsidy: what a test of the room needs. */
export const smallBook: PolicyBook = {
  sample: true,
  facts: [
    {
      code: 'degree',
      label: '最高学历',
      question: '你的最高学历是？',
      fixed: true,
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
      code: 'graduatesOn',
      label: '毕业日期',
      question: '你哪天毕业？',
      type: { kind: 'day', future: true },
    },
    { code: 'enrolledOn', label: '入学日期', question: '你哪天入学？', type: { kind: 'day' } },
    { code: 'birthday', label: '出生日期', question: '你哪天出生？', type: { kind: 'day' }, fixed: true },
    {
      code: 'ownsHome',
      label: '在本市有房',
      question: '你在本市有自己的房子吗？',
      type: { kind: 'boolean' },
    },
    {
      code: 'income',
      label: '月收入',
      question: '你每月税前收入多少？',
      type: { kind: 'integer', unit: 'fen-per-month', max: 100_000_000 },
    },
  ],
  orders: [{ earlier: 'enrolledOn', later: 'graduatesOn', message: '毕业日期早于入学日期，请检查其中一个' }],
  parameters: [
    {
      code: 'rentBachelor',
      label: '本科租房补贴',
      unit: 'fen-per-month',
      values: [{ value: 80_000, from: '2026-01-01', to: null, source }],
    },
    {
      code: 'rentMonths',
      label: '租房补贴最长月数',
      unit: 'months',
      values: [{ value: 36, from: '2026-01-01', to: null, source }],
    },
  ],
  policies: [
    policy({ code: 'one', kind: 'master', title: '一揽子人才政策' }),
    policy({
      code: 'rent-subsidy',
      title: '租房补贴',
      clauses: [
        { key: '3', title: '第三条', text: '具有本科以上学历。' },
        { key: '4', title: '第四条', text: '在本市无自有住房。' },
      ],
      criterion: {
        all: [
          { clause: '3', label: '本科以上', fact: 'degree', atLeast: { value: 'bachelor' } },
          { clause: '4', label: '在本市无房', fact: 'ownsHome', is: false },
        ],
      },
      amounts: [{ label: '本科以上', parameter: 'rentBachelor', months: 'rentMonths' }],
      examples: [
        {
          title: '本科，在本市无房',
          day: '2026-11-22',
          facts: { degree: 'bachelor', ownsHome: false },
          outcome: 'pass',
        },
        {
          title: '大专，在本市无房',
          day: '2026-11-22',
          facts: { degree: 'associate', ownsHome: false },
          outcome: 'fail',
          failing: ['3'],
        },
        { title: '没有填学历', day: '2026-11-22', facts: { ownsHome: false }, outcome: 'unknown' },
        {
          title: '硕士，在本市有房',
          day: '2026-11-22',
          facts: { degree: 'master', ownsHome: true },
          outcome: 'fail',
          failing: ['4'],
        },
      ],
    }),
  ],
  rules: [],
}
