import { requirementFaults } from '@jucai/contract/fit/requirements'
import {
  closingFaults,
  minimumPayFaults,
  payFaults,
  textFaults,
  unitFaults,
  type PostFault,
} from '@jucai/contract/post-rules'
import { postLimits } from '@jucai/contract/post-vocabulary'
import type { PostText } from '@jucai/contract/post-shapes'
import { dayOf } from '../core/clock'
import { Problem } from '../core/problem'
import { estimatedDaysBetween, isWorkingDay, type WorkCalendar } from '../core/working-days'
import { inChina } from '@jucai/contract/china-time'
import type { KnownChains, PostWork } from './deps'
import type { PostRow } from './repository'

const officeClosesHour = 17
/** Working days from a moment to another: today counts while there is office time left of it. */
export const workingDaysLeft = (calendar: WorkCalendar, now: Date, until: Date): number => {
  const today = dayOf(now)
  const mayStillWork = isWorkingDay(calendar, today) && inChina(now).getUTCHours() < officeClosesHour
  return estimatedDaysBetween(calendar, today, dayOf(until)) + (mayStillWork ? 1 : 0)
}

/** When a post closes whose employer wrote no date: after a month, at the end of a working afternoon. */
export const usualClosing = (now: Date): Date => {
  const day = dayOf(new Date(now.getTime() + postLimits.openDays * 86_400_000))
  return new Date(`${day}T18:00:00+08:00`)
}

/** What a row requires; what it does not require is left out. */
export const requirementsOf = ({
  degree,
  experience_years: experienceYears,
  majors,
}: Pick<PostRow, 'degree' | 'experience_years' | 'majors'>): PostText['requirements'] => ({
  ...(degree === null ? {} : { minDegree: degree }),
  ...(majors.length === 0 ? {} : { majors }),
  ...(experienceYears === 0 ? {} : { experienceYears }),
})

/** What a row says, as it was written. */
export const textOf = (row: PostRow): PostText => ({
  kind: row.kind,
  title: row.title,
  chainKey: row.chain_key,
  linkKey: row.link_key,
  shortageKey: row.shortage_key,
  region: row.region,
  place: row.place,
  transport: row.transport,
  headcount: row.headcount,
  payLow: { fen: row.pay_low_fen, unit: row.pay_unit },
  payHigh: { fen: row.pay_high_fen, unit: row.pay_high_unit },
  requirements: requirementsOf(row),
  duties: row.duties,
  wants: row.wants,
  closesAt: row.closes_at?.toISOString() ?? null,
  answerDays: row.answer_days,
})
/** What was written, as columns. */
export const columnsOf = (text: PostText): Partial<PostRow> => ({
  kind: text.kind,
  title: text.title,
  chain_key: text.chainKey,
  link_key: text.linkKey,
  shortage_key: text.shortageKey,
  region: text.region,
  place: text.place,
  transport: text.transport,
  headcount: text.headcount,
  pay_low_fen: text.payLow.fen,
  pay_high_fen: text.payHigh.fen,
  pay_unit: text.payLow.unit,
  pay_high_unit: text.payHigh.unit,
  degree: text.requirements.minDegree ?? null,
  experience_years: text.requirements.experienceYears ?? 0,
  majors: text.requirements.majors ?? [],
  duties: text.duties,
  wants: text.wants,
  closes_at: text.closesAt === null ? null : new Date(text.closesAt),
  answer_days: text.answerDays,
})

/** Where in the chains it says to belong, against what is published. */
const placeFaults = (
  { chainKey, linkKey, shortageKey }: PostText,
  { names, shortages }: KnownChains,
): PostFault[] => {
  if (names.size === 0) return []
  const chain = chainKey === null ? undefined : names.get(chainKey)
  if (chainKey !== null && !chain) return [{ pointer: '/chainKey', detail: '没有这条产业链，请从列表中选择' }]
  if (linkKey !== null && !chain?.links.has(linkKey))
    return [{ pointer: '/linkKey', detail: '这条产业链里没有这个环节，请重新选择' }]
  if (shortageKey === null) return []
  const shortage = shortages.get(shortageKey)
  if (!shortage)
    return [{ pointer: '/shortageKey', detail: '急需紧缺目录里现在没有这个岗位，请重新选择，或选“不是”' }]
  return shortage.chain === chainKey
    ? []
    : [{ pointer: '/shortageKey', detail: '这个急需紧缺岗位属于另一条产业链，请重新选择' }]
}

/** What the rules say against a post as it would stand now; none: it may be public. */
export const faultsOf = async (
  { db, now, deps }: PostWork,
  text: PostText,
  withClosing = true,
): Promise<PostFault[]> => {
  const { title, duties, wants, place, transport } = text
  const closesAt = text.closesAt === null ? null : new Date(text.closesAt)
  const calendar = await deps.calendar(db)
  return [
    ...textFaults({ title, duties, wants, place, transport: transport ?? '' }),
    ...unitFaults(text.kind, text.payLow),
    ...payFaults(text.payLow, text.payHigh),
    ...minimumPayFaults(text, await deps.minimumWageFen(db, dayOf(now))),
    ...requirementFaults(text.requirements).map(({ at, message }) => ({
      pointer: `/requirements/${at}`,
      detail: message,
    })),
    ...placeFaults(text, await deps.chains(db)),
    ...(deps.regionName(text.region) === null
      ? [{ pointer: '/region', detail: '没有这个地区，请从列表中选择' }]
      : []),
    ...(withClosing && closesAt
      ? closingFaults({ now, closesAt, workingDays: workingDaysLeft(calendar, now, closesAt) })
      : []),
  ]
}

/** @throws Problem invalid-request with every fault by its field */
export const refuseFaults = (faults: readonly PostFault[], under = ''): void => {
  if (faults.length > 0)
    throw new Problem('invalid-request', {
      errors: faults.map(({ pointer, detail }) => ({ pointer: `${under}${pointer}`, detail })),
    })
}
