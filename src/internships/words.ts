import type { InternshipMonth, InternshipPlace } from '@jucai/contract/internship-shapes'
import type {
  BaseState,
  DayKind,
  InternshipState,
  MonthState,
  PlaceState,
  WishState,
} from '@jucai/contract/internship-vocabulary'
import type { Tone } from '@/components/tag'
import { amountText } from '@/words/amounts'
import { dayText } from '@/words/dates'

/** The tones in which states are shown; the words beside them say what they mean. */
export const placeTones: Readonly<Record<PlaceState, Tone>> = {
  open: 'good',
  full: 'care',
  paused: 'care',
  over: 'plain',
  closed: 'plain',
}
/** The same of a wish. */
export const wishTones: Readonly<Record<WishState, Tone>> = {
  applied: 'night',
  chosen: 'star',
  'not-chosen': 'plain',
  withdrawn: 'plain',
  over: 'plain',
}
/** The same of an internship. */
export const internshipTones: Readonly<Record<InternshipState, Tone>> = {
  'to-sign': 'star',
  waiting: 'info',
  running: 'good',
  finished: 'good',
  interrupted: 'plain',
  cancelled: 'plain',
}
/** The same of a base. */
export const baseTones: Readonly<Record<BaseState, Tone>> = {
  applied: 'info',
  approved: 'good',
  refused: 'bad',
  expired: 'care',
  ended: 'plain',
}
/** The same of a month. */
export const monthTones: Readonly<Record<MonthState, Tone>> = {
  open: 'plain',
  confirmed: 'info',
  returned: 'care',
  approved: 'good',
}
/** The same of a day. */
export const dayTones: Readonly<Record<DayKind, Tone>> = { present: 'good', leave: 'info', absent: 'bad' }

/** What one does about a place that takes no applications now. */
export const placeWords = ({ state, closedWhy }: Pick<InternshipPlace, 'state' | 'closedWhy'>): string => {
  if (closedWhy) return `原因：${closedWhy}`
  if (state === 'full') return '有人谢绝的话会再空出来，到那时又能报名。可以先看看别的岗位。'
  if (state === 'paused') return '基地的单位被暂停了，恢复以后又能报名。可以先看看别的岗位。'
  return '内容留在这里，不再接受报名。'
}
/** From one day to another, both included. */
export const spanWords = (from: string, to: string): string => `${dayText(from)}到${dayText(to)}`
/** What a month comes to, in one line. */
export const monthLine = ({ attended, leave, expected, amountFen, isOver }: InternshipMonth): string =>
  [
    `到岗 ${attended} 天${leave > 0 ? `（其中请假 ${leave} 天）` : ''}，应到 ${expected} 天`,
    amountFen === null
      ? '政策库里没有这个月的标准'
      : `${isOver ? '补贴' : '到现在算'} ${amountText(amountFen)}`,
  ].join('，')
/** Which month is before or after, of those that an internship has. */
export const monthsOf = (firstDay: string, lastDay: string): string[] => {
  const months: string[] = []
  for (
    let [year, month] = [Number(firstDay.slice(0, 4)), Number(firstDay.slice(5, 7))];
    `${year}-${String(month).padStart(2, '0')}` <= lastDay.slice(0, 7);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1]
  )
    months.push(`${year}-${String(month).padStart(2, '0')}`)
  return months
}
