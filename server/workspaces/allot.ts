import type { Answers } from '@jucai/contract/forms'
import { dayInWords, type Day } from '@jucai/contract/policies/days'
import {
  lastDayOf,
  reviewDaysOf,
  spanWords,
  unitKindLabels,
  unitKinds,
  workspaceLimits,
  type UnitKind,
} from '@jucai/contract/workspace-vocabulary'
import { v7 as uuidv7 } from 'uuid'
import type { ApplicationLook, StepDone } from '../applications'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { Problem, problem } from '../core/problem'
import { takeTurns } from '../core/turns'
import { freeOf, isFreeFor } from './availability'
import { allSites, dropWish, insertTenancy, openTenancyOf, tenanciesAt, unitsOf, wishOf } from './repository'
import { bySystem, onRecord, tellOf } from './steps'
import type { SiteRow, UnitRow, WishRow } from './tables'

/** For how many months a place is free of charge, by the book of a day. */
export type FreeMonths = (db: Db, day: Day) => Promise<number | null>

/** What is asked for. */
export interface Asked {
  kind: UnitKind
  /** Whoever takes a desk takes it for one. */
  seats: number
  from: Day
  months: number
}
const isKind = (value: unknown): value is UnitKind => unitKinds.some((kind) => kind === value)
/** What the answers ask for; null while something of it is missing. */
export const askedIn = ({ kind, people, from, months }: Answers): Asked | null =>
  isKind(kind) && typeof people === 'number' && typeof from === 'string' && typeof months === 'number'
    ? { kind, seats: kind === 'desk' ? 1 : people, from, months }
    : null

/** A unit for a term. */
export interface Plan {
  unit: UnitRow
  site: SiteRow
  firstDay: Day
  lastDay: Day
}

/** One after another, so that what one sees as free no other is just taking. */
export const takeAllotmentTurn = (db: Db): Promise<void> => takeTurns(db, 'workspace:allot')

const inOrder =
  (wish: WishRow | undefined) =>
  (one: UnitRow, other: UnitRow): number =>
    Number(other.id === wish?.unit_id) - Number(one.id === wish?.unit_id) ||
    Number(other.site_id === wish?.site_id) - Number(one.site_id === wish?.site_id) ||
    one.seats - other.seats ||
    one.serial - other.serial

/** Why there is none, and what may be done; read by who applied and by who decides. */
export interface NoneFree {
  refused: string
  wayOn: string
}
const noneFree = ({ kind, seats }: Asked, soonest: Day | undefined): NoneFree => {
  const what = kind === 'desk' ? unitKindLabels[kind] : `${seats} 座以上的${unitKindLabels[kind]}`
  return soonest === undefined
    ? {
        refused: `没有空着的${what}，也不知道什么时候有`,
        wayOn: '换一种要补正申请，换地点在“创业平台”里改就行',
      }
    : {
        refused: `这段时间没有空着的${what}，最早 ${dayInWords(soonest)} 起有`,
        wayOn: '换日期、换一种要补正申请，换地点在“创业平台”里改就行',
      }
}

/**
 * The unit that somebody would get: where they wish to be first, and of those that are large enough the smallest.
 * @returns the plan, or why there is none
 */
export const planFor = async (
  { db, now }: { db: Db; now: Date },
  personId: string,
  asked: Asked,
): Promise<Plan | NoneFree> => {
  const today = dayOf(now)
  const wish = await wishOf(db, personId)
  const sites = (await allSites(db, true)).filter(({ id }) => !wish || wish.elsewhere || wish.site_id === id)
  const ids = sites.map(({ id }) => id)
  const fitting = (await unitsOf(db, ids))
    .filter(({ kind, seats }) => kind === asked.kind && seats >= asked.seats)
    .sort(inOrder(wish))
  const tenancies = await tenanciesAt(db, ids, today)
  const firstDay = asked.from > today ? asked.from : today
  const lastDay = lastDayOf(firstDay, asked.months)
  const unit = fitting.find((one) => isFreeFor(one, tenancies, { firstDay, lastDay, today }))
  if (!unit) {
    const soonest = fitting.flatMap((one) => freeOf(one, tenancies, today).freeFrom ?? []).sort()[0]
    return noneFree(asked, soonest)
  }
  return { unit, site: sites.find(({ id }) => id === unit.site_id) as SiteRow, firstDay, lastDay }
}

const feesFrom = (firstDay: Day, free: number | null): Day | null =>
  free === null || free < 1 ? null : lastDayOf(firstDay, free)

const refuse = (detail: string) => problem('event-not-allowed', { detail })
/** What was a moment too late for the look is refused by the database, and told as a refusal of this step. */
const asRefusal = (error: unknown): never => {
  throw error instanceof Problem && error.options.detail !== undefined ? refuse(error.options.detail) : error
}
const alreadyIn = '你已经有一处在用的工位或办公间，交还以后才能再申请'

/** A submission that could only be refused. @throws Problem event-not-allowed, invalid-request */
export const checkSubmitted = async ({ db, now, application, answers }: StepDone): Promise<void> => {
  if (await openTenancyOf(db, application.personId)) throw refuse(alreadyIn)
  const asked = askedIn(answers)
  if (!asked) return
  const latest = new Date(now.getTime() + workspaceLimits.startDays * 86_400_000)
  if (asked.from > dayOf(latest))
    throw problem('invalid-request', {
      errors: [
        {
          pointer: '/answers/from',
          detail: `最晚 ${workspaceLimits.startDays} 天内进驻，也就是 ${dayInWords(dayOf(latest))} 以前`,
        },
      ],
    })
}

/**
 * Allots a unit in the transaction of the approval.
 * @throws Problem event-not-allowed when none is free; the approval is undone with it
 */
export const allot = async (work: StepDone, freeMonths: FreeMonths): Promise<void> => {
  const { db, now, application, answers } = work
  const asked = askedIn(answers)
  if (!asked) throw refuse('申请里没有写清要哪一种、几个人、从哪天起、用几个月，请让申请人补正')
  await takeAllotmentTurn(db)
  if (await openTenancyOf(db, application.personId)) throw refuse('申请人已经有一处在用，交还以后才能再分')
  const plan = await planFor(work, application.personId, asked)
  if ('refused' in plan) throw refuse(`${plan.refused}。${plan.wayOn}`)
  const { unit, firstDay, lastDay } = plan
  const row = await insertTenancy(db, {
    id: uuidv7(),
    application_id: application.id,
    person_id: application.personId,
    site_id: unit.site_id,
    unit_id: unit.id,
    unit_serial: unit.serial,
    state: 'running',
    first_day: firstDay,
    last_day: lastDay,
    months: asked.months,
    free_until: feesFrom(firstDay, await freeMonths(db, firstDay)),
    fee_fen: unit.fee_fen,
    renewal_months: null,
    renewal_why: null,
    ended_because: null,
    ended_role: null,
    ended_why: null,
    back_on: null,
    back_by: null,
    reminded_for: null,
    reminded_days: null,
    review_due: reviewDaysOf(firstDay, lastDay)[0] ?? null,
    allotted_at: now,
    version: 1,
  }).catch(asRefusal)
  await dropWish(db, application.personId)
  await onRecord(work, row, { event: 'allot', by: bySystem })
  await tellOf(work, row, 'allot', 'system')
}

/** What an approval of today would bring. */
export const outlook = async ({ db, now, application, answers }: ApplicationLook) => {
  const asked = askedIn(answers)
  if (!asked) return null
  const none = { day: dayOf(now), of: 'place' as const, words: '', totalFen: 0, ruled: [] }
  const plan = await planFor({ db, now }, application.personId, asked)
  if ('refused' in plan) return { ...none, refused: { clause: '', text: plan.refused, wayOn: plan.wayOn } }
  const { site, unit, firstDay, lastDay } = plan
  return {
    ...none,
    words: `${site.name} ${unit.label}（${unitKindLabels[unit.kind]}，${unit.seats} 座），${spanWords(firstDay, lastDay)}`,
    refused: null,
  }
}
