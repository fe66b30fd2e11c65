import type { RoundPreview } from '@jucai/contract/round-desk'
import { leastPeople } from '@jucai/contract/round-rules'
import { stationNames } from '../city'
import type { Db } from '../core/db'
import { flatsById, type FlatFacts } from '../housing'
import { classesOf, type RoundClass, type RoundFlatRow, type RoundRow } from './repository'

type Unfit = RoundPreview['unfit'][number]

/** The smallest household of a class: as its rule has it, or, where that is larger, as there are any. */
const smallestOf = (
  { code, when }: RoundClass,
  found: ReadonlyMap<string, number>,
): Pick<Unfit, 'by' | 'people'> => {
  const byRule = leastPeople(when)
  const byPeople = found.get(code) ?? 0
  return byPeople > byRule ? { by: 'people', people: byPeople } : { by: 'rule', people: byRule }
}

const homesOf = (flats: readonly FlatFacts[], names: ReadonlyMap<string, string>): Unfit['homes'] =>
  [...new Set(flats.map(({ typeId }) => typeId))].map((typeId) => {
    const ofType = flats.filter((one) => one.typeId === typeId)
    const [{ stationId, typeName, people }] = ofType as [FlatFacts]
    return {
      stationName: names.get(stationId) ?? '',
      typeName,
      people,
      flats: ofType.map(({ building, number }) => `${building} ${number}`),
    }
  })

/**
 * Kept flats that nobody of their class can choose, since all of it are more people than may live there. The written
 * procedure calls the class for them all the same. `found` is the smallest household there is, by class.
 */
export const unfitKept = async (
  db: Db,
  row: RoundRow,
  rows: readonly RoundFlatRow[],
  found: ReadonlyMap<string, number>,
): Promise<Unfit[]> => {
  const facts = new Map(
    (
      await flatsById(
        db,
        rows.map(({ flat_id: id }) => id),
      )
    ).map((one) => [one.id, one]),
  )
  const names = await stationNames(db, [...new Set([...facts.values()].map(({ stationId }) => stationId))])
  return classesOf(row).flatMap((one) => {
    const smallest = smallestOf(one, found)
    const kept = rows.flatMap(({ flat_id: id, reserved_for: code }) =>
      code === one.code ? (facts.get(id) ?? []) : [],
    )
    const small = kept.filter((flat) => flat.people < smallest.people)
    return small.length === 0
      ? []
      : [{ class: one.code, title: one.title, ...smallest, kept: kept.length, homes: homesOf(small, names) }]
  })
}
