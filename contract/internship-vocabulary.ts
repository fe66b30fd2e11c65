import { addDays, addMonths, dayInWords, daysBetween, type Day } from './policies/days'
import { percentOf } from './policies/units'

/** The policy of the book that says who may be an intern. */
export const internshipPolicy = 'internship-stipend'
/** Parameters of the book: the minimum wage of a month in fen, and how many percent of it an intern is paid. */
export const stipendParameters = ['minimumWage', 'internshipPercent'] as const
/** The scheme under which the ledger pays stipends. */
export const internshipScheme = 'internship'
/** What payments are called. */
export const stipendTitle = '就业见习生活补贴'
/** How long an internship may be, in months. */
export const leastMonths = 3
export const mostMonths = 12
/** Days in which all three sign, before the first one; after them the offer is over. */
export const signWithinDays = 10
/** Days after the end of applications in which a base answers; never later than the day before the first one. */
export const answerWithinDays = 10
/** Pages that messages lead to. */
export const internshipPages = {
  place: '/internships/place/index',
  mine: '/internships/mine/index',
  internship: '/internships/internship/index',
  base: '/internships/base/index',
  candidates: '/internships/candidates/index',
  intern: '/internships/intern/index',
} as const
/** Pages of the console that messages to the office lead to. */
export const internshipDesks = {
  bases: '/internship-bases',
  agreements: '/internships',
  months: '/internship-months',
} as const

/** Where a base stands. `expired` follows from its last day. */
export const baseStates = ['applied', 'approved', 'refused', 'expired', 'ended'] as const
export type BaseState = (typeof baseStates)[number]
export const baseStateLabels: Record<BaseState, string> = {
  applied: '等人才办核定',
  approved: '见习基地',
  refused: '没有核定',
  expired: '已到期',
  ended: '已终止',
}

/**
 * Where a place stands. `over` follows from the moment until which one could apply, `full` from its seats, `paused` from
 * an employer that is suspended.
 */
export const placeStates = ['open', 'full', 'paused', 'over', 'closed'] as const
export type PlaceState = (typeof placeStates)[number]
export const placeStateLabels: Record<PlaceState, string> = {
  open: '招人中',
  full: '名额已满',
  paused: '暂停报名',
  over: '报名已截止',
  closed: '已关闭',
}

/** Where somebody's wish for a place stands. `over`: chosen, and the internship it led to has ended or never began. */
export const wishStates = ['applied', 'chosen', 'not-chosen', 'withdrawn', 'over'] as const
export type WishState = (typeof wishStates)[number]
export const wishStateLabels: Record<WishState, string> = {
  applied: '等基地答复',
  chosen: '已选中',
  'not-chosen': '没有选中',
  withdrawn: '已撤回',
  over: '已结束',
}

/** Where an internship stands. `waiting` is one that is signed and has not begun. */
export const internshipStates = [
  'to-sign',
  'waiting',
  'running',
  'finished',
  'interrupted',
  'cancelled',
] as const
export type InternshipState = (typeof internshipStates)[number]
export const internshipStateLabels: Record<InternshipState, string> = {
  'to-sign': '签协议',
  waiting: '等开始',
  running: '见习中',
  finished: '已期满',
  interrupted: '提前结束',
  cancelled: '没有开始',
}

/** Who signs, in this order. */
export const internshipParties = ['intern', 'base', 'office'] as const
export type InternshipParty = (typeof internshipParties)[number]
export const partyLabels: Record<InternshipParty, string> = {
  intern: '见习人员',
  base: '见习基地',
  office: '人才办',
}
/** Who acts on an internship. */
export type InternshipActor = InternshipParty | 'system'
export const actorLabels: Record<InternshipActor, string> = { ...partyLabels, system: '系统' }

/** What may happen to an internship. */
export const internshipEvents = ['sign', 'cancel', 'interrupt', 'finish', 'change'] as const
export type InternshipEvent = (typeof internshipEvents)[number]
export const internshipEventLabels: Record<InternshipEvent, string> = {
  sign: '签协议',
  cancel: '取消',
  interrupt: '提前结束',
  finish: '期满',
  change: '改约定',
}

/** What a day was. */
export const dayKinds = ['present', 'leave', 'absent'] as const
export type DayKind = (typeof dayKinds)[number]
export const dayKindLabels: Record<DayKind, string> = { present: '到岗', leave: '请假', absent: '缺勤' }

/** Where a month stands. `open` waits for the base, `none` had no day. */
export const monthStates = ['open', 'confirmed', 'returned', 'approved'] as const
export type MonthState = (typeof monthStates)[number]
export const monthStateLabels: Record<MonthState, string> = {
  open: '等基地确认',
  confirmed: '等人才办核定',
  returned: '退回基地重新确认',
  approved: '已核定，进入发放',
}

/** The last day of so many months from a day on, both included: from 1 September 3 months are until 30 November. */
export const lastDayOf = (firstDay: Day, months: number): Day => addDays(addMonths(firstDay, months), -1)

/** The part of a calendar month that is in an internship. */
export interface MonthPart {
  month: string
  from: Day
  to: Day
  /** Calendar days in the internship, and in the month. */
  days: number
  daysInMonth: number
}
/** The calendar months of an internship, each with its part. Both days are included. */
export const monthParts = (firstDay: Day, lastDay: Day): MonthPart[] => {
  const parts: MonthPart[] = []
  for (let begins = `${firstDay.slice(0, 7)}-01`; begins <= lastDay; begins = addMonths(begins, 1)) {
    const ends = addDays(addMonths(begins, 1), -1)
    const [from, to] = [begins > firstDay ? begins : firstDay, ends < lastDay ? ends : lastDay]
    parts.push({
      month: begins.slice(0, 7),
      from,
      to,
      days: daysBetween(from, to) + 1,
      daysInMonth: daysBetween(begins, ends) + 1,
    })
  }
  return parts
}

/** A fraction of whole fen, rounded half up, without a float in between. */
const share = (fen: number, of: number, by: number): number => Math.floor((2 * fen * of + by) / (2 * by))
/** What a whole month gives, in fen: so many percent of the minimum wage. */
export const monthlyStipend = (minimumWageFen: number, percent: number): number =>
  percentOf(minimumWageFen, percent)
/**
 * What a month gives, in whole fen: pro rata by calendar days of the internship, and by the working days on which the
 * intern came or was on leave. Without a working day in it nothing is taken off.
 */
export const stipendFor = ({
  monthlyFen,
  days,
  daysInMonth,
  attended,
  expected,
}: {
  monthlyFen: number
  days: number
  daysInMonth: number
  attended: number
  expected: number
}): number =>
  expected === 0
    ? share(monthlyFen, days, daysInMonth)
    : share(monthlyFen, days * attended, daysInMonth * expected)

/** Days after a month is over in which its base confirms it; then the office may in its stead. */
export const confirmWithinDays = 30

/** The rule, as it stands in the agreement and on the page. */
export const stipendRule =
  '生活补贴按自然月计算：月标准 × 当月见习天数 ÷ 当月天数 × 到岗天数 ÷ 应到天数，四舍五入到分。' +
  '见习天数是当月在见习期内的日历天数，首尾都算；应到天数是其中的工作日；请假算到岗，没有到岗也没有请假的不算。'
/** That it is no employment. */
export const noEmployment =
  '就业见习不是就业：见习期间基地和见习人员不建立劳动关系，不签劳动合同；期满留用的，另签劳动合同。'

/** `2026年12月1日到2027年2月28日`. */
export const periodWords = (firstDay: Day, lastDay: Day): string =>
  `${dayInWords(firstDay)}到${dayInWords(lastDay)}`
/** What an internship is called: `JX000123`. */
export const internshipNumber = (serial: number): string => `JX${String(serial).padStart(6, '0')}`

/** What retention says: of those who finished, who were kept as the base says and the intern confirms. */
export const retentionDefinition =
  '留用率＝基地说留用、本人也确认的人数 ÷ 见习期满的人数，按办理记录计算，最近 12 个月；期满不到 5 人的不显示。'

const signsOfCode = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** A check code out of random bytes: 16 signs without those that look alike, in fours. */
export const checkCodeOf = (bytes: Uint8Array): string =>
  [...bytes.slice(0, 16)].map((byte) => signsOfCode[byte % 32]).join('')
/** As it is printed: `ABCD-EFGH-JKLM-NPQR`. */
export const codeInFours = (code: string): string => code.replace(/(.{4})(?=.)/gu, '$1-')
/** Reads it as people type and paste it; null when it is none. */
export const readCheckCode = (text: string): string | null => {
  const signs = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/gu, '')
  return /^[2-9A-HJ-NP-Z]{16}$/u.test(signs) ? signs : null
}

/** What of oneself may be shown to a base before it chooses. */
export const shownFields = ['name', 'degree', 'school', 'major', 'graduatesOn'] as const
export type ShownField = (typeof shownFields)[number]
export const shownFieldLabels: Record<ShownField, string> = {
  name: '姓名',
  degree: '学历',
  school: '学校',
  major: '专业',
  graduatesOn: '毕业日期',
}
