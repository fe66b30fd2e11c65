import type { Layout } from '@jucai/contract/housing-vocabulary'
import { stationOf } from '../city/stations'
import { planOf } from './plans'

/** A flat type of the sample: rent at market in yuan, area in square metres. */
export interface SampleType {
  code: string
  name: string
  layout: Layout
  people: number
  areaSqm: number
  marketYuan: number
  plan: keyof typeof planOf
}
/** A project of the sample: `floors` of a building name the type of each door, the same on every floor. */
export interface SampleProject {
  station: string
  code: string
  about: string
  drawing: 'courtyard' | 'river' | 'tower'
  /** How many days before the sample is loaded it opened. */
  openedAgo: number
  transport: readonly {
    kind: 'metro' | 'bus' | 'work' | 'shop' | 'school' | 'park'
    text: string
    minutesOnFoot: number
  }[]
  amenities: readonly string[]
  types: readonly SampleType[]
  buildings: readonly { name: string; floors: number; doors: readonly string[] }[]
}

/** Three projects: one lived in for a year, one by the river just finished, one beside the workshops (示例). */
export const sampleProjects: readonly SampleProject[] = [
  {
    station: stationOf.flats,
    code: 'qingnian-li',
    about: '老城南边的院子，六层，带电梯。书院巷一头是地铁，一头是菜市场（示例）。',
    drawing: 'courtyard',
    openedAgo: 330,
    transport: [
      { kind: 'metro', text: '地铁 1 号线侯家塘站', minutesOnFoot: 6 },
      { kind: 'bus', text: '书院巷公交站', minutesOnFoot: 2 },
      { kind: 'work', text: '星火路写字楼', minutesOnFoot: 18 },
      { kind: 'shop', text: '书院巷菜市场', minutesOnFoot: 4 },
    ],
    amenities: ['每户有床、衣柜、空调、热水器', '公共厨房和自习室', '楼下洗衣房，2 元一次', '服务台代收快递'],
    types: [
      {
        code: 'studio',
        name: '书院单间',
        layout: 'studio',
        people: 2,
        areaSqm: 28.5,
        marketYuan: 1450,
        plan: 'studio',
      },
      {
        code: 'studio-accessible',
        name: '无障碍单间',
        layout: 'studio',
        people: 2,
        areaSqm: 35.2,
        marketYuan: 1600,
        plan: 'accessible',
      },
      {
        code: 'one-room',
        name: '小院一居',
        layout: 'one-room',
        people: 3,
        areaSqm: 42.6,
        marketYuan: 2050,
        plan: 'one',
      },
    ],
    buildings: [
      {
        name: '1栋',
        floors: 6,
        doors: [
          'studio',
          'studio',
          'studio',
          'studio',
          'one-room',
          'one-room',
          'studio-accessible',
          'one-room',
        ],
      },
    ],
  },
  {
    station: stationOf.riverside,
    code: 'jiangwan-li',
    about: '推窗见江，刚交付。两栋楼之间有儿童活动场，适合一家人（示例）。',
    drawing: 'river',
    openedAgo: 24,
    transport: [
      { kind: 'metro', text: '地铁 3 号线江湾站', minutesOnFoot: 9 },
      { kind: 'bus', text: '江湾路北公交站', minutesOnFoot: 3 },
      { kind: 'school', text: '江湾小学', minutesOnFoot: 7 },
      { kind: 'park', text: '江边步道', minutesOnFoot: 1 },
    ],
    amenities: ['厨房配好灶具和烟机', '儿童活动场', '地下车位 80 个', '每层一间储物室'],
    types: [
      {
        code: 'one-room',
        name: '江景一居',
        layout: 'one-room',
        people: 3,
        areaSqm: 55.8,
        marketYuan: 2400,
        plan: 'study',
      },
      {
        code: 'two-rooms',
        name: '江景两居',
        layout: 'two-rooms',
        people: 4,
        areaSqm: 66.4,
        marketYuan: 2980,
        plan: 'two',
      },
      {
        code: 'three-rooms',
        name: '江景三居',
        layout: 'three-rooms',
        people: 6,
        areaSqm: 89.9,
        marketYuan: 3860,
        plan: 'three',
      },
    ],
    buildings: [
      { name: '1栋', floors: 5, doors: ['one-room', 'two-rooms', 'two-rooms', 'three-rooms'] },
      { name: '2栋', floors: 5, doors: ['one-room', 'one-room', 'two-rooms', 'three-rooms'] },
    ],
  },
  {
    station: stationOf.makers,
    code: 'kechuang-li',
    about: '离科创园走路十分钟，楼下就是共享工坊。给刚入职的你（示例）。',
    drawing: 'tower',
    openedAgo: 240,
    transport: [
      { kind: 'work', text: '麓云科创园', minutesOnFoot: 10 },
      { kind: 'metro', text: '地铁 2 号线溁湾镇站', minutesOnFoot: 14 },
      { kind: 'bus', text: '麓云路口公交站', minutesOnFoot: 4 },
      { kind: 'shop', text: '星生活超市', minutesOnFoot: 5 },
    ],
    amenities: ['共享工坊，有 3D 打印机', '24 小时自习室', '屋顶跑道', '每户独立水电表'],
    types: [
      {
        code: 'studio',
        name: '工坊单间',
        layout: 'studio',
        people: 2,
        areaSqm: 30.1,
        marketYuan: 1380,
        plan: 'studio',
      },
      {
        code: 'two-rooms',
        name: '合住两居',
        layout: 'two-rooms',
        people: 4,
        areaSqm: 64.8,
        marketYuan: 2560,
        plan: 'two',
      },
    ],
    buildings: [{ name: 'A座', floors: 8, doors: ['studio', 'studio', 'studio', 'two-rooms'] }],
  },
]
