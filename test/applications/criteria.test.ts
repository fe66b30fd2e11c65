import type { Answers } from '@jucai/contract/forms'
import type { Registration } from '@jucai/contract/profiles'
import { judged } from '../../server/applications'
import { apartmentProgram } from '../../server/housing/program'
import { recognitionProgram } from '../../server/recognition/program'
import { schoolingProgram } from '../../server/schooling/program'
import { programs } from '../../server/programs'

const today = '2026-11-22'
const profile: Registration = {
  name: '林小满',
  documentType: 'resident-id',
  documentNumber: '',
  school: '湖南大学',
  degree: 'bachelor',
  major: '软件工程',
  graduatesOn: '2024-06-30',
  homeRegion: '430121',
  presentRegion: '430104',
  aims: ['job'],
}
const results = (program: (typeof programs)[number], answers: Answers) =>
  Object.fromEntries(
    judged(program, program.form, { profile, answers, today }).map(({ key, result }) => [key, result]),
  )
const changeOf = (program: (typeof programs)[number], answers: Answers, key: string) =>
  judged(program, program.form, { profile, answers, today }).find((one) => one.key === key)?.change

// A policy officer reads these lines: what somebody answered, and what each clause makes of it.
it.each<[string, (typeof programs)[number], Answers, Record<string, string>]>([
  [
    'a returnee who ticked a tie and took it back',
    programs[0] as (typeof programs)[number],
    { ties: [] },
    { tie: 'unknown' },
  ],
  [
    'a returnee who grew up here',
    programs[0] as (typeof programs)[number],
    { ties: ['grew-up'] },
    { tie: 'pass' },
  ],
  [
    'an apartment, everything emptied again',
    apartmentProgram,
    { ownsHome: '', otherBenefit: '', endsOn: '', graduatesOn: '' },
    { 'no-home': 'unknown', recent: 'pass', 'one-benefit': 'unknown', income: 'unknown' },
  ],
  [
    'an apartment for who has not said when the subsidy ends',
    apartmentProgram,
    { otherBenefit: 'subsidy' },
    { 'no-home': 'unknown', recent: 'pass', 'one-benefit': 'unknown', income: 'unknown' },
  ],
  [
    'an apartment for who gave a subsidy up, its last day still in the draft',
    apartmentProgram,
    { otherBenefit: 'none', endsOn: '2027-03-12' },
    { 'no-home': 'unknown', recent: 'pass', 'one-benefit': 'pass', income: 'unknown' },
  ],
  [
    'recognition, everything emptied again',
    recognitionProgram,
    { tier: 'c', degree: '', graduatesOn: '' },
    { degree: 'unknown', recent: 'unknown', insurance: 'unknown' },
  ],
  [
    'a child, everything emptied again',
    schoolingProgram,
    { level: '', childBornOn: '', startsOn: '' },
    { age: 'unknown' },
  ],
  ['recognition, nothing filled in', recognitionProgram, {}, { degree: 'unknown', insurance: 'unknown' }],
  [
    'a bachelor of 2024 with a year of insurance',
    recognitionProgram,
    { tier: 'c', degree: 'bachelor', graduatesOn: '2024-06-30', insuranceMonths: 12 },
    { degree: 'pass', recent: 'pass', insurance: 'pass' },
  ],
  [
    'a bachelor of 2020',
    recognitionProgram,
    { tier: 'c', degree: 'bachelor', graduatesOn: '2020-06-30', insuranceMonths: 12 },
    { degree: 'pass', recent: 'fail', insurance: 'pass' },
  ],
  [
    'a bachelor who wants B',
    recognitionProgram,
    { tier: 'b', degree: 'bachelor', insuranceMonths: 5 },
    { degree: 'fail', insurance: 'fail' },
  ],
  [
    'a technician who wants B',
    recognitionProgram,
    { tier: 'b', degree: 'associate', title: 'technician', insuranceMonths: 6 },
    { degree: 'pass', insurance: 'pass' },
  ],
  [
    'an apartment for who has no home',
    apartmentProgram,
    { ownsHome: 'no', otherBenefit: 'none', monthlyIncome: 800_000, graduatesOn: '2025-06-30' },
    { 'no-home': 'pass', recent: 'pass', 'one-benefit': 'pass', income: 'pass' },
  ],
  [
    'an apartment for who owns one and gets a subsidy',
    apartmentProgram,
    {
      ownsHome: 'yes',
      otherBenefit: 'subsidy',
      endsOn: '2027-03-12',
      monthlyIncome: 2_000_001,
      graduatesOn: '2020-06-30',
    },
    { 'no-home': 'fail', recent: 'fail', 'one-benefit': 'fail', income: 'fail' },
  ],
  [
    'an apartment after the subsidy has ended',
    apartmentProgram,
    { otherBenefit: 'subsidy', endsOn: '2026-10-31' },
    { 'no-home': 'unknown', recent: 'pass', 'one-benefit': 'pass', income: 'unknown' },
  ],
  [
    'a child of six',
    schoolingProgram,
    { level: 'primary', childBornOn: '2021-08-31', startsOn: '2027-09-01' },
    { age: 'pass' },
  ],
  [
    'a child born a day later',
    schoolingProgram,
    { level: 'primary', childBornOn: '2021-09-01', startsOn: '2027-09-01' },
    { age: 'fail' },
  ],
  ['a child who changes school', schoolingProgram, { level: 'transfer' }, { age: 'pass' }],
])('%s', (_case, program, answers, expected) => expect(results(program, answers)).toEqual(expected))

it('says what would change it, with the day', () => {
  expect(
    changeOf(recognitionProgram, { tier: 'c', degree: 'bachelor', insuranceMonths: 2 }, 'insurance'),
  ).toBe('再连续缴纳 4 个月，2027-03-01 起即可申请')
  expect(changeOf(apartmentProgram, { otherBenefit: 'subsidy', endsOn: '2027-03-12' }, 'one-benefit')).toBe(
    '2027-03-12 之后可以申请，或先退出该优惠',
  )
  expect(
    changeOf(
      schoolingProgram,
      { level: 'primary', childBornOn: '2021-09-01', startsOn: '2027-09-01' },
      'age',
    ),
  ).toBe('可以申请 2028 年入学')
})

it('never fails a clause without a way, nor passes one with a demand', () => {
  for (const program of programs)
    for (const criterion of judged(program, program.form, { profile, answers: {}, today })) {
      expect(criterion.source.sample).toBe(true)
      if (criterion.result === 'pass') expect(criterion.change).toBeNull()
    }
})
