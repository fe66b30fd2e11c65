import type { Criterion } from '@jucai/contract/applications'
import type { Answers } from '@jucai/contract/forms'
import { v7 as uuidv7 } from 'uuid'
import { testVault } from '../../mock/fakes'
import { applicationDeps } from '../../server/app'
import { judgedBy } from '../../server/applications'
import { apartmentProgram } from '../../server/housing/program'
import type { ProfileRecord } from '../../server/profiles'
import { programs } from '../../server/programs'
import { recognitionProgram } from '../../server/recognition/program'
import { schoolingProgram } from '../../server/schooling/program'
import { workspaceProgram } from '../../server/workspaces/program'
import { startHarness, type Harness } from '../harness'

/** What the sample book makes of answers: the programs name a policy, and hold no number of their own. */
let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

type Program = (typeof programs)[number]
const today = '2026-11-22'
const profile: ProfileRecord = {
  personId: uuidv7(),
  name: '林小满',
  documentType: 'resident-id',
  documentNumber: null,
  school: '湖南大学',
  degree: 'bachelor',
  major: '软件工程',
  graduatesOn: '2024-06-30',
  homeRegion: '430121',
  presentRegion: '430104',
  aims: ['job'],
  fields: { degree: { source: 'self', at: '2026-07-01T04:00:00.000Z' } },
  registeredAt: new Date('2026-07-01T04:00:00Z'),
  updatedAt: new Date('2026-07-01T04:00:00Z'),
}

const criteriaOf = async (definition: Program, answers: Answers, day = today): Promise<Criterion[]> => {
  const deps = await applicationDeps({ vault: testVault() })
  const program = { definition, form: definition.form }
  const judgement = await judgedBy(harness.db, deps, program, { profile, answers, answeredOn: day, day })
  return judgement?.criteria ?? []
}
const home = '在本市没有自有住房'
const recent = '毕业 5 年内，或 A、B 类人才'
const works = '在本市就业或创业'
const benefit = '没有同时享受其他住房优惠'
const income = '家庭月收入不超过上限'
const tier = '学历、职称或技能等级达到所申请的层次'
const employed = '在本市用人单位工作'
const insured = '社保连续缴纳满 6 个月'
const age = '到了入学年龄'
/** Of the clauses that a line is about, what each comes to. */
const resultsOf = async (program: Program, answers: Answers, about: readonly string[], day = today) =>
  (await criteriaOf(program, answers, day))
    .filter(({ title }) => about.includes(title))
    .map(({ title, result }) => [title, result])

const worked: Answers = { employer: '示例软件有限公司' }
const bachelor: Answers = { tier: 'c', degree: 'bachelor', graduatesOn: '2024-06-30', ...worked }
const tenant: Answers = { ownsHome: 'no', otherBenefit: 'none', monthlyIncome: 800_000, ...worked }
const workspace = workspaceProgram({ freeMonths: () => Promise.resolve(12) })
const student: Answers = { degree: 'bachelor', graduatesOn: '2028-06-30' }
const enrolled = '在校生入学满 1 年'
const child: Answers = { level: 'primary', startsOn: '2027-09-01' }

// A policy officer reads these lines: what somebody answered, and what each clause makes of it.
const lines: [string, Program, Answers, Record<string, string>, string?][] = [
  [
    'a workspace on the last day of the five years',
    workspace,
    { degree: 'associate', graduatesOn: '2021-11-22' },
    { 大专以上: 'pass', '在校或毕业 5 年内': 'pass' },
  ],
  [
    'a workspace a day later',
    workspace,
    { degree: 'associate', graduatesOn: '2021-11-21' },
    { '在校或毕业 5 年内': 'fail' },
  ],
  ['a workspace for a student who has not said since when', workspace, student, { [enrolled]: 'unknown' }],
  [
    'a workspace for a student of one year',
    workspace,
    { ...student, enrolledOn: '2025-11-22' },
    { [enrolled]: 'pass' },
  ],
  [
    'a workspace for a student a day short of a year',
    workspace,
    { ...student, enrolledOn: '2025-11-23' },
    { [enrolled]: 'fail' },
  ],
  [
    'an apartment, everything emptied again',
    apartmentProgram,
    { ownsHome: '', otherBenefit: '', endsOn: '', graduatesOn: '' },
    { [home]: 'unknown', [recent]: 'pass', [works]: 'unknown', [benefit]: 'unknown', [income]: 'unknown' },
  ],
  [
    'an apartment for who has not said when the subsidy ends',
    apartmentProgram,
    { otherBenefit: 'subsidy' },
    { [benefit]: 'unknown' },
  ],
  [
    'an apartment for who gave a subsidy up, its last day still in the draft',
    apartmentProgram,
    { otherBenefit: 'none', endsOn: '2027-03-12' },
    { [benefit]: 'pass' },
  ],
  [
    'an apartment on the last day of the subsidy',
    apartmentProgram,
    { otherBenefit: 'subsidy', endsOn: '2026-11-22' },
    { [benefit]: 'fail' },
  ],
  [
    'an apartment on the day after the subsidy',
    apartmentProgram,
    { otherBenefit: 'subsidy', endsOn: '2026-11-21' },
    { [benefit]: 'pass' },
  ],
  [
    'an apartment for who has no home',
    apartmentProgram,
    { ...tenant, graduatesOn: '2025-06-30' },
    { [home]: 'pass', [recent]: 'pass', [works]: 'pass', [benefit]: 'pass', [income]: 'pass' },
  ],
  [
    'an apartment for who owns one and gets a subsidy',
    apartmentProgram,
    {
      ...worked,
      ownsHome: 'yes',
      otherBenefit: 'subsidy',
      endsOn: '2027-03-12',
      monthlyIncome: 2_000_001,
      graduatesOn: '2020-06-30',
    },
    { [home]: 'fail', [recent]: 'fail', [works]: 'pass', [benefit]: 'fail', [income]: 'fail' },
  ],
  ['an income at its limit', apartmentProgram, { ...tenant, monthlyIncome: 2_000_000 }, { [income]: 'pass' }],
  [
    'graduated on 29 February, on the last of the five years',
    apartmentProgram,
    { ...tenant, graduatesOn: '2024-02-29' },
    { [recent]: 'pass' },
    '2029-02-28',
  ],
  [
    'graduated on 29 February, a day later',
    apartmentProgram,
    { ...tenant, graduatesOn: '2024-02-29' },
    { [recent]: 'fail' },
    '2029-03-01',
  ],
  [
    'recognition, nothing filled in',
    recognitionProgram,
    {},
    { [tier]: 'unknown', [employed]: 'unknown', [insured]: 'unknown' },
  ],
  [
    'recognition, everything emptied again: what the registration knows, it says',
    recognitionProgram,
    { tier: 'c', degree: '', graduatesOn: '', insuranceMonths: '' },
    { [tier]: 'pass', [insured]: 'unknown' },
  ],
  [
    'a bachelor of 2024 with a year of insurance',
    recognitionProgram,
    { ...bachelor, insuranceMonths: 12 },
    { [tier]: 'pass', [employed]: 'pass', [insured]: 'pass' },
  ],
  ['a bachelor of 2020', recognitionProgram, { ...bachelor, graduatesOn: '2020-06-30' }, { [tier]: 'fail' }],
  [
    'a bachelor who wants B, five months insured',
    recognitionProgram,
    { ...bachelor, tier: 'b', insuranceMonths: 5 },
    { [tier]: 'fail', [insured]: 'fail' },
  ],
  [
    'a technician who wants B',
    recognitionProgram,
    { tier: 'b', degree: 'associate', graduatesOn: '2015-06-30', title: 'technician', insuranceMonths: 6 },
    { [tier]: 'pass', [insured]: 'pass' },
  ],
  [
    'a master who wants A',
    recognitionProgram,
    { ...bachelor, tier: 'a', degree: 'master' },
    { [tier]: 'fail' },
  ],
  [
    'a child, everything emptied again',
    schoolingProgram,
    { level: '', childBornOn: '' },
    { [age]: 'unknown' },
  ],
  ['a child of six', schoolingProgram, { ...child, childBornOn: '2021-08-31' }, { [age]: 'pass' }],
  ['a child born a day later', schoolingProgram, { ...child, childBornOn: '2021-09-01' }, { [age]: 'fail' }],
  [
    'a child who changes school',
    schoolingProgram,
    { level: 'transfer', childBornOn: '2015-01-01', startsOn: '2027-09-01' },
    { [age]: 'not-applicable' },
  ],
  [
    'a child whose parents neither work nor live here',
    schoolingProgram,
    { ...child, childBornOn: '2020-01-01', home: 'none', worksHere: 'no' },
    { 有孩子要上学: 'pass', [age]: 'pass', 在本市有住处: 'fail', [works]: 'unknown' },
  ],
]
it.each(lines.map(([said, ...line]) => [said, line] as const))(
  '%s',
  async (_said, [program, answers, expected, day]) => {
    const results = await resultsOf(program, answers, Object.keys(expected), day)
    expect(Object.fromEntries(results)).toEqual(expected)
  },
)

const one = async (program: Program, answers: Answers, about: string) =>
  (await criteriaOf(program, answers)).find(({ title }) => title === about)

it('quotes the fact, its source and its day, and the limit of the day', async () => {
  const answers = { ...tenant, graduatesOn: '2025-06-30', monthlyIncome: 2_000_001 }
  expect((await one(apartmentProgram, answers, income))?.because).toBe(
    '家庭月收入：¥20,000.01/月（本人填写，2026年11月22日），标准是 ¥20,000/月',
  )
  const { graduatesOn: _left, ...unanswered } = answers
  expect((await one(apartmentProgram, unanswered, recent))?.because).toBe(
    '毕业日期：2024年6月30日（登记资料，2026年7月1日），标准是 5 年',
  )
  expect((await one(apartmentProgram, {}, income))?.because).toBe('还不知道：家庭月收入')
  expect((await one(schoolingProgram, { level: 'transfer' }, age))?.because).toBe(
    '申请入读：转学插班（本人填写，2026年11月22日）',
  )
})

it('says what would change it, and when', async () => {
  expect((await one(recognitionProgram, { ...bachelor, insuranceMonths: 2 }, insured))?.change).toBe(
    '还差 4 个月，2027年3月22日起符合；继续缴纳，缴满当月即可申请',
  )
  const subsidised = { otherBenefit: 'subsidy', endsOn: '2027-03-12' }
  expect((await one(apartmentProgram, subsidised, benefit))?.change).toMatch(
    /2027年3月13日起符合；该优惠到期或退出后可以申请$/,
  )
  expect((await one(schoolingProgram, { ...child, childBornOn: '2021-09-01' }, age))?.change).toBe(
    '可以申请下一年入学',
  )
})

it('every clause says where it stands and why; what passes has no demand', async () => {
  const judged = programs.filter(({ policy }) => policy)
  expect(judged.map(({ key }) => key)).toEqual([
    'recognition',
    'apartment',
    'schooling',
    'living-subsidy',
    'rent-subsidy',
    'purchase-subsidy',
    'startup-subsidy',
    'internship-subsidy',
    'workspace',
  ])
  for (const program of judged)
    for (const answers of [{}, { ...tenant, ...bachelor, insuranceMonths: 6, ...child }])
      for (const { source, because, result, change, key } of await criteriaOf(program, answers)) {
        expect(source).toMatchObject({ sample: true, clause: expect.stringMatching(/^第/) as string })
        expect([key, because]).not.toEqual([key, ''])
        if (result !== 'fail') expect(change).toBeNull()
      }
})

it('names a policy of the sample book, and only facts that it knows', async () => {
  const { book } = await harness.as()('GET /policy-book')
  for (const { policy, form } of programs) {
    if (!policy) continue
    expect(book?.policies.map(({ code }) => code)).toContain(policy.code)
    const fields = form.sections.flatMap((section) => section.fields.map(({ key }) => key))
    for (const [code, from] of Object.entries(policy.facts)) {
      expect(book?.facts.map((fact) => fact.code)).toContain(code)
      if (typeof from === 'string') expect(fields).toContain(from)
    }
  }
})
