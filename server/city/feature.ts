import type { Feature } from '../core/feature'
import type { PlanDeps } from './figures'
import { cityHandlers } from './routes'

/** What everybody may know about the city. */
export const city = (deps: PlanDeps): Feature => ({
  name: 'city',
  handlers: cityHandlers(deps),
  people: {
    tables: {
      city_config: {
        by: ['published_by'],
        exported: { not: 'the city’s rules' },
        onErase: { stays: 'who published them, by a bare id' },
      },
    },
  },
})
