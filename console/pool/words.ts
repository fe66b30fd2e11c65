import type { PoolSearch } from '@jucai/contract/pool'
import { aimLabels, degreeLabels } from '@jucai/contract/vocabulary'

/** Words typed into one field, told apart by commas, semicolons, 、 and line breaks. */
export const wordsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,，、;；\n]/)
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ),
]

const span = (from: string | undefined, to: string | undefined): string | null => {
  if (!from && !to) return null
  if (from && to) return `${from} 至 ${to} 毕业`
  return from ? `${from} 起毕业` : `${to} 前毕业`
}

/** The criteria of a search, one sentence each. */
export const criteriaWords = (
  { criteria, homeRegionName, presentRegionName }: PoolSearch,
  tierName: (key: string) => string,
): string[] => {
  const { degrees, majors, schools, graduatesFrom, graduatesTo, aims, tiers } = criteria
  const any = (label: string, words: readonly string[] | undefined) =>
    words && words.length > 0 ? `${label}：${words.join('或')}` : null
  return [
    any(
      '学历',
      degrees?.map((degree) => degreeLabels[degree]),
    ),
    any('专业含', majors),
    any('学校含', schools),
    span(graduatesFrom, graduatesTo),
    homeRegionName && `家乡：${homeRegionName}`,
    presentRegionName && `现居：${presentRegionName}`,
    any(
      '意向',
      aims?.map((aim) => aimLabels[aim]),
    ),
    any('层次', tiers?.map(tierName)),
  ].filter((words): words is string => Boolean(words))
}
