import { defineRoutes } from './route'

/** Shared and weekend experts (双聘、周末制): terms, consents, hours, review. */
export const engagementRoutes = defineRoutes({})
