import type { City } from './city'
import { isBlank, nameText } from './text'
import { degreeLabels, type Degree } from './vocabulary'

/** `2026-06-30` and 5 → `2031-06-30`. Of 29 February, in a year without one: 28 February. */
export const yearsOn = (day: string, years: number): string => {
  const year = Number(day.slice(0, 4)) + years
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return `${String(year).padStart(4, '0')}${!isLeap && day.endsWith('-02-29') ? '-02-28' : day.slice(4)}`
}

/** `2026-06-30` → 2026年6月30日. */
const dayInWords = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

const shownSign = (sign: string): string =>
  isBlank(sign) || /[\p{M}\p{Cn}]/u.test(sign)
    ? `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    : sign

/**
 * What is wrong with a name as it was typed; null when nothing is. Rare characters that the common fonts lack
 * are typed from the private-use area, and 〇 is no letter to Unicode.
 */
export const nameFault = (typed: string): string | null => {
  const name = nameText(typed)
  const [strange] = /[^\p{L}\p{M}\u3007\p{Co} .'·-]/u.exec(name) ?? []
  if (strange !== undefined)
    return `姓名里不能有“${shownSign(strange)}”，只能有文字、空格、间隔号（·）和连字符，请与证件上一致`
  return /^[\p{L}\u3007\p{Co}]/u.test(name) ? null : '姓名要以文字开头，请与证件上一致'
}

/**
 * What is wrong with a graduation day; null when nothing is. `birth` as the document tells it, `today` the
 * day here, all `YYYY-MM-DD`.
 */
export const graduationFault = (graduatesOn: string, birth: string | null, today: string): string | null => {
  if (graduatesOn < '1950-01-01') return '毕业时间太早，请检查年份'
  if (graduatesOn > yearsOn(today, 8)) return '毕业时间在 8 年以后，请填写预计毕业的日期'
  if (birth && graduatesOn < yearsOn(birth, 15))
    return `证件上的出生日期是 ${dayInWords(birth)}，毕业时不到 15 岁，请检查毕业时间`
  return null
}

/** A tier with the sentence why. */
export interface TierFound {
  key: string
  name: string
  rank: number
  because: string
}

/**
 * The highest tier whose conditions the profile meets: its degree and, for tiers of recent graduates, the
 * graduation day, where a day to come counts as recent. Null when there is none. The phone tells by this rule
 * beforehand what the server decides by it later.
 */
export const tierOn = (
  profile: { degree: Degree; graduatesOn: string },
  tiers: City['tiers'],
  today: string,
): TierFound | null => {
  const recent = (years: number | null) => years === null || today <= yearsOn(profile.graduatesOn, years)
  const [tier] = tiers
    .filter((one) => one.degrees.includes(profile.degree) && recent(one.graduatedWithinYears))
    .sort((a, b) => a.rank - b.rank)
  if (!tier) return null
  const degree = `学历为${degreeLabels[profile.degree]}`
  const day = dayInWords(profile.graduatesOn)
  const graduated =
    profile.graduatesOn > today ? `预计 ${day} 毕业` : `${day} 毕业，在 ${tier.graduatedWithinYears} 年之内`
  const because = `${degree}${tier.graduatedWithinYears === null ? '' : `，${graduated}`}，符合《${tier.source.paper}》${tier.source.clause}`
  return { key: tier.key, name: tier.name, rank: tier.rank, because }
}
