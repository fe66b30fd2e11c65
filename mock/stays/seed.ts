import { addDays } from '@jucai/contract/policies/days'
import type { BedKind, StayPurpose } from '@jucai/contract/stay-vocabulary'
import { stayDeps } from '../../server/app'
import { dayOf } from '../../server/core/clock'
import { assign } from '../../server/staff'
import { addBed, bookStay, describeHostel } from '../../server/stays'
import { stationOf } from '../city/stations'
import { graduate, personAs, type Seed } from '../world'

/** Who books. */
export const after: Seed['after'] = ['people']

const beds: readonly (readonly [label: string, kind: BedKind])[] = [
  ['201', 'single'],
  ['202', 'single'],
  ['203', 'single'],
  ['301-A', 'women'],
  ['301-B', 'women'],
  ['302-A', 'men'],
  ['302-B', 'men'],
  ['101', 'accessible'],
]
/** Who, kind of bed, days from today to the first night, nights, purpose. */
const sampleStays: readonly (readonly [
  who: number | 'graduate',
  kind: BedKind,
  from: number,
  nights: number,
  purpose: StayPurpose,
])[] = [
  ['graduate', 'single', 0, 2, 'interview'],
  [2, 'women', 0, 3, 'fair'],
  [3, 'single', 1, 2, 'joining'],
  [7, 'men', 1, 4, 'looking-for-home'],
  [5, 'single', 1, 1, 'interview'],
  [6, 'women', 2, 2, 'visit'],
]
/** The sample graduate who keeps the desk: `19800000040`, by SMS. */
const deskGraduate = 40

/** A hostel with eight beds, somebody at its desk, and stays of the days to come (示例). */
export const seed: Seed['seed'] = async (tx, world) => {
  const { now } = world
  const deps = stayDeps({ ...world, boundary: () => Promise.resolve(now) })
  const office = { db: tx, now, deps, actor: { personId: await personAs(tx, world, 'lead') } }
  const hostel = stationOf.hostel
  await describeHostel(office, hostel, {
    about: '来面试、找工作、找住处，先在这里住下。含早餐（示例）。',
    houseRules: ['23:00 以后请轻声', '房间里不吸烟', '前台有雨伞、充电器可借'],
    arriveByMinutes: 23 * 60,
    lateByMinutes: 26 * 60,
    cancelByMinutes: 12 * 60,
    aheadDays: 60,
    version: 0,
  })
  for (const [label, kind] of beds) await addBed(office, hostel, { label, kind })
  await assign(tx, now, await graduate(tx, world, deskGraduate), 'clerk', hostel)
  // Whoever of the sample came lives here by now, so their stays are not held against the policy again.
  const asVisitors: typeof deps = { ...deps, judge: () => Promise.resolve({ outcome: 'pass', criteria: [] }) }
  const today = dayOf(now)
  for (const [who, kind, from, nights, purpose] of sampleStays) {
    const personId = await (who === 'graduate' ? personAs(tx, world, who) : graduate(tx, world, who))
    await bookStay(
      { db: tx, now, deps: asVisitors, actor: { personId } },
      {
        hostelId: hostel,
        kind,
        fromDay: addDays(today, from),
        toDay: addDays(today, from + nights),
        arrivesLate: true, // the sample may be loaded late in the evening
        purpose,
      },
    )
  }
}
