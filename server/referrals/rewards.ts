import type { ReferralReward } from '@jucai/contract/city'
import { cityAt, cityInForce } from '../city'
import type { Db } from '../core/db'
import type { ReferralRow } from './repository'

/** What referrals made now are worth. */
export const rewardsInForce = async (db: Db): Promise<readonly ReferralReward[]> =>
  (await cityInForce(db)).referralRewards ?? []

/**
 * What a referral is worth by the configuration it was made under; by the one in force where that one says
 * nothing of rewards. Null: it is not rewarded.
 */
export const rewardFor = async (
  db: Db,
  { kind, city_version: version }: Pick<ReferralRow, 'kind' | 'city_version'>,
): Promise<ReferralReward | null> => {
  const promised = version === null ? undefined : (await cityAt(db, version))?.referralRewards
  return (promised ?? (await rewardsInForce(db))).find((reward) => reward.kind === kind) ?? null
}
