import { useCity } from '../city'

/** What tiers are called, by key; the key itself while the city is not known. */
export const useTierName = (): ((key: string) => string) => {
  const tiers = useCity()?.tiers
  return (key) => tiers?.find((tier) => tier.key === key)?.name ?? key
}
