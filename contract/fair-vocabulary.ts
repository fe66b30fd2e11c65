// Words and rules of fairs (云端招聘) that phone, console and server share; free of schemas.
import { inChina, timeInChina } from './china-time'

/** What the office does with a fair; whether one that is published runs or is over is read from the clock. */
export const fairStates = ['draft', 'published', 'cancelled'] as const
/** One of {@link fairStates}. */
export type FairState = (typeof fairStates)[number]
/** Where a fair stands at a moment. */
export const fairStandings = ['draft', 'published', 'running', 'over', 'cancelled'] as const
/** One of {@link fairStandings}. */
export type FairStanding = (typeof fairStandings)[number]
/** Standings in Chinese. */
export const fairStandingLabels: Readonly<Record<FairStanding, string>> = {
  draft: '草稿',
  published: '即将开始',
  running: '正在进行',
  over: '已结束',
  cancelled: '已取消',
}
/** Where a fair stands: it runs from its opening, inclusive, to its closing, exclusive. */
export const fairStandingAt = (
  { state, opensAt, closesAt }: { state: FairState; opensAt: Date; closesAt: Date },
  at: Date,
): FairStanding => {
  if (state !== 'published') return state
  if (at < opensAt) return 'published'
  return at < closesAt ? 'running' : 'over'
}

/** Where a booth stands. */
export const boothStates = ['invited', 'asked', 'admitted', 'declined', 'cancelled'] as const
/** One of {@link boothStates}. */
export type BoothState = (typeof boothStates)[number]
/** States of booths in Chinese. */
export const boothStateLabels: Readonly<Record<BoothState, string>> = {
  invited: '已邀请，等单位答复',
  asked: '已申请，等人才办答复',
  admitted: '参加',
  declined: '不参加',
  cancelled: '已取消',
}

/** Where a place in a queue, or a booked slot, stands. */
export const placeStates = [
  'booked',
  'waiting',
  'called',
  'talking',
  'done',
  'missed',
  'left',
  'ended',
] as const
/** One of {@link placeStates}. */
export type PlaceState = (typeof placeStates)[number]
/** States of places as whoever has the place reads them. */
export const placeStateLabels: Readonly<Record<PlaceState, string>> = {
  booked: '约好了',
  waiting: '排队中',
  called: '叫到你了',
  talking: '面谈中',
  done: '谈完了',
  missed: '没赶上',
  left: '已退出',
  ended: '已结束',
}
/** States in which somebody has the place still. */
export const livePlaceStates = [
  'booked',
  'waiting',
  'called',
  'talking',
] as const satisfies readonly PlaceState[]

/** Why places ended that nobody left. */
export const endCauses = [
  'over',
  'booth-cancelled',
  'fair-cancelled',
  'fair-moved',
  'talk-left',
  'no-result',
] as const
/** One of {@link endCauses}. */
export type EndCause = (typeof endCauses)[number]
/** Causes as whoever had the place reads them. */
export const endCauseLabels: Readonly<Record<EndCause, string>> = {
  over: '招聘会到点结束，没有轮到你',
  'booth-cancelled': '这个展位取消了',
  'fair-cancelled': '招聘会取消了',
  'fair-moved': '招聘会改了时间，原来的时段或排队不在新的时间里',
  'talk-left': '你结束了面谈，单位还没有记结果',
  'no-result': '面谈过了，单位没有记结果',
}

/** What came of a talk. */
export const talkResults = ['further', 'kept', 'unfit'] as const
/** One of {@link talkResults}. */
export type TalkResult = (typeof talkResults)[number]
/** Results in Chinese. */
export const talkResultLabels: Readonly<Record<TalkResult, string>> = {
  further: '进一步面试',
  kept: '留档',
  unfit: '不合适',
}

/** What the people of a booth do with who was called. */
export const talkEvents = ['begin', 'finish', 'pass'] as const
/** One of {@link talkEvents}. */
export type TalkEvent = (typeof talkEvents)[number]

/** What of a profile booths are shown. The name always is: they call it. */
export const fairFields = ['name', 'degree', 'school', 'major', 'graduatesOn'] as const
/** One of {@link fairFields}. */
export type FairField = (typeof fairFields)[number]
/** Fields in Chinese. */
export const fairFieldLabels: Readonly<Record<FairField, string>> = {
  name: '姓名',
  degree: '学历',
  school: '学校',
  major: '专业',
  graduatesOn: '毕业时间',
}

/** Limits, each said where it is met. */
export const fairLimits = {
  booths: 100,
  posts: 30,
  slots: 60,
  /** Queues one person stands in at once. */
  queues: 10,
  /** Behind how many who wait somebody comes back who was not there when called. */
  behind: 3,
  /** How often somebody may not be there; after that the place ends. */
  misses: 2,
  /** Before a booked slot somebody is not called elsewhere for so many minutes, and may be called to it. */
  slotAheadMinutes: 5,
  /** So many hours after the end of a fair the result of a talk may still be written down. */
  resultHours: 24,
} as const

/** From when on who has booked a slot may be called to it. */
export const slotCallableAt = (startsAt: string | Date): Date =>
  new Date(new Date(startsAt).getTime() - fairLimits.slotAheadMinutes * 60_000)

/** The rule of passing, in words, as everybody reads it. */
export const passingRule = (callMinutes: number): string =>
  `叫到后 ${callMinutes} 分钟内没有到，先请后面的人，你排到后面 ${fairLimits.behind} 位之后；` +
  `第 ${fairLimits.misses} 次没有到，这个展位的排队就结束，可以重新排。` +
  '在别处面谈时这里只是暂停，不会叫到你，位置不变。'

/** Pages of the phone that messages lead to. */
export const fairPages = {
  fair: '/fairs/fair/index',
  ticket: '/fairs/ticket/index',
  booth: '/fairs/booth/index',
  desk: '/fairs/desk/index',
  desks: '/fairs/desks/index',
} as const

const weekdays = '日一二三四五六'
/** When a fair is: `12月14日 周一 09:00–16:00`, by this city’s clock; the year is said where it is another. */
export const fairTimeWords = (opensAt: string, closesAt: string, now: Date): string => {
  const from = inChina(opensAt)
  const to = inChina(closesAt)
  const day = (at: Date) =>
    `${at.getUTCMonth() + 1}月${at.getUTCDate()}日 周${weekdays[at.getUTCDay()] ?? ''}`
  const year = from.getUTCFullYear() === inChina(now).getUTCFullYear() ? '' : `${from.getUTCFullYear()}年`
  const isOneDay = from.toISOString().slice(0, 10) === to.toISOString().slice(0, 10)
  return isOneDay
    ? `${year}${day(from)} ${timeInChina(opensAt)}–${timeInChina(closesAt)}`
    : `${year}${day(from)} ${timeInChina(opensAt)} 至 ${day(to)} ${timeInChina(closesAt)}`
}
