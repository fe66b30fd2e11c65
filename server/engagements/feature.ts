import type { Feature } from '../core/feature'

/** Shared and weekend experts (双聘、周末制): terms, consents, hours, review. */
export const engagements = (): Feature => ({ name: 'engagements', people: { tables: {} } })
