import { fitsQuota } from '@jucai/contract/choosing-vocabulary'
import { flatsById } from '../housing'
import type { ChoosingWork, RoundFlat } from './deps'

const shareOf = (pool: string, quota: string) => `${pool} ${quota}`

/** How many kept flats of each share are still there beyond those whom the procedure calls for them. */
const spareOf = async (
  { db, deps }: ChoosingWork,
  roundId: string,
  flats: readonly RoundFlat[],
): Promise<Map<string, number>> => {
  const kept = flats.filter(({ reservedFor }) => reservedFor !== null)
  const spare = new Map<string, number>()
  if (kept.length === 0) return spare
  const there = new Set(
    (
      await flatsById(
        db,
        kept.map(({ flatId }) => flatId),
      )
    ).flatMap(({ id, state }) => (state === 'in-round' ? id : [])),
  )
  for (const { flatId, pool, reservedFor } of kept) {
    const share = shareOf(pool, reservedFor as string)
    spare.set(share, (spare.get(share) ?? 0) + Number(there.has(flatId)))
  }
  for (const { pool, quota, count } of await deps.line.calledFor(db, roundId)) {
    const share = shareOf(pool, quota)
    if (spare.has(share)) spare.set(share, (spare.get(share) as number) - count)
  }
  return spare
}

/**
 * Flats of a round as they are kept now: those of a share of which more are there than people called for it are for
 * anybody, as the written procedure says of kept flats that nobody of the class takes.
 */
export const keptNow = async (work: ChoosingWork, roundId: string): Promise<RoundFlat[]> => {
  const flats = await work.deps.line.roundFlats(work.db, roundId)
  const spare = await spareOf(work, roundId, flats)
  return flats.map((flat) =>
    flat.reservedFor !== null && (spare.get(shareOf(flat.pool, flat.reservedFor)) ?? 0) > 0
      ? { ...flat, reservedFor: null }
      : flat,
  )
}

/**
 * Whether somebody took a kept flat that others are called for. Asked after the choice was written down, which lets
 * one go on at a time: of two who take the last spare one together, the second is refused.
 */
export const tookFromOthers = async (
  work: ChoosingWork,
  roundId: string,
  place: { pool: string; quota: string },
  flatId: string,
): Promise<boolean> => {
  const flats = await work.deps.line.roundFlats(work.db, roundId)
  const flat = flats.find((one) => one.flatId === flatId)
  if (!flat?.reservedFor || fitsQuota(place, flat)) return false
  const spare = await spareOf(work, roundId, flats)
  return (spare.get(shareOf(flat.pool, flat.reservedFor)) ?? 0) < 0
}
