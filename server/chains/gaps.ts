import { takesGraduates, type ShortagePost } from '@jucai/contract/chain-vocabulary'
import type { ChainGaps } from '@jucai/contract/chains'
import { knownForFit, matcherOf, type Matcher } from '@jucai/contract/fit/fit'
import { classesIn, majorClassOf, majorsOf } from '@jucai/contract/fit/majors'
import { addDays, addMonths } from '@jucai/contract/policies/days'
import type { FactValue, Facts } from '@jucai/contract/policies/facts'
import { degrees, type Degree } from '@jucai/contract/vocabulary'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { readingOf } from '../core/pinyin-search'
import { problem } from '../core/problem'
import { chainsInForce } from './book'

/** How many people studied the same. */
export interface StudyGroup {
  degree: Degree
  major: string
  /** `2027-06`; null where months were not asked for. */
  month: string | null
  people: number
}
/** What gaps are told by: people as numbers, of whom nobody is known. */
export interface GapDeps {
  /** Those who agreed to be found. */
  findableGroups(db: Db): Promise<StudyGroup[]>
  /** Everybody registered who graduates on one of these days, both included. */
  graduatingGroups(db: Db, from: string, until: string): Promise<StudyGroup[]>
}

const fewest = 5
/** How many, so that two answers that differ in one person are nearly always the same, as the search says it. */
const peopleWords = (count: number): string =>
  count < fewest ? `不到 ${fewest} 人，也可能没有` : `至少 ${count - (count % fewest)} 人`
/** How many months of graduates to come are told. */
const monthsAhead = 12

const definitions = [
  '想招：急需紧缺人才目录现行版里，这个环节各岗位人数之和，以目录的统计日期为准。',
  '库里可能合适：同意人才库推荐、登记的学历和专业类别符合岗位的人。工作年限、职称和其他要求没有算进去；专业认不出类别的不算，所以是下限。',
  `按 ${fewest} 人一档向下取整，不到 ${fewest} 人的不显示，免得认出某个人。一个人可能合适几个岗位，各岗位不能相加。`,
  `将要毕业：所有已登记的人里，今后 ${monthsAhead} 个月毕业、学历和专业符合本环节不要求工作年限、职称和人才层次的岗位的人，按毕业月份；不到 ${fewest} 人的月份不显示人数。`,
]

const factsOf = ({ degree, major }: StudyGroup, day: string): Facts => {
  const fact = (value: string): FactValue => ({ value, source: 'registration', asOf: day })
  const majorClass = majorClassOf(major, readingOf)
  return { degree: fact(degree), ...(majorClass === null ? {} : { majorClass: fact(majorClass) }) }
}

interface Judged {
  group: StudyGroup
  matcher: Matcher
}
const judgedBy = (groups: readonly StudyGroup[], day: string): Judged[] =>
  groups.map((group) => ({ group, matcher: matcherOf(knownForFit(factsOf(group, day), day)) }))

/** Only what is known of a group is asked of it. */
const studyOf = ({ requirements: { minDegree, majors } }: ShortagePost) => ({
  ...(minDegree === undefined ? {} : { minDegree }),
  ...(majors === undefined ? {} : { majors }),
})
const fits = ({ matcher }: Judged, post: ShortagePost): boolean => {
  const asked = studyOf(post)
  return Object.keys(asked).length === 0 || matcher.match(asked).outcome === 'pass'
}
const countFor = (judged: readonly Judged[], posts: readonly ShortagePost[]): number =>
  judged
    .filter((one) => posts.some((post) => fits(one, post)))
    .reduce((sum, { group }) => sum + group.people, 0)

const byMonth = (judged: readonly Judged[], posts: readonly ShortagePost[]) => {
  const open = posts.filter(({ requirements }) => takesGraduates(requirements))
  const months = new Map<string, number>()
  for (const one of judged)
    if (one.group.month !== null && open.some((post) => fits(one, post)))
      months.set(one.group.month, (months.get(one.group.month) ?? 0) + one.group.people)
  return [...months]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([month, people]) => ({ month, people: peopleWords(people) }))
}

/** How many words a search of the pool takes. */
const mostWords = 10
const wordsFor = ({ requirements: { majors = [] } }: ShortagePost): string[] =>
  classesIn(majors)
    .flatMap((code) => majorsOf(code).slice(0, 3))
    .slice(0, mostWords)
const degreesFor = ({ requirements: { minDegree } }: ShortagePost): Degree[] =>
  minDegree === undefined ? [] : degrees.slice(degrees.indexOf(minDegree))

/**
 * What each link of a chain lacks, against who agreed to be found and who will graduate. Nobody is looked at: groups
 * are counted, and few are not told.
 * @throws Problem unavailable, not-found
 */
export const gapsOf = async (
  { db, now, deps }: { db: Db; now: Date; deps: GapDeps },
  key: string,
): Promise<ChainGaps> => {
  const { book } = await chainsInForce(db)
  const chain = book.chains.find((one) => one.key === key)
  if (!chain) throw problem('not-found')
  const today = dayOf(now)
  const found = judgedBy(await deps.findableGroups(db), today)
  const until = addDays(addMonths(today, monthsAhead), -1)
  const graduating = judgedBy(await deps.graduatingGroups(db, addDays(today, 1), until), today)
  return {
    chain: { key, name: chain.name },
    asOf: today,
    definitions,
    links: chain.links.map((link) => {
      const posts = book.posts.filter((post) => post.chain === key && post.link === link.key)
      return {
        key: link.key,
        name: link.name,
        wanted: posts.reduce((sum, { wanted }) => sum + wanted, 0),
        pool: peopleWords(countFor(found, posts)),
        graduates: byMonth(graduating, posts),
        posts: posts.map((post) => ({
          ...{ key: post.key, title: post.title, wanted: post.wanted },
          pool: peopleWords(countFor(found, [post])),
          degrees: degreesFor(post),
          majorWords: wordsFor(post),
        })),
      }
    }),
  }
}
