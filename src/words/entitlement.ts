import type { Me } from '@jucai/contract/accounts'
import type { City, Service, Tier } from '@jucai/contract/city'

/**
 * Whether a person may have a service, and by which tier's rule. `unknown`: nobody is registered on this
 * phone.
 */
type Entitlement =
  | { state: 'yes' | 'no'; mine: Tier; needed: Tier | undefined }
  | { state: 'unknown'; mine?: undefined; needed: Tier | undefined }

/** The lowest tier that may have a service: what somebody without it would need. */
const neededTier = (city: Pick<City, 'tiers'>, service: Pick<Service, 'tiers'>): Tier | undefined =>
  city.tiers.filter(({ key }) => service.tiers.includes(key)).sort((a, b) => b.rank - a.rank)[0]

/** What the rule of a service says for this person. */
export function entitlementOf(
  city: Pick<City, 'tiers'>,
  service: Pick<Service, 'tiers'>,
  me: Pick<Me, 'tier'> | null,
): Entitlement {
  const needed = neededTier(city, service)
  const mine = city.tiers.find(({ key }) => key === me?.tier?.key)
  if (!mine) return { state: 'unknown', needed }
  return { state: service.tiers.includes(mine.key) ? 'yes' : 'no', mine, needed }
}

/** Who may have a service, in a few words: 所有人才, or C 类以上 where tiers have such names. */
export function audienceOf(city: Pick<City, 'tiers'>, service: Pick<Service, 'tiers'>): string {
  if (service.tiers.length === city.tiers.length) return '登记就能用'
  const needed = neededTier(city, service)
  return needed ? `${needed.name.split(' · ')[0]}以上` : '暂不开放'
}
