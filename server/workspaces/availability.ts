import { addDays, type Day } from '@jucai/contract/policies/days'
import type { TenancyRow, UnitRow } from './tables'

/** Whether a unit is free, and from when on somebody may come in; null: that is not known. */
export interface Free {
  free: boolean
  freeFrom: Day | null
}

const isStillIn = ({ state, last_day: last }: TenancyRow, today: Day): boolean =>
  (state === 'running' || state === 'ending') && last < today

/**
 * When a unit is free, by the tenancies that stand on it. Nobody knows it while somebody who should have left is in it, nor
 * of a unit that goes out of service.
 */
export const freeOf = (
  unit: Pick<UnitRow, 'id' | 'out_from'>,
  tenancies: readonly TenancyRow[],
  today: Day,
): Free => {
  const here = tenancies.filter(({ unit_id: id, state }) => id === unit.id && state !== 'cancelled')
  if (unit.out_from !== null || here.some((one) => isStillIn(one, today)))
    return { free: false, freeFrom: null }
  const last = here
    .map(({ last_day: day }) => day)
    .filter((day) => day >= today)
    .sort()
    .at(-1)
  return last === undefined ? { free: true, freeFrom: today } : { free: false, freeFrom: addDays(last, 1) }
}

/** Whether a unit may be given to somebody for these days. */
export const isFreeFor = (
  unit: Pick<UnitRow, 'id' | 'out_from'>,
  tenancies: readonly TenancyRow[],
  { firstDay, lastDay, today }: { firstDay: Day; lastDay: Day; today: Day },
): boolean =>
  (unit.out_from === null || unit.out_from > lastDay) &&
  tenancies
    .filter(({ unit_id: id, state }) => id === unit.id && state !== 'cancelled')
    .every((one) => !isStillIn(one, today) && (one.last_day < firstDay || one.first_day > lastDay))
