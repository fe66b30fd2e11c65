import type { Handlers } from '../core/route'
import { liveFigures, type PlanDeps } from './figures'
import { partsOf } from './parts'
import { findRegions } from './regions'
import { cityInForce } from './repository'
import { findSchools } from './schools'

/** What everybody may know about the city. */
export const cityHandlers = (deps: PlanDeps): Handlers => {
  const figures = liveFigures(deps)
  return {
    'GET /city': ({ db }) => cityInForce(db),
    'GET /city/figures': ({ db, now }) => figures(db, now),
    'GET /city/parts': ({ db }) => partsOf(db, deps),
    'GET /regions': (_context, { query }) => findRegions(query),
    'GET /schools': (_context, { query }) => findSchools(query),
  }
}
