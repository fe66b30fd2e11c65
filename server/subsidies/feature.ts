import type { Feature } from '../core/feature'
import type { SubsidyDeps } from './deps'
import { keepUp } from './keeping-up'
import { checkMerge, eraseOwn, subsidiesExport } from './own-data'
import { subsidyReactions } from './reactions'
import { subsidyHandlers } from './routes'

/** Subsidies that were granted: their instalments, what ends them, and the hand-over to the ledger. */
export const subsidies = (deps: SubsidyDeps): Feature => ({
  name: 'subsidies',
  handlers: subsidyHandlers(deps),
  reactions: subsidyReactions,
  chores: [{ everyMs: 300_000, run: (now) => keepUp(deps, now) }],
  people: {
    tables: {
      subsidy_grant: {
        of: ['person_id'],
        by: ['ended_by'],
        sealed: ['ended_note'],
        exported: 'subsidies',
        onErase: 'sealed',
      },
      subsidy_instalment: {
        through: { column: 'grant_id', table: 'subsidy_grant' },
        exported: 'subsidies',
        onErase: { stays: 'amounts and days, which the books of the ledger name too' },
      },
    },
    exports: {
      subsidies: (db, personId, now) => subsidiesExport(db, deps.vault, personId, now),
    },
    erase: eraseOwn,
    merge: checkMerge,
  },
})
