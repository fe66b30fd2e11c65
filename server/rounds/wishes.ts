import type { Wish } from './ticket-rows'

/**
 * Counts, along an order, how many before somebody want what they want. A wish for a whole project and one for a type
 * of it are in each other’s way; each ticket counts once for a wish.
 */
export const wishCounter = () => {
  /** By project: any wish there; a wish for all of it; by project and type: a wish for the type and not for all. */
  const any = new Map<string, number>()
  const whole = new Map<string, number>()
  const oneType = new Map<string, number>()
  const more = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1)
  return {
    before: ({ stationId, typeId }: Wish): number =>
      typeId === null
        ? (any.get(stationId) ?? 0)
        : (whole.get(stationId) ?? 0) + (oneType.get(`${stationId} ${typeId}`) ?? 0),
    add: (wishes: readonly Wish[]): void => {
      const wholes = new Set(wishes.filter(({ typeId }) => typeId === null).map(({ stationId }) => stationId))
      for (const stationId of new Set(wishes.map((wish) => wish.stationId))) more(any, stationId)
      for (const stationId of wholes) more(whole, stationId)
      for (const { stationId, typeId } of wishes)
        if (typeId !== null && !wholes.has(stationId)) more(oneType, `${stationId} ${typeId}`)
    },
  }
}
/** Whether two tickets want the same: some wish of one is in the way of this wish. */
export const isWanted = (wish: Wish, others: readonly Wish[]): boolean =>
  others.some(
    ({ stationId, typeId }) =>
      stationId === wish.stationId && (typeId === null || wish.typeId === null || typeId === wish.typeId),
  )
