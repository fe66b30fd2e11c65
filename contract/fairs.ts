import { defineRoutes } from './route'

/** Online fairs (云端招聘): booths, slots, a queue and the result of each talk. */
export const fairRoutes = defineRoutes({})
