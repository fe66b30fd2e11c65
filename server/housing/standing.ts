import { dayOf } from '../core/clock'
import { profileOf } from '../profiles'
import type { OwnWork } from './deps'

/** Whether somebody may have a flat by what is known of them today; without a registration nothing is known. */
export const flatStanding = async ({ db, now, deps, actor: { personId } }: OwnWork) => {
  const day = dayOf(now)
  const registration = await profileOf(db, deps.vault, personId)
  const { outcome, criteria } = registration
    ? await deps.judge(db, { personId, registration, now })
    : { outcome: 'unknown' as const, criteria: [] }
  return { day, outcome, criteria }
}
