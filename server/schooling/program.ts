import type { FormDefinition } from '@jucai/contract/forms'
import {
  clausesOf,
  documentOptions,
  officers,
  usualSteps,
  type ApplicationMachine,
  type ProgramDefinition,
} from '../applications'

const clause = clausesOf('星城市人才子女入学实施细则（示例）')
const source = clause(
  '第二条',
  '人才子女入学由教育部门按就近原则统筹安排，人才办受理并在 10 个工作日内答复。',
)

/** A place at school for a talent's child: one person decides. */
const schoolingMachine: ApplicationMachine = {
  initial: 'submitted',
  transitions: [
    { from: 'submitted', event: 'approve', to: 'approved', by: officers },
    { from: 'submitted', event: 'reject', to: 'rejected', by: officers },
    ...usualSteps(['submitted'], 'submitted'),
  ],
  clock: { submitted: 'runs', 'changes-requested': 'stopped', appealed: 'restarts' },
}

const form: FormDefinition = {
  checks: [
    {
      rule: 'birthday-of',
      at: 'childBornOn',
      document: 'childDocument',
      message: '与孩子证件号码里的出生日期不一致，请对照证件检查',
    },
    {
      rule: 'not-own-document',
      at: 'childDocument',
      message: '这是你自己的证件号码，请填写孩子的',
    },
    {
      rule: 'years-after-own-birth',
      at: 'childBornOn',
      years: 12,
      when: { field: 'relation', is: ['father', 'mother'] },
      message: '按你登记的证件，这一天你还不满 12 岁，请检查孩子的出生日期和你们的关系',
    },
    {
      rule: 'other-file',
      at: 'guardianProof',
      than: ['register'],
      message: '这份文件在“户口簿或出生证明”里传过了，请上传监护证明',
    },
    {
      rule: 'other-file',
      at: 'homeProof',
      than: ['register', 'guardianProof'],
      message: '这份文件在前面传过了，请上传租房合同或房产证',
    },
  ],
  sections: [
    {
      key: 'child',
      title: '孩子',
      intro: '孩子的信息属于敏感个人信息，只用于安排入学。',
      fields: [
        {
          key: 'childName',
          kind: 'text',
          label: '孩子姓名',
          why: '与户口簿核对。',
          required: true,
          maxLength: 60,
        },
        {
          key: 'childBornOn',
          kind: 'date',
          label: '出生日期',
          why: '判断是否到入学年龄。',
          required: true,
          min: '2005-01-01',
          max: 'today',
        },
        {
          key: 'childDocumentType',
          kind: 'single',
          label: '孩子的证件类型',
          why: '号码按证件核对。',
          required: true,
          options: documentOptions,
        },
        {
          key: 'childDocument',
          kind: 'document',
          label: '孩子的证件号码',
          why: '教育部门建学籍需要。加密保存，只显示前 3 位和后 4 位。',
          required: true,
          typeFrom: 'childDocumentType',
        },
        {
          key: 'relation',
          kind: 'single',
          label: '你是孩子的',
          why: '确认监护关系。',
          required: true,
          options: [
            { value: 'father', label: '父亲' },
            { value: 'mother', label: '母亲' },
            { value: 'guardian', label: '其他监护人' },
          ],
        },
        {
          key: 'register',
          kind: 'file',
          label: '户口簿或出生证明',
          why: '证明监护关系。',
          required: true,
          minItems: 1,
          maxItems: 4,
        },
        {
          key: 'guardianProof',
          kind: 'file',
          label: '监护证明',
          why: '父母以外的监护人需要。',
          required: true,
          minItems: 1,
          maxItems: 2,
          when: { field: 'relation', is: ['guardian'] },
        },
      ],
    },
    {
      key: 'school',
      title: '入学',
      fields: [
        {
          key: 'level',
          kind: 'single',
          label: '申请入读',
          why: '各学段由不同科室安排。',
          required: true,
          options: [
            { value: 'kindergarten', label: '幼儿园' },
            { value: 'primary', label: '小学一年级' },
            { value: 'junior', label: '初中一年级' },
            { value: 'transfer', label: '转学插班' },
          ],
        },
        {
          key: 'presentSchool',
          kind: 'school',
          label: '现在就读的学校',
          why: '办理转学手续。',
          required: true,
          when: { field: 'level', is: ['transfer', 'junior'] },
        },
        {
          key: 'startsOn',
          kind: 'date',
          label: '希望入学的日期',
          why: '安排学位。',
          required: true,
          min: 'today',
        },
        {
          key: 'homeRegion',
          kind: 'region',
          label: '居住的区县',
          why: '按居住地就近安排。',
          required: true,
          profile: 'presentRegion',
          expiresAfterMonths: 12,
        },
        {
          key: 'home',
          kind: 'single',
          label: '在本市的住处',
          why: '在本市有住处才能按居住地安排。',
          required: true,
          options: [
            { value: 'rented', label: '租房' },
            { value: 'owned', label: '自有住房' },
            { value: 'none', label: '还没有' },
          ],
        },
        {
          key: 'homeProof',
          kind: 'file',
          label: '租房合同或房产证',
          why: '确认居住地。',
          required: true,
          minItems: 1,
          maxItems: 4,
          when: { field: 'home', is: ['rented', 'owned'] },
        },
      ],
    },
    {
      key: 'work',
      title: '监护人的工作',
      fields: [
        {
          key: 'worksHere',
          kind: 'single',
          label: '父母一方或其他监护人在本市就业或创业吗',
          why: '入学面向在本市工作的人才的子女，一方符合就行。',
          required: true,
          options: [
            { value: 'yes', label: '是' },
            { value: 'no', label: '还没有' },
          ],
        },
      ],
    },
    {
      key: 'contact',
      title: '联系',
      fields: [
        {
          key: 'phone',
          kind: 'phone',
          label: '联系电话',
          why: '通知学位和报到。',
          required: true,
          profile: 'phone',
        },
        {
          key: 'childConsent',
          kind: 'consent',
          label: '作为监护人，单独同意为安排入学使用孩子的以上信息',
          why: '未满十四周岁的孩子的信息，须由监护人同意。',
          required: true,
        },
      ],
    },
  ],
}

/** A place at school for a talent's child (子女入学). */
export const schoolingProgram: ProgramDefinition = {
  key: 'schooling',
  prefix: 'RX',
  title: '子女入学',
  summary: '人才子女就近安排学位，十个工作日内答复。',
  stage: 'settling',
  situation: 'family',
  words: ['子女入学', '孩子上学', '转学', '学位', '幼儿园', '小学', '初中', '教育'],
  form,
  machine: schoolingMachine,
  source,
  policy: {
    code: 'children-schooling',
    facts: {
      hasSchoolChild: ({ answers }) => (answers.level === undefined ? null : true),
      employedHere: ({ answers }) => (answers.worksHere === undefined ? null : answers.worksHere === 'yes'),
      rentsHere: ({ answers }) => (answers.home === undefined ? null : answers.home === 'rented'),
      ownsHome: ({ answers }) => (answers.home === undefined ? null : answers.home === 'owned'),
      schoolLevel: 'level',
      childBornOn: 'childBornOn',
      schoolCutoff: ({ answers: { startsOn } }) =>
        typeof startsOn === 'string' ? `${startsOn.slice(0, 4)}-08-31` : null,
    },
  },
  workingDays: 10,
  twoPerson: false,
  noticeDays: null,
  appealDays: 60,
  reasons: [
    {
      code: 'too-young',
      title: '没有到入学年龄',
      clause: '第四条（示例）',
      fix: '孩子【日期】满【几】周岁，可以申请【哪一年】入学',
    },
    {
      code: 'proof-unclear',
      title: '证明材料看不清或不完整',
      clause: '第六条（示例）',
      fix: '请重新上传【哪一份】，要求【哪几页】',
    },
    {
      code: 'no-residence',
      title: '没有本市居住证明',
      clause: '第五条（示例）',
      fix: '请提供【租房合同或房产证】，地址须在【区县】',
    },
  ],
  path: [
    { state: 'submitted', title: '已提交', text: '人才办核对材料，会同教育部门安排学位' },
    { state: 'approved', title: '学位已安排', text: '按通知的时间到学校报到' },
  ],
  readable: { clerk: [], reviewer: 'all', lead: 'all' },
  sensitive: ['childName', 'childBornOn', 'childDocument', 'phone'],
}
