import type { RoundBody } from '@jucai/contract/round-schemas'

/** What the sample rounds say of themselves in words (示例). */
export const rulesText = `星城市青年人才公寓配租规则（示例），第二版

一、取得青年人才公寓资格的人可以参加。一人一个号，一个家庭一个号，按证件核对。
二、截止前可以改志愿、家庭成员和类别，也可以退出。改多少次都只有一个号。
三、顺序由抽签决定：截止后锁定名单、公布承诺值，再用公布过期号的两种全国彩票的开奖号码算出顺序。任何人都能重算。
四、没有锁定前发现同一个人在两个号里的，两边都会收到提醒；锁定时还没有解决的，记为“有争议”，有号，解决后回到号码所在的位置。
五、轮到的人在自己的时段里选房。放弃的人被跳过，原因公开，其他人的位置不变。
六、没有“重新抽签”。名单和承诺值不符，或来源全部无效时，另开新的批次，写明原因。
`
const classes: RoundBody['classes'] = [
  { code: 'family', title: '三人及以上家庭', clause: '第十条（示例）', when: [{ fact: 'people', least: 3 }] },
  { code: 'doctor', title: '博士', clause: '第十一条（示例）', when: [{ fact: 'degree', is: ['doctor'] }] },
]

/** A sample round: days count from the day on which the sample is loaded, hours of the day by the city's clock. */
export interface SampleRound {
  code: string
  title: string
  reserved: 'first' | 'last'
  published: number
  opens: number
  closes: number
  drawing: number
  choosing: number
  /** How many flats of which projects, and for which classes the first of them are kept. */
  flats: readonly (readonly [project: string, count: number])[]
  kept: readonly string[]
  /** Sample graduates who apply. */
  graduates: readonly number[]
  withGraduate: boolean
}
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at)

/** One that has ended, one in which people choose, one that is open. */
export const sampleRounds = {
  ended: {
    code: 'r01',
    title: '第一批（示例）',
    reserved: 'first',
    published: -62,
    opens: -60,
    closes: -52,
    drawing: -50,
    choosing: -48,
    flats: [['qingnian-li', 4]],
    kept: ['family'],
    graduates: range(41, 60),
    withGraduate: false,
  },
  choosing: {
    code: 'r02',
    title: '第二批（示例）',
    reserved: 'first',
    published: -14,
    opens: -12,
    closes: -5,
    drawing: -3,
    choosing: -1,
    flats: [['jiangwan-li', 10]],
    kept: ['family', 'family', 'doctor'],
    graduates: range(45, 79),
    withGraduate: true,
  },
  open: {
    code: 'r03',
    title: '第三批（示例）',
    reserved: 'last',
    published: -4,
    opens: -2,
    closes: 6,
    drawing: 8,
    choosing: 12,
    flats: [
      ['jiangwan-li', 10],
      ['kechuang-li', 2],
    ],
    kept: ['family', 'doctor'],
    graduates: range(61, 79),
    withGraduate: false,
  },
} as const satisfies Record<string, SampleRound>
/** Rules of the sample that are data. */
export const sampleClasses = classes
