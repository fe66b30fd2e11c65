import type { LeaseFlat } from '@jucai/contract/lease-shapes'
import { cityInForce, stationNames } from '../city'
import type { Db } from '../core/db'
import { flatsById } from '../housing'

/** Flats as leases tell of them, by id. */
export const leaseFlats = async (db: Db, ids: readonly string[]): Promise<Map<string, LeaseFlat>> => {
  const facts = await flatsById(db, [...new Set(ids)])
  const { stations } = await cityInForce(db)
  const names = await stationNames(
    db,
    facts.map(({ stationId }) => stationId),
  )
  return new Map(
    facts.map((flat): [string, LeaseFlat] => {
      const {
        address = '',
        phone = '',
        latitude = 0,
        longitude = 0,
      } = stations.find(({ id }) => id === flat.stationId) ?? {}
      const { id, building, floor, number, typeName, areaSqmHundredths, people, state } = flat
      return [
        id,
        {
          id,
          project: names.get(flat.stationId) ?? '人才公寓',
          address,
          building,
          floor,
          number,
          typeName,
          areaSqmHundredths,
          people,
          latitude,
          longitude,
          phone,
          state,
        },
      ]
    }),
  )
}
/** One of them. */
export const leaseFlat = async (db: Db, id: string): Promise<LeaseFlat> =>
  (await leaseFlats(db, [id])).get(id) as LeaseFlat

/** `3 号楼 1204`. */
export const flatName = ({ building, number }: Pick<LeaseFlat, 'building' | 'number'>): string =>
  `${building} ${number}`

/** Where the flat of a lease is: `示例公寓 3 号楼 1204`. */
export const placeOf = async (db: Db, { flat_id: flatId }: { flat_id: string }): Promise<string> => {
  const flat = await leaseFlat(db, flatId)
  return `${flat.project} ${flatName(flat)}`
}
