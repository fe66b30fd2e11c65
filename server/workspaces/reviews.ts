import { addDays, dayInWords, type Day } from '@jucai/contract/policies/days'
import {
  growthLabels,
  hasGrown,
  isMoney,
  workspaceLimits,
  type GrowthCriterion,
  type GrowthFigure,
} from '@jucai/contract/workspace-vocabulary'
import { dayOf } from '../core/clock'
import { fieldProblem, problem } from '../core/problem'
import type { ByPerson } from './deps'
import { growthRuleInForce, reviewById, reviewsOf, updateReview } from './repository'
import { seal, sealFigures } from './sealed'
import { holdTenancy, onRecord, settled, tellOf } from './steps'
import { criteriaOf, type ReviewRow, type TenancyRow } from './tables'
import { byOffice, byTenant, endTenancy, holdOwn } from './term'

/** The review that a tenant may report now: begun, and not decided. */
export const openReview = (reviews: readonly ReviewRow[]): ReviewRow | undefined =>
  reviews.find(({ state }) => state !== 'decided')

/** Each criterion once and no other. @throws Problem invalid-request */
const checkFigures = (criteria: readonly GrowthCriterion[], figures: readonly GrowthFigure[]): void => {
  const errors = figures.flatMap(({ key }, index) => {
    if (!criteria.some((one) => one.key === key))
      return [{ pointer: `/figures/${index}/key`, detail: `这次考核不看${growthLabels[key]}` }]
    return figures.findIndex((one) => one.key === key) < index
      ? [{ pointer: `/figures/${index}/key`, detail: `${growthLabels[key]}已经填过` }]
      : []
  })
  const missing = criteria.filter(({ key }) => !figures.some((one) => one.key === key))
  if (missing.length > 0)
    errors.push({
      pointer: '/figures',
      detail: `还差：${missing.map(({ key }) => growthLabels[key]).join('、')}。没有的填 0`,
    })
  if (errors.length > 0) throw problem('invalid-request', { errors })
}

/** The tenant reports the figures. @throws Problem not-found, invalid-request, workspace-settled */
export const report = async (
  work: ByPerson,
  id: string,
  { dueOn, figures }: { dueOn: Day; figures: GrowthFigure[] },
): Promise<TenancyRow> => {
  const row = await holdOwn(work, id)
  const review = openReview(await reviewsOf(work.db, [id]))
  if (row.state !== 'running' || review?.due_on !== dueOn) throw settled('现在没有要填报的考核，或者已经核定')
  checkFigures(criteriaOf(review), figures)
  const isFirst = review.state === 'open'
  await updateReview(work.db, review.id, {
    state: 'reported',
    reported: sealFigures(work.deps.vault, 'workspace_review.reported', review.id, figures),
    reported_at: work.now,
    version: review.version + 1,
  })
  await onRecord(work, row, { event: 'reported', by: byTenant(work), note: dueOn })
  if (isFirst) await tellOf(work, row, 'reported', 'tenant')
  return row
}

interface Decision {
  figures: GrowthFigure[]
  goesOn: boolean
  lastDay: Day | null
  why: string
  version: number
}

const leavingDay = (row: TenancyRow, today: Day, lastDay: Day | null): Day => {
  const soonest = [addDays(today, workspaceLimits.noticeDays), row.last_day].sort()[0] as Day
  if (lastDay === null || lastDay < soonest || lastDay > row.last_day)
    throw fieldProblem(
      '/lastDay',
      `请填最后一天，${dayInWords(soonest)} 至 ${dayInWords(row.last_day)} 之间，要留时间搬走`,
    )
  return lastDay
}
/** Whoever keeps one that has not grown, or lets one leave, says why. @throws Problem invalid-request, workspace-settled */
const checkDecision = (grown: boolean, { goesOn, why }: Decision): void => {
  if (!goesOn && grown) throw settled('核定的数已经达到要求，不能以“考核没有达到要求”让团队退出')
  if (!grown && why.trim().length < 4)
    throw fieldProblem('/why', '没有达到要求的，写明留下或退出的理由，至少 4 个字，团队会看到')
}

/**
 * The office confirms the figures and decides.
 * @throws Problem not-found, invalid-request, stale-version, workspace-settled
 */
export const decideReview = async (work: ByPerson, id: string, decision: Decision): Promise<TenancyRow> => {
  const { db, now, deps } = work
  const found = await reviewById(db, id)
  if (!found) throw problem('not-found')
  const row = await holdTenancy(db, found.tenancy_id)
  const review = (await reviewById(db, id)) as ReviewRow // as it is now that its tenancy is held
  if (review.version !== decision.version)
    throw problem('stale-version', {
      detail: '这次考核刚刚有变化，请核对',
      extra: { version: review.version },
    })
  if (review.state === 'decided') throw settled('这次考核已经核定')
  const criteria = criteriaOf(review)
  checkFigures(criteria, decision.figures)
  const grown = hasGrown(criteria, review.needed, decision.figures)
  checkDecision(grown, decision)
  await updateReview(db, id, {
    state: 'decided',
    confirmed: sealFigures(deps.vault, 'workspace_review.confirmed', id, decision.figures),
    grown,
    goes_on: decision.goesOn,
    why: seal(deps.vault, 'workspace_review.why', id, decision.why),
    decided_by: work.actor.personId,
    decided_at: now,
    version: review.version + 1,
  })
  const by = byOffice(work)
  await onRecord(work, row, { event: 'reviewed', by, note: review.due_on })
  await tellOf(work, row, 'reviewed', 'office')
  if (decision.goesOn || row.state !== 'running') return row
  const lastDay = leavingDay(row, dayOf(now), decision.lastDay)
  return endTenancy(work, row, { by, because: 'not-grown', lastDay, why: decision.why })
}

/** What growth is measured by now, for everybody. */
export const growthRule = async ({ db }: Pick<ByPerson, 'db'>) => {
  const rule = await growthRuleInForce(db)
  return rule === undefined
    ? { version: 0, needed: 0, criteria: [], why: '', madeAt: null }
    : {
        version: rule.version,
        needed: rule.needed,
        criteria: criteriaOf(rule),
        why: rule.why,
        madeAt: rule.made_at.toISOString(),
      }
}

interface NewRule {
  version: number
  needed: number
  criteria: GrowthCriterion[]
  why: string
}
const checkRule = ({ needed, criteria }: NewRule): void => {
  const errors = criteria.flatMap(({ key, atLeast }, index) => {
    if (criteria.findIndex((one) => one.key === key) < index)
      return [{ pointer: `/criteria/${index}/key`, detail: `${growthLabels[key]}已经列出` }]
    if (atLeast < 1)
      return [{ pointer: `/criteria/${index}/atLeast`, detail: '达到 0 就算，等于没有要求，请填大于 0 的数' }]
    return isMoney(key) && atLeast % 100 !== 0
      ? [{ pointer: `/criteria/${index}/atLeast`, detail: '金额请填整元' }]
      : []
  })
  if (needed > criteria.length)
    errors.push({
      pointer: '/needed',
      detail: `一共 ${criteria.length} 项，达到几项不能多于 ${criteria.length}`,
    })
  if (errors.length > 0) throw problem('invalid-request', { errors })
}
/** Sets it anew. @throws Problem invalid-request, stale-version */
export const setGrowthRule = async (work: ByPerson, rule: NewRule) => {
  checkRule(rule)
  const { db, now, actor } = work
  const stale = (version: number) =>
    problem('stale-version', { detail: '考核标准刚刚有变化，请核对', extra: { version } })
  const known = (await growthRuleInForce(db))?.version ?? 0
  if (known !== rule.version) throw stale(known)
  const { numInsertedOrUpdatedRows: written } = await db
    .insertInto('workspace_growth_rule')
    .values({
      version: known + 1,
      needed: rule.needed,
      criteria: JSON.stringify(rule.criteria),
      why: rule.why,
      made_by: actor.personId,
      made_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  if (written === 0n) throw stale(known + 1)
  return growthRule(work)
}
