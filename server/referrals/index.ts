import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { openField, referralsOf, shownReferral, stepsOf } from './repository'

export {
  answer as answerReferral,
  move as moveReferral,
  pay as payReferral,
  refer,
  type ReferralDeps,
} from './commands'
export { referralReactions } from './jobs'
export { eraseReferrer as eraseReferrals } from './repository'
export { referralHandlers } from './routes'

/** What a person's export says about whom and what they referred. */
export const referralExport = async (
  db: Db,
  vault: Vault,
  personId: string,
): Promise<Record<string, unknown>> => {
  const rows = await referralsOf(db, personId, null, 1000)
  const steps = await stepsOf(
    db,
    rows.map(({ id }) => id),
  )
  return {
    referrals: rows.map((row) => ({
      ...shownReferral(vault, row, steps),
      about: openField(vault, row, 'about'),
      relation: openField(vault, row, 'relation'),
    })),
  }
}
