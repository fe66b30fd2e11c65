import type { TalentKind } from '@jucai/contract/project-vocabulary'

/** 万元, in fen. */
const wan = 1_000_000

/** What the referrer of a project wrote. */
interface Typed {
  name: string
  phone: string
  title: string
  about: string
  relation: string
}

/** A sample project, as it is put down and moves on; days before today. */
export interface SampleProject {
  name: string
  /** Of {@link sampleEmployers}; absent: the name alone. */
  employer?: number
  employerName?: string
  chain: string
  link: string
  addedDaysAgo: number
  signed?: number
  building?: number
  producing?: number
  ended?: { daysAgo: number; note: string }
  promisedFen: number
  /** Capital in place: how many days ago, how much; `corrected`: by a counter-entry, so many days ago. */
  inPlace: readonly { daysAgo: number; fen: number; corrected?: number }[]
  commitments: readonly { kind: TalentKind; people: number; dueInDays: number }[]
  /** Introduced graduates of the sample, by their number; `named`: the one who signs in. */
  /** Who referred it: the sample returnee. Days on which it was made, agreed to and tied to the project. */
  referral?: { daysAgo: number; agreed: number; tied: number; asked: Typed }
  people: readonly { graduate: number | 'named'; kind: TalentKind; daysAgo: number }[]
}

/** The budget of rewards of referrals (示例), in fen, of each year in which one falls due. */
export const rewardBudget = { title: '亲情招商推荐奖励（示例）', amountFen: 20_000_000 } as const
/** Days from a reward falling due to the run with it. */
export const rewardSentAfter = 8
/** Days from there to the bank's answer. */
export const rewardAnsweredAfter = 3

/** Sample projects: two that run well, and one for each thing that does not agree. */
export const sampleProjects: readonly SampleProject[] = [
  {
    name: '磷酸铁锂正极二期（示例）',
    employer: 1,
    chain: 'battery',
    link: 'cathode',
    addedDaysAgo: 300,
    signed: 240,
    building: 150,
    promisedFen: 30_000 * wan,
    inPlace: [
      { daysAgo: 140, fen: 8_000 * wan },
      { daysAgo: 60, fen: 6_500 * wan },
    ],
    commitments: [
      { kind: 'master', people: 3, dueInDays: 200 },
      { kind: 'graduate', people: 10, dueInDays: 400 },
    ],
    people: [
      { graduate: 'named', kind: 'master', daysAgo: 90 },
      { graduate: 21, kind: 'graduate', daysAgo: 45 },
    ],
  },
  {
    name: '精密减速器产线（示例）',
    employerName: '星沙传动（示例）',
    chain: 'manufacturing',
    link: 'parts',
    addedDaysAgo: 200,
    signed: 160,
    building: 120,
    producing: 30,
    promisedFen: 12_000 * wan,
    inPlace: [{ daysAgo: 110, fen: 9_000 * wan }],
    commitments: [{ kind: 'skilled', people: 5, dueInDays: -20 }],
    referral: {
      daysAgo: 196,
      agreed: 195,
      tied: 190,
      asked: {
        name: '段志成',
        phone: '19900000104',
        title: '精密减速器产线（示例）',
        about: '堂兄在苏州做减速器，想把产线搬回老家，二十来个人的团队。（示例）',
        relation: '堂兄',
      },
    },
    people: [{ graduate: 22, kind: 'skilled', daysAgo: 70 }],
  },
  {
    name: '储能集成基地（示例）',
    employerName: '湘能储能（示例）',
    chain: 'battery',
    link: 'storage',
    addedDaysAgo: 120,
    signed: 80,
    promisedFen: 20_000 * wan,
    inPlace: [{ daysAgo: 50, fen: 4_000 * wan }],
    commitments: [{ kind: 'doctor', people: 1, dueInDays: 300 }],
    people: [],
  },
  {
    name: '电池拆解中试线（示例）',
    employerName: '绿环再生（示例）',
    chain: 'battery',
    link: 'recycling',
    addedDaysAgo: 260,
    signed: 220,
    promisedFen: 3_000 * wan,
    inPlace: [{ daysAgo: 190, fen: 2_000 * wan, corrected: 40 }],
    commitments: [],
    people: [{ graduate: 23, kind: 'doctor', daysAgo: 150 }],
  },
  {
    name: '前驱体配套（示例）',
    employerName: '金洲材料（示例）',
    chain: 'battery',
    link: 'precursor',
    addedDaysAgo: 20,
    promisedFen: 5_000 * wan,
    inPlace: [],
    commitments: [],
    people: [],
  },
  {
    name: '数控机床展示中心（示例）',
    employerName: '星沙机床（示例）',
    chain: 'manufacturing',
    link: 'parts',
    addedDaysAgo: 150,
    ended: { daysAgo: 90, note: '投资方改去外省' },
    promisedFen: 2_000 * wan,
    inPlace: [],
    commitments: [],
    people: [],
  },
]
