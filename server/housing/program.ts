import type { Answers, FormDefinition } from '@jucai/contract/forms'
import {
  clausesOf,
  officers,
  usualSteps,
  type ApplicationMachine,
  type ProgramDefinition,
} from '../applications'

const clause = clausesOf('星城市青年人才公寓管理办法（示例）')
const source = clause(
  '第七条',
  '入住资格实行初审、复核两级审核，复核通过后公示 5 日，无异议或异议不成立的取得资格。',
)

/**
 * Qualification for a talent apartment: two stages, then public notice; approved by itself when nobody's
 * objection stands.
 */
const apartmentMachine: ApplicationMachine = {
  initial: 'submitted',
  transitions: [
    { from: 'submitted', event: 'recommend', to: 'recommended', by: officers },
    { from: 'submitted', event: 'reject', to: 'rejected', by: officers },
    { from: 'recommended', event: 'publish', to: 'public-notice', by: officers, when: ['another-person'] },
    { from: 'recommended', event: 'reject', to: 'rejected', by: officers, when: ['another-person'] },
    { from: 'recommended', event: 'return', to: 'submitted', by: officers, when: ['another-person'] },
    {
      from: 'public-notice',
      event: 'approve',
      to: 'approved',
      by: ['system', ...officers],
      when: ['notice-over', 'no-open-objection'],
    },
    { from: 'public-notice', event: 'return', to: 'submitted', by: officers },
    { from: 'public-notice', event: 'reject', to: 'rejected', by: officers },
    ...usualSteps(['submitted'], 'submitted', ['submitted', 'recommended', 'public-notice']),
  ],
  clock: {
    submitted: 'runs',
    recommended: 'runs',
    'public-notice': 'notice',
    'changes-requested': 'stopped',
    appealed: 'restarts',
  },
}

const form: FormDefinition = {
  checks: [
    {
      rule: 'count',
      at: 'marital',
      of: 'household',
      where: { field: 'relation', is: ['spouse'] },
      max: 0,
      when: { field: 'marital', is: ['single', 'divorced'] },
      message: '婚姻状况不是已婚，这里不能有配偶。请改婚姻状况，或改这一条',
    },
    {
      rule: 'count',
      at: 'household',
      of: 'household',
      where: { field: 'relation', is: ['spouse'] },
      max: 1,
      message: '配偶只能有一位，请检查与你的关系',
    },
    {
      rule: 'count',
      at: 'flatType',
      of: 'household',
      min: 2,
      when: { field: 'flatType', is: ['two-rooms'] },
      message: '两室一厅给三人及以上。请选其他户型，或补上一起住的人',
    },
    {
      rule: 'years-after-own-birth',
      at: 'bornOn',
      of: 'household',
      where: { field: 'relation', is: ['child'] },
      years: 12,
      message: '按你登记的证件，这一天你还不满 12 岁，请检查出生日期和与你的关系',
    },
    {
      rule: 'years-before-own-birth',
      at: 'bornOn',
      of: 'household',
      where: { field: 'relation', is: ['parent'] },
      years: 12,
      message: '按你登记的证件，父母这一天之后不满 12 年你就出生了，请检查出生日期和与你的关系',
    },
    {
      rule: 'other-file',
      at: 'homeProof',
      than: ['marriageProof'],
      message: '这份文件在“结婚证”里传过了，请上传无房证明',
    },
  ],
  sections: [
    {
      key: 'household',
      title: '一起住的人',
      intro: '一个人住就不用添加。',
      fields: [
        {
          key: 'marital',
          kind: 'single',
          label: '婚姻状况',
          why: '夫妻双方只能申请一套。',
          required: true,
          options: [
            { value: 'single', label: '未婚' },
            { value: 'married', label: '已婚' },
            { value: 'divorced', label: '离异或丧偶' },
          ],
        },
        {
          key: 'marriageProof',
          kind: 'file',
          label: '结婚证',
          why: '确认共同申请人。',
          required: true,
          minItems: 1,
          maxItems: 2,
          when: { field: 'marital', is: ['married'] },
        },
        {
          key: 'household',
          kind: 'group',
          label: '共同居住的家庭成员',
          why: '决定户型，并核对家庭住房情况。',
          required: false,
          maxItems: 5,
          fields: [
            {
              key: 'relation',
              kind: 'single',
              label: '与你的关系',
              why: '只含配偶、子女和父母。',
              required: true,
              options: [
                { value: 'spouse', label: '配偶' },
                { value: 'child', label: '子女' },
                { value: 'parent', label: '父母' },
              ],
            },
            {
              key: 'name',
              kind: 'text',
              label: '姓名',
              why: '核对家庭住房情况。',
              required: true,
              maxLength: 60,
            },
            {
              key: 'bornOn',
              kind: 'date',
              label: '出生日期',
              why: '确定户型。',
              required: true,
              min: '1900-01-01',
              max: 'today',
            },
          ],
        },
      ],
    },
    {
      key: 'home',
      title: '住房情况',
      fields: [
        {
          key: 'ownsHome',
          kind: 'single',
          label: '你和家人在本市有没有自有住房',
          why: '公寓面向在本市无房的青年人才。',
          required: true,
          options: [
            { value: 'no', label: '没有' },
            { value: 'yes', label: '有' },
          ],
        },
        {
          key: 'otherBenefit',
          kind: 'single',
          label: '正在享受的其他住房优惠',
          why: '同类优惠不能同时享受。',
          required: true,
          options: [
            { value: 'none', label: '没有' },
            { value: 'subsidy', label: '租房补贴' },
            { value: 'public-rental', label: '公租房' },
          ],
        },
        {
          key: 'endsOn',
          kind: 'date',
          label: '该优惠到哪天为止',
          why: '到期后即可入住公寓。',
          required: true,
          when: { field: 'otherBenefit', is: ['subsidy', 'public-rental'] },
        },
        {
          key: 'homeProof',
          kind: 'file',
          label: '无房证明',
          why: '由不动产登记中心出具，网上可办，1 分钟。',
          required: true,
          minItems: 1,
          maxItems: 3,
          when: { field: 'ownsHome', is: ['no'] },
        },
      ],
    },
    {
      key: 'work',
      title: '工作与收入',
      fields: [
        {
          key: 'graduatesOn',
          kind: 'date',
          label: '毕业日期',
          why: '面向毕业 5 年内的青年人才。',
          required: true,
          profile: 'graduatesOn',
        },
        {
          key: 'employer',
          kind: 'employer',
          label: '工作单位',
          why: '须在本市就业或创业。',
          required: true,
          expiresAfterMonths: 12,
        },
        {
          key: 'employmentProof',
          kind: 'file',
          label: '劳动合同或营业执照',
          why: '证明在本市就业或创业。',
          required: true,
          minItems: 1,
          maxItems: 6,
        },
        {
          key: 'monthlyIncome',
          kind: 'money',
          label: '家庭月收入（税前）',
          why: '高于上限的请申请市场租赁补贴。',
          required: true,
          min: 0,
          max: 100_000_000,
        },
      ],
    },
    {
      key: 'wish',
      title: '入住意愿',
      fields: [
        {
          key: 'flatType',
          kind: 'single',
          label: '想住的户型',
          why: '用于以后的配租，取得资格后还可以改。',
          required: true,
          options: [
            { value: 'studio', label: '单间' },
            { value: 'one-room', label: '一室一厅' },
            { value: 'two-rooms', label: '两室一厅', note: '三人及以上' },
          ],
        },
        {
          key: 'moveInFrom',
          kind: 'date',
          label: '最早可以入住的日期',
          why: '安排配租批次。',
          required: true,
          min: 'today',
        },
        {
          key: 'phone',
          kind: 'phone',
          label: '联系电话',
          why: '通知看房和配租。',
          required: true,
          profile: 'phone',
        },
        {
          key: 'noticeConsent',
          kind: 'consent',
          label: '知道资格会公示：姓名只显示第一个字，加户型和居住人数',
          why: '公示让大家监督，不显示电话和证件。',
          required: true,
        },
      ],
    },
  ],
}

const flatTypes = new Map<unknown, string>(
  Object.entries({ studio: '单间', 'one-room': '一室一厅', 'two-rooms': '两室一厅' }),
)
const noticeSummary = (answers: Answers): string => {
  const others = Array.isArray(answers.household) ? answers.household.length : 0
  return `申请${flatTypes.get(answers.flatType) ?? '公寓'}，${others + 1} 人居住`
}

/** Qualification for a youth talent apartment (青年人才公寓资格). Which flat it becomes is decided elsewhere. */
export const apartmentProgram: ProgramDefinition = {
  key: 'apartment',
  prefix: 'GY',
  title: '青年人才公寓资格',
  summary: '取得入住资格后参加配租；租金为市场价的七成，最长三年（示例）。',
  stage: 'arriving',
  situation: 'find-home',
  words: ['人才公寓', '青年公寓', '租房', '住房', '安居', '公寓申请'],
  form,
  machine: apartmentMachine,
  source,
  workingDays: 10,
  twoPerson: true,
  noticeDays: 5,
  appealDays: 60,
  noticeSummary,
  policy: {
    code: 'youth-apartment',
    facts: {
      ownsHome: ({ answers }) => (answers.ownsHome === undefined ? null : answers.ownsHome === 'yes'),
      graduatesOn: 'graduatesOn',
      // Asked for as a job or a company here; the papers handed in with it are what officers look at.
      employedHere: ({ answers }) => (answers.employer === undefined ? null : true),
      otherBenefit: 'otherBenefit',
      otherBenefitEndsOn: 'endsOn',
      monthlyIncome: 'monthlyIncome',
    },
  },
  reasons: [
    {
      code: 'owns-home',
      title: '在本市有自有住房',
      clause: '第五条第一项（示例）',
      fix: '登记信息显示【位置】有住房；如已转让，请上传【过户证明】后再申请',
    },
    {
      code: 'other-benefit',
      title: '正在享受其他住房优惠',
      clause: '第五条第三项（示例）',
      fix: '【优惠名称】到【日期】为止，之后可以申请',
    },
    {
      code: 'over-income',
      title: '家庭月收入超过上限',
      clause: '第六条（示例）',
      fix: '核对到的月收入为【金额】，可以改为申请【市场租赁补贴】',
    },
    {
      code: 'proof-unclear',
      title: '证明材料看不清或已过期',
      clause: '第八条（示例）',
      fix: '请重新开具【哪一份】，要求【一个月内、信息完整】',
    },
    {
      code: 'objection-upheld',
      title: '公示异议成立',
      clause: '第九条（示例）',
      fix: '异议反映【情况】；如与事实不符，请提供【材料】申诉',
    },
  ],
  path: [
    { state: 'submitted', title: '已提交', text: '审核员核对家庭、住房和收入材料' },
    { state: 'recommended', title: '初审通过', text: '由另一位审核员复核' },
    { state: 'public-notice', title: '公示 5 日', text: '没有成立的异议就通过' },
    { state: 'approved', title: '取得资格', text: '可以参加公寓配租' },
  ],
  counts: { figure: 'housed', states: ['approved'] },
  readable: { clerk: [], reviewer: 'all', lead: 'all' },
  sensitive: ['phone', 'monthlyIncome', 'household/name', 'household/bornOn'],
}
