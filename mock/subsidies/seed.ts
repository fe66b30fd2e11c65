import { playApplications } from '../applications/seed'
import type { Seed } from '../world'
import { sampleSubsidies } from './applications'

/** Who applies, and the budgets that approvals reserve from. */
export const after: Seed['after'] = ['applications', 'ledger']

/** Lets sample graduates apply for subsidies, and the sample office decide, through the engine itself. */
export const seed: Seed['seed'] = (tx, world) => playApplications(tx, world, sampleSubsidies)
