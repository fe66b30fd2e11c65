import { dayOf } from '../../server/core/clock'
import { setBudget } from '../../server/ledger'
import { playApplications } from '../applications/seed'
import { sampleBudgets } from '../ledger/payments'
import { workAt } from '../ledger/seed'
import { daysBefore, personAs, type Seed } from '../world'
import { sampleSubsidies } from './applications'

/** Who applies, and the budgets that approvals reserve from. */
export const after: Seed['after'] = ['applications', 'ledger']

/**
 * Lets sample graduates apply for subsidies, and the sample office decide, through the engine itself. In January some
 * of it happened in the year before, whose budgets the ledger's sample does not set.
 */
export const seed: Seed['seed'] = async (tx, world) => {
  const applications = sampleSubsidies(dayOf(world.now))
  const earliest = Math.max(...applications.map(({ daysAgo }) => daysAgo))
  const yearOf = (moment: Date) => Number(dayOf(moment).slice(0, 4))
  const year = yearOf(daysBefore(world, earliest))
  if (year < yearOf(world.now))
    for (const { scheme, title, amountFen } of sampleBudgets)
      await setBudget(
        workAt(tx, world, earliest + 1, await personAs(tx, world, 'lead')),
        { scheme, year },
        { title, amountFen, why: '年初安排', version: 0 },
      )
  await playApplications(tx, world, applications)
}
