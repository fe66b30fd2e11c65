import { testVault } from '../../mock/fakes'
import { openDatabase } from '../../server/core/db'
import { makeDryRuns } from '../../server/policies'
import { recognisedTiers } from '../../server/recognition/tier'

/** What a process that made a dry run had in memory at most, as the system counted it, and how long it took. */
export interface DryRunCost {
  peakBytes: number
  ms: number
}

// Forked by dry-run.ts: makes the dry run that waits in a database, as the server's chore does, and says what it took.
process.once('message', (url: string) => {
  void (async () => {
    const [db, vault, began] = [openDatabase(url), testVault(), performance.now()]
    await makeDryRuns({
      db,
      vault,
      clock: () => new Date(),
      names: () => Promise.resolve(new Map()),
      programs: [],
      recognisedTiers: (tx, ids) => recognisedTiers(tx, vault, ids),
      failed: (name) => process.stderr.write(`the dry run failed: ${name}\n`),
    })
    const cost: DryRunCost = {
      peakBytes: process.resourceUsage().maxRSS * 1024,
      ms: performance.now() - began,
    }
    process.send?.(cost)
  })()
})

// However the bench ends, this ends with it.
process.once('disconnect', () => process.exit(0))
