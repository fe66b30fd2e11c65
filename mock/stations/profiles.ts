import type { StationProfile } from '../../server/stations'
import { stationOf, stations } from '../city/stations'
import type { SampleActor } from '../people/people'

const words = (id: string) => stations.find((station) => station.id === id)
const profile = (
  id: string,
  rest: Pick<StationProfile, 'charter' | 'serves'> & Partial<StationProfile>,
): [string, StationProfile] => {
  const { hours = '', phone = '', address = '' } = words(id) ?? {}
  return [id, { hours, phone, address, university: null, fallback: false, ...rest }]
}

const answers = '在写明的期限内，由具名的工作人员答复每一份归根登记。'
const quiet = '只在你允许的范围内联系你，不联系你的单位。'

/**
 * What the sample directory says of its stations (示例). Hall answers for everybody whose city has no
 * station.
 */
export const stationProfiles = new Map<string, StationProfile>([
  profile(stationOf.hall, {
    charter: ['受理全部人才事项，一窗办结。', '没有驻外站的城市，由这里答复归根登记。', answers],
    serves: ['4301'],
    fallback: true,
  }),
  profile(stationOf.shenzhen, {
    charter: [
      '联络在深圳、东莞、惠州的星城籍人才。',
      answers,
      quiet,
      '带你看星城的产业、岗位和学校，来回车票按政策报销（示例）。',
    ],
    serves: ['4403', '4419', '4413'],
  }),
  profile(stationOf.shanghai, {
    charter: ['联络在上海、苏州、无锡的星城籍人才。', answers, quiet, '每月第二个周六下午办“同乡茶叙”。'],
    serves: ['3101', '3205', '3202'],
  }),
  profile(stationOf.wuhan, {
    charter: ['联络在武汉的星城籍人才和在校生。', answers, quiet],
    serves: ['4201'],
  }),
  profile(stationOf.campus, {
    university: '星城大学',
    charter: ['为毕业生讲政策、改简历、办登记。', '每学期带企业进校两次。', '为在校生预约星城企业参观。'],
    serves: [],
  }),
  profile(stationOf.polytechnic, {
    university: '星城理工学院',
    charter: ['为毕业生讲政策、改简历、办登记。', '对接见习基地，三个月起签协议。'],
    serves: [],
  }),
])

/**
 * Times for visits in the days after the sample was loaded: days ahead, hour here, length in hours, seats.
 */
export const sampleSlots: Record<
  string,
  readonly [days: number, hour: number, hours: number, seats: number][]
> = {
  [stationOf.shenzhen]: [
    [1, 10, 1, 3],
    [1, 15, 1, 3],
    [3, 10, 1, 3],
    [3, 15, 1.5, 2],
    [6, 14, 2, 8],
    [8, 10, 1, 3],
  ],
  [stationOf.hall]: [
    [1, 9, 1, 4],
    [2, 14, 1, 4],
    [5, 9, 1, 4],
  ],
  [stationOf.shanghai]: [
    [2, 14, 1, 2],
    [6, 14, 2, 20],
  ],
  [stationOf.campus]: [
    [1, 16, 1, 6],
    [4, 16, 1, 6],
  ],
}

/** Who has booked which of them, and why (示例). */
export const sampleVisits: readonly {
  stationId: string
  days: number
  hour: number
  by: SampleActor
  purpose: string
}[] = [
  {
    stationId: stationOf.shenzhen,
    days: 3,
    hour: 10,
    by: 'returnee',
    purpose: '想了解带团队回来办中试线的条件（示例）',
  },
  {
    stationId: stationOf.hall,
    days: 1,
    hour: 9,
    by: 'graduate',
    purpose: '问问租房补贴和公寓怎么一起申请（示例）',
  },
]
