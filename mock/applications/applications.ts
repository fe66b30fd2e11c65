import type { Answers } from '@jucai/contract/forms'
import { sampleDocument } from '../people/people'

/** What happens to a sample application after it was submitted, day by day. */
export type SampleStep =
  | {
      by: 'clerk' | 'reviewer' | 'lead'
      event: 'answer' | 'recommend' | 'publish' | 'approve' | 'land' | 'uphold'
      note?: string
    }
  | { by: 'reviewer' | 'lead'; event: 'request-changes'; fields: { field: string; what: string }[] }
  | { by: 'reviewer' | 'lead'; event: 'reject'; reason: { code: string; field: string; fix: string } }
  | { by: 'applicant'; event: 'withdraw' | 'appeal' | 'correct'; note?: string; answers?: Answers }

/** A sample application: of the sample graduate with this number, so many days ago. */
export interface SampleApplication {
  graduate: number
  program: string
  daysAgo: number
  answers: Answers
  steps: SampleStep[]
}

const file = ['FILE'] // stands for the sample file of its field, uploaded at seeding
const phone = (turn: number): string => `1980000${String(turn).padStart(4, '0')}`

const homecoming = (turn: number, changes: Answers = {}): Answers => ({
  ties: ['grew-up'],
  presentRegion: '440305',
  field: '新能源材料（示例）',
  employer: '示例科技有限公司',
  position: '工程师',
  intention: 'return',
  horizon: 'year',
  contributions: ['knowledge'],
  aboutKnowledge: '做过五年工艺开发（示例）',
  visibility: 'station',
  phone: phone(turn),
  consent: true,
  ...changes,
})
const recognition = (turn: number, changes: Answers = {}): Answers => ({
  tier: 'c',
  degree: 'bachelor',
  school: '湖南大学',
  graduatesOn: '2024-06-30',
  education: [{ school: '湖南大学', period: { from: '2020-09-01', to: '2024-06-30' }, degree: 'bachelor' }],
  certificate: file,
  employer: '示例智能制造有限公司',
  position: '技术员',
  contractFrom: '2024-08-01',
  contract: file,
  insuranceMonths: 14,
  annualIncome: 11_000_000,
  documentType: 'resident-id',
  document: sampleDocument('430102', '2001-05-06', 300 + turn),
  phone: phone(turn),
  consent: true,
  ...changes,
})
const apartment = (turn: number, changes: Answers = {}): Answers => ({
  marital: 'single',
  ownsHome: 'no',
  otherBenefit: 'none',
  homeProof: file,
  graduatesOn: '2025-06-30',
  employer: '示例软件有限公司',
  employmentProof: file,
  monthlyIncome: 850_000,
  flatType: 'studio',
  moveInFrom: 'SOON',
  phone: phone(turn),
  noticeConsent: true,
  ...changes,
})
const schooling = (turn: number, changes: Answers = {}): Answers => ({
  childName: '示例宝',
  childBornOn: '2020-03-15',
  childDocumentType: 'resident-id',
  childDocument: sampleDocument('430102', '2020-03-15', 700 + turn),
  relation: 'mother',
  register: file,
  level: 'primary',
  startsOn: 'SOON',
  homeRegion: '430102',
  home: 'rented',
  homeProof: file,
  worksHere: 'yes',
  phone: phone(turn),
  childConsent: true,
  ...changes,
})
const family: Answers = {
  marital: 'married',
  marriageProof: file,
  household: [
    { relation: 'spouse', name: '示例配偶', bornOn: '1999-02-03' },
    { relation: 'child', name: '示例孩子', bornOn: '2024-07-08' },
  ],
  flatType: 'two-rooms',
  monthlyIncome: 1_600_000,
}

const answer: SampleStep = {
  by: 'clerk',
  event: 'answer',
  note: '您好，我是工作站的联系人。我们已经为您找到两家相关企业，方便时给您打电话（示例）。',
}
const recommend: SampleStep = { by: 'reviewer', event: 'recommend', note: '材料齐全，条件相符（示例）' }
const publish: SampleStep = { by: 'lead', event: 'publish' }
const approve: SampleStep = { by: 'lead', event: 'approve' }

/** Sample applications in every state (示例). All people, employers and numbers are made up. */
export const sampleApplications: SampleApplication[] = [
  { graduate: 0, program: 'homecoming', daysAgo: 1, answers: homecoming(0), steps: [] },
  {
    graduate: 1,
    program: 'homecoming',
    daysAgo: 3,
    answers: homecoming(1, { presentRegion: '310115', field: '集成电路（示例）', visibility: 'office' }),
    steps: [],
  },
  {
    graduate: 2,
    program: 'homecoming',
    daysAgo: 9,
    answers: homecoming(2, {
      presentRegion: '330106',
      field: '跨境电商（示例）',
      contributions: ['project'],
      aboutKnowledge: undefined,
      aboutProject: '想把供应链带回来（示例）',
    }),
    steps: [],
  },
  {
    graduate: 3,
    program: 'homecoming',
    daysAgo: 6,
    answers: homecoming(3, { contributions: [] }),
    steps: [answer],
  },
  {
    graduate: 4,
    program: 'homecoming',
    daysAgo: 8,
    answers: homecoming(4, { presentRegion: '110108', ties: ['ancestral-home', 'relatives'] }),
    steps: [answer, { by: 'reviewer', event: 'approve' }],
  },
  {
    graduate: 5,
    program: 'homecoming',
    daysAgo: 11,
    answers: homecoming(5, {
      contributions: ['project', 'capital'],
      aboutKnowledge: undefined,
      aboutProject: '新材料中试线（示例）',
      aboutCapital: '首期五百万元（示例）',
    }),
    steps: [
      answer,
      { by: 'reviewer', event: 'approve' },
      { by: 'lead', event: 'land', note: '已回到老城区工作（示例）' },
    ],
  },
  {
    graduate: 6,
    program: 'homecoming',
    daysAgo: 5,
    answers: homecoming(6),
    steps: [
      { by: 'reviewer', event: 'request-changes', fields: [{ field: 'phone', what: '号码是空号，请核对' }] },
    ],
  },
  {
    graduate: 7,
    program: 'homecoming',
    daysAgo: 7,
    answers: homecoming(7),
    steps: [{ by: 'applicant', event: 'withdraw' }],
  },
  { graduate: 8, program: 'recognition', daysAgo: 1, answers: recognition(8), steps: [] },
  {
    graduate: 9,
    program: 'recognition',
    daysAgo: 2,
    answers: recognition(9, { tier: 'b', degree: 'master' }),
    steps: [],
  },
  {
    graduate: 10,
    program: 'recognition',
    daysAgo: 4,
    answers: recognition(10, { insuranceMonths: 4 }),
    steps: [],
  },
  { graduate: 11, program: 'recognition', daysAgo: 6, answers: recognition(11), steps: [recommend] },
  { graduate: 12, program: 'recognition', daysAgo: 9, answers: recognition(12), steps: [recommend, approve] },
  {
    graduate: 13,
    program: 'recognition',
    daysAgo: 10,
    answers: recognition(13, { tier: 'a', degree: 'doctor' }),
    steps: [recommend, approve],
  },
  {
    graduate: 14,
    program: 'recognition',
    daysAgo: 8,
    answers: recognition(14, { insuranceMonths: 2 }),
    steps: [
      {
        by: 'reviewer',
        event: 'reject',
        reason: {
          code: 'no-insurance',
          field: 'insuranceMonths',
          fix: '查到 2 个月，还差 4 个月，缴满后可以再申请（示例）',
        },
      },
    ],
  },
  {
    graduate: 15,
    program: 'recognition',
    daysAgo: 10,
    answers: recognition(15),
    steps: [
      {
        by: 'reviewer',
        event: 'reject',
        reason: {
          code: 'certificate-unclear',
          field: 'certificate',
          fix: '证书右下角被遮住，请重新拍一张四角完整的（示例）',
        },
      },
      { by: 'applicant', event: 'appeal', note: '证书原件就是这样，编号在左上角（示例）' },
    ],
  },
  { graduate: 16, program: 'apartment', daysAgo: 1, answers: apartment(16), steps: [] },
  { graduate: 17, program: 'apartment', daysAgo: 2, answers: apartment(17, family), steps: [] },
  { graduate: 18, program: 'apartment', daysAgo: 4, answers: apartment(18), steps: [recommend] },
  {
    graduate: 19,
    program: 'apartment',
    daysAgo: 4,
    answers: apartment(19, family),
    steps: [recommend, publish],
  },
  { graduate: 20, program: 'apartment', daysAgo: 3, answers: apartment(20), steps: [recommend, publish] },
  {
    graduate: 21,
    program: 'apartment',
    daysAgo: 6,
    answers: apartment(21, { otherBenefit: 'subsidy', endsOn: 'SOON' }),
    steps: [
      {
        by: 'reviewer',
        event: 'request-changes',
        fields: [{ field: 'homeProof', what: '无房证明是三个月前的，请重新开具' }],
      },
      { by: 'applicant', event: 'correct', answers: { homeProof: file } },
    ],
  },
  { graduate: 22, program: 'schooling', daysAgo: 1, answers: schooling(22), steps: [] },
  {
    graduate: 23,
    program: 'schooling',
    daysAgo: 5,
    answers: schooling(23, { level: 'transfer', presentSchool: '示例小学' }),
    steps: [{ by: 'reviewer', event: 'approve', note: '安排在就近的学校，报到时间另行通知（示例）' }],
  },
  {
    graduate: 24,
    program: 'schooling',
    daysAgo: 6,
    answers: schooling(24),
    steps: [
      {
        by: 'reviewer',
        event: 'request-changes',
        fields: [{ field: 'homeProof', what: '租房合同缺最后一页' }],
      },
    ],
  },
]
