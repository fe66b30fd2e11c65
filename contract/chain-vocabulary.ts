import { requirementFaults, type FitRequirements } from './fit/requirements'
import type { Fault } from './policies/facts'

/** How pressing it is that a post is filled, the most pressing first. What each means stands in the book. */
export const urgencies = ['urgent', 'scarce', 'reserve'] as const
/** One of {@link urgencies}. */
export type Urgency = (typeof urgencies)[number]
/** Urgencies in Chinese. */
export const urgencyLabels: Readonly<Record<Urgency, string>> = {
  urgent: '特别急需',
  scarce: '紧缺',
  reserve: '储备',
}

/** An employer in a link: registered here, by its id, or by its name alone. */
export interface ChainMember {
  employer: string | null
  name: string
}
/** A link (环节) of a chain, and which links of the same chain it feeds. */
export interface ChainLink {
  key: string
  name: string
  about: string
  feeds: readonly string[]
  members: readonly ChainMember[]
}
/** An industry chain (产业链). */
export interface Chain {
  key: string
  name: string
  about: string
  links: readonly ChainLink[]
}
/** A post of the catalogue (急需紧缺人才目录): what a link lacks. Pay is before tax, in fen a month. */
export interface ShortagePost {
  key: string
  title: string
  chain: string
  link: string
  /** What one does there, in plain words. */
  about: string
  requirements: FitRequirements
  payFromFenPerMonth: number
  payToFenPerMonth: number
  /** How many people are wanted. */
  wanted: number
  urgency: Urgency
}
/** Chains and catalogue: one document, published as a whole. */
export interface ChainBook {
  /** The day that the numbers are of. */
  asOf: string
  /** How the numbers came about: who asked whom, and what was counted. */
  counted: string
  /** What each urgency means. */
  urgencyMeans: Readonly<Record<Urgency, string>>
  chains: readonly Chain[]
  posts: readonly ShortagePost[]
  /** Sample text, marked 示例 wherever it is shown. */
  sample: boolean
}

/** The most chains, links of a chain, links side by side, and posts. */
export const mostOfChains = { chains: 30, links: 16, abreast: 4, posts: 1000 } as const

/**
 * The links of a chain as they stand in its picture, row by row: a link stands below every link before it in the list
 * that feeds it. What feeds one that is written before it leads back, and moves nothing.
 */
export const layersOf = <L extends Pick<ChainLink, 'key' | 'feeds'>>(links: readonly L[]): L[][] => {
  const depth = new Map<string, number>()
  links.forEach(({ key, feeds }, at) => {
    const own = depth.get(key) ?? 0
    depth.set(key, own)
    for (const { key: next } of links.slice(at + 1))
      if (feeds.includes(next)) depth.set(next, Math.max(depth.get(next) ?? 0, own + 1))
  })
  const layers: L[][] = []
  for (const link of links) (layers[depth.get(link.key) ?? 0] ??= []).push(link)
  return layers
}

/** Whether somebody without years of work, a title or a tier could take a post: where graduates to come may fit. */
export const takesGraduates = ({ experienceYears, title, tier }: FitRequirements): boolean =>
  experienceYears === undefined && title === undefined && tier === undefined

const repeated = (keys: readonly string[]): string[] => [
  ...new Set(keys.filter((key, at) => keys.indexOf(key) !== at)),
]

const linkFaults = ({ key, name, links }: Chain): Fault[] => {
  const keys = links.map((link) => link.key)
  return [
    ...repeated(keys).map((one) => ({
      at: `chains.${key}`,
      message: `产业链“${name}”里有两个环节用了编号“${one}”`,
    })),
    ...links.flatMap((link) =>
      link.feeds
        .filter((fed) => fed === link.key || !keys.includes(fed))
        .map((fed) => ({
          at: `chains.${key}`,
          message:
            fed === link.key
              ? `环节“${link.name}”不能供给它自己`
              : `环节“${link.name}”写了供给“${fed}”，但这条链里没有这个环节`,
        })),
    ),
    ...layersOf(links)
      .filter((layer) => layer.length > mostOfChains.abreast)
      .map((layer) => ({
        at: `chains.${key}`,
        message: `“${layer.map((link) => link.name).join('、')}”在图上并排，超过 ${mostOfChains.abreast} 个就看不清了，请合并，或写明谁供给谁`,
      })),
  ]
}
const postFaults = ({ chains }: ChainBook, post: ShortagePost): Fault[] => {
  const at = `posts.${post.key}`
  const chain = chains.find(({ key }) => key === post.chain)
  const named = `岗位“${post.title}”`
  return [
    ...(chain?.links.some(({ key }) => key === post.link)
      ? []
      : [{ at, message: `${named}的产业链或环节不存在，请重新选择` }]),
    ...(post.payFromFenPerMonth > post.payToFenPerMonth
      ? [{ at, message: `${named}的薪酬写反了：下限高于上限` }]
      : []),
    ...requirementFaults(post.requirements).map(({ message }) => ({ at, message: `${named}：${message}` })),
  ]
}

/** Everything that keeps a book from being published; each sentence names where, `at` is `chains.key` or `posts.key`. */
export const chainFaults = (book: ChainBook): Fault[] => [
  ...repeated(book.chains.map(({ key }) => key)).map((key) => ({
    at: `chains.${key}`,
    message: `有两条产业链用了编号“${key}”`,
  })),
  ...repeated(book.posts.map(({ key }) => key)).map((key) => ({
    at: `posts.${key}`,
    message: `有两个岗位用了编号“${key}”`,
  })),
  ...book.chains.flatMap(linkFaults),
  ...book.posts.flatMap((post) => postFaults(book, post)),
]

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
const changedIn = <T extends { key: string }>(
  before: readonly T[],
  after: readonly T[],
  nameOf: (one: T) => string,
  detail: (old: T, now: T) => string[] = () => [],
): string[] => [
  ...after.flatMap((now) => {
    const old = before.find(({ key }) => key === now.key)
    if (!old) return [`新增${nameOf(now)}`]
    if (same(old, now)) return []
    const said = detail(old, now)
    return [`修改${nameOf(now)}${said.length > 0 ? `：${said.join('；')}` : ''}`]
  }),
  ...before.filter(({ key }) => !after.some((now) => now.key === key)).map((old) => `删去${nameOf(old)}`),
]
const inChain = (old: Chain, now: Chain): string[] =>
  changedIn(old.links, now.links, ({ name }) => `环节“${name}”`)
const inPost = (old: ShortagePost, now: ShortagePost): string[] => [
  ...(old.wanted === now.wanted ? [] : [`人数由 ${old.wanted} 改为 ${now.wanted}`]),
  ...(old.urgency === now.urgency
    ? []
    : [`紧缺程度由“${urgencyLabels[old.urgency]}”改为“${urgencyLabels[now.urgency]}”`]),
]
/** What a version changed against the one before it, a sentence each. */
export const chainDifferences = (before: ChainBook, after: ChainBook): string[] => [
  ...(before.asOf === after.asOf && before.counted === after.counted
    ? []
    : [`统计口径改为：${after.counted}（${after.asOf}）`]),
  ...urgencies
    .filter((one) => before.urgencyMeans[one] !== after.urgencyMeans[one])
    .map((one) => `“${urgencyLabels[one]}”的含义改为：${after.urgencyMeans[one]}`),
  ...changedIn(before.chains, after.chains, ({ name }) => `产业链“${name}”`, inChain),
  ...changedIn(before.posts, after.posts, ({ title }) => `岗位“${title}”`, inPost),
]
