import type { EngagementLine } from '@jucai/contract/engagement-shapes'
import {
  engagementStateLabels,
  partyLabels,
  type EngagementState,
  type HoursState,
} from '@jucai/contract/engagement-vocabulary'
import { call } from '@/api'
import type { Tone } from '@/components/tag'
import { untilText } from '@/words/dates'

/** The tone of each state. */
export const stateTones: Readonly<Record<EngagementState, Tone>> = {
  proposed: 'star',
  'to-sign': 'star',
  running: 'good',
  ended: 'plain',
  cancelled: 'plain',
}
/** The tone of hours. */
export const hoursTones: Readonly<Record<HoursState, Tone>> = {
  recorded: 'night',
  confirmed: 'good',
  queried: 'care',
}
/** Who has the next step, and until when; empty when nobody has. */
export const nextWords = (
  { state, waitsFor, dueAt }: EngagementLine,
  mine: 'expert' | 'employer',
): string => {
  if (waitsFor === null) return ''
  const who = waitsFor === mine ? '等你' : `等${partyLabels[waitsFor]}`
  const what = state === 'proposed' ? '答复' : '签'
  return `${who}${what}${dueAt ? `，${untilText(dueAt)}前` : ''}`
}
/** The label of a state. */
export const stateWords = (state: EngagementState): string => engagementStateLabels[state]

const newest = ({ items }: { items: readonly EngagementLine[] }): string =>
  items[0]?.id ?? '00000000-0000-0000-0000-000000000000'
/** The engagement that a page is about: the one named, or the reader’s newest. */
export const engagementMeant = async (id: string): Promise<string> =>
  id === '' ? newest(await call('GET /me/engagements', { query: { limit: 1 } })) : id
/** The same for the people of an employer. */
export const employersEngagementMeant = async (employer: string, id: string): Promise<string> =>
  id === ''
    ? newest(
        await call('GET /employers/:employer/engagements', { params: { employer }, query: { limit: 1 } }),
      )
    : id
