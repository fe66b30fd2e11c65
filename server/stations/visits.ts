import type { Visit, VisitSlot } from '@jucai/contract/stations'
import { calendarInForce } from '../applications'
import { holdStation, openStation } from '../city'
import { audit, auditEach } from '../core/audit'
import { dayOf, startOfDay } from '../core/clock'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { maskName } from '../core/masking'
import { emit } from '../core/outbox'
import { holdPerson } from '../core/person'
import { fieldProblem, problem } from '../core/problem'
import type { WorkBy } from '../core/work'
import { holidaysBetween, kindOfDay, type WorkCalendar } from '../core/working-days'
import { profileOf } from '../profiles'
import {
  cancelSlot,
  insertSlot,
  moveSeat,
  overlaps,
  slotForUpdate,
  slotsAhead,
  type SlotRow,
} from './slot-records'
import {
  allVisits,
  bookedBy,
  bookingsOf,
  insertVisit,
  moveVisit,
  shownVisit,
  visitById,
  visitMeanwhile,
  visitsAhead,
  visitsBehind,
  visitsOfPerson,
  visitsToCome,
  type VisitRow,
} from './visit-records'

declare module '../core/outbox' {
  interface Events {
    'visit.booked': { visitId: string; personId: string }
    'visit.cancelled': { visitId: string; personId: string; by: 'visitor' | 'station' }
    /** The day before, or two hours before when it was booked that late. */
    'visit.near': { visitId: string; personId: string }
  }
}

const dayMs = 86_400_000
const hourMs = 3_600_000
/** How far ahead times are offered. */
const daysAhead = 180
/** Visits to come that one person may have booked: seats are scarce. */
const mostVisits = { station: 2, all: 5 }

const shownSlot = (row: SlotRow, mine: boolean, calendar: WorkCalendar): VisitSlot => ({
  id: row.id,
  startsAt: row.starts_at.toISOString(),
  endsAt: row.ends_at.toISOString(),
  seats: row.seats,
  left: row.seats - row.taken,
  mine,
  holiday: kindOfDay(calendar, dayOf(row.starts_at)) === 'holiday',
})

/** Who acts for a station. */
export interface Clerk {
  personId: string
  stationIds: readonly string[]
}
/** What visits are built from. */
export interface VisitDeps {
  vault: Vault
}
/** Work of somebody who visits. */
export type VisitorWork = WorkBy<{ personId: string }, VisitDeps>
/** Work of a clerk on the visits of a station. */
export type VisitWork = WorkBy<Clerk, VisitDeps>

/**
 * Times that can be booked at a station, and the holidays that whoever offers more should know of.
 * @throws Problem not-found
 */
export const slotsFor = async (
  { db, now, actor: { personId } }: VisitorWork,
  stationId: string,
): Promise<{ items: VisitSlot[]; holidays: string[]; unknownYear: number | null }> => {
  if (!(await openStation(db, stationId))) throw problem('not-found')
  const rows = await slotsAhead(db, stationId, now)
  const mine = await bookedBy(
    db,
    personId,
    rows.map(({ id }) => id),
  )
  const calendar = await calendarInForce(db)
  const [today, last] = [dayOf(now), dayOf(new Date(now.getTime() + daysAhead * dayMs))]
  return {
    items: rows.map((row) => shownSlot(row, mine.has(row.id), calendar)),
    holidays: holidaysBetween(calendar, today, last),
    unknownYear:
      [today, last].map((day) => Number(day.slice(0, 4))).find((year) => !calendar.has(year)) ?? null,
  }
}

/** @throws Problem not-found for a station that is not the clerk's: whether it exists is not told. */
export const needStation = (clerk: Clerk, stationId: string): void => {
  if (!clerk.stationIds.includes(stationId)) throw problem('not-found')
}

/**
 * Offers a time for visits; on a public holiday only when that is said to be meant.
 * @throws Problem not-found, invalid-request, slot-overlaps, slot-on-holiday
 */
export const offerSlot = async (
  { db, now, actor: clerk }: VisitWork,
  stationId: string,
  wanted: { startsAt: string; endsAt: string; seats: number; onHoliday?: boolean },
): Promise<VisitSlot> => {
  needStation(clerk, stationId)
  const [startsAt, endsAt] = [new Date(wanted.startsAt), new Date(wanted.endsAt)]
  if (startsAt <= now) throw fieldProblem('/startsAt', '开始时间已经过去')
  if (startsAt.getTime() > now.getTime() + daysAhead * dayMs)
    throw fieldProblem('/startsAt', `最多提前 ${daysAhead} 天开放`)
  if (endsAt <= startsAt) throw fieldProblem('/endsAt', '结束时间要晚于开始时间')
  if (endsAt.getTime() - startsAt.getTime() > 12 * hourMs)
    throw fieldProblem('/endsAt', '一个时段最长 12 小时')
  const calendar = await calendarInForce(db)
  if (!wanted.onHoliday && kindOfDay(calendar, dayOf(startsAt)) === 'holiday')
    throw problem('slot-on-holiday', { detail: '确认这一天照常接待，再开放' })
  if (!(await holdStation(db, stationId))) throw problem('not-found') // two overlapping offers at once must not both pass
  if (await overlaps(db, stationId, startsAt, endsAt))
    throw problem('slot-overlaps', { detail: '请换一个时间，或先收回原来的时段' })
  const row = await insertSlot(db, {
    station_id: stationId,
    starts_at: startsAt,
    ends_at: endsAt,
    seats: wanted.seats,
    offered_by: clerk.personId,
    offered_at: now,
  })
  await audit(db, {
    at: now,
    actorId: clerk.personId,
    actorRole: 'clerk',
    action: 'visit.slot-offered',
    object: `visit-slot:${row.id}`,
    detail: { stationId, seats: row.seats },
  })
  return shownSlot(row, false, calendar)
}

/** Takes a time back; who booked it is told. @throws Problem not-found */
export const withdrawSlot = async (
  { db, now, actor: clerk }: VisitWork,
  stationId: string,
  slotId: string,
): Promise<void> => {
  needStation(clerk, stationId)
  const slot = await slotForUpdate(db, slotId)
  if (!slot || slot.station_id !== stationId) throw problem('not-found')
  if (slot.cancelled_at) return
  if (slot.starts_at <= now) throw problem('not-found', { detail: '这个时段已经开始，不能收回' })
  await cancelSlot(db, slotId, now)
  const bookings = await bookingsOf(db, slotId)
  for (const { id, person_id: personId } of bookings) {
    await moveVisit(db, id, ['booked'], 'cancelled')
    await emit(db, now, 'visit.cancelled', { visitId: id, personId, by: 'station' })
  }
  await audit(db, {
    at: now,
    actorId: clerk.personId,
    actorRole: 'clerk',
    action: 'visit.slot-withdrawn',
    object: `visit-slot:${slotId}`,
    detail: { bookings: bookings.length },
  })
}

/** When to remind: a day before, or two hours before when that is past; null when it is that near already. */
export const remindAt = (startsAt: Date, now: Date): Date | null => {
  const moments = [new Date(startsAt.getTime() - dayMs), new Date(startsAt.getTime() - 2 * hourMs)]
  return moments.find((moment) => moment > now) ?? null
}

/** @throws Problem too-many-visits */
const checkVisitsToCome = async (db: Db, now: Date, personId: string, stationId: string): Promise<void> => {
  const toCome = await visitsToCome(db, personId, now)
  const here = toCome.filter((visit) => visit.station_id === stationId).length
  if (here < mostVisits.station && toCome.length < mostVisits.all) return
  throw problem('too-many-visits', {
    detail:
      here >= mostVisits.station
        ? `同一个工作站最多同时约 ${mostVisits.station} 次。来访之后，或取消一次，就能再约`
        : `所有工作站加起来最多同时约 ${mostVisits.all} 次。来访之后，或取消一次，就能再约`,
  })
}

/** Books a visit. @throws Problem not-found, slot-over, already-booked, too-many-visits, slot-full */
export const bookVisit = async (
  { db, now, deps: { vault }, actor: { personId } }: VisitorWork,
  wanted: { slotId: string; purpose: string },
): Promise<Visit> => {
  // one's own bookings at the same moment come one after the other
  await holdPerson(db, personId)
  const slot = await slotForUpdate(db, wanted.slotId)
  if (!slot) throw problem('not-found')
  if (slot.cancelled_at) throw problem('slot-over', { detail: '工作站已收回这个时段，请换一个' })
  if (slot.starts_at <= now) throw problem('slot-over', { detail: '请换一个时段' })
  const meanwhile = await visitMeanwhile(db, personId, slot.starts_at, slot.ends_at)
  if (meanwhile)
    throw problem(
      'already-booked',
      meanwhile.slot_id === slot.id ? {} : { detail: `这段时间你已约了${meanwhile.station_name}` },
    )
  await checkVisitsToCome(db, now, personId, slot.station_id)
  if (slot.taken >= slot.seats) throw problem('slot-full', { detail: '请换一个时段' })
  await moveSeat(db, slot.id, 1)
  const profile = await profileOf(db, vault, personId)
  const id = await insertVisit(db, vault, {
    slot_id: slot.id,
    station_id: slot.station_id,
    person_id: personId,
    starts_at: slot.starts_at,
    ends_at: slot.ends_at,
    booked_at: now,
    maskedName: profile ? maskName(profile.name) : '未登记',
    purposeText: wanted.purpose,
  })
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: 'visit.booked',
    object: `visit:${id}`,
    personId,
    detail: { stationId: slot.station_id },
  })
  await emit(db, now, 'visit.booked', { visitId: id, personId })
  const near = remindAt(slot.starts_at, now)
  if (near) await emit(db, now, 'visit.near', { visitId: id, personId }, near)
  return shownVisit(vault)((await visitById(db, id)) as VisitRow)
}

/** Cancels one's own visit and gives the seat back. @throws Problem not-found, slot-over */
export const cancelVisit = async (
  { db, now, actor: { personId } }: VisitorWork,
  id: string,
): Promise<void> => {
  const visit = await visitById(db, id)
  if (!visit || visit.person_id !== personId) throw problem('not-found')
  if (visit.state === 'cancelled') return
  if (visit.starts_at <= now || visit.state !== 'booked')
    throw problem('slot-over', { detail: '已经开始的来访不能取消' })
  await slotForUpdate(db, visit.slot_id)
  if (!(await moveVisit(db, id, ['booked'], 'cancelled'))) return
  await moveSeat(db, visit.slot_id, -1)
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: 'visit.cancelled',
    object: `visit:${id}`,
    personId,
  })
  await emit(db, now, 'visit.cancelled', { visitId: id, personId, by: 'visitor' })
}

/** Gives back the seats of somebody who deletes their account. */
export const cancelAllVisits = async (work: VisitorWork): Promise<void> => {
  for (const visit of await allVisits(work.db, work.actor.personId))
    if (visit.state === 'booked' && visit.starts_at > work.now) await cancelVisit(work, visit.id)
}

/** Records whether the visitor came; can be put right. @throws Problem not-found, invalid-request */
export const recordOutcome = async (
  { db, now, deps: { vault }, actor: clerk }: VisitWork,
  stationId: string,
  { visitId: id, came }: { visitId: string; came: boolean },
): Promise<Visit> => {
  needStation(clerk, stationId)
  const visit = await visitById(db, id)
  if (!visit || visit.station_id !== stationId) throw problem('not-found')
  if (visit.starts_at > now) throw fieldProblem('/came', '还没到约定的时间')
  const state = came ? 'came' : 'missed'
  if (!(await moveVisit(db, id, ['booked', 'came', 'missed'], state)))
    throw fieldProblem('/came', '这次预约已经取消')
  await audit(db, {
    at: now,
    actorId: clerk.personId,
    actorRole: 'clerk',
    action: 'visit.outcome',
    object: `visit:${id}`,
    personId: visit.person_id,
    detail: {
      state,
      what: came ? '登记你已到访' : '登记你没有到访',
      why: '来访接待',
      station: visit.station_name,
    },
  })
  return shownVisit(vault)({ ...visit, state })
}

/** A page of one's own visits, latest first. */
export const visitPage = async (
  { db, deps: { vault }, actor }: VisitorWork,
  { after, limit = 20 }: PageRequest,
) =>
  pageOf(
    await visitsOfPerson(db, actor.personId, { after: placeOf(after), limit }),
    limit,
    (row) => cursorOf(row.starts_at, row.id),
    shownVisit(vault),
  )

/**
 * A page of a station's visits: from today on, soonest first, then the last 30 days, latest first. Each
 * person on it is a look on record.
 */
export const stationVisits = async (
  { db, now, deps: { vault }, actor: clerk }: VisitWork,
  stationId: string,
  { after, limit = 20 }: PageRequest,
) => {
  needStation(clerk, stationId)
  const today = startOfDay(now)
  const from = placeOf(after)
  const isBehind = from !== null && from.at < today
  const ahead = isBehind
    ? []
    : await visitsAhead(db, stationId, { from: today, after: from, limit: limit + 1 })
  const behind =
    ahead.length > limit
      ? []
      : await visitsBehind(db, stationId, {
          since: new Date(today.getTime() - 30 * dayMs),
          until: today,
          after: isBehind ? from : null,
          limit: limit + 1 - ahead.length,
        })
  const page = pageOf(
    [...ahead, ...behind],
    limit,
    (row) => cursorOf(row.starts_at, row.id),
    (row) => row,
  )
  await auditEach(
    db,
    [...new Set(page.items.map((row) => row.person_id))].map((personId) => ({
      at: now,
      actorId: clerk.personId,
      actorRole: 'clerk',
      action: 'visit.listed',
      object: `person:${personId}`,
      personId,
      detail: {
        what: '在来访名单中看到你（姓名已隐去部分）和来访事由',
        why: '接待来访',
        station: page.items[0]?.station_name,
      },
    })),
  )
  return { items: page.items.map(shownVisit(vault)), next: page.next }
}
