import type { PoolCriteria } from '@jucai/contract/pool'
import type { SearchKind } from '@jucai/contract/pool-vocabulary'
import type { SampleActor } from '../people/people'

/** Who is invited: one of the named people, or a sample graduate by number; and what they answered. */
export interface SampleInvitation {
  to: SampleActor | number
  /** Days before the sample is loaded. */
  sent: number
  answered?: { daysAgo: number; accept: true } | { daysAgo: number; accept: false; reason?: string }
  subject: string
  text: string
  /** Days from the sending to the last day to answer. */
  within: number
}
/** A sample search (示例): who made it, what for, and whom it led to invite. */
export interface SampleSearch {
  by: 'lead' | 'reviewer'
  daysAgo: number
  wanted: { kind: SearchKind; title: string; why: string; criteria: PoolCriteria }
  invitations: readonly SampleInvitation[]
}

/** All of them. */
export const sampleSearches: readonly SampleSearch[] = [
  {
    by: 'lead',
    daysAgo: 3,
    wanted: {
      kind: 'post',
      title: '软件园招聘嵌入式工程师（示例）',
      why: '园区三家企业联合委托，要能读懂电路的软件工程师。（示例）',
      criteria: { majors: ['计算机', '软件', '电气'], aims: ['job', 'internship'], homeRegion: '430000' },
    },
    invitations: [
      {
        to: 0,
        sent: 3,
        answered: { daysAgo: 2, accept: true },
        subject: '软件园开放日，来看看实验室（示例）',
        text: '周六上午软件园开放日，三家企业的工程师在现场，看完再决定要不要投简历。包午饭，来回有班车。（示例）',
        within: 10,
      },
      {
        to: 12,
        sent: 3,
        answered: { daysAgo: 1, accept: false, reason: '已经签了三方协议（示例）' },
        subject: '软件园开放日，来看看实验室（示例）',
        text: '周六上午软件园开放日，三家企业的工程师在现场，看完再决定要不要投简历。包午饭，来回有班车。（示例）',
        within: 10,
      },
      {
        to: 'graduate',
        sent: 0,
        subject: '想请你聊聊嵌入式岗位（示例）',
        text: '园区一家做电池管理的公司在招应届的嵌入式工程师，月薪 9,000 元起，有导师带。想约你半小时电话，先听听他们做什么。不合适随时可以说。（示例）',
        within: 7,
      },
    ],
  },
  {
    by: 'reviewer',
    daysAgo: 1,
    wanted: {
      kind: 'invitation',
      title: '在外青年回乡座谈会（示例）',
      why: '腊月里请在外地工作的星城人回来坐坐，听听想回来的人缺什么。（示例）',
      criteria: { homeRegion: '430100', degrees: ['master', 'doctor'] },
    },
    invitations: [
      {
        to: 'returnee',
        sent: 0,
        subject: '腊月二十四，回来坐一坐（示例）',
        text: '下午两点，老城区人才服务大厅二楼，二十来个人，喝茶聊天。路费自理，晚饭我们管。（示例）',
        within: 14,
      },
    ],
  },
]
