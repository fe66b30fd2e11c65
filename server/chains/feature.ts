import type { Feature } from '../core/feature'
import { countShortagePosts, countWanted } from './book'
import { chainHandlers, type ChainDeps } from './routes'

/** Industry chains (产业链), the posts that each lacks, and who could fit. */
export const chains = (deps: ChainDeps): Feature => ({
  name: 'chains',
  handlers: chainHandlers(deps),
  figures: { shortagePosts: countShortagePosts, shortageWanted: countWanted },
  people: {
    tables: {
      chain_book: {
        by: ['published_by', 'proposed_by'],
        exported: { not: 'the city’s chains and what they lack' },
        onErase: { stays: 'who proposed and published them, by a bare id' },
      },
      chain_draft: {
        by: ['changed_by', 'proposed_by'],
        exported: { not: 'the city’s chains as they are written' },
        onErase: { stays: 'who wrote and proposed them, by a bare id' },
      },
    },
  },
})
