import type { FollowUpKind } from '@jucai/contract/application-vocabulary'

/**
 * What came of the registration of a sample graduate (示例): outcomes so many days ago, a note for colleagues,
 * and in how many days to speak next.
 */
export interface SampleFollowUp {
  graduate: number
  next?: number
  note?: string
  came: { daysAgo: number; kind: FollowUpKind; note: string; amountFen?: number }[]
}

/** All of them. */
export const sampleFollowUps: readonly SampleFollowUp[] = [
  {
    graduate: 3,
    next: 0,
    note: '周三晚上方便接电话，想先看厂房照片（示例）',
    came: [{ daysAgo: 4, kind: 'contacted', note: '电话聊了二十分钟，对中试平台感兴趣（示例）' }],
  },
  {
    graduate: 4,
    next: 3,
    came: [
      { daysAgo: 6, kind: 'contacted', note: '加了微信，发了政策清单（示例）' },
      { daysAgo: 2, kind: 'met', note: '回来探亲，在大厅当面谈（示例）' },
    ],
  },
  {
    graduate: 5,
    note: '家属工作已对接市二医院（示例）',
    came: [
      { daysAgo: 9, kind: 'met', note: '在深圳站面谈（示例）' },
      { daysAgo: 6, kind: 'visited', note: '带两位同事来看标准厂房（示例）' },
      { daysAgo: 3, kind: 'returned', note: '已到岗（示例）' },
      { daysAgo: 2, kind: 'project-landed', note: '中试线签约（示例）' },
      { daysAgo: 1, kind: 'capital-invested', note: '首期到位（示例）', amountFen: 500_000_000 },
    ],
  },
]
