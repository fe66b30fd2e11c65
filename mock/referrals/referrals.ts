/** A sample referral (示例): how many days ago it was made, agreed to, moved on and paid for. */
export interface SampleReferral {
  daysAgo: number
  asked: {
    kind: 'person' | 'project'
    name: string
    phone: string
    title: string
    about: string
    relation: string
  }
  agreed?: number
  moved?: { daysAgo: number; state: 'followed' | 'landed'; note: string }[]
  paid?: number
}

/** All of them. */
export const sampleReferrals: readonly SampleReferral[] = [
  {
    daysAgo: 60,
    asked: {
      kind: 'person',
      name: '秦向阳',
      phone: '19900000101',
      title: '工艺工程师，原在东莞（示例）',
      about: '以前的同事，做注塑工艺八年，家在老城，想回来照顾老人。（示例）',
      relation: '老同事',
    },
    agreed: 58,
    moved: [
      { daysAgo: 50, state: 'followed', note: '电话聊过，推荐了两家企业（示例）' },
      { daysAgo: 20, state: 'landed', note: '已入职三个月（示例）' },
    ],
    paid: 5,
  },
  {
    daysAgo: 9,
    asked: {
      kind: 'project',
      name: '邓海生',
      phone: '19900000102',
      title: '电池隔膜检测设备项目（示例）',
      about: '表哥的公司，在深圳做检测设备，想在中部找厂房，十来个人的团队。（示例）',
      relation: '表哥',
    },
    agreed: 8,
    moved: [{ daysAgo: 3, state: 'followed', note: '约了下周四来看标准厂房（示例）' }],
  },
  {
    daysAgo: 1,
    asked: {
      kind: 'person',
      name: '钟小禾',
      phone: '19900000103',
      title: '儿科医生，在广州（示例）',
      about: '中学同学，想带孩子回来上学。（示例）',
      relation: '中学同学',
    },
  },
]
