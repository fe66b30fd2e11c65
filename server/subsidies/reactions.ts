import type { Db } from '../core/db'
import type { NamedReactions } from '../core/feature'
import { paymentsUnder } from '../ledger'
import { settleEnd } from './ending'
import { applicationIn, holdGrantOf, instalmentsOf, referenceOf, updateGrant, type GrantRow } from './grants'

/** Whether every instalment of a subsidy was paid. */
export const isPaidOut = async (db: Db, grant: GrantRow): Promise<boolean> => {
  const live = (await instalmentsOf(db, [grant.id])).filter((one) => one.cancelled_at === null)
  const payments = await paymentsUnder(
    db,
    grant.scheme,
    live.map(({ number }) => referenceOf(grant, number)),
  )
  return payments.filter(({ state }) => state === 'paid').length === live.length
}

/** What follows a step of a payment: a subsidy is paid out, or no longer; what came back after its end is cancelled. */
export const subsidyReactions: NamedReactions = {
  'payment.moved': {
    'keep-subsidy': async ({ tx, now }, { reference, scheme, state }) => {
      const applicationId = applicationIn(reference)
      if (applicationId === null || (state !== 'paid' && state !== 'returned')) return
      const grant = await holdGrantOf(tx, applicationId)
      if (grant?.scheme !== scheme) return
      if (grant.state === 'ended') return settleEnd({ db: tx, now }, grant)
      const next = (await isPaidOut(tx, grant)) ? 'finished' : 'running'
      if (next !== grant.state) await updateGrant(tx, grant.id, { state: next })
    },
  },
}
