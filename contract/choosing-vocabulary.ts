/** Words and pure rules of choosing a flat. Free of the schema library, so that the phone may import them. */

/** How a flat of a round looks to everybody. Never who. */
export const boardStates = ['free', 'held', 'chosen', 'gone'] as const
/** One of {@link boardStates}. */
export type BoardState = (typeof boardStates)[number]
/** Board states in Chinese. */
export const boardStateLabels: Record<BoardState, string> = {
  free: '可选',
  held: '有人在看',
  chosen: '已选定',
  gone: '已撤出',
}
/** One sign a state, so that a state is never told by colour alone. */
export const boardSigns: Record<BoardState, string> = { free: '', held: '…', chosen: '已选', gone: '—' }

/** Where somebody stands in the choosing of a round. */
export const choosingPhases = [
  'none',
  'before',
  'listed',
  'waiting',
  'open',
  'behind',
  'late',
  'chosen',
  'refused',
  'passed-over',
  'ended',
] as const
/** One of {@link choosingPhases}. */
export type ChoosingPhase = (typeof choosingPhases)[number]
/** Phases in Chinese, a few words each. */
export const choosingPhaseLabels: Record<ChoosingPhase, string> = {
  none: '没有参加这一批',
  before: '还没有开始选房',
  listed: '候补中',
  waiting: '还没有轮到',
  open: '轮到你选房',
  behind: '过了时间，正在选的人选完后还可以选',
  late: '还可以补选',
  chosen: '已选定',
  refused: '已放弃',
  'passed-over': '已过号',
  ended: '选房已结束',
}
/** Phases in which a flat may be held. */
export const mayChoose = (phase: ChoosingPhase): boolean => phase === 'open' || phase === 'late'

/** Nobody's slot begins from the first of these hours to the second, by the city's clock. */
export const nightHours = { from: 21, to: 9 } as const
/** After everybody was called: so long may those who let their slot pass still choose. */
export const lastCallHours = 24
/** Whoever let a hold run out leaves the flat to others for so long. */
export const againAfterSeconds = 30
/** Both have to agree to a swap within so many hours. */
export const swapHours = 24
/** Swaps that one person may have asked for at the same time. */
export const mostSwapsAsked = 3
/** On the lists of so many projects may one person stand. */
export const mostProjects = 3
/** So long a flat of the standing list is kept for the person to whom it is offered. */
export const offerHours = 48
/** When the board is asked for again: while somebody may choose, and otherwise. */
export const pollSeconds = { choosing: 4, quiet: 60 } as const
/** A part of a board is so many floors of one building: what a screen shows at a glance. */
export const floorsInPart = 6
/** The part of a board that a flat is in, as the address names it. */
export const partOf = (flat: { projectCode: string; building: string; floor: number }): string =>
  `${flat.projectCode}/${flat.building}/${Math.ceil(flat.floor / floorsInPart)}`
/** From so many seconds before its end on a hold says what happens then. */
export const lastSeconds = 10

/**
 * How long something still lasts, in milliseconds, whatever the clock of the phone says: the server's end, less
 * the server's time in the reply and what has passed since by a clock that only runs forward.
 */
export const remainingMs = (endsAt: string, serverAt: string, elapsedMs: number): number =>
  Math.max(0, Date.parse(endsAt) - Date.parse(serverAt) - elapsedMs)

/** `4:05`, `0:09`, `1:04:05`; rounded up, so that zero is shown when it is over. */
export const countdownText = (ms: number): string => {
  const seconds = Math.ceil(ms / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const rest = two(seconds % 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`
}
/** The same in words, for whoever hears it. */
export const countdownWords = (ms: number): string => {
  const seconds = Math.ceil(ms / 1000)
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  if (minutes >= 60) return minutesWords(minutes)
  if (minutes === 0) return `${rest} 秒`
  return rest === 0 ? `${minutes} 分钟` : `${minutes} 分 ${rest} 秒`
}

/** `30 分钟`, `2 小时`, `1 小时 30 分钟`. */
export const minutesWords = (minutes: number): string => {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours > 0 ? `${hours} 小时` : '', rest > 0 ? `${rest} 分钟` : ''].filter(Boolean).join(' ')
}

/** How choosing goes, as it is printed before anybody applies: a sentence each. */
export const choosingRules = (round: {
  slotMinutes: number
  longerSlotMinutes: number
  holdSeconds: number
  atOnce: number
  refusing: string
}): string[] => [
  `按这一批的顺序轮流选房，同时最多 ${round.atOnce} 人。轮到时发消息，每人 ${minutesWords(round.slotMinutes)}；需要更久的，事先说一声，是 ${minutesWords(round.longerSlotMinutes)}。`,
  `${nightHours.from}:00 到次日 ${nightHours.to}:00 不叫号。`,
  `看中一套先占住，占 ${countdownWords(round.holdSeconds * 1000)}，别人这时选不了；到时自动放开，再点也不会延长。离开页面不影响。`,
  `一人一次只占一套、只选一套。换着看，前一套随即放开；占的时间到了，${againAfterSeconds} 秒内先让给别人。`,
  `到时间没有选，轮到下一位；名额还给你留着。等当时正在选的人选完，你还可以选，直到全部轮完后再过 ${lastCallHours} 小时。`,
  `放弃的代价：${round.refusing}`,
  `选定之后、签约之前，两个人都同意可以互换。`,
]

/** How the standing list goes between rounds. */
export const standingRules: readonly string[] = [
  `这一批没有选到的，可以留在最多 ${mostProjects} 个项目的候补名单里，按批次里的顺序排；先前批次的排在前面。`,
  `名单上的项目有房空出来，先问第一位，留 ${offerHours} 小时。`,
  '这一套不要，排到这个项目名单的最后；别的项目、以后的批次都不受影响。到时间没有答复也一样。',
]

/** States of a swap. */
export const swapStates = ['asked', 'done', 'declined', 'withdrawn', 'lapsed'] as const
/** One of {@link swapStates}. */
export type SwapState = (typeof swapStates)[number]
/** Swap states in Chinese. */
export const swapStateLabels: Record<SwapState, string> = {
  asked: '等对方答复',
  done: '已互换',
  declined: '对方不换',
  withdrawn: '已撤回',
  lapsed: '已过时间',
}

/** States of an offer of the standing list. */
export const offerStates = ['open', 'taken', 'refused', 'lapsed', 'ended'] as const
/** One of {@link offerStates}. */
export type OfferState = (typeof offerStates)[number]

/** Which flats a ticket may take: those for anybody, and those kept for the class that its quota is of. */
export const fitsQuota = (
  ticket: { pool: string; quota: string },
  flat: { pool: string; reservedFor: string | null },
): boolean => ticket.pool === flat.pool && (flat.reservedFor === null || ticket.quota === flat.reservedFor)
