import type { Feature } from '../core/feature'

/** Online fairs (云端招聘): booths, slots, a queue and the result of each talk. */
export const fairs = (): Feature => ({ name: 'fairs', people: { tables: {} } })
