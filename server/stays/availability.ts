import type { HostelNight } from '@jucai/contract/stays'
import { bedKinds, nightsOf, type BedKind } from '@jucai/contract/stay-vocabulary'
import { addDays, dayNumber, type Day } from '@jucai/contract/policies/days'
import type { BedRow } from './repository'

/** A bed that is taken in a night. */
export interface TakenNight {
  bed_id: string
  night: string
}

/** Whether a bed is in service in a night. */
export const isInService = ({ in_from, out_from }: BedRow, night: Day): boolean =>
  in_from <= night && (out_from === null || night < out_from)

const takenBy = (taken: readonly TakenNight[]): Set<string> =>
  new Set(taken.map(({ bed_id, night }) => `${bed_id} ${night}`))

/** How many beds of each kind are free in each of these nights; kinds that the hostel has, always. */
export const freeByNight = (
  beds: readonly BedRow[],
  taken: readonly TakenNight[],
  nights: readonly Day[],
): HostelNight[] => {
  const isTaken = takenBy(taken)
  const kinds = bedKinds.filter((kind) => beds.some((bed) => bed.kind === kind))
  return nights.map((night) => ({
    night,
    free: kinds.map((kind) => ({
      kind,
      beds: beds.filter(
        (bed) => bed.kind === kind && isInService(bed, night) && !isTaken.has(`${bed.id} ${night}`),
      ).length,
    })),
  }))
}

/**
 * First days on which some bed of the kind is free for so many nights in a row, the nearest to the wanted one
 * first; the later of two that are equally near.
 */
export const nearestFree = (
  beds: readonly BedRow[],
  taken: readonly TakenNight[],
  wanted: { kind: BedKind; fromDay: Day; count: number; first: Day; last: Day },
): Day[] => {
  const isTaken = takenBy(taken)
  const fits = (day: Day) =>
    beds.some(
      (bed) =>
        bed.kind === wanted.kind &&
        nightsOf(day, addDays(day, wanted.count)).every(
          (night) => isInService(bed, night) && !isTaken.has(`${bed.id} ${night}`),
        ),
    )
  const distance = (day: Day) => Math.abs(dayNumber(day) - dayNumber(wanted.fromDay))
  return nightsOf(wanted.first, addDays(wanted.last, 1))
    .filter(fits)
    .sort((a, b) => distance(a) - distance(b) || (a < b ? 1 : -1))
    .slice(0, 3)
}
