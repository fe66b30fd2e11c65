import type { Stay } from '@jucai/contract/stays'
import {
  bedKindLabels,
  clockWords,
  nightWords,
  nightsOf,
  runsInWords,
  yearOfStay,
  type BedKind,
  type StayPurpose,
} from '@jucai/contract/stay-vocabulary'
import { addDays, type Day } from '@jucai/contract/policies/days'
import { v7 as uuidv7 } from 'uuid'
import { openStation } from '../city'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import { maskName } from '../core/masking'
import { holdPerson } from '../core/person'
import { fieldProblem, problem } from '../core/problem'
import { profileOf, type ProfileRecord } from '../profiles'
import { freeByNight, nearestFree } from './availability'
import type { GuestWork } from './deps'
import { tell } from './events'
import { guestOf, mayShare } from './guests'
import { momentsOf } from './moments'
import {
  bedsFree,
  freeNights,
  lastBed,
  nightsTaken,
  ownNights,
  takeNights,
  type WantedNights,
} from './nights'
import {
  bedsOf,
  countedIn,
  insertStay,
  rulesOf,
  shareHostel,
  stayById,
  stayForUpdate,
  updateStay,
  type BedRow,
  type HostelRow,
  type StayRow,
} from './repository'
import { closedWords, settleOwn } from './settling'
import { lateUntilOf, nightsLeftOf, sealName, shownStay, standingOf } from './show'

/** Which days, which kind of bed, and whether they come late on the first. */
export interface WantedDays {
  kind: BedKind
  fromDay: Day
  toDay: Day
  arrivesLate: boolean
}

const openHostel = async ({ db }: GuestWork, id: string): Promise<HostelRow> => {
  const hostel = await shareHostel(db, id)
  if (!hostel || !(await openStation(db, id))) throw problem('not-found')
  return hostel
}

/** @throws Problem registration-needed, stay-not-eligible (with the clauses that are not met) */
const checkEligible = async (
  { db, deps, actor }: GuestWork,
  { fromDay: day, kind }: Pick<WantedDays, 'fromDay' | 'kind'>,
): Promise<ProfileRecord> => {
  const registration = await profileOf(db, deps.vault, actor.personId)
  if (!registration) throw problem('registration-needed', { detail: '登记之后才能核对住宿条件' })
  if (!mayShare(kind, registration))
    throw problem('stay-not-eligible', {
      detail: `${bedKindLabels[kind]}按证件上的性别安排。请选别的床；证件登记错了的，先更正登记`,
    })
  const { outcome, criteria } = await deps.judge(db, { registration, day })
  if (outcome === 'pass') return registration
  const missing = criteria.filter(({ result }) => result !== 'pass' && result !== 'not-applicable')
  throw problem('stay-not-eligible', {
    detail:
      missing.length === 0
        ? '政策库里现在没有有效的住宿办法，请联系人才办'
        : `没有满足：${missing.map(({ title }) => title).join('、')}。预订前可以逐条查看`,
  })
}

/** What days must be, whatever is free. @throws Problem invalid-request, nights-closed */
const checkDays = async (work: GuestWork, hostel: HostelRow, wanted: WantedDays): Promise<Day[]> => {
  const { deps } = work
  const at = await deps.boundary(work.db)
  const today = dayOf(at)
  const { fromDay, toDay, arrivesLate } = wanted
  if (fromDay < today) throw fieldProblem('/fromDay', '入住日已经过去')
  if (fromDay > addDays(today, hostel.ahead_days))
    throw fieldProblem('/fromDay', `最多提前 ${hostel.ahead_days} 天预订`)
  if (toDay <= fromDay) throw fieldProblem('/toDay', '离店日要晚于入住日，至少住一晚')
  if (toDay > addDays(fromDay, 60)) throw fieldProblem('/toDay', '离店日太晚了')
  const { arrive_by: arriveBy } = momentsOf(rulesOf(hostel), fromDay, arrivesLate)
  if (arriveBy <= at)
    throw problem('nights-closed', {
      detail: `${nightWords(fromDay)}要在 ${clockWords(arrivesLate ? hostel.late_by_minutes : hostel.arrive_by_minutes)} 前到店，已经来不及。${arrivesLate ? '请从明天订起' : '今晚晚到的，请选“晚到”；或从明天订起'}`,
    })
  return nightsOf(fromDay, toDay)
}

/** @throws Problem stay-limit, nights-closed while the book has no value for the day */
const checkLimits = async (
  { db, deps }: GuestWork,
  guest: ProfileRecord,
  nights: readonly Day[],
  without?: string,
): Promise<void> => {
  const fromDay = nights[0] as Day
  const limits = await deps.limits(db, fromDay)
  if (!limits) throw problem('nights-closed', { detail: '政策库里没有这一天有效的住宿标准，请联系人才办' })
  if (nights.length > limits.nightsPerStay)
    throw problem('stay-limit', {
      detail: `一次最多免费住 ${limits.nightsPerStay} 晚，你选了 ${nights.length} 晚。请缩短几天`,
    })
  const year = yearOfStay(fromDay)
  const counted = await countedIn(db, guestOf(deps.vault, guest), year, without)
  if (counted >= limits.staysPerYear)
    throw problem('stay-limit', {
      detail: `${year} 年已经用了 ${counted} 次，一年最多 ${limits.staysPerYear} 次。跨年的一次算在入住那一年`,
    })
}

/** @throws Problem nights-overlap */
const checkOwn = async (work: GuestWork, nights: readonly Day[], without?: string): Promise<void> => {
  const { db, actor } = work
  await settleOwn(work, actor.personId)
  const mine = await ownNights(db, actor.personId, nights, without)
  if (mine.length > 0)
    throw problem('nights-overlap', {
      detail: `${runsInWords(mine)}你已经有一次住宿。改那一次的日期，或换几天`,
    })
}

/**
 * Takes the nights, or says which are full and when as many in a row are free.
 * @throws Problem nights-taken
 */
const take = async (work: GuestWork, hostel: HostelRow, wanted: WantedNights): Promise<BedRow> => {
  const { db, deps } = work
  const bed = await takeNights(db, wanted)
  if (bed) return bed
  const { hostelId, kind, nights } = wanted
  const today = dayOf(await deps.boundary(db))
  const last = addDays(today, hostel.ahead_days)
  const beds = await bedsOf(db, hostelId)
  const taken = await nightsTaken(db, hostelId, today, addDays(last, nights.length))
  const nextFree = nearestFree(beds, taken, {
    kind,
    fromDay: nights[0] as Day,
    count: nights.length,
    first: today,
    last,
  })
  const full = freeByNight(beds, taken, nights)
    .filter(({ free }) => (free.find((one) => one.kind === kind)?.beds ?? 0) === 0)
    .map(({ night }) => night)
  const why =
    full.length > 0
      ? `${bedKindLabels[kind]}在${runsInWords(full)}已订满`
      : `${bedKindLabels[kind]}每晚都有空，但没有一张床能连住 ${nights.length} 晚`
  const instead =
    nextFree.length > 0
      ? `能连住 ${nights.length} 晚的最近几天：${nextFree.map(nightWords).join('、')}起`
      : `${hostel.ahead_days} 天内没有能连住 ${nights.length} 晚的床，可以少住几晚或换一种床`
  throw problem('nights-taken', { detail: `${why}。${instead}`, extra: { nextFree } })
}

/**
 * Takes the nights that are added to a stay, or says until when it can be extended.
 * @throws Problem nights-taken
 */
const takeMore = async ({ db }: GuestWork, wanted: WantedNights): Promise<void> => {
  if (await takeNights(db, wanted)) return
  const { nights, kind } = wanted
  let last = nights.length - 1
  while (last > 0 && (await bedsFree(db, { ...wanted, nights: nights.slice(0, last) })).length === 0)
    last -= 1
  throw problem('nights-taken', {
    detail:
      last === 0
        ? `${nightWords(nights[0] as Day)}这一晚${bedKindLabels[kind]}已订满，续不了`
        : `只能续到${nightWords(nights[last] as Day)}离店，多住 ${last} 晚；再往后${bedKindLabels[kind]}没有空床`,
    extra: { nextFree: [] },
  })
}

/**
 * Books one bed for all the nights.
 * @throws Problem not-found, invalid-request, registration-needed, stay-not-eligible, stay-limit,
 * nights-overlap, nights-closed, nights-taken
 */
export const bookStay = async (
  work: GuestWork,
  asked: WantedDays & { hostelId: string; purpose: StayPurpose },
): Promise<Stay> => {
  const { db, now, deps, actor } = work
  await holdPerson(db, actor.personId) // one's own bookings at the same moment come one after the other
  const hostel = await openHostel(work, asked.hostelId)
  const nights = await checkDays(work, hostel, asked)
  const registration = await checkEligible(work, asked)
  await checkOwn(work, nights)
  await checkLimits(work, registration, nights)
  const id = uuidv7()
  const row = await insertStay(db, {
    id,
    station_id: asked.hostelId,
    person_id: actor.personId,
    kind: asked.kind,
    from_day: asked.fromDay,
    to_day: asked.toDay,
    state: 'booked',
    purpose: asked.purpose,
    counted: true,
    masked_name: sealName(deps.vault, id, maskName(registration.name)),
    arrives_late: asked.arrivesLate,
    ...momentsOf(rulesOf(hostel), asked.fromDay, asked.arrivesLate),
    booked_at: now,
    checked_in_at: null,
    ended_at: null,
    reminded_for: null,
    document_index: guestOf(deps.vault, registration).documentIndex,
  })
  await take(work, hostel, {
    stayId: id,
    personId: actor.personId,
    hostelId: asked.hostelId,
    kind: asked.kind,
    nights,
  })
  await record(work, row, 'booked')
  return shownStay(work, row)
}

/** Puts an act of the guest on record and tells of it. */
const record = async (
  { db, now, deps, actor }: GuestWork,
  row: StayRow,
  what: Parameters<typeof tell>[2],
): Promise<void> => {
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'holder',
    action: `stay.${what}`,
    object: `stay:${row.id}`,
    personId: row.person_id,
    detail: { hostel: row.station_id, fromDay: row.from_day, toDay: row.to_day },
  })
  await tell({ db, now, deps }, row, what)
}

/** One's own stay, held. @throws Problem not-found */
const ownStay = async ({ db, actor }: GuestWork, id: string): Promise<StayRow> => {
  await holdPerson(db, actor.personId)
  const found = await stayById(db, id)
  if (found?.person_id !== actor.personId) throw problem('not-found')
  await shareHostel(db, found.station_id)
  return (await stayForUpdate(db, id)) as StayRow
}

const settledWords: Record<StayRow['state'], string> = {
  booked: '',
  'checked-in': '已经入住。要多住几晚，用“续住”；要提前走，到前台说一声',
  left: '已经离店',
  cancelled: '已经取消',
  'no-show': '过了最晚到店时间，床位已放给别人。今晚还有空床的，可以重新订',
}
const needBooked = (row: StayRow, at: Date): void => {
  const state = standingOf(row, at)
  if (state !== 'booked') throw problem('stay-settled', { detail: settledWords[state] })
}

/**
 * Other days in one act: what was booked is let go and the new nights are taken in the same transaction, so
 * that where they cannot be had, everything is as it was.
 * @throws Problem not-found, stay-settled, and what booking throws
 */
export const changeDays = async (work: GuestWork, id: string, wanted: WantedDays): Promise<Stay> => {
  const { db, deps, actor } = work
  const row = await ownStay(work, id)
  const at = await deps.boundary(db)
  needBooked(row, at)
  const isSame =
    row.from_day === wanted.fromDay &&
    row.to_day === wanted.toDay &&
    row.kind === wanted.kind &&
    row.arrives_late === wanted.arrivesLate
  if (isSame) return shownStay(work, row)
  if (at >= row.cancel_by)
    throw problem('stay-settled', { detail: '过了免费改期的时间。可以取消，这一次会算用过' })
  const hostel = await openHostel(work, row.station_id)
  const nights = await checkDays(work, hostel, wanted)
  const registration = await checkEligible(work, wanted)
  await checkOwn(work, nights, id)
  await checkLimits(work, registration, nights, id)
  await freeNights(db, id, row.from_day)
  await take(work, hostel, {
    stayId: id,
    personId: actor.personId,
    hostelId: row.station_id,
    kind: wanted.kind,
    nights,
  })
  const changed = await updateStay(db, id, {
    kind: wanted.kind,
    from_day: wanted.fromDay,
    to_day: wanted.toDay,
    arrives_late: wanted.arrivesLate,
    ...momentsOf(rulesOf(hostel), wanted.fromDay, wanted.arrivesLate),
  })
  await record(work, changed, 'moved')
  return shownStay(work, changed)
}

/** Says that one comes later; said twice is said once. @throws Problem not-found, stay-settled */
export const comeLate = async (work: GuestWork, id: string): Promise<Stay> => {
  const row = await ownStay(work, id)
  needBooked(row, await work.deps.boundary(work.db))
  if (row.arrives_late) return shownStay(work, row)
  const hostel = await openHostel(work, row.station_id)
  const changed = await updateStay(work.db, id, {
    arrives_late: true,
    arrive_by: lateUntilOf(row, hostel),
  })
  await record(work, changed, 'late')
  return shownStay(work, changed)
}

/**
 * Stays longer, in the same bed where it is free, else in another of the kind for the nights that are added.
 * @throws Problem not-found, invalid-request, stay-settled, stay-limit, nights-overlap, nights-closed,
 * nights-taken
 */
export const extendStay = async (work: GuestWork, id: string, toDay: Day): Promise<Stay> => {
  const { db, deps, actor } = work
  const row = await ownStay(work, id)
  const at = await deps.boundary(db)
  const state = standingOf(row, at)
  if (state !== 'checked-in')
    throw problem('stay-settled', {
      detail: state === 'booked' ? '还没有入住，直接改日期就行' : settledWords[state],
    })
  if (toDay === row.to_day) return shownStay(work, row)
  if (toDay < row.to_day) throw fieldProblem('/toDay', '提前离店请到前台办理，后面的床位随即放给别人')
  if (dayOf(at) > row.to_day) throw problem('stay-settled', { detail: '离店日已经过去' })
  const limits = await deps.limits(db, row.from_day)
  const added = nightsOf(row.to_day, toDay)
  if (added.length > nightsLeftOf(row, limits))
    throw problem('stay-limit', {
      detail: `一次最多免费住 ${limits?.nightsPerStay ?? 0} 晚，最多还能续 ${nightsLeftOf(row, limits)} 晚`,
    })
  await checkOwn(work, added, id)
  if (!(await openStation(db, row.station_id)))
    throw problem('nights-closed', { detail: `${closedWords}，不能再续。已经住下的可以住到离店那天` })
  const bed = await lastBed(db, id)
  await takeMore(work, {
    stayId: id,
    personId: actor.personId,
    hostelId: row.station_id,
    kind: row.kind,
    nights: added,
    ...(bed === undefined ? {} : { prefer: bed }),
  })
  const changed = await updateStay(db, id, { to_day: toDay })
  await record(work, changed, 'extended')
  return shownStay(work, changed)
}

/**
 * Cancels; after the hostel's hour it counts all the same. Cancelled twice is cancelled once.
 * @throws Problem not-found, stay-settled
 */
export const cancelStay = async (work: GuestWork, id: string): Promise<Stay> => {
  const { db, now, deps } = work
  const row = await ownStay(work, id)
  if (row.state === 'cancelled') return shownStay(work, row)
  const at = await deps.boundary(db)
  needBooked(row, at)
  await freeNights(db, id, row.from_day)
  const changed = await updateStay(db, id, {
    state: 'cancelled',
    // a hostel that has closed can be cancelled at any time
    counted: at >= row.cancel_by && (await openStation(db, row.station_id)) !== undefined,
    ended_at: now,
  })
  await record(work, changed, 'cancelled')
  return shownStay(work, changed)
}
