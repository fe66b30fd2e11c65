/** A base of the sample (示例): an employer by its number, how many it may have, and what it says. */
export interface SampleBase {
  employer: number
  quota: number
  /** Null: its application waits for the office. */
  approvedDaysAgo: number | null
  about: string
}
/** Two bases, and one application that waits. */
export const sampleBases: readonly SampleBase[] = [
  {
    employer: 1,
    quota: 6,
    approvedDaysAgo: 125,
    about: '做智能装备，有装配、调试两个车间，每位见习人员一位师傅。（示例）',
  },
  {
    employer: 7,
    quota: 4,
    approvedDaysAgo: 50,
    about: '材料检测与研究，跟着工程师做样品制备和检测。（示例）',
  },
  {
    employer: 4,
    quota: 0,
    approvedDaysAgo: null,
    about: '软件公司，想带应届生做测试和前端，有带教计划。（示例）',
  },
]
/** How interns of the sample are insured. */
export const sampleInsurance = '人身意外伤害保险，保额 50 万元（示例）'

/** A place of the sample. Days are from the day on which the sample is loaded. */
export interface SamplePlace {
  employer: number
  title: string
  tasks: string
  tutor: string
  offeredDaysAgo: number
  startsIn: number
  months: number
  number: number
  inRound?: true
}
/** The place of the one who finished, of the one who is there, of who is to sign, and those that are open. */
export const samplePlaces = {
  finished: {
    employer: 1,
    title: '装配工艺见习（示例）',
    tasks: '跟着师傅学装配工艺，写作业指导书，做首件检验。',
    tutor: '示例师傅',
    offeredDaysAgo: 120,
    startsIn: -102,
    months: 3,
    number: 1,
  },
  running: {
    employer: 1,
    title: '设备调试见习（示例）',
    tasks: '跟着工程师做设备调试，记录参数，整理调试报告。',
    tutor: '示例工程师',
    offeredDaysAgo: 80,
    startsIn: -62,
    months: 6,
    number: 1,
  },
  toSeal: {
    employer: 7,
    title: '样品制备见习（示例）',
    tasks: '学样品切割、镶嵌、抛光，写制样记录。',
    tutor: '示例老师',
    offeredDaysAgo: 10,
    startsIn: 8,
    months: 3,
    number: 1,
  },
  open: {
    employer: 1,
    title: '质量检验见习（示例）',
    tasks: '跟着质检员做来料、过程、成品检验，写检验记录和改进建议。',
    tutor: '示例质检员',
    offeredDaysAgo: 5,
    startsIn: 40,
    months: 3,
    number: 3,
  },
  first: {
    employer: 1,
    title: '机械设计见习（示例）',
    tasks: '学三维建模和出图，跟一个夹具项目从头到尾。',
    tutor: '示例设计师',
    offeredDaysAgo: 4,
    startsIn: 45,
    months: 6,
    number: 1,
    inRound: true,
  },
  second: {
    employer: 7,
    title: '电镜检测见习（示例）',
    tasks: '学扫描电镜操作和图像分析，协助写检测报告。',
    tutor: '示例研究员',
    offeredDaysAgo: 4,
    startsIn: 45,
    months: 6,
    number: 2,
    inRound: true,
  },
} as const satisfies Record<string, SamplePlace>
