import { addDays, daysBetween, dayInWords, type Day } from '@jucai/contract/policies/days'
import {
  lastDayOf,
  reviewDaysOf,
  spanWords,
  workspaceLimits,
  type EndReason,
} from '@jucai/contract/workspace-vocabulary'
import { dayOf } from '../core/clock'
import { fieldProblem, problem } from '../core/problem'
import { takeAllotmentTurn } from './allot'
import { isFreeFor } from './availability'
import type { ByPerson, WorkspaceWork } from './deps'
import { reviewsOf, tenanciesAt, unitById, updateTenancy } from './repository'
import { seal } from './sealed'
import { advance, holdTenancy, holdVersion, onRecord, settled, tellOf, type By } from './steps'
import type { ReviewRow, TenancyRow } from './tables'

/** The tenant of a row who acts. */
export const byTenant = ({ actor }: ByPerson): By => ({ role: 'tenant', personId: actor.personId })
/** The officer who acts. */
export const byOffice = ({ actor }: ByPerson): By => ({ role: 'office', personId: actor.personId })

/** One's own tenancy, held. @throws Problem not-found */
export const holdOwn = async (work: ByPerson, id: string): Promise<TenancyRow> => {
  const row = await holdTenancy(work.db, id)
  if (row.person_id !== work.actor.personId) throw problem('not-found')
  return row
}

/** Fixes the last day of a tenancy that has begun, or lets go of one that has not. The row is held. */
export const endTenancy = (
  work: WorkspaceWork,
  row: TenancyRow,
  { by, because, lastDay, why }: { by: By; because: EndReason; lastDay: Day; why: string },
): Promise<TenancyRow> => {
  const today = dayOf(work.now)
  const sealed = seal(work.deps.vault, 'workspace_tenancy.ended_why', row.id, why)
  const dropped = { renewal_months: null }
  return today < row.first_day
    ? advance(work, row, { event: 'cancel', by, today, set: { ...dropped, ended_why: sealed } })
    : advance(work, row, {
        event: 'end',
        by,
        today,
        note: because,
        set: {
          ...dropped,
          last_day: lastDay,
          ended_because: because,
          ended_role: by.role,
          ended_why: sealed,
        },
      })
}

const lastDayError = (detail: string) => fieldProblem('/lastDay', detail)
/** @throws Problem invalid-request */
const checkLastDay = (row: TenancyRow, today: Day, { lastDay, notice }: { lastDay: Day; notice: number }) => {
  if (lastDay > row.last_day)
    throw lastDayError(`现在的最后一天是 ${dayInWords(row.last_day)}，不能更晚；想多用请申请续期`)
  const soonest = [addDays(today, notice), row.last_day].sort()[0] as Day
  if (lastDay < soonest && today >= row.first_day)
    throw lastDayError(`最早 ${dayInWords(soonest)}${notice > 0 ? `，要留 ${notice} 天搬走` : ''}`)
}

/** The tenant says the last day. @throws Problem not-found, invalid-request, workspace-settled */
export const leave = async (
  work: ByPerson,
  id: string,
  { lastDay, why }: { lastDay: Day; why: string },
): Promise<TenancyRow> => {
  const row = await holdOwn(work, id)
  checkLastDay(row, dayOf(work.now), { lastDay, notice: 0 })
  return endTenancy(work, row, { by: byTenant(work), because: 'own-wish', lastDay, why })
}

/** The office ends a tenancy for a breach. @throws Problem not-found, invalid-request, stale-version, workspace-settled */
export const endForBreach = async (
  work: ByPerson,
  id: string,
  { lastDay, why, version }: { lastDay: Day; why: string; version: number },
): Promise<TenancyRow> => {
  const row = await holdVersion(work.db, id, version)
  checkLastDay(row, dayOf(work.now), { lastDay, notice: workspaceLimits.noticeDays })
  return endTenancy(work, row, { by: byOffice(work), because: 'breach', lastDay, why })
}

/** Whether a renewal may be asked for: near the end, and not asked for yet. */
export const mayRenew = (row: TenancyRow, today: Day): boolean =>
  row.state === 'running' &&
  row.renewal_months === null &&
  today >= row.first_day &&
  today <= row.last_day &&
  daysBetween(today, row.last_day) <= workspaceLimits.renewalDays &&
  row.months + workspaceLimits.leastMonths <= workspaceLimits.totalMonths

/** The tenant asks to stay on. @throws Problem not-found, invalid-request, workspace-settled */
export const askRenewal = async (work: ByPerson, id: string, months: number): Promise<TenancyRow> => {
  const row = await holdOwn(work, id)
  const today = dayOf(work.now)
  const left = workspaceLimits.totalMonths - row.months
  if (row.state === 'running' && row.renewal_months === months) return row
  if (!mayRenew(row, today))
    throw settled(
      left < workspaceLimits.leastMonths
        ? `一个团队最长用 ${workspaceLimits.totalMonths} 个月，已经用满，不能再续`
        : `期满前 ${workspaceLimits.renewalDays} 天内可以申请续期，每次等答复以后再申请`,
    )
  if (months > left)
    throw fieldProblem(
      '/months',
      `连同已用的最长 ${workspaceLimits.totalMonths} 个月，最多还能续 ${left} 个月`,
    )
  const changed = await updateTenancy(work.db, id, { renewal_months: months, version: row.version + 1 })
  await onRecord(work, changed, { event: 'renewal-asked', by: byTenant(work) })
  await tellOf(work, changed, 'renewal-asked', 'tenant')
  return changed
}

/** The next review of a term that has not begun; null: none. */
export const nextReview = (
  { first_day: first, last_day: last }: Pick<TenancyRow, 'first_day' | 'last_day'>,
  begun: readonly Pick<ReviewRow, 'due_on'>[],
): Day | null =>
  reviewDaysOf(first, last).find((due) => !begun.some(({ due_on: day }) => day === due)) ?? null

const extend = async (work: ByPerson, row: TenancyRow, months: number): Promise<TenancyRow> => {
  const lastDay = lastDayOf(row.first_day, row.months + months)
  const unit = await unitById(work.db, row.unit_id)
  if (unit && unit.out_from !== null && unit.out_from <= lastDay)
    throw problem('workspace-taken', {
      detail: `这个单元从 ${dayInWords(unit.out_from)} 起停用，不能续到 ${dayInWords(lastDay)}`,
    })
  return advance(work, row, {
    event: 'renew',
    by: byOffice(work),
    today: dayOf(work.now),
    note: spanWords(row.first_day, lastDay),
    set: {
      last_day: lastDay,
      months: row.months + months,
      renewal_months: null,
      renewal_why: null,
      review_due: nextReview({ ...row, last_day: lastDay }, await reviewsOf(work.db, [row.id])),
    },
  })
}

/**
 * The office answers a renewal. A review of the term that is begun is decided before.
 * @throws Problem not-found, invalid-request, stale-version, workspace-settled, workspace-taken
 */
export const answerRenewal = async (
  work: ByPerson,
  id: string,
  { agrees, why, version }: { agrees: boolean; why: string; version: number },
): Promise<TenancyRow> => {
  const row = await holdVersion(work.db, id, version)
  if (row.renewal_months === null || row.state !== 'running') throw settled('没有等答复的续期申请')
  if (!agrees && why.trim().length < 4) throw fieldProblem('/why', '不同意续期要写明理由，至少 4 个字')
  if (agrees) {
    if ((await reviewsOf(work.db, [id])).some(({ state }) => state !== 'decided'))
      throw settled('半年考核还没有核定，核定以后再答复续期')
    await takeAllotmentTurn(work.db)
    return extend(work, row, row.renewal_months)
  }
  const changed = await updateTenancy(work.db, id, {
    renewal_months: null,
    renewal_why: seal(work.deps.vault, 'workspace_tenancy.renewal_why', id, why),
    version: row.version + 1,
  })
  await onRecord(work, changed, { event: 'renewal-refused', by: byOffice(work) })
  await tellOf(work, changed, 'renewal-refused', 'office')
  return changed
}

/** Another unit for who has not begun. @throws Problem not-found, stale-version, workspace-settled, workspace-taken */
export const move = async (
  work: ByPerson,
  id: string,
  { unitId, why, version }: { unitId: string; why: string; version: number },
): Promise<TenancyRow> => {
  const row = await holdVersion(work.db, id, version)
  await takeAllotmentTurn(work.db)
  const unit = await unitById(work.db, unitId)
  if (!unit) throw fieldProblem('/unitId', '没有这个单元，请刷新后再选')
  const today = dayOf(work.now)
  const tenancies = await tenanciesAt(work.db, [unit.site_id], today)
  const days = { firstDay: row.first_day, lastDay: row.last_day, today }
  if (unit.id === row.unit_id || !isFreeFor(unit, tenancies, days))
    throw problem('workspace-taken', { detail: `${unit.label} 在这段时间里不空着，请换一个` })
  return advance(work, row, {
    event: 'move',
    by: byOffice(work),
    today,
    note: why,
    set: { unit_id: unit.id, unit_serial: unit.serial, site_id: unit.site_id, fee_fen: unit.fee_fen },
  })
}

/** The unit is empty again. @throws Problem not-found, invalid-request, stale-version, workspace-settled */
export const handBack = async (
  work: ByPerson,
  id: string,
  { on, note, version }: { on: Day; note: string; version: number },
): Promise<TenancyRow> => {
  const row = await holdVersion(work.db, id, version)
  const today = dayOf(work.now)
  if (on > today || on < row.first_day)
    throw fieldProblem('/on', `请填 ${dayInWords(row.first_day)} 至今天之间的一天`)
  return advance(work, row, {
    event: 'hand-back',
    by: byOffice(work),
    today,
    note,
    set: {
      back_on: on,
      back_by: work.actor.personId,
      last_day: on < row.last_day ? on : row.last_day,
    },
  })
}
