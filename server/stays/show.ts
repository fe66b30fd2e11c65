import type { DeskStay, Stay } from '@jucai/contract/stays'
import { nightsOf, type StayLimits } from '@jucai/contract/stay-vocabulary'
import { cityInForce, stationNames } from '../city'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { StayWork } from './deps'
import { momentOf } from './moments'
import { nightsOfStays } from './nights'
import { allHostels, type StayRow } from './repository'

/** What the desk asks for: `YZ000123`. */
export const numberOf = (serial: number): string => `YZ${String(serial).padStart(6, '0')}`
/** Reads it as people type and paste it, full-width or with hyphens and blanks; null when it is none. */
export const serialOf = (text: string): number | null => {
  const signs = text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '')
  const digits = /^(?:住宿)?(?:编号)?(?:YZ)?(\d{1,9})$/i.exec(signs)?.[1]
  return digits === undefined ? null : Number(digits)
}

/** Where a stay stands at a moment: whoever has not come in time has lost it before any chore says so. */
export const standingOf = (row: Pick<StayRow, 'state' | 'arrive_by'>, at: Date): StayRow['state'] =>
  row.state === 'booked' && row.arrive_by <= at ? 'no-show' : row.state

/** Until when who says so may come: never earlier than without, whatever the hostel's hours have become. */
export const lateUntilOf = (row: StayRow, hostel: { late_by_minutes: number } | undefined): Date => {
  const late = momentOf(row.from_day, hostel?.late_by_minutes ?? 0)
  return late > row.arrive_by ? late : row.arrive_by
}

/** Nights by which a stay may still grow. */
export const nightsLeftOf = (row: StayRow, limits: StayLimits | null): number =>
  Math.max(0, (limits?.nightsPerStay ?? 0) - nightsOf(row.from_day, row.to_day).length)

const mayOf = (row: StayRow, nightsLeft: number, at: Date): Stay['may'] => {
  const state = standingOf(row, at)
  if (state === 'checked-in') return nightsLeft > 0 && dayOf(at) <= row.to_day ? ['extend'] : []
  if (state !== 'booked') return []
  return [
    'cancel',
    ...(at < row.cancel_by ? (['change'] as const) : []),
    ...(row.arrives_late ? [] : (['come-late'] as const)),
  ]
}

/** The stations of hostels as the contract shows them, closed ones by name. */
export const placesOf = async (db: Db, ids: readonly string[]): Promise<Map<string, Stay['hostel']>> => {
  const { stations } = await cityInForce(db)
  const names = await stationNames(db, ids)
  return new Map(
    ids.map((id) => {
      const {
        address = '',
        phone = '',
        latitude = 0,
        longitude = 0,
      } = stations.find((one) => one.id === id) ?? {}
      return [id, { id, name: names.get(id) ?? '人才驿站', address, phone, latitude, longitude }]
    }),
  )
}

/** In which beds a guest sleeps, runs of nights joined. */
export const bedRuns = (nights: readonly { night: string; label: string }[]): Stay['beds'] => {
  const runs: Stay['beds'] = []
  for (const { night, label } of nights) {
    const last = runs.at(-1)
    if (last?.label === label) last.nights += 1
    else runs.push({ label, fromNight: night, nights: 1 })
  }
  return runs
}

/** Stays as their guest sees them. */
export const shownStays = async ({ db, deps }: StayWork, rows: readonly StayRow[]): Promise<Stay[]> => {
  const at = await deps.boundary(db)
  const places = await placesOf(db, [...new Set(rows.map(({ station_id: id }) => id))])
  const hostels = new Map((await allHostels(db)).map((one) => [one.station_id, one]))
  const nights = await nightsOfStays(
    db,
    rows.filter(({ state }) => state === 'checked-in').map(({ id }) => id),
  )
  const limits = new Map<string, StayLimits | null>()
  for (const day of new Set(rows.map(({ from_day: from }) => from)))
    limits.set(day, await deps.limits(db, day))
  return rows.map((row): Stay => {
    const nightsLeft = nightsLeftOf(row, limits.get(row.from_day) ?? null)
    return {
      id: row.id,
      number: numberOf(row.serial),
      hostel: places.get(row.station_id) as Stay['hostel'],
      kind: row.kind,
      beds: bedRuns(nights.get(row.id) ?? []),
      purpose: row.purpose,
      fromDay: row.from_day,
      toDay: row.to_day,
      nights: nightsOf(row.from_day, row.to_day).length,
      state: standingOf(row, at),
      counted: row.counted,
      arrivesLate: row.arrives_late,
      arriveBy: row.arrive_by.toISOString(),
      cancelBy: row.cancel_by.toISOString(),
      lateUntil: lateUntilOf(row, hostels.get(row.station_id)).toISOString(),
      nightsLeft,
      bookedAt: row.booked_at.toISOString(),
      may: mayOf(row, nightsLeft, at),
    }
  })
}
/** One of them. */
export const shownStay = async (work: StayWork, row: StayRow): Promise<Stay> =>
  (await shownStays(work, [row]))[0] as Stay

const nameContext = (id: string) => `stay.masked_name:${id}`
/** Seals a masked name for the desk. */
export const sealName = (vault: Vault, stayId: string, name: string): Buffer =>
  vault.encrypt(name, nameContext(stayId))

/** Stays as the desk sees them. */
export const deskStays = async ({ db, deps }: StayWork, rows: readonly StayRow[]): Promise<DeskStay[]> => {
  const at = await deps.boundary(db)
  const nights = await nightsOfStays(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    id: row.id,
    number: numberOf(row.serial),
    maskedName: row.masked_name ? deps.vault.decrypt(row.masked_name, nameContext(row.id)) : '已注销',
    kind: row.kind,
    bed: bedRuns(nights.get(row.id) ?? [])
      .map(({ label }) => label)
      .join('、'),
    fromDay: row.from_day,
    toDay: row.to_day,
    state: standingOf(row, at),
    purpose: row.purpose,
    arriveBy: row.arrive_by.toISOString(),
    arrivesLate: row.arrives_late,
  }))
}
