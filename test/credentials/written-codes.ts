import { decodeCbor, encodeCbor, type Cbor } from '../../contract/talent-code/cbor'
import { makeSign1 } from '../../contract/talent-code/cose'
import { fromUuid } from '../../contract/talent-code/bytes'
import { testKey, type TestKey } from './keys'
import { step, textOf } from './vector-cases'

/** Keys of the vectors. */
export const [city, holder] = [testKey(1), testKey(2)]

/** Entries of a map, as they are put into it: what is null is left out. */
export type Entries = Record<number, Cbor | null>
const mapOf = (...parts: Entries[]): Map<number, Cbor> => {
  const map = new Map<number, Cbor>()
  for (const [label, value] of parts.flatMap((part) => Object.entries(part)))
    if (value === null) map.delete(Number(label))
    else map.set(Number(label), value)
  return map
}

/** What differs from the code of the vectors. */
export interface Differences {
  claims?: Entries
  cityHeader?: Entries
  proof?: Entries
  holderHeader?: Entries
  holderKey?: Cbor
  /** The claims as bytes, in place of the map. */
  claimBytes?: Uint8Array
  by?: TestKey
}

/** A code that city and holder really signed, whatever it says. */
export const written = (given: Differences = {}): string => {
  const key = given.holderKey ?? mapOf({ 1: 1, [-1]: 6, [-2]: holder.publicKey })
  const claims = mapOf(
    {
      1: 'jucai:xingcheng',
      4: Date.UTC(2029, 10, 22) / 1000,
      7: fromUuid('01935d3e-8a00-7000-8000-000000000001'),
      8: mapOf({ 1: key }),
      [-65537]: ['D', 1, 70_001],
    },
    given.claims ?? {},
  )
  const credential = makeSign1(
    mapOf({ 1: -8, 4: city.id }, given.cityHeader ?? {}),
    given.claimBytes ?? encodeCbor(claims),
    city.sign,
  )
  return textOf(
    makeSign1(
      mapOf({ 1: -8, 13: decodeCbor(credential) as Cbor }, given.holderHeader ?? {}),
      encodeCbor(mapOf({ 6: step, 7: Uint8Array.of(0xc0, 0xff, 0xee, 1) }, given.proof ?? {})),
      (given.by ?? holder).sign,
    ),
  )
}
