import { leaseBenefit, livingStates } from '@jucai/contract/lease-vocabulary'
import type { Held } from '@jucai/contract/policies/granting'
import type { Db } from '../core/db'
import { leaseNumber } from './numbers'
import { allLeases } from './repository'

const counts = ['signed', 'paid', 'living', 'ending', 'inspected', 'settled']

/**
 * Leases as benefits beside others: from the first day until the key came back, or as long as the term runs. An offer
 * that is not signed counts for nothing.
 */
export const leasesHeld = async (db: Db, personId: string): Promise<Held[]> =>
  (await allLeases(db, personId))
    .filter(({ state }) => counts.includes(state))
    .map((row) => ({
      code: leaseBenefit,
      label: '青年人才公寓',
      from: row.first_day,
      until: row.back_on ?? row.held_until,
      payments: [],
    }))

/** What of leases forbids the office to say where a flat stands; null when nothing does. */
export const inUse = async (db: Db, flatId: string): Promise<string | null> => {
  const row = await db
    .selectFrom('lease')
    .select('serial')
    .where('flat_id', '=', flatId)
    .where('state', 'in', livingStates)
    .limit(1)
    .executeTakeFirst()
  return row ? `这套房有租约 ${leaseNumber(row.serial)} 没有结束，先到“租约”里办完。` : null
}
/** Whether a lease was signed that follows from one of these choices: then it is neither swapped nor given back. */
export const areSigned = async (db: Db, choiceIds: readonly string[]): Promise<boolean> =>
  choiceIds.length > 0 &&
  (await db
    .selectFrom('lease')
    .select('id')
    .where('choice_id', 'in', choiceIds)
    .where('signed_at', 'is not', null)
    .where('state', 'not in', ['lapsed', 'cancelled'])
    .limit(1)
    .executeTakeFirst()) !== undefined
