import type { Answers } from '@jucai/contract/forms'
import { addMonths } from '../../server/core/clock'
import type { SampleApplication, SampleStep } from '../applications/applications'

const file = ['FILE'] // stands for the sample file of its field, uploaded at seeding
const shared = (today: string) => ({
  degree: 'bachelor',
  graduatesOn: addMonths(today, -5),
  certificate: file,
  checks: true,
  knows: true,
})
const phone = (turn: number): string => `1980000${String(turn).padStart(4, '0')}`
const work = {
  works: 'employed',
  employer: '示例软件有限公司',
  workProof: file,
  insuranceMonths: 4,
}

const rent = (today: string, turn: number, changes: Answers = {}): Answers => ({
  ...shared(today),
  ...work,
  phone: phone(turn),
  leaseTerm: { from: addMonths(today, -3), to: '' },
  address: '星城市老城区示例路 1 号',
  lease: file,
  ownsHome: 'no',
  homeProof: file,
  otherBenefit: 'none',
  ...changes,
})
const living = (today: string, turn: number, changes: Answers = {}): Answers => ({
  ...shared(today),
  ...work,
  phone: phone(turn),
  employerKind: 'firm',
  ...changes,
})
const internship = (today: string, turn: number): Answers => ({
  ...shared(today),
  phone: phone(turn),
  base: '示例智能制造有限公司',
  internshipFrom: addMonths(today, -3),
  internshipTo: addMonths(today, 3),
  agreement: file,
  employed: 'no',
})
const startup = (today: string, turn: number, employees: number): Answers => ({
  ...shared(today),
  phone: phone(turn),
  companyRole: 'main',
  company: '示例文化有限公司',
  companyFoundedOn: addMonths(today, -8),
  companyEmployees: employees,
  license: file,
})
const purchase = (today: string, turn: number): Answers => ({
  ...shared(today),
  ...work,
  phone: phone(turn),
  insuranceMonths: 18,
  homeBoughtOn: addMonths(today, -3),
  firstHome: 'yes',
  address: '星城市老城区示例路 2 号',
  purchase: file,
  homeQuery: file,
})

const recommend: SampleStep = { by: 'reviewer', event: 'recommend' }
const approve: SampleStep = { by: 'lead', event: 'approve' }

/** Applications for subsidies, in each state, as of a day; those approved are granted. */
export const sampleSubsidies = (today: string): readonly SampleApplication[] => [
  // Who is recognised, draws the rent subsidy, and bought a home: what an approval would bring is less by a rule.
  {
    graduate: 13,
    program: 'rent-subsidy',
    daysAgo: 20,
    answers: rent(today, 13),
    steps: [recommend, approve],
  },
  { graduate: 9, program: 'rent-subsidy', daysAgo: 3, answers: rent(today, 9), steps: [recommend] },
  { graduate: 10, program: 'living-subsidy', daysAgo: 1, answers: living(today, 10), steps: [] },
  {
    graduate: 11,
    program: 'living-subsidy',
    daysAgo: 6,
    answers: living(today, 11, { insuranceMonths: 1 }),
    steps: [
      {
        by: 'reviewer',
        event: 'reject',
        reason: {
          code: 'insurance',
          field: 'insuranceMonths',
          fix: '查到连续缴纳 1 个月，还差 2 个月，缴满后可以再申请（示例）',
        },
      },
    ],
  },
  {
    graduate: 12,
    program: 'internship-subsidy',
    daysAgo: 9,
    answers: internship(today, 12),
    steps: [recommend, approve],
  },
  {
    graduate: 13,
    program: 'startup-subsidy',
    daysAgo: 12,
    answers: startup(today, 13, 3),
    steps: [recommend, approve],
  },
  {
    graduate: 14,
    program: 'startup-subsidy',
    daysAgo: 4,
    answers: startup(today, 14, 0),
    steps: [
      {
        by: 'reviewer',
        event: 'request-changes',
        fields: [{ field: 'license', what: '营业执照第二页没有拍全' }],
      },
    ],
  },
  { graduate: 13, program: 'purchase-subsidy', daysAgo: 2, answers: purchase(today, 13), steps: [recommend] },
]
