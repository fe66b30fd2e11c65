import type { RejectionReason } from '@jucai/contract/applications'
import type { Answers, FormField, FormSection } from '@jucai/contract/forms'
import { degreeLabels, type Degree } from '@jucai/contract/vocabulary'
import {
  officers,
  usualSteps,
  type ApplicationMachine,
  type ByPolicy,
  type ProgramDefinition,
} from '../../applications'
import { schemes, type SchemeKey } from '../schemes'

/** A subsidy: one person recommends, another approves; approved is owed. */
export const subsidyMachine: ApplicationMachine = {
  initial: 'submitted',
  transitions: [
    { from: 'submitted', event: 'recommend', to: 'recommended', by: officers },
    { from: 'submitted', event: 'reject', to: 'rejected', by: officers },
    { from: 'recommended', event: 'approve', to: 'approved', by: officers, when: ['another-person'] },
    { from: 'recommended', event: 'reject', to: 'rejected', by: officers, when: ['another-person'] },
    { from: 'recommended', event: 'return', to: 'submitted', by: officers, when: ['another-person'] },
    ...usualSteps(['submitted'], 'submitted', ['submitted', 'recommended']),
  ],
  clock: { submitted: 'runs', recommended: 'runs', 'changes-requested': 'stopped', appealed: 'restarts' },
}

/** What all subsidies have in common. */
export const shared = (key: SchemeKey) =>
  ({
    key,
    title: schemes[key].title,
    machine: subsidyMachine,
    workingDays: 10,
    twoPerson: true,
    noticeDays: null,
    appealDays: 60,
    readable: { clerk: [], reviewer: 'all', lead: 'all' },
  }) satisfies Partial<ProgramDefinition>

/** The usual way, ended by how the money comes. */
export const pathTo = (paid: string): ProgramDefinition['path'] => [
  { state: 'submitted', title: '已提交', text: '审核员核对条件和材料' },
  { state: 'recommended', title: '初审通过', text: '由另一位审核员复核，并核对预算' },
  { state: 'approved', title: '已批准', text: paid },
]

type FactOf = ByPolicy['facts'][string]
/** A fact out of one answer; not known while it is not answered. */
const fact =
  (field: string, read: (answer: NonNullable<Answers[string]>) => boolean | string | null): FactOf =>
  ({ answers }) => {
    const answer = answers[field]
    return answer === undefined ? null : read(answer)
  }
/** Whether an answer is one of these options. */
export const isOneOf = (field: string, ...options: string[]): FactOf =>
  fact(field, (answer) => options.includes(String(answer)))
/** Whether a range of days holds the day on which somebody applies. */
export const holdsToday =
  (field: string): FactOf =>
  ({ answers, today }) => {
    const range = answers[field]
    if (typeof range !== 'object' || !('from' in range) || typeof range.from !== 'string') return null
    return range.from <= today && (range.to === '' || String(range.to) >= today)
  }

/** Facts of where somebody works, out of {@link workSection}. */
export const workFacts: ByPolicy['facts'] = {
  employedHere: isOneOf('works', 'employed'),
  companyRole: fact('works', (answer) => (answer === 'company' ? 'main' : 'none')),
}

const fileTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const
/** A paper that has to be handed in. */
export const paper = (key: string, label: string, why: string, more: Partial<FormField> = {}): FormField => ({
  key,
  kind: 'file',
  label,
  why,
  required: true,
  minItems: 1,
  maxItems: 4,
  accept: fileTypes,
  ...more,
})

/** Degree and graduation, filled in from the registration. */
export const educationSection = (why: { degree: string; graduatesOn: string }): FormSection => ({
  key: 'education',
  title: '学历',
  intro: '登记过的已经填好，看一眼对不对。',
  fields: [
    {
      key: 'degree',
      kind: 'single',
      label: '最高学历',
      why: why.degree,
      required: true,
      options: (Object.keys(degreeLabels) as Degree[]).map((value) => ({
        value,
        label: degreeLabels[value],
      })),
      profile: 'degree',
    },
    {
      key: 'graduatesOn',
      kind: 'date',
      label: '毕业日期',
      why: why.graduatesOn,
      required: true,
      profile: 'graduatesOn',
    },
    paper('certificate', '学历证书', '证明学历。', {
      hint: '学信网电子备案表最方便；国外学历请附认证书',
    }),
  ],
})

/** Where somebody works, and for how long they have been insured. */
export const workSection = (insurance: string, more: readonly FormField[] = []): FormSection => ({
  key: 'work',
  title: '在本地的工作',
  fields: [
    {
      key: 'works',
      kind: 'single',
      label: '你在本市的工作',
      why: '补贴给在本市就业或创业的人。',
      required: true,
      options: [
        { value: 'employed', label: '与本市单位签了劳动合同' },
        { value: 'company', label: '自己办公司或个体户', note: '法定代表人或第一大股东' },
        { value: 'neither', label: '都没有' },
      ],
    },
    {
      key: 'employer',
      kind: 'employer',
      label: '单位或企业名称',
      why: '与社保缴纳单位核对。',
      required: true,
      expiresAfterMonths: 12,
      when: { field: 'works', is: ['employed', 'company'] },
    },
    ...more,
    paper('workProof', '劳动合同或营业执照', '证明在本市就业或创业。', {
      maxItems: 6,
      when: { field: 'works', is: ['employed', 'company'] },
    }),
    {
      key: 'insuranceMonths',
      kind: 'number',
      label: '在本地连续缴纳社保的月数',
      why: insurance,
      hint: '没缴过填 0',
      required: true,
      min: 0,
      max: 600,
      unit: ' 个月',
    },
  ],
})

/** How to reach the applicant, and what they agree to. */
export const contactSection = (conditions: string): FormSection => ({
  key: 'contact',
  title: '联系与确认',
  fields: [
    {
      key: 'phone',
      kind: 'phone',
      label: '联系电话',
      why: '材料有疑问时联系你。',
      required: true,
      profile: 'phone',
    },
    {
      key: 'checks',
      kind: 'consent',
      label: '同意人才办向学信网、社保和不动产登记机构核对以上信息',
      why: '用数据核对可以少交材料。',
      required: true,
    },
    {
      key: 'knows',
      kind: 'consent',
      label: conditions,
      why: '多领的要退回，早说就不会多领。',
      required: true,
    },
  ],
})

/** Reasons that every subsidy may be refused for, by the clause of its paper. */
export const sharedReasons = (clause: string): RejectionReason[] => [
  {
    code: 'conditions',
    title: '不符合条件',
    clause: `${clause}（示例）`,
    fix: '核对到【哪一项、什么情况】，不符合【哪一条】；以后【什么时候、满足什么】可以再申请',
  },
  {
    code: 'insurance',
    title: '社保未缴满规定月数',
    clause: `${clause}（示例）`,
    fix: '查到连续缴纳【几】个月，还差【几】个月，缴满后可以再申请',
  },
  {
    code: 'papers-unclear',
    title: '材料看不清或不完整',
    clause: `${clause}（示例）`,
    fix: '请重新提供【哪一份】，要求【清晰完整、在有效期内】',
  },
  {
    code: 'another-benefit',
    title: '已享受不能同时享受的待遇',
    clause: `${clause}（示例）`,
    fix: '你正在享受【哪一项】，到【日期】为止；之后可以申请',
  },
]
