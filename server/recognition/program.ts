import type { FormDefinition } from '@jucai/contract/forms'
import { degreeLabels, type Degree } from '@jucai/contract/vocabulary'
import {
  clausesOf,
  documentOptions,
  officers,
  usualSteps,
  type ApplicationMachine,
  type ProgramDefinition,
} from '../applications'

const clause = clausesOf('星城市人才分类认定办法（示例）')
const source = clause('第三条', '人才层次实行两人审核：初审核对材料，复核由另一人作出。')

/** Recognition in a tier: one person recommends, another decides. */
const recognitionMachine: ApplicationMachine = {
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

const degreeOptions = (Object.keys(degreeLabels) as Degree[]).map((value) => ({
  value,
  label: degreeLabels[value],
}))

const form: FormDefinition = {
  checks: [
    {
      rule: 'other-file',
      at: 'titleCertificate',
      than: ['certificate', 'contract'],
      message: '这份文件在别处传过了，请上传职称或技能证书',
    },
  ],
  sections: [
    {
      key: 'tier',
      title: '申请的层次',
      fields: [
        {
          key: 'tier',
          kind: 'single',
          label: '申请认定为',
          why: '各层次的条件和材料不同。',
          required: true,
          options: [
            { value: 'a', label: 'A 类', note: '博士或正高职称' },
            { value: 'b', label: 'B 类', note: '硕士或副高职称、高级技师' },
            { value: 'c', label: 'C 类', note: '毕业 5 年内的本科' },
          ],
        },
      ],
    },
    {
      key: 'education',
      title: '学历',
      intro: '登记过的已经填好，看一眼对不对。',
      fields: [
        {
          key: 'degree',
          kind: 'single',
          label: '最高学历',
          why: '学历是认定的主要条件。',
          required: true,
          options: degreeOptions,
          profile: 'degree',
        },
        {
          key: 'school',
          kind: 'school',
          label: '毕业学校',
          why: '与学历证书核对。',
          required: true,
          profile: 'school',
        },
        {
          key: 'graduatesOn',
          kind: 'date',
          label: '毕业日期',
          why: 'C 类要求毕业未满 5 年。',
          required: true,
          max: 'today',
          profile: 'graduatesOn',
        },
        {
          key: 'education',
          kind: 'group',
          label: '大专以上学习经历',
          why: '核对学历是否连续、真实。',
          required: true,
          minItems: 1,
          maxItems: 6,
          fields: [
            { key: 'school', kind: 'school', label: '学校', why: '与证书核对。', required: true },
            { key: 'period', kind: 'date-range', label: '起止时间', why: '与证书核对。', required: true },
            {
              key: 'degree',
              kind: 'single',
              label: '学历',
              why: '与证书核对。',
              required: true,
              options: degreeOptions,
            },
          ],
        },
        {
          key: 'certificate',
          kind: 'file',
          label: '学历证书',
          why: '证明学历。',
          hint: '学信网电子备案表最方便；国外学历请附认证书',
          required: true,
          minItems: 1,
          maxItems: 4,
          accept: ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'],
        },
      ],
    },
    {
      key: 'work',
      title: '在本地的工作',
      fields: [
        {
          key: 'employer',
          kind: 'employer',
          label: '工作单位',
          why: '认定对象须在本地用人单位工作。',
          required: true,
          expiresAfterMonths: 12,
        },
        {
          key: 'position',
          kind: 'text',
          label: '岗位',
          why: '了解从事的工作。',
          required: true,
          maxLength: 40,
          expiresAfterMonths: 12,
        },
        {
          key: 'title',
          kind: 'single',
          label: '职称或技能等级',
          why: '可以替代学历条件。',
          required: false,
          options: [
            { value: 'senior', label: '正高级' },
            { value: 'associate-senior', label: '副高级' },
            { value: 'technician', label: '高级技师' },
            { value: 'middle', label: '中级' },
          ],
        },
        {
          key: 'titleCertificate',
          kind: 'file',
          label: '职称或技能证书',
          why: '证明职称或技能等级。',
          required: true,
          minItems: 1,
          maxItems: 2,
          when: { field: 'title', is: ['senior', 'associate-senior', 'technician', 'middle'] },
        },
        {
          key: 'contractFrom',
          kind: 'date',
          label: '劳动合同开始日期',
          why: '确认已在本地就业。',
          required: true,
          max: 'today',
        },
        {
          key: 'contract',
          kind: 'file',
          label: '劳动合同',
          why: '确认已在本地就业。',
          required: true,
          minItems: 1,
          maxItems: 6,
        },
        {
          key: 'insuranceMonths',
          kind: 'number',
          label: '在本地连续缴纳社保的月数',
          why: '须连续缴纳满 6 个月。',
          required: true,
          min: 0,
          max: 600,
          unit: ' 个月',
        },
        {
          key: 'annualIncome',
          kind: 'money',
          label: '年收入（税前）',
          why: '部分层次可按收入认定；不填不影响其他条件。',
          required: false,
          min: 0,
          max: 10_000_000_000,
        },
        {
          key: 'honours',
          kind: 'paragraph',
          label: '代表性成果或荣誉',
          why: '供复核参考。',
          required: false,
          maxLength: 1000,
        },
      ],
    },
    {
      key: 'identity',
      title: '身份与联系',
      fields: [
        {
          key: 'documentType',
          kind: 'single',
          label: '证件类型',
          why: '号码按证件核对。',
          required: true,
          options: documentOptions,
          profile: 'documentType',
        },
        {
          key: 'document',
          kind: 'document',
          label: '证件号码',
          why: '与学历、社保信息核对，防止重复认定。加密保存，只显示前 3 位和后 4 位。',
          required: true,
          profile: 'documentNumber',
          typeFrom: 'documentType',
        },
        {
          key: 'phone',
          kind: 'phone',
          label: '联系电话',
          why: '材料有疑问时联系你。',
          required: true,
          profile: 'phone',
          abroad: true,
        },
        {
          key: 'consent',
          kind: 'consent',
          label: '同意人才办向学信网、社保经办机构核对以上信息',
          why: '用数据核对可以少交材料。',
          required: true,
        },
      ],
    },
  ],
}

/** Recognition in a talent tier (人才认定). */
export const recognitionProgram: ProgramDefinition = {
  key: 'recognition',
  prefix: 'RD',
  title: '人才认定',
  summary: '按学历、职称和贡献认定人才层次，享受相应的补贴和服务。',
  stage: 'settling',
  situation: 'live-here',
  words: ['人才认定', '人才分类', '高层次人才', '职称', '学历认定', 'ABC 类'],
  form,
  machine: recognitionMachine,
  source,
  workingDays: 15,
  twoPerson: true,
  noticeDays: null,
  appealDays: 60,
  policy: {
    code: 'tier-recognition',
    facts: {
      tierSought: 'tier',
      degree: 'degree',
      graduatesOn: 'graduatesOn',
      // It may be left empty, which says that there is none.
      title: ({ answers }) => (typeof answers.title === 'string' ? answers.title : 'none'),
      // Asked for as the employer here; the contract handed in with it is what officers look at.
      employedHere: ({ answers }) => (answers.employer === undefined ? null : true),
      insuranceMonths: 'insuranceMonths',
    },
  },
  reasons: [
    {
      code: 'certificate-too-old',
      title: '毕业已满 5 年',
      clause: '第五条第三项（示例）',
      fix: '毕业日期为【日期】，已满 5 年；可以改按【职称或技能等级】申请',
    },
    {
      code: 'no-insurance',
      title: '没有查到足月的社保记录',
      clause: '第六条第二项（示例）',
      fix: '查到 【几】 个月，还差 【几】 个月，【日期】 起可以再申请',
    },
    {
      code: 'certificate-unclear',
      title: '证书看不清或不完整',
      clause: '第八条（示例）',
      fix: '请重新上传【哪一份】，要求【四角完整、编号清楚】',
    },
    {
      code: 'degree-not-met',
      title: '学历或职称不符合所申请的层次',
      clause: '第五条（示例）',
      fix: '请改为申请【层次】，或补充【证书】',
    },
  ],
  path: [
    { state: 'submitted', title: '已提交', text: '审核员核对材料' },
    { state: 'recommended', title: '初审通过', text: '由另一位审核员复核' },
    { state: 'approved', title: '认定完成', text: '人才码更新为相应层次，可以申请对应的补贴和服务' },
  ],
  counts: { figure: 'recognised', states: ['approved'] },
  readable: { clerk: [], reviewer: 'all', lead: 'all' },
  sensitive: ['document', 'phone', 'annualIncome'],
}
