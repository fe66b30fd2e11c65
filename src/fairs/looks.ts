import type { FairCard } from '@jucai/contract/fair-shapes'
import { fairTimeWords, type FairStanding, type PlaceState } from '@jucai/contract/fair-vocabulary'
import { dayInChina, timeInChina } from '@jucai/contract/china-time'
import { serverNow } from '@/api'
import type { Tone } from '@/components/tag'
import { momentText } from '@/words/dates'

/** The tone in which the standing of a fair is shown; its word says what it means. */
export const fairTones: Readonly<Record<FairStanding, Tone>> = {
  draft: 'plain',
  published: 'night',
  running: 'good',
  over: 'plain',
  cancelled: 'care',
}
/** The same of a place. */
export const placeTones: Readonly<Record<PlaceState, Tone>> = {
  booked: 'night',
  waiting: 'night',
  called: 'star',
  talking: 'good',
  done: 'plain',
  missed: 'care',
  left: 'plain',
  ended: 'plain',
}

/** When and where a fair is. */
export const whenText = ({ opensAt, closesAt }: Pick<FairCard, 'opensAt' | 'closesAt'>): string =>
  fairTimeWords(opensAt, closesAt, serverNow())
/** Where a fair is held. */
export const whereText = ({ place, online }: Pick<FairCard, 'place' | 'online'>): string =>
  [place, online && '可以在线上谈'].filter(Boolean).join(' · ')
/** When a slot begins: the hour, and the day too where the fair has several. */
export const slotText = (
  startsAt: string,
  { opensAt, closesAt }: Pick<FairCard, 'opensAt' | 'closesAt'>,
): string => (dayInChina(opensAt) === dayInChina(closesAt) ? timeInChina(startsAt) : momentText(startsAt))
