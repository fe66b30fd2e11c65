import { v7 as uuidv7 } from 'uuid'
import { planOf } from '../../mock/housing/plans'
import { stationOf } from '../../mock/city/stations'
import { insertFlats, insertFlatType, insertProject, type NewFlat } from '../../server/housing'
import { startOfTests } from '../start'
import type { Harness } from '../harness'

/** A project of one type, with so many free flats, four a floor. @returns their ids in the order of the doors */
export const openProject = async (
  { db }: Pick<Harness, 'db'>,
  count: number,
  {
    station = stationOf.flats,
    code = 'test-yard',
    layout = 'studio' as const,
    marketFen = 145_000,
    flats = {},
  }: {
    station?: string
    code?: string
    layout?: 'studio' | 'one-room' | 'two-rooms'
    marketFen?: number
    flats?: Partial<NewFlat>
  } = {},
): Promise<{ station: string; code: string; type: string; flats: string[] }> => {
  await insertProject(db, {
    station_id: station,
    code,
    about: '测试用的院子',
    drawing: 'courtyard',
    transport: [{ kind: 'metro', text: '地铁站', minutesOnFoot: 6 }],
    amenities: ['有电梯'],
    opened_on: '2026-03-01',
    version: 1,
    changed_at: startOfTests,
    changed_by: null,
  })
  const type = uuidv7()
  await insertFlatType(db, {
    id: type,
    station_id: station,
    code: 'a',
    name: '单间甲',
    layout,
    people: 2,
    area_sqm_hundredths: 2850,
    market_fen_per_month: marketFen,
    plan: planOf.studio,
    version: 1,
  })
  const rows: NewFlat[] = Array.from({ length: count }, (_, at) => {
    const floor = 1 + Math.floor(at / 4)
    const number = `${floor}0${(at % 4) + 1}`
    return {
      id: uuidv7(),
      code: `${code}-1-${number}`,
      station_id: station,
      type_id: type,
      building: '1栋',
      floor,
      number,
      accessible: false,
      free_from: null,
      ...flats,
    }
  })
  await insertFlats(db, startOfTests, rows, null)
  return { station, code, type, flats: rows.map(({ id }) => id) }
}

/** The heading that the office's template has. */
export const inventoryHead = ['项目', '户型', '楼栋', '楼层', '房号', '无障碍', '现状', '预计空出日期']
/** An inventory as csv, base64. */
export const inventoryCsv = (rows: readonly (readonly string[])[]): string =>
  Buffer.from([inventoryHead, ...rows].map((row) => row.join(',')).join('\r\n')).toString('base64')
