import { addDays, addMonths, dayInWords, type Day } from './policies/days'

/** What is let: a desk in the open hall, a room with a door, a studio with water and power for equipment. */
export const unitKinds = ['desk', 'room', 'studio'] as const
export type UnitKind = (typeof unitKinds)[number]
/** What the kinds are called. */
export const unitKindLabels: Readonly<Record<UnitKind, string>> = {
  desk: '工位',
  room: '独立办公间',
  studio: '工作室',
}

/** Where a tenancy stands. `ending`: its last day is fixed, and the unit is not handed back yet. */
export const tenancyStates = ['running', 'ending', 'ended', 'cancelled'] as const
export type TenancyState = (typeof tenancyStates)[number]
/** The one mapping from state to words, for tenant and office. */
export const tenancyStateLabels: Readonly<Record<TenancyState, string>> = {
  running: '使用中',
  ending: '待交还',
  ended: '已交还',
  cancelled: '没有进驻',
}
/** The same for one of them on a day: who has a place and is not in it yet is not using it. */
export const tenancyWords = (
  { state, firstDay }: { state: TenancyState; firstDay: Day },
  today: Day,
): string => (state === 'running' && today < firstDay ? '待进驻' : tenancyStateLabels[state])

/** Why a tenancy ends. */
export const endReasons = ['own-wish', 'not-grown', 'term', 'breach'] as const
export type EndReason = (typeof endReasons)[number]
/** What the reasons are called. */
export const endReasonLabels: Readonly<Record<EndReason, string>> = {
  'own-wish': '自己不再使用',
  'not-grown': '考核没有达到要求',
  term: '期满',
  breach: '违反平台管理规定',
}

/** Who acts on a tenancy. */
export const workspaceActors = ['tenant', 'office', 'system'] as const
export type WorkspaceActor = (typeof workspaceActors)[number]
/** What they are called. */
export const workspaceActorLabels: Readonly<Record<WorkspaceActor, string>> = {
  tenant: '团队',
  office: '人才办',
  system: '系统',
}

/** What growth is measured by. Money is in fen. */
export const growthKeys = ['people', 'revenue', 'patents', 'funding'] as const
export type GrowthKey = (typeof growthKeys)[number]
/** What the figures are called. */
export const growthLabels: Readonly<Record<GrowthKey, string>> = {
  people: '带动就业',
  revenue: '营业收入',
  patents: '知识产权',
  funding: '融资',
}
/** What they are counted in. */
export const growthUnits: Readonly<Record<GrowthKey, string>> = {
  people: '人',
  revenue: '元',
  patents: '件',
  funding: '元',
}
/** Whether a figure is money, which is kept in fen. */
export const isMoney = (key: GrowthKey): boolean => key === 'revenue' || key === 'funding'
/** A figure as it is read: `3 人`, `120,000 元`. */
export const growthText = (key: GrowthKey, value: number): string => {
  // Without Intl, which some phones' mini-program engines lack.
  const [whole = '', cents] = String(isMoney(key) ? value / 100 : value).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${grouped}${cents === undefined ? '' : `.${cents}`} ${growthUnits[key]}`
}

/** One figure of growth as the office has set it: what counts, and from how much on it is reached. */
export interface GrowthCriterion {
  key: GrowthKey
  /** What is counted and by which paper, in words the tenant reads. */
  definition: string
  atLeast: number
}
/** A figure of a report. */
export interface GrowthFigure {
  key: GrowthKey
  value: number
}
/** Which criteria the figures reach; one that is not given is not reached. */
export const reached = (
  criteria: readonly GrowthCriterion[],
  figures: readonly GrowthFigure[],
): GrowthKey[] =>
  criteria
    .filter(({ key, atLeast }) => figures.some((one) => one.key === key && one.value >= atLeast))
    .map(({ key }) => key)
/** Whether a team has grown: as many criteria are reached as are needed. */
export const hasGrown = (
  criteria: readonly GrowthCriterion[],
  needed: number,
  figures: readonly GrowthFigure[],
): boolean => reached(criteria, figures).length >= needed

/** Where a half-yearly review stands. */
export const reviewStates = ['open', 'reported', 'decided'] as const
export type ReviewState = (typeof reviewStates)[number]
/** What the states are called. */
export const reviewStateLabels: Readonly<Record<ReviewState, string>> = {
  open: '待填报',
  reported: '待核定',
  decided: '已核定',
}

/** The limits of terms and reviews. */
export const workspaceLimits = {
  leastMonths: 3,
  mostMonths: 12,
  /** In all, renewals included. */
  totalMonths: 36,
  reviewMonths: 6,
  /** A review can be reported from so many days before it is due. */
  reviewDays: 30,
  /** A renewal can be asked for from so many days before the end. */
  renewalDays: 60,
  /** The first day is at most so many days from now. */
  startDays: 90,
  /** Who has not grown, or breaches the rules, has at least so many days to leave, unless the term ends before. */
  noticeDays: 7,
} as const
/** Days before the last one on which the tenant is reminded. */
export const reminderDays = [30, 15, 7] as const

/** The last day of a term: six months from 1 September are until the last of February. */
export const lastDayOf = (firstDay: Day, months: number): Day => addDays(addMonths(firstDay, months), -1)
/** The days on which half-yearly reviews of a term are due: the last of each half year. */
export const reviewDaysOf = (firstDay: Day, lastDay: Day): Day[] => {
  const days: Day[] = []
  for (let months = workspaceLimits.reviewMonths; ; months += workspaceLimits.reviewMonths) {
    const due = lastDayOf(firstDay, months)
    if (due > lastDay) return days
    days.push(due)
  }
}
/** A term in words: 2026年12月1日至2027年5月31日. */
export const spanWords = (firstDay: Day, lastDay: Day): string =>
  `${dayInWords(firstDay)}至${dayInWords(lastDay)}`

/** What a tenancy is called at the desk: `CK000012`. */
export const tenancyNumber = (serial: number): string => `CK${String(serial).padStart(6, '0')}`

/** The program in which a place is applied for. */
export const workspaceProgramKey = 'workspace'
/** Pages that messages lead to. */
export const workspacePages = { mine: '/workspaces/mine/index' } as const
