import { degreeLabels, type Degree } from '@jucai/contract/vocabulary'
import { workspaceLimits, workspaceProgramKey } from '@jucai/contract/workspace-vocabulary'
import type { FormDefinition } from '@jucai/contract/forms'
import {
  clausesOf,
  officers,
  usualSteps,
  type ApplicationMachine,
  type ProgramDefinition,
} from '../applications'
import { allot, checkSubmitted, outlook, type FreeMonths } from './allot'

const clause = clausesOf('星城市青年创新创业平台管理办法（示例）')

/** A place in the platform: one person recommends, another approves; approved is allotted. */
const workspaceMachine: ApplicationMachine = {
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

const form: FormDefinition = {
  sections: [
    {
      key: 'project',
      title: '你们的项目',
      fields: [
        {
          key: 'team',
          kind: 'text',
          label: '团队或企业名称',
          why: '门牌和名册上这样写。',
          required: true,
          maxLength: 40,
        },
        {
          key: 'idea',
          kind: 'paragraph',
          label: '做什么，给谁用',
          why: '评审时先看这一段。',
          hint: '几句话就行：做什么、给谁用、和别人有什么不同',
          required: true,
          maxLength: 800,
        },
        {
          key: 'stage',
          kind: 'single',
          label: '做到哪一步了',
          why: '不同阶段给的支持不同。',
          required: true,
          options: [
            { value: 'idea', label: '有想法，还没有做出来' },
            { value: 'prototype', label: '有样品或试用版' },
            { value: 'company', label: '已经注册企业' },
            { value: 'revenue', label: '已经有收入' },
          ],
        },
        {
          key: 'company',
          kind: 'employer',
          label: '企业名称',
          why: '与营业执照核对。',
          required: true,
          when: { field: 'stage', is: ['company', 'revenue'] },
        },
        {
          key: 'people',
          kind: 'number',
          label: '团队有几个人，连你自己',
          why: '按人数分办公间。',
          required: true,
          min: 1,
          max: 100,
          unit: ' 人',
        },
        {
          key: 'plan',
          kind: 'file',
          label: '创业计划',
          why: '一两页就够，没有可以不交。',
          required: false,
          maxItems: 2,
          accept: ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'],
        },
      ],
    },
    {
      key: 'place',
      title: '想要的地方',
      intro: '想去哪个地点，在“创业平台”里看过以后可以先选好；不选的话，哪里有就分哪里。',
      fields: [
        {
          key: 'kind',
          kind: 'single',
          label: '想要哪一种',
          why: '批准时从空着的里面分。',
          required: true,
          options: [
            { value: 'desk', label: '工位', note: '开放大厅里一个座位；几个人一起用请选独立办公间' },
            { value: 'room', label: '独立办公间', note: '有门，按团队人数分' },
            { value: 'studio', label: '工作室', note: '有水有动力电，可以放设备' },
          ],
        },
        {
          key: 'from',
          kind: 'date',
          label: '最早哪天进驻',
          why: '从这一天起分；批准得晚的，从批准当天起。',
          hint: `${workspaceLimits.startDays} 天以内`,
          required: true,
          min: 'today',
        },
        {
          key: 'months',
          kind: 'number',
          label: '用几个月',
          why: `一次 ${workspaceLimits.leastMonths} 到 ${workspaceLimits.mostMonths} 个月，期满前可以申请续。`,
          required: true,
          min: workspaceLimits.leastMonths,
          max: workspaceLimits.mostMonths,
          unit: ' 个月',
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
          label: '最高学历，在读的填将取得的',
          why: '面向大专以上的青年。',
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
          label: '毕业日期，在读的填预计的',
          why: '面向在校和毕业 5 年内的青年。',
          required: true,
          profile: 'graduatesOn',
        },
        {
          key: 'enrolledOn',
          kind: 'date',
          label: '入学日期',
          why: '在校生须入学满 1 年；已经毕业的不用填。',
          required: false,
          max: 'today',
        },
      ],
    },
    {
      key: 'contact',
      title: '联系与确认',
      fields: [
        {
          key: 'phone',
          kind: 'phone',
          label: '联系电话',
          why: '材料有疑问、安排进驻时联系你。',
          required: true,
          profile: 'phone',
        },
        {
          key: 'knows',
          kind: 'consent',
          label: '知道每半年考核一次，没有达到要求或违反规定的要退出；期满交还',
          why: '地方有限，留给在用的团队。',
          required: true,
        },
      ],
    },
  ],
}

/**
 * A place in the start-up platform (创业平台入驻): its approval allots a unit for a term. `freeMonths` tells for how long no
 * fee is asked.
 */
export const workspaceProgram = ({ freeMonths }: { freeMonths: FreeMonths }): ProgramDefinition => ({
  key: workspaceProgramKey,
  prefix: 'CK',
  title: '青年创新创业平台入驻',
  summary: '在校或毕业 5 年内想创业：申请一个工位、办公间或工作室，3 至 12 个月，期满可续（示例）。',
  stage: 'growing',
  situation: 'start-business',
  words: ['创业工位', '创业平台', '孵化', '众创空间', '办公室', '工作室', '入驻'],
  source: clause('第六条', '固定工位、办公间和工作室由团队申请，初审、复核由两人办理，批准时分定。'),
  form,
  machine: workspaceMachine,
  workingDays: 10,
  twoPerson: true,
  noticeDays: null,
  appealDays: 60,
  policy: {
    code: 'start-up-workspace',
    facts: { degree: 'degree', graduatesOn: 'graduatesOn', enrolledOn: 'enrolledOn' },
  },
  onStep: async (work) => {
    if (work.event === 'submit') await checkSubmitted(work)
    if (work.event === 'approve') await allot(work, freeMonths)
  },
  outlook,
  reasons: [
    {
      code: 'conditions',
      title: '不符合条件',
      clause: '第三条（示例）',
      fix: '核对到【哪一项、什么情况】，不符合【哪一条】；以后【什么时候、满足什么】可以再申请',
    },
    {
      code: 'not-ready',
      title: '项目还说不清楚',
      clause: '第六条（示例）',
      fix: '评审看不出【做什么、给谁用】，请补充【哪些内容】后再申请；可以先用共享工位和导师问诊',
    },
    {
      code: 'no-place',
      title: '没有合适的地方',
      clause: '第六条（示例）',
      fix: '这段时间没有【哪一种】，【日期】起可能有；可以改选【别的种类或地点】再申请',
    },
  ],
  path: [
    { state: 'submitted', title: '已提交', text: '审核员核对条件，看项目' },
    { state: 'recommended', title: '初审通过', text: '由另一位审核员复核，并核对空着的地方' },
    { state: 'approved', title: '已分定', text: '在“我的创业空间”里看是哪一间、从哪天起' },
  ],
  readable: { clerk: [], reviewer: 'all', lead: 'all' },
  sensitive: ['phone'],
})
