import type { City, Service } from '@jucai/contract/city'

// What can be had once is worth most and is easily missed; what comes every day can wait.
const rarity: Record<Service['occasion']['per'], number> = { ever: 0, month: 1, day: 2 }

/**
 * The service to use next: open to the tier, not used yet, the rarest first and else as the city lists
 * them.
 */
export function nextService(
  city: Pick<City, 'services'>,
  tierKey: string | undefined,
  used: readonly string[],
): Service | undefined {
  return city.services
    .filter(
      ({ name, tiers, stationIds }) =>
        tierKey !== undefined && tiers.includes(tierKey) && stationIds.length > 0 && !used.includes(name),
    )
    .sort((a, b) => rarity[a.occasion.per] - rarity[b.occasion.per])[0]
}
