import { createHash } from 'node:crypto'

/** The secret of the link that waits for a home employer, so that the sample city can be shown: 示例 only. */
export const sampleConsentSecret = createHash('sha256').update('示例：现单位的链接').digest('base64url')

/** One sample engagement: who, where it stands, since how many days. */
export interface SampleEngagement {
  expert: 'graduate' | number
  kind: 'shared' | 'weekend'
  left: 'waiting' | 'running' | 'ended'
  title: string
  scope: string
  week: { weekday: number; from: string; to: string }[]
  payFen: number
  payUnit: 'hour' | 'day' | 'month'
  daysAgo: number
  homePhone: string
}
/** One that waits for its home employer, one with hours, one that ended; all at the first sample employer. */
export const sampleEngagements: readonly SampleEngagement[] = [
  {
    expert: 21,
    kind: 'weekend',
    left: 'ended',
    title: '产线节拍顾问（示例）',
    scope: '周六到现场看两小时产线，提出节拍优化意见（示例）。',
    week: [{ weekday: 6, from: '14:00', to: '16:00' }],
    payFen: 50_000,
    payUnit: 'hour',
    daysAgo: 70,
    homePhone: '19900090021',
  },
  {
    expert: 'graduate',
    kind: 'weekend',
    left: 'running',
    title: '周末电气顾问（示例）',
    scope: '周六上午到厂，看电控柜和现场总线的调试（示例）。',
    week: [{ weekday: 6, from: '09:00', to: '12:00' }],
    payFen: 60_000,
    payUnit: 'hour',
    daysAgo: 40,
    homePhone: '19900090001',
  },
  {
    expert: 22,
    kind: 'shared',
    left: 'waiting',
    title: '机器视觉双聘专家（示例）',
    scope: '每周三下午参加项目例会，指导两名青年工程师（示例）。',
    week: [{ weekday: 3, from: '14:00', to: '17:30' }],
    payFen: 800_000,
    payUnit: 'month',
    daysAgo: 9,
    homePhone: '19900090022',
  },
]
