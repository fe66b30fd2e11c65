import { contributionLabels, contributions } from '@jucai/contract/application-vocabulary'
import type { FormDefinition, FormField } from '@jucai/contract/forms'
import {
  clausesOf,
  officers,
  usualSteps,
  type ApplicationMachine,
  type ProgramDefinition,
} from '../applications'

const source = clausesOf('星城市在外优秀人才“归根”工程实施办法（示例）')(
  '第四条',
  '祖籍在本地、在本地成长或求学、曾在本地工作，或与本地有亲缘等特殊联系的在外人才，均可登记，由招才引智工作站在 5 个工作日内答复。',
)

/**
 * Registration of a returnee: a station answers first, the office confirms, and the conversation goes on
 * until it lands.
 */
const homecomingMachine: ApplicationMachine = {
  initial: 'submitted',
  transitions: [
    { from: 'submitted', event: 'answer', to: 'answered', by: ['clerk'] },
    { from: 'answered', event: 'approve', to: 'approved', by: officers },
    { from: 'submitted', event: 'approve', to: 'approved', by: officers }, // who wants to be seen by the office alone is answered by it
    { from: 'submitted', event: 'reject', to: 'rejected', by: officers },
    { from: 'answered', event: 'reject', to: 'rejected', by: officers },
    { from: 'approved', event: 'land', to: 'landed', by: ['clerk', ...officers] },
    { from: 'approved', event: 'close', to: 'closed', by: ['clerk', ...officers] },
    {
      from: 'changes-requested',
      event: 'correct',
      to: 'answered',
      by: ['applicant'],
      when: ['answered-before'],
    },
    ...usualSteps(['submitted', 'answered'], 'submitted'),
  ],
  clock: { submitted: 'runs', answered: 'restarts', 'changes-requested': 'stopped', appealed: 'restarts' },
}

const about: Record<(typeof contributions)[number], { key: string; label: string; hint: string }> = {
  people: { key: 'aboutPeople', label: '能引荐哪些人', hint: '专业方向、大概几位，不用写姓名' },
  knowledge: { key: 'aboutKnowledge', label: '能带来什么技术或经验', hint: '做过什么，能帮上哪类企业' },
  project: { key: 'aboutProject', label: '有什么项目', hint: '做到哪一步，需要什么条件' },
  capital: { key: 'aboutCapital', label: '资金方面的打算', hint: '投向和大致规模，不用写具体账户' },
}

const contributionFields: FormField[] = contributions.map((one) => ({
  key: about[one].key,
  kind: 'paragraph',
  label: about[one].label,
  why: '让答复的人先做功课，不用从头问起。',
  hint: about[one].hint,
  required: true,
  maxLength: 500,
  when: { field: 'contributions', is: [one] },
}))

const form: FormDefinition = {
  sections: [
    {
      key: 'ties',
      title: '你与这里',
      intro: '有一种联系就可以登记。',
      fields: [
        {
          key: 'ties',
          kind: 'multiple',
          label: '与本地的联系',
          why: '确认属于“归根”工程的对象，也让工作站知道从哪里聊起。',
          required: true,
          minItems: 1,
          options: [
            { value: 'ancestral-home', label: '祖籍在这里' },
            { value: 'grew-up', label: '在这里长大或读过书' },
            { value: 'worked', label: '在这里工作过' },
            { value: 'relatives', label: '有亲人或其他特殊联系', note: '配偶、父母、老师、战友等' },
          ],
        },
      ],
    },
    {
      key: 'present',
      title: '现在',
      intro: '不会向你现在的单位核实。',
      fields: [
        {
          key: 'presentRegion',
          kind: 'region',
          label: '现在所在城市',
          why: '由离你最近的工作站答复你。',
          hint: '在国外的选“海外”和国家',
          required: true,
          profile: 'presentRegion',
          expiresAfterMonths: 12,
        },
        {
          key: 'field',
          kind: 'text',
          label: '从事的领域',
          why: '找懂行的人与你对接。',
          hint: '例如：新能源材料、儿科、跨境电商',
          required: true,
          maxLength: 40,
        },
        {
          key: 'employer',
          kind: 'employer',
          label: '现在的单位',
          why: '了解你的经历；只有你选择的范围能看到。',
          required: false,
        },
        {
          key: 'position',
          kind: 'text',
          label: '职务或岗位',
          why: '匹配相应层次的岗位或合作。',
          required: false,
          maxLength: 40,
        },
      ],
    },
    {
      key: 'intention',
      title: '打算',
      fields: [
        {
          key: 'intention',
          kind: 'single',
          label: '你的意向',
          why: '决定由谁、以什么方式与你联系。',
          required: true,
          options: [
            { value: 'return', label: '想回来工作或创业' },
            { value: 'project', label: '想带项目或资金回来' },
            { value: 'part-time', label: '人不回来，周末或远程帮忙' },
            { value: 'look', label: '先保持联系' },
          ],
        },
        {
          key: 'horizon',
          kind: 'single',
          label: '大概什么时候',
          why: '安排跟进的节奏，不催促你。',
          required: true,
          options: [
            { value: 'half-year', label: '半年内' },
            { value: 'year', label: '一年内' },
            { value: 'three-years', label: '三年内' },
            { value: 'open', label: '还没有想好' },
          ],
        },
      ],
    },
    {
      key: 'contributions',
      title: '能带来什么',
      intro: '没有也没关系，可以都不选。',
      fields: [
        {
          key: 'contributions',
          kind: 'multiple',
          label: '能带来的',
          why: '四样分别对接不同的部门。',
          required: false,
          options: contributions.map((value) => ({ value, label: contributionLabels[value] })),
        },
        ...contributionFields,
      ],
    },
    {
      key: 'privacy',
      title: '谁可以看',
      intro: '每一次查看都有记录，你随时能在“谁看过我的信息”里看到。',
      fields: [
        {
          key: 'visibility',
          kind: 'single',
          label: '可以看到这份登记的人',
          why: '由你决定范围，随时可以撤回登记。',
          required: true,
          options: [
            { value: 'office', label: '只有人才办' },
            { value: 'station', label: '人才办和一个工作站', note: '由工作站先答复，通常更快' },
            {
              value: 'matched-employers',
              label: '再加上领域相符的用人单位',
              note: '只有核实过的单位，只看到领域、意向和时间；看不到姓名、电话和现在的单位',
            },
          ],
        },
        {
          key: 'hideFrom',
          kind: 'group',
          label: '不让哪些单位知道',
          why: '例如现在的单位的关联公司；工作站联系、约访时会避开，用人单位里它们看不到你。现在的单位始终看不到。',
          required: false,
          maxItems: 10,
          fields: [
            {
              key: 'employer',
              kind: 'employer',
              label: '单位名称',
              why: '工作人员按这个名称避开，系统按它不显示。',
              hint: '写全称最稳妥，也可以写统一社会信用代码',
              required: true,
            },
          ],
        },
        {
          key: 'phone',
          kind: 'phone',
          label: '联系电话',
          why: '工作站按你选的方式联系你；只显示前 3 位和后 4 位。',
          hint: '境外号码以 + 和国家代码开头，例如 +6581234567；进展在消息里看，短信只发到登录用的手机号',
          required: true,
          profile: 'phone',
          abroad: true,
        },
        {
          key: 'consent',
          kind: 'consent',
          label: '同意工作站和人才办为答复我而使用以上信息',
          why: '不同意就无法答复；可以随时撤回。',
          required: true,
        },
      ],
    },
  ],
}

const whole = [
  'ties',
  'presentRegion',
  'field',
  'position',
  'intention',
  'horizon',
  'contributions',
  ...contributionFields.map(({ key }) => key),
  'visibility',
  'hideFrom',
  'phone',
  'consent',
]

/** The returning-talent registration (归根). `stationFor` finds the station that answers. */
export const homecomingProgram = ({
  stationFor,
}: Pick<Required<ProgramDefinition>, 'stationFor'>): ProgramDefinition => ({
  key: 'homecoming',
  prefix: 'GG',
  title: '“归根”登记',
  summary: '想回来，或想帮家乡做点事：悄悄登记，由一位具名的人在看得见的日期前答复你。',
  stage: 'before',
  situation: 'look-for-job',
  words: ['归根', '返乡', '回乡', '在外人才', '乡贤', '老乡', '回引', '项目回归', '资本回流'],
  form,
  machine: homecomingMachine,
  source,
  stationFor,
  workingDays: 5,
  twoPerson: false,
  noticeDays: null,
  appealDays: 60,
  reasons: [
    {
      code: 'no-tie',
      title: '没有与本地的联系',
      clause: source.clause,
      fix: '请补充【祖籍、求学、工作或亲缘中的哪一种】，并简要说明',
    },
    {
      code: 'not-reachable',
      title: '无法取得联系',
      clause: '第六条（示例）',
      fix: '请核对联系电话【指出哪里不对】，并写明方便的时间',
    },
    {
      code: 'beyond-scope',
      title: '事项不属于本工程',
      clause: '第五条（示例）',
      fix: '这件事由【部门】办理，可以联系【电话】',
    },
  ],
  path: [
    { state: 'submitted', title: '已登记', text: '工作站在 5 个工作日内答复' },
    { state: 'answered', title: '工作站答复', text: '有了具名的联系人' },
    { state: 'approved', title: '纳入“归根”工程', text: '约谈、来访、对接岗位或项目' },
    { state: 'landed', title: '落地', text: '人回来了，或项目、资金到位' },
  ],
  counts: { figure: 'returned', states: ['landed'] },
  readable: { clerk: [...whole, 'employer'], reviewer: 'all', lead: 'all' },
  sensitive: ['phone'],
})
