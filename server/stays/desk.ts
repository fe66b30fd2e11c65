import type { DeskStay } from '@jucai/contract/stays'
import { nightsOf, nightWords } from '@jucai/contract/stay-vocabulary'
import { addDays, type Day } from '@jucai/contract/policies/days'
import { stationNames } from '../city'
import { audit, auditEach } from '../core/audit'
import { dayOf, startOfDay } from '../core/clock'
import { stillThere } from '../core/person'
import { problem } from '../core/problem'
import { isInService } from './availability'
import { needDesk, type DeskWork } from './deps'
import { tell } from './events'
import { nightsTaken, notOutOf } from './nights'
import {
  bedsOf,
  endedByThemselves,
  standingAt,
  stayById,
  stayBySerial,
  stayForUpdate,
  staysOn,
  updateStay,
  type StayRow,
} from './repository'
import { leave } from './settling'
import { deskStays, serialOf, standingOf } from './show'

const boardNights = 14

/**
 * Who arrives, leaves and stays today, and who was to leave yesterday and told nobody; each is a look on record.
 * @throws Problem not-found
 */
export const deskDay = async (work: DeskWork, hostelId: string) => {
  needDesk(work, hostelId)
  const { db, now, actor } = work
  const at = await work.deps.boundary(db)
  const day = dayOf(at)
  const today = await staysOn(db, hostelId, day)
  const notOut = await endedByThemselves(db, hostelId, startOfDay(at), day)
  const rows = [...today, ...notOut]
  const station = (await stationNames(db, [hostelId])).get(hostelId)
  await auditEach(
    db,
    [...new Set(rows.map(({ person_id: personId }) => personId))].map((personId) => ({
      at: now,
      actorId: actor.personId,
      actorRole: 'clerk',
      action: 'stay.listed',
      object: `person:${personId}`,
      personId,
      detail: { what: '在住宿名单中看到你（姓名已隐去部分）、来意和日期', why: '接待住宿', station },
    })),
  )
  const shown = await deskStays(work, today)
  const isGone = ({ state }: DeskStay) => state === 'left'
  return {
    day,
    // who said that they come after midnight is awaited from the day before
    arriving: shown.filter(({ fromDay, state }) => fromDay === day || state === 'booked'),
    leaving: shown.filter((one) => one.toDay === day && (one.state === 'checked-in' || isGone(one))),
    staying: shown.filter(
      ({ fromDay, toDay, state }) => fromDay < day && toDay > day && state === 'checked-in',
    ),
    notOut: await deskStays(work, notOut),
  }
}

/** Beds by night, without people. @throws Problem not-found */
export const deskBoard = async (work: DeskWork, hostelId: string, from = dayOf(work.now)) => {
  needDesk(work, hostelId)
  const nights = nightsOf(from, addDays(from, boardNights))
  const taken = new Set(
    (await nightsTaken(work.db, hostelId, from, addDays(from, boardNights - 1))).map(
      ({ bed_id: bed, night }) => `${bed} ${night}`,
    ),
  )
  const sign = (bed: Awaited<ReturnType<typeof bedsOf>>[number], night: Day) =>
    taken.has(`${bed.id} ${night}`) ? 'x' : isInService(bed, night) ? '.' : '-'
  return {
    nights,
    beds: (await bedsOf(work.db, hostelId)).map((bed) => ({
      label: bed.label,
      kind: bed.kind,
      nights: nights.map((night) => sign(bed, night)).join(''),
    })),
  }
}

/** How a guest says who they are: the talent code on their phone, or the number of the stay. */
export type ShownAtDesk = { code: string; scannedAt: string } | { number: string }

const stayShown = async (
  work: DeskWork,
  hostelId: string,
  shown: ShownAtDesk,
): Promise<StayRow | undefined> => {
  const { db } = work
  if ('number' in shown) {
    const serial = serialOf(shown.number)
    return serial === null ? undefined : stayBySerial(db, hostelId, serial)
  }
  const personId = await work.deps.holderOfCode(work, {
    code: shown.code,
    scannedAt: shown.scannedAt,
    stationId: hostelId,
    found: '没有办理入住',
    why: '人才驿站办理入住',
  })
  const rows = await standingAt(db, hostelId, personId)
  // Who comes after midnight arrives for the day before, as long as that stay stands. A stay that begins today goes
  // before one that ends today: who sleeps on has both.
  const at = await work.deps.boundary(db)
  const begins = (row: StayRow) => row.from_day <= dayOf(at) && standingOf(row, at) === 'booked'
  return rows.find(begins) ?? rows.find(({ state }) => state === 'checked-in') ?? rows[0]
}

// The look at the code that was scanned stays on record.
const settled = (detail: string) => problem('stay-settled', { detail, commit: true })
const notToday = (detail: string) => problem('no-stay-today', { detail, commit: true })

/**
 * The bed must be empty. Who goes on from one stay to the next leaves the first by arriving for the second.
 * @throws Problem bed-not-left
 */
const clearBed = async (work: DeskWork, row: StayRow, at: Date): Promise<void> => {
  const { db } = work
  const own = (await standingAt(db, row.station_id, row.person_id)).filter(
    ({ state, to_day: toDay }) => state === 'checked-in' && toDay <= row.from_day,
  )
  for (const { id } of own) {
    const before = (await stayForUpdate(db, id)) as StayRow
    if (before.state !== 'checked-in') continue
    await leave(work, before, at)
    await onRecord(work, before, { act: 'left', what: '为你办理离店，接着住下一次' })
  }
  const [other] = await notOutOf(db, row.id, row.from_day)
  if (other === undefined) return
  const [there] = await deskStays(work, [(await stayById(db, other)) as StayRow])
  throw problem('bed-not-left', {
    detail: `床位 ${there?.bed} 的上一位（${there?.maskedName}，${there?.number}）还没有办离店。请先到床位看看，在“今天离店”里为其办理，再办入住`,
    commit: true,
  })
}

/** A clerk's act on a stay, which its guest reads under 谁看过我的信息. */
const onRecord = async (
  { db, now, actor }: DeskWork,
  row: StayRow,
  { act, what, by }: { act: 'checked-in' | 'left'; what: string; by?: 'number' | 'code' },
): Promise<void> =>
  audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'clerk',
    action: `stay.${act}`,
    object: `stay:${row.id}`,
    personId: row.person_id,
    detail: {
      what,
      why: act === 'left' ? '人才驿站办理离店' : '人才驿站办理入住',
      station: (await stationNames(db, [row.station_id])).get(row.station_id),
      ...(by === undefined ? {} : { by }),
    },
  })

/**
 * Checks a guest in; who is in already is answered alike.
 * @throws Problem not-found, scan-refused, own-code, no-stay-today, stay-settled, bed-not-left
 */
export const checkIn = async (work: DeskWork, hostelId: string, shown: ShownAtDesk): Promise<DeskStay> => {
  needDesk(work, hostelId)
  const { db, now, deps, actor } = work
  const found = await stayShown(work, hostelId, shown)
  if (!found)
    throw notToday(
      'number' in shown
        ? '本驿站没有这个编号的预订，请核对后再试'
        : '这位在本驿站没有预订。今晚有空床的，可以请本人在手机上订',
    )
  if (found.person_id === actor.personId) throw problem('own-code', { detail: '请让另一位工作人员为你办理' })
  await stillThere(db, found.person_id) // person first, as everywhere
  const row = (await stayForUpdate(db, found.id)) as StayRow
  if (row.state === 'checked-in') return (await deskStays(work, [row]))[0] as DeskStay
  const at = await deps.boundary(db)
  const state = standingOf(row, at)
  if (state === 'no-show')
    throw settled('过了最晚到店时间，床位已放给别人。今晚还有空床的，可以请本人在手机上重新订')
  if (state !== 'booked') throw settled(state === 'left' ? '这次住宿已经离店' : '这次住宿已经取消')
  if (row.from_day > dayOf(at)) throw notToday(`这位的预订从${nightWords(row.from_day)}开始，到那天再办理`)
  await clearBed(work, row, at)
  const changed = await updateStay(db, row.id, { state: 'checked-in', checked_in_at: now })
  await onRecord(work, row, {
    act: 'checked-in',
    what: '为你办理入住',
    by: 'number' in shown ? 'number' : 'code',
  })
  await tell(work, changed, 'checked-in')
  return (await deskStays(work, [changed]))[0] as DeskStay
}

/** A stay of the desk's hostel, as it stands, for a repeated request. @throws Problem not-found */
export const deskStay = async (work: DeskWork, hostelId: string, id: string): Promise<DeskStay> => {
  needDesk(work, hostelId)
  const row = await stayById(work.db, id)
  if (row?.station_id !== hostelId) throw problem('not-found')
  return (await deskStays(work, [row]))[0] as DeskStay
}

/**
 * Checks a guest out; nights that were not used go to others. Done twice is done once.
 * @throws Problem not-found, stay-settled
 */
export const checkOut = async (work: DeskWork, hostelId: string, id: string): Promise<DeskStay> => {
  needDesk(work, hostelId)
  const { db, deps } = work
  const found = await stayById(db, id)
  if (found?.station_id !== hostelId) throw problem('not-found')
  await stillThere(db, found.person_id)
  const row = (await stayForUpdate(db, id)) as StayRow
  if (row.state === 'left') return (await deskStays(work, [row]))[0] as DeskStay
  if (row.state !== 'checked-in') throw problem('stay-settled', { detail: '还没有办理入住' })
  const changed = await leave(work, row, await deps.boundary(db))
  await onRecord(work, row, { act: 'left', what: '为你办理离店' })
  return (await deskStays(work, [changed]))[0] as DeskStay
}
