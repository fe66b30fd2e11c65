import { type City } from '@jucai/contract/city'
import { degreeLabels, type Degree } from '@jucai/contract/vocabulary'
import { dayOf } from '../core/clock'

/** A tier with the sentence why. */
export interface TierFound { key: string; name: string; rank: number; because: string }

const yearsLater = (day: string, years: number): string => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`

/**
 * The highest tier that takes the degree and, where the tier is for recent graduates, the graduation day; null when none does.
 * Whoever has not graduated yet counts as recent.
 */
export const tierFor = (profile: { degree: Degree; graduatesOn: string }, city: Pick<City, 'tiers'>, now: Date): TierFound | null => {
  const today = dayOf(now)
  const recent = (years: number | null) => years === null || today <= yearsLater(profile.graduatesOn, years)
  const [tier] = city.tiers.filter((one) => one.degrees.includes(profile.degree) && recent(one.graduatedWithinYears)).sort((a, b) => a.rank - b.rank)
  if (!tier) return null
  const degree = `学历为${degreeLabels[profile.degree]}`
  const graduated = profile.graduatesOn > today ? `预计 ${profile.graduatesOn} 毕业` : `${profile.graduatesOn} 毕业，在 ${tier.graduatedWithinYears} 年之内`
  const because = `${degree}${tier.graduatedWithinYears === null ? '' : `，${graduated}`}，符合《${tier.source.paper}》${tier.source.clause}`
  return { key: tier.key, name: tier.name, rank: tier.rank, because }
}
