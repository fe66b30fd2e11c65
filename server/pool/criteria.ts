import type { City } from '@jucai/contract/city'
import type { PoolCriteria } from '@jucai/contract/pool'
import { yearsOn } from '@jucai/contract/registration-rules'
import { degrees } from '@jucai/contract/vocabulary'

/** Whether a search says anything at all of whom it is about. */
export const hasCriterion = (criteria: PoolCriteria): boolean =>
  Object.values(criteria).some((value) => value !== undefined)

/** The part that the codes of a division and of all in it begin with: `430100` → `4301`. 海外 is 9 and countries four signs. */
export const regionPrefix = (code: string): string => {
  if (code.startsWith('9')) return code === '990000' ? '9' : code.slice(0, 4)
  return code.replace(/(00){1,2}$/, '')
}

/** The first day of graduation that counts as recent today, by the rule that `tierOn` judges by. */
export const recentSince = (today: string, years: number): string => {
  const day = yearsOn(today, -years)
  // On a leap day, who graduated on 28 February of a year without one was recent until yesterday.
  return today.endsWith('-02-29') && day.endsWith('-02-28') ? `${day.slice(0, 4)}-03-01` : day
}

/** A tier as ranges of what is registered: these degrees, graduated since this day, or whenever. */
export interface TierRange {
  key: string
  degrees: readonly string[]
  since: string | null
}
/** The tiers of a city as ranges, the highest first: the first that fits is somebody's tier. */
export const tierRanges = (tiers: City['tiers'], today: string): TierRange[] =>
  [...tiers]
    .sort((a, b) => a.rank - b.rank)
    .map(({ key, degrees: of, graduatedWithinYears: years }) => ({
      key,
      degrees: degrees.filter((degree) => of.includes(degree)),
      since: years === null ? null : recentSince(today, years),
    }))
