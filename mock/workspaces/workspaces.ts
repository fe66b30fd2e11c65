import type { GrowthCriterion, UnitKind } from '@jucai/contract/workspace-vocabulary'
import type { Answers } from '@jucai/contract/forms'
import type { SampleApplication, SampleStep } from '../applications/applications'

/** What a site says of itself. */
export const sampleSites = [
  {
    name: '星城青年创新创业平台（示例）',
    address: '星城市老城区示例大道 66 号',
    phone: '0700-8551616',
    hours: '每天 8:00–22:00，凭人才码进出',
    about: '两层楼，开放大厅、独立办公间和一间路演厅；打印、会议室、导师问诊都在一层（示例）。',
    published: true,
  },
  {
    name: '高新区创客工场（示例）',
    address: '星城市高新区示例路 9 号 3 栋',
    phone: '0700-8551717',
    hours: '工作日 8:30–20:00',
    about: '做硬件、做样品的地方：工作室通水、通动力电，一楼有共用的小型加工间（示例）。',
    published: true,
  },
] as const

type SampleUnit = readonly [label: string, kind: UnitKind, seats: number, areaSqm: number, yuan: number]
const desks = (letter: string): SampleUnit[] =>
  [1, 2, 3, 4, 5, 6].map((number): SampleUnit => [`${letter}-0${number}`, 'desk', 1, 3, 200])
/** The rows of the plan of each site, from the door. */
export const sampleRows: readonly (readonly SampleUnit[][])[] = [
  [
    desks('A'),
    desks('B'),
    [
      ['201', 'room', 4, 18, 900],
      ['202', 'room', 4, 18, 900],
      ['203', 'room', 6, 26, 1300],
      ['204', 'room', 10, 42, 2000],
    ],
  ],
  [
    [
      ['工-1', 'studio', 6, 60, 1800],
      ['工-2', 'studio', 6, 60, 1800],
    ],
    [
      ['C-1', 'room', 4, 20, 800],
      ['C-2', 'room', 4, 20, 800],
      ['C-3', 'desk', 1, 4, 160],
    ],
  ],
]

/** What growth is measured by in the sample. */
export const sampleCriteria: GrowthCriterion[] = [
  {
    key: 'people',
    definition: '签了劳动合同并连续缴纳社会保险 3 个月以上的人数，不含负责人，以参保证明为准。',
    atLeast: 2,
  },
  {
    key: 'revenue',
    definition: '这半年开票的营业收入，不含税，以税务申报表为准。',
    atLeast: 5_000_000,
  },
  { key: 'patents', definition: '进驻以来取得受理通知的专利、软件著作权件数。', atLeast: 1 },
  { key: 'funding', definition: '进驻以来到账的股权投资、竞赛奖金，以银行回单为准。', atLeast: 20_000_000 },
]
export const sampleNeeded = 2

const phone = (turn: number): string => `1980000${String(turn).padStart(4, '0')}`
const asked = (turn: number, changes: Answers): Answers => ({
  idea: '给小型工厂做视觉质检的小盒子，三天装好，按月收费（示例）。',
  stage: 'prototype',
  people: 4,
  kind: 'room',
  from: 'SOON',
  months: 6,
  degree: 'bachelor',
  graduatesOn: '2025-06-30',
  phone: phone(turn),
  knows: true,
  ...changes,
})
const recommend: SampleStep = { by: 'reviewer', event: 'recommend', note: '项目讲得清楚，条件相符（示例）' }
const approve: SampleStep = { by: 'lead', event: 'approve' }
/** The team whose half year is nearly over, by the number of its graduate. */
export const sampleTenant = 25
/** Who applied for a place (示例). */
export const sampleTeams: SampleApplication[] = [
  {
    graduate: sampleTenant,
    program: 'workspace',
    daysAgo: 20,
    answers: asked(25, { team: '小方盒视觉（示例）' }),
    steps: [recommend, approve],
  },
  {
    graduate: 26,
    program: 'workspace',
    daysAgo: 12,
    answers: asked(26, { team: '桂花茶饮实验室（示例）', kind: 'studio', people: 5, months: 12 }),
    steps: [recommend, approve],
  },
  {
    graduate: 27,
    program: 'workspace',
    daysAgo: 9,
    answers: asked(27, { team: '一个人的绘本（示例）', kind: 'desk', people: 1, months: 3 }),
    steps: [recommend, approve],
  },
  {
    graduate: 28,
    program: 'workspace',
    daysAgo: 4,
    answers: asked(28, { team: '山货直达（示例）', stage: 'idea', people: 6 }),
    steps: [recommend],
  },
]
