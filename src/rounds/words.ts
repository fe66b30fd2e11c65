import { games, type NamedSource } from '@jucai/contract/draw/sources'
import type { RoundHome, RoundSummary } from '@jucai/contract/round-schemas'
import type { PublicRound } from '@jucai/contract/rounds'
import { momentWords, type RoundState } from '@jucai/contract/rounds-vocabulary'
import { layoutLabels } from '@jucai/contract/housing-vocabulary'
import type { Tone } from '@/components/tag'

/** The colour of a round’s state. */
export const stateTones: Record<RoundState, Tone> = {
  draft: 'plain',
  published: 'info',
  open: 'good',
  closed: 'care',
  locked: 'night',
  drawn: 'night',
  choosing: 'star',
  ended: 'plain',
  cancelled: 'plain',
}

/** How long until a moment, in the largest unit that still tells: `还剩 2 天`. */
export const leftWords = (until: string, now: Date): string => {
  const minutes = Math.ceil((Date.parse(until) - now.getTime()) / 60_000)
  if (minutes <= 0) return '时间到了'
  if (minutes < 120) return `还剩 ${minutes} 分钟`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `还剩 ${hours} 小时` : `还剩 ${Math.floor(hours / 24)} 天`
}

/** What comes next in a round, in one line. */
export const nextWords = (
  {
    state,
    opensAt,
    closesAt,
    choosingFrom,
  }: Pick<RoundSummary, 'state' | 'opensAt' | 'closesAt' | 'choosingFrom'>,
  now: Date,
): string => {
  if (state === 'published') return `${momentWords(opensAt)} 开始申请`
  if (state === 'open') return `${momentWords(closesAt)} 截止，${leftWords(closesAt, now)}`
  if (state === 'closed') return '申请截止了，接着锁定名单、公布承诺值'
  if (state === 'locked') return '名单锁定了，等彩票开奖'
  if (state === 'drawn') return `${momentWords(choosingFrom)} 开始选房`
  if (state === 'choosing') return '正在按顺序选房'
  return state === 'ended' ? '选房结束，记录一直在' : '取消了，原因写在里面'
}

/** `快乐8 第 2026120 期（后备：2026121）`: a drawing that was named beforehand. */
export const sourceWords = ({ game, issues: [first = '', ...later] }: NamedSource): string =>
  `${games[game].label}第 ${first} 期${later.length > 0 ? `（没有开奖或无效时，用第 ${later.join('、')} 期）` : ''}`

/** `一室一厅 · 38.5 ㎡ · 住 2 人` */
export const homeWords = ({ layout, areaSqmHundredths, people }: RoundHome): string =>
  `${layoutLabels[layout]} · ${areaSqmHundredths / 100} ㎡ · 住 ${people} 人`

/** Flats kept for each class, over all homes. */
export const keptByClass = ({ classes, homes }: Pick<PublicRound, 'classes' | 'homes'>) =>
  classes.map(({ code, title }) => ({
    code,
    title,
    flats: homes
      .flatMap(({ reserved }) => reserved)
      .reduce((sum, one) => sum + (one.class === code ? one.flats : 0), 0),
  }))

/** A hash as people compare it: eight groups of eight. */
export const inGroups = (hash: string): string => hash.replace(/(.{8})(?=.)/g, '$1 ')

/** What stands at the head of a list of rules: paragraphs of the text. */
export const paragraphs = (text: string): string[] => text.split('\n').filter(Boolean)

/** What a pool of a round is called. */
export const poolTitle = ({ pools }: Pick<PublicRound, 'pools'>, code: string): string =>
  pools.find((one) => one.code === code)?.title ?? code

/** The pools of a round with how many flats each has; nothing where there is one only. */
export const poolsWithHomes = ({ pools, homes }: Pick<PublicRound, 'pools' | 'homes'>) =>
  pools.length < 2
    ? []
    : pools.map(({ code, title }) => ({
        code,
        title,
        flats: homes.filter(({ pool }) => pool === code).reduce((sum, { flats }) => sum + flats, 0),
      }))
