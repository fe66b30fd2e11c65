import type { EngagementHours } from '@jucai/contract/engagement-shapes'
import {
  clockOf,
  engagementLimits,
  engagementNumber,
  homeHoursOn,
  minutesOf,
  overlap,
  weekdayOf,
  windowWords,
  type WeekWindow,
} from '@jucai/contract/engagement-vocabulary'
import { inChina } from '@jucai/contract/china-time'
import { addDays, dayInWords } from '@jucai/contract/policies/days'
import { v7 as uuidv7 } from 'uuid'
import { fieldProblem, problem } from '../core/problem'
import { takeTurns } from '../core/turns'
import { kindOfDay } from '../core/working-days'
import { employersById } from '../employers'
import type { ByPerson, EngagementDeps, EngagementWork } from './deps'
import { todayOf } from './moments'
import { engagementsByIds, hoursById, hoursOfPerson, termsOf } from './repository'
import { homeOf, seal, unseal } from './sealed'
import { onRecord, settled, tellOf, type By } from './steps'
import type { EngagementRow, HoursRow } from './tables'

/** Hours as they cross the wire. */
export const shownHours = ({ vault }: Pick<EngagementDeps, 'vault'>, row: HoursRow): EngagementHours => ({
  id: row.id,
  day: row.day,
  from: clockOf(row.from_minute),
  to: clockOf(row.to_minute),
  minutes: row.to_minute - row.from_minute,
  what: unseal(vault, 'engagement_hours.what', row.id, row.what),
  state: row.state,
  why: unseal(vault, 'engagement_hours.why', row.id, row.why),
  byOffice: row.by_office,
})

interface Recorded {
  day: string
  from: string
  to: string
  what: string
}

/** The days on which hours may be recorded. @throws Problem engagement-settled, invalid-request */
const needRecordable = async (work: EngagementWork, row: EngagementRow, { day, from, to }: Recorded) => {
  if (row.in_force === null) throw settled('三方都签了以后才能登记工时')
  if (minutesOf(from) >= minutesOf(to)) throw fieldProblem('/to', '结束要晚于开始；跨零点的，分两天登记')
  if (day < row.first_day || day > row.last_day)
    throw fieldProblem(
      '/day',
      `这份聘用从${dayInWords(row.first_day)}到${dayInWords(row.last_day)}，这一天不在里面`,
    )
  const at = await work.deps.boundary(work.db)
  const today = await todayOf(work)
  const here = inChina(at)
  const isAhead =
    day > today || (day === today && minutesOf(to) > here.getUTCHours() * 60 + here.getUTCMinutes())
  if (isAhead) throw fieldProblem(day > today ? '/day' : '/to', '还没有到的时间不能登记，做完再记')
  if (day < addDays(today, -engagementLimits.recordDays))
    throw fieldProblem('/day', `只能补登 ${engagementLimits.recordDays} 天以内的工时`)
}

/** @throws Problem engagement-home-hours */
const needOutsideHome = async (
  { db, deps }: EngagementWork,
  row: EngagementRow,
  { day, from, to }: Recorded,
) => {
  const home = homeOf(deps.vault, row)?.hours ?? []
  const hit = homeHoursOn(home, day, kindOfDay(await deps.calendar(db), day)).find((one) =>
    overlap(one, { from, to }),
  )
  if (!hit) return
  const words = windowWords({ ...hit, weekday: weekdayOf(day) })
  if (row.kind === 'weekend')
    throw problem('engagement-home-hours', {
      detail: `${dayInWords(day)} ${from}–${to} 在现单位的工作时间（${words}）里，周末专家的工时不能登记在里面。没有记下`,
    })
  const { week } = await termsOf(db, row.id, row.in_force ?? row.revision)
  const isAgreed = (week as WeekWindow[]).some(
    (one) =>
      one.weekday === weekdayOf(day) &&
      minutesOf(one.from) <= minutesOf(from) &&
      minutesOf(to) <= minutesOf(one.to),
  )
  if (!isAgreed)
    throw problem('engagement-home-hours', {
      detail: `${dayInWords(day)} ${from}–${to} 碰到现单位的工作时间（${words}），又不在现单位同意的时间里。没有记下`,
    })
}

/** Two of one person never share a minute, whichever engagement they are of. @throws Problem engagement-hours-overlap */
const needFree = async ({ db }: EngagementWork, row: EngagementRow, { day, from, to }: Recorded) => {
  const hit = (await hoursOfPerson(db, row.person_id, day, day)).find((one) =>
    overlap({ from, to }, { from: clockOf(one.from_minute), to: clockOf(one.to_minute) }),
  )
  if (!hit) return
  const [other] = await engagementsByIds(db, [hit.engagement_id])
  const employer = other && (await employersById(db, [other.employer_id])).get(other.employer_id)?.name
  throw problem('engagement-hours-overlap', {
    detail: `${dayInWords(day)} ${clockOf(hit.from_minute)}–${clockOf(hit.to_minute)} 已经登记给${employer ?? '别的单位'}（${other ? engagementNumber(other.serial) : ''}），同一段时间不能登记两次。没有记下`,
  })
}

/**
 * An expert records hours. The engagement is held; those of one person come one after another, so that two phones at once
 * do not both find the time free.
 * @throws Problem engagement-settled, engagement-hours-overlap, engagement-home-hours, invalid-request
 */
export const recordHours = async (
  work: ByPerson,
  row: EngagementRow,
  recorded: Recorded,
): Promise<EngagementHours> => {
  const { db, now, deps, actor } = work
  await needRecordable(work, row, recorded)
  await needOutsideHome(work, row, recorded)
  await takeTurns(db, `engagement-hours:${row.person_id}`)
  await needFree(work, row, recorded)
  const id = uuidv7()
  const kept: HoursRow = {
    id,
    engagement_id: row.id,
    person_id: row.person_id,
    day: recorded.day,
    from_minute: minutesOf(recorded.from),
    to_minute: minutesOf(recorded.to),
    what: seal(deps.vault, 'engagement_hours.what', id, recorded.what),
    state: 'recorded',
    why: null,
    recorded_at: now,
    answered_by: null,
    answered_at: null,
    by_office: false,
  }
  await db.insertInto('engagement_hours').values(kept).execute()
  const by = { role: 'expert', personId: actor.personId } as const
  await onRecord(work, row, by, 'engagement.hours-recorded', { hours: id, day: recorded.day })
  return shownHours(deps, kept)
}

/** Hours of this engagement. @throws Problem not-found */
const heldHours = async ({ db }: EngagementWork, row: EngagementRow, id: string): Promise<HoursRow> => {
  const found = await hoursById(db, id)
  if (found?.engagement_id !== row.id) throw problem('not-found')
  return found
}

/** The expert takes hours back that are not confirmed. @throws Problem not-found, engagement-settled */
export const takeHoursBack = async (work: ByPerson, row: EngagementRow, id: string): Promise<void> => {
  const found = await heldHours(work, row, id)
  if (found.state === 'confirmed' || found.by_office)
    throw settled(
      found.by_office
        ? '人才办已经答复的工时不能删除。有误的，请联系人才办'
        : '单位已经确认的工时不能删除。有误的，请和单位说，由双方更正',
    )
  await work.db.deleteFrom('engagement_hours').where('id', '=', id).execute()
  const by = { role: 'expert', personId: work.actor.personId } as const
  await onRecord(work, row, by, 'engagement.hours-taken-back', { hours: id, day: found.day })
}

/**
 * The employer confirms hours, or asks about them; what was confirmed may still be asked about.
 * @throws Problem not-found, engagement-settled, invalid-request
 */
export const answerHours = async (
  work: ByPerson,
  row: EngagementRow,
  { id, confirmed, why }: { id: string; confirmed: boolean; why: string },
): Promise<EngagementHours> => {
  if (!confirmed && why.length < 2) throw fieldProblem('/why', '请写明哪里有疑问，专家会看到')
  const by = { role: 'employer', personId: work.actor.personId } as const
  const answered = await writeAnswer(work, row, { id, confirmed, why: confirmed ? '' : why, by })
  if (!confirmed) await tellOf(work, row, 'queried', 'employer')
  return answered
}

const writeAnswer = async (
  work: ByPerson,
  row: EngagementRow,
  { id, confirmed, why, by }: { id: string; confirmed: boolean; why: string; by: By },
): Promise<EngagementHours> => {
  const { db, now, deps, actor } = work
  const found = await heldHours(work, row, id)
  const set = {
    state: confirmed ? 'confirmed' : 'queried',
    why: why === '' ? null : seal(deps.vault, 'engagement_hours.why', id, why),
    answered_by: actor.personId,
    answered_at: now,
    by_office: by.role === 'office',
  } as const
  await db.updateTable('engagement_hours').set(set).where('id', '=', id).execute()
  await onRecord(work, row, by, confirmed ? 'engagement.hours-confirmed' : 'engagement.hours-queried', {
    hours: id,
    day: found.day,
  })
  return shownHours(deps, { ...found, ...set })
}

/** Whether the employer of an engagement can answer hours; while it cannot, the office does. */
export const canEmployerAnswer = async ({ db }: EngagementWork, row: EngagementRow): Promise<boolean> =>
  (await employersById(db, [row.employer_id])).get(row.employer_id)?.state === 'verified'

/**
 * The office answers hours that the employer has not confirmed and cannot confirm any more; always with the reason, which
 * the expert reads.
 * @throws Problem not-found, engagement-settled
 */
export const answerAsOffice = async (
  work: ByPerson,
  row: EngagementRow,
  answer: { id: string; confirmed: boolean; why: string },
): Promise<EngagementHours> => {
  if (await canEmployerAnswer(work, row)) throw settled('单位还能办理，工时由单位确认')
  const found = await heldHours(work, row, answer.id)
  if (found.state === 'confirmed' && !found.by_office) throw settled('单位已经确认过，不用再核对')
  const by = { role: 'office', personId: work.actor.personId } as const
  const answered = await writeAnswer(work, row, { ...answer, by })
  await tellOf(work, row, 'hours-by-office', 'office')
  return answered
}
