import type { Handlers } from '../core/route'
import { liveFigures, type FigureDeps } from './figures'
import { findRegions } from './regions'
import { cityInForce } from './repository'
import { findSchools } from './schools'

/** What everybody may know about the city. */
export const cityHandlers = (deps: FigureDeps): Handlers => {
  const figures = liveFigures(deps)
  return {
    'GET /city': ({ db }) => cityInForce(db),
    'GET /city/figures': ({ db, now }) => figures(db, now),
    'GET /regions': (_context, { query }) => findRegions(query),
    'GET /schools': (_context, { query }) => findSchools(query),
  }
}
