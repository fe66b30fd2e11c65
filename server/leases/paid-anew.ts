import { payWithinDays } from '@jucai/contract/lease-vocabulary'
import { addDays } from '@jucai/contract/policies/days'
import type { NamedReactions } from '../core/feature'
import { holdLease } from './advance'
import type { LeaseDeps, LeaseWork } from './deps'
import { endOfDay, todayOf } from './moments'
import { referenceOf } from './numbers'
import { updateLease } from './repository'

/** Whoever was told to wait for the office, and then that nothing came, has the days to pay once more. */
const mayPayAnew = async (work: LeaseWork, leaseId: string): Promise<void> => {
  const row = await holdLease(work.db, leaseId)
  const until = endOfDay(addDays(await todayOf(work), payWithinDays))
  if (row.state === 'signed' && row.pay_by !== null && row.pay_by < until)
    await updateLease(work.db, leaseId, { pay_by: until })
}

const prefix = referenceOf('')
/** What leases do when money that was waited for did not come. */
export const refusedPayments = (deps: LeaseDeps): NamedReactions => ({
  'receipt.refused': {
    'pay-anew': async ({ tx, now }, { reference }) => {
      if (!reference.startsWith(prefix)) return
      const bill = await tx
        .selectFrom('lease_bill')
        .select('lease_id')
        .where('id', '=', reference.slice(prefix.length))
        .executeTakeFirst()
      if (bill) await mayPayAnew({ db: tx, now, deps }, bill.lease_id)
    },
  },
})
