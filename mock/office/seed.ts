import { openOfficeAccount } from '../../server/office'
import { samplePeople } from '../people/people'
import { personAs, type Seed } from '../world'
import { sampleOfficeAccounts } from './accounts'

/** Whose accounts they are. */
export const after: Seed['after'] = ['people']

/** Opens the accounts of the console. */
export const seed: Seed['seed'] = async (tx, world) => {
  for (const account of sampleOfficeAccounts) {
    const name = samplePeople.find(({ as }) => as === account.as)?.registration.name ?? ''
    await openOfficeAccount(
      { db: tx, now: world.now, deps: world },
      { ...account, personId: await personAs(tx, world, account.as), name },
    )
  }
}
