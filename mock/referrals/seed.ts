import { systemRandomness } from '../../server/adapters/keys'
import { calendarInForce } from '../../server/applications'
import { dayOf } from '../../server/core/clock'
import { addWorkingDays } from '../../server/core/working-days'
import { answerReferral, moveReferral, payReward, refer, type ReferralDeps } from '../../server/referrals'
import { daysBefore, personAs, type Seed } from '../world'
import { sampleReferrals } from './referrals'

/** Who refers, and the calendar by which a reward is due. */
export const after: Seed['after'] = ['people', 'applications']

/** What the sample returnee referred, and what came of it. */
export const seed: Seed['seed'] = async (tx, world) => {
  const deps: ReferralDeps = {
    vault: world.vault,
    random: systemRandomness,
    workingDaysFrom: async (db, from, days) => addWorkingDays(await calendarInForce(db), dayOf(from), days),
  }
  const at = (daysAgo: number, personId: string) => ({
    db: tx,
    now: daysBefore(world, daysAgo),
    deps,
    actor: { personId },
  })
  const returnee = await personAs(tx, world, 'returnee')
  const lead = await personAs(tx, world, 'lead')
  for (const { daysAgo, asked, agreed, moved = [], paid } of sampleReferrals) {
    const { referral, code } = await refer(at(daysAgo, returnee), asked)
    if (agreed !== undefined) await answerReferral(at(agreed, returnee), code, true)
    for (const { daysAgo: then, ...step } of moved) await moveReferral(at(then, lead), referral.id, step)
    if (paid !== undefined) await payReward(at(paid, lead), referral.id, dayOf(daysBefore(world, paid)))
  }
}
