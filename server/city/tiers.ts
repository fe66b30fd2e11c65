import type { City } from '@jucai/contract/city'
import { tierOn, type TierFound } from '@jucai/contract/registration-rules'
import type { Degree } from '@jucai/contract/vocabulary'
import { dayOf } from '../core/clock'

export type { TierFound } from '@jucai/contract/registration-rules'

/** {@link tierOn} as of a moment. */
export const tierFor = (
  profile: { degree: Degree; graduatesOn: string },
  city: Pick<City, 'tiers'>,
  now: Date,
): TierFound | null => tierOn(profile, city.tiers, dayOf(now))
