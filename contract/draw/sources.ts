/** Who holds a lottery. Of one operator alone no draw takes its numbers. */
export type Operator = 'welfare' | 'sport'

/** How the numbers of a drawing are read: parts in the order in which they are written. */
interface Part {
  /** How many numbers. */
  count: number
  least: number
  most: number
  /** Balls: none twice, written rising. Digits: as they were drawn. */
  kind: 'balls' | 'digits'
}
interface Game {
  label: string
  operator: Operator
  parts: readonly Part[]
}

const balls = (count: number, most: number): Part => ({ count, least: 1, most, kind: 'balls' })
const digits = (count: number, most = 9): Part => ({ count, least: 0, most, kind: 'digits' })

/**
 * National lotteries whose drawings a draw may name, with the official number of each drawing (期号). 排列3 is the
 * beginning of 排列5 and therefore not here. Rules of the games: 中国福利彩票 (welfare), 中国体育彩票 (sport).
 */
export const games = {
  'cwl-kl8': { label: '快乐8', operator: 'welfare', parts: [balls(20, 80)] },
  'cwl-ssq': { label: '双色球', operator: 'welfare', parts: [balls(6, 33), balls(1, 16)] },
  'cwl-qlc': { label: '七乐彩', operator: 'welfare', parts: [balls(7, 30)] },
  'cwl-3d': { label: '福彩3D', operator: 'welfare', parts: [digits(3)] },
  'lottery-dlt': { label: '大乐透', operator: 'sport', parts: [balls(5, 35), balls(2, 12)] },
  'lottery-pl5': { label: '排列5', operator: 'sport', parts: [digits(5)] },
  'lottery-qxc': { label: '七星彩', operator: 'sport', parts: [digits(6), digits(1, 14)] },
} as const satisfies Record<string, Game>
export type GameCode = keyof typeof games
const gameOf = (code: GameCode): Game => games[code]

/** Whether a text is the code of a game. */
export const isGame = (text: string): text is GameCode => Object.hasOwn(games, text)

/** A drawing that is named before it is held: the first of `issues` that is held and valid counts. */
export interface NamedSource {
  game: GameCode
  /** Official numbers of drawings, the fallbacks after the first, in their order. */
  issues: readonly string[]
}

/** What was drawn. */
export interface DrawnSource {
  game: GameCode
  issue: string
  numbers: readonly number[]
}

/** The least that the sources of a draw have to give together, in bits. */
export const leastBits = 60

const choose = (from: bigint, count: bigint): bigint =>
  count === 0n ? 1n : (choose(from - 1n, count - 1n) * from) / count

/** In how many ways a game can end. */
const outcomesOf = (game: GameCode): bigint =>
  gameOf(game).parts.reduce((product, { count, least, most, kind }) => {
    const signs = BigInt(most - least + 1)
    return product * (kind === 'balls' ? choose(signs, BigInt(count)) : signs ** BigInt(count))
  }, 1n)

/** Whole bits that sources give together, rounded down. A game counts once, however often it is named. */
export const bitsOf = (named: readonly NamedSource[]): number =>
  [...new Set(named.map(({ game }) => game))]
    .reduce((product, game) => product * outcomesOf(game), 1n)
    .toString(2).length - 1

/** What is wrong with the sources that a round names, in Chinese; null when nothing is. */
export const namedFault = (named: readonly NamedSource[]): string | null => {
  if (new Set(named.map(({ game }) => game)).size !== named.length) return '同一种彩票只能列一次'
  const bad = named.find(({ issues }) => issues.length === 0 || issues.length > 8)
  if (bad) return `${gameOf(bad.game).label}要写明期号，后备的期号最多 7 个`
  for (const { game, issues } of named) {
    const odd = issues.find((issue) => !/^[0-9]{5,8}$/.test(issue))
    if (odd !== undefined) return `${gameOf(game).label}的期号是 5 到 8 位数字，请检查“${odd}”`
    if (issues.some((issue, at) => at > 0 && Number(issue) <= Number(issues[at - 1])))
      return `${gameOf(game).label}的后备期号要一期比一期晚`
  }
  if (new Set(named.map(({ game }) => gameOf(game).operator)).size < 2)
    return '至少要有一种福利彩票和一种体育彩票：两家机构各自开奖，谁也定不了结果'
  return bitsOf(named) < leastBits ? `这些彩票合起来不到 ${leastBits} 位，随机性不够，请再加一种` : null
}

const partFault = (part: Part, numbers: readonly number[]): string | null => {
  const odd = numbers.find((one) => !Number.isSafeInteger(one) || one < part.least || one > part.most)
  if (odd !== undefined) return `${odd} 不在 ${part.least} 到 ${part.most} 之间`
  if (part.kind === 'digits') return null
  if (new Set(numbers).size !== numbers.length) return '有一个号码写了两次'
  return numbers.some((one, at) => at > 0 && one < (numbers[at - 1] ?? 0)) ? '号码要从小到大写' : null
}

/** What is wrong with the numbers of a drawing, in Chinese; null when nothing is. */
export const drawnFault = ({ game, issue, numbers }: DrawnSource, named: NamedSource): string | null => {
  const { label, parts } = gameOf(game)
  if (game !== named.game || !named.issues.includes(issue)) return `${label}第 ${issue} 期不是公布过的来源`
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  if (numbers.length !== count) return `${label}一期有 ${count} 个号码，写了 ${numbers.length} 个`
  let at = 0
  for (const part of parts) {
    const fault = partFault(part, numbers.slice(at, at + part.count))
    if (fault) return `${label}：${fault}`
    at += part.count
  }
  return null
}

/** How named sources stand in the commitment: `cwl-kl8:2026120>2026121,lottery-pl5:26120`. */
export const namedText = (named: readonly NamedSource[]): string =>
  named.map(({ game, issues }) => `${game}:${issues.join('>')}`).join(',')

/**
 * What was drawn as the one text that goes into the key, in the order in which it was named; after RFC 3797, section
 * 4: numbers joined by `.`, each source closed by `/`.
 */
export const drawnText = (drawn: readonly DrawnSource[]): string =>
  drawn.map(({ game, issue, numbers }) => `${game}:${issue}:${numbers.join('.')}/`).join('')
