import type { FairText, OfficeFair } from '@jucai/contract/fair-shapes'
import { v7 as uuidv7 } from 'uuid'
import { cityInForce } from '../city'
import { audit } from '../core/audit'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { emit } from '../core/outbox'
import { fieldProblem, problem } from '../core/problem'
import { employersById, requireVerified } from '../employers'
import { endBooth, makeBooth, needNotOver } from './booths'
import type { FairWork, OfficeWork } from './deps'
import './events'
import { moveSlots } from './moving'
import { endPlaces, fairRefused } from './queue'
import {
  boothForUpdate,
  boothsOf,
  fairById,
  fairForUpdate,
  holdBoothsOf,
  latestPage,
  ticketCounts,
  updateBooth,
  updateFair,
} from './repository'
import { fairCards, ownBooths, standingOf } from './show'
import type { BoothRow, FairRow } from './tables'

const record = ({ db, now, actor }: OfficeWork, action: string, fairId: string, detail = {}) =>
  audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: actor.role,
    action,
    object: `fair:${fairId}`,
    detail,
  })

const countsOf = async ({ db }: FairWork, fairId: string) => {
  const tickets = (await ticketCounts(db, [fairId])).get(fairId) ?? { signedUp: 0, came: 0 }
  const talks = await db
    .selectFrom('fair_place as place')
    .innerJoin('fair_booth as booth', 'booth.id', 'place.booth_id')
    .select(({ fn, eb }) => [
      fn.countAll<number>().as('all'),
      fn.sum<number | null>(eb.case().when('result', '=', 'further').then(1).else(0).end()).as('further'),
    ])
    .where('booth.fair_id', '=', fairId)
    .where('place.state', '=', 'done')
    .executeTakeFirstOrThrow()
  return {
    ...tickets,
    talks: talks.all,
    further: Number(talks.further ?? 0),
  }
}

/** A fair as the office sees it. */
export const officeFair = async (work: FairWork, row: FairRow): Promise<OfficeFair> => ({
  id: row.id,
  title: row.title,
  about: row.about,
  place: row.place,
  stationId: row.station_id,
  online: row.online,
  opensAt: row.opens_at.toISOString(),
  closesAt: row.closes_at.toISOString(),
  callMinutes: row.call_minutes,
  standing: standingOf(row, work.now),
  revision: row.revision,
  cancelReason: row.cancel_reason,
  boothList: await ownBooths(work, await boothsOf(work.db, row.id)),
  ...(await countsOf(work, row.id)),
})
/** One fair. @throws Problem not-found */
export const readOfficeFair = async (work: FairWork, id: string): Promise<OfficeFair> => {
  const row = await fairById(work.db, id)
  if (!row) throw problem('not-found')
  return officeFair(work, row)
}
/** All fairs, the latest first. */
export const officePage = async (work: FairWork, { after, limit = 20 }: PageRequest) => {
  const page = pageOf(
    await latestPage(work.db, null, placeOf(after), limit),
    limit,
    (row) => cursorOf(row.opens_at, row.id),
    (row) => row,
  )
  return { items: await fairCards(work, page.items), next: page.next }
}

type Written = Pick<
  FairRow,
  'title' | 'about' | 'place' | 'station_id' | 'online' | 'opens_at' | 'closes_at' | 'call_minutes'
>
/** What the office wrote, held against the rules. @throws Problem invalid-request */
const checked = async ({ db, now }: FairWork, text: FairText): Promise<Written> => {
  const [opensAt, closesAt] = [new Date(text.opensAt), new Date(text.closesAt)]
  if (closesAt <= opensAt) throw fieldProblem('/closesAt', '结束时间要晚于开始时间')
  if (closesAt <= now) throw fieldProblem('/closesAt', '结束时间已经过去了')
  if (!text.online && text.place === null)
    throw fieldProblem('/place', '请写现场的地点，或者选“可以在线上谈”')
  if (text.stationId !== null && text.place === null)
    throw fieldProblem('/stationId', '没有现场，就不用选登记入场的站点')
  if (text.stationId !== null) {
    const { stations } = await cityInForce(db)
    if (!stations.some(({ id }) => id === text.stationId)) throw fieldProblem('/stationId', '没有这个站点')
  }
  return {
    title: text.title,
    about: text.about,
    place: text.place,
    station_id: text.stationId,
    online: text.online,
    opens_at: opensAt,
    closes_at: closesAt,
    call_minutes: text.callMinutes,
  }
}

/** Begins a fair. @throws Problem invalid-request */
export const makeFair = async (work: OfficeWork, text: FairText): Promise<OfficeFair> => {
  const { db, now, actor } = work
  const id = uuidv7()
  await db
    .insertInto('fair')
    .values({
      id,
      state: 'draft',
      cancel_reason: null,
      revision: 0,
      made_by: actor.personId,
      made_at: now,
      changed_at: now,
      wound_up_at: null,
      ...(await checked(work, text)),
    })
    .execute()
  await record(work, 'fair.made', id)
  return readOfficeFair(work, id)
}

/** A fair, held, that is not over. @throws Problem not-found, fair-refused, stale-version */
const holdFair = async (work: OfficeWork, id: string, revision?: number): Promise<FairRow> => {
  const row = await fairForUpdate(work.db, id)
  if (!row) throw problem('not-found')
  const standing = standingOf(row, await work.deps.boundary(work.db))
  if (standing === 'over') throw fairRefused('招聘会已经结束，不能再改')
  if (standing === 'cancelled') throw fairRefused('招聘会已经取消，不能再改')
  if (revision !== undefined && row.revision !== revision)
    throw problem('stale-version', {
      detail: '同事刚刚改过，请看最新的内容再改',
      extra: { version: row.revision },
    })
  return row
}

/** Changes a fair. @throws Problem not-found, fair-refused, stale-version, invalid-request */
export const changeFair = async (
  work: OfficeWork,
  id: string,
  { revision, text }: { revision: number; text: FairText },
): Promise<OfficeFair> => {
  const { db, now } = work
  const row = await holdFair(work, id, revision)
  const next = await checked(work, text)
  const isMoved =
    row.opens_at.getTime() !== next.opens_at.getTime() ||
    row.closes_at.getTime() !== next.closes_at.getTime() ||
    row.place !== next.place
  await updateFair(db, id, { ...next, revision: revision + 1, changed_at: now })
  if (row.state === 'published' && isMoved) {
    const hours = { opensAt: next.opens_at, closesAt: next.closes_at }
    await moveSlots(work, row, hours, await work.deps.boundary(db))
    await emit(db, now, 'fair.moved', { fairId: id })
  }
  await record(work, 'fair.changed', id)
  return readOfficeFair(work, id)
}

/** Publishes a fair. @throws Problem not-found, fair-refused, stale-version */
export const publishFair = async (work: OfficeWork, id: string, revision: number): Promise<OfficeFair> => {
  const { db, now } = work
  const row = await holdFair(work, id, revision)
  if (row.state === 'draft') {
    if (row.closes_at <= now) throw fairRefused('结束时间已经过去了，请先改时间')
    await updateFair(db, id, { state: 'published', revision: revision + 1, changed_at: now })
    await emit(db, now, 'fair.published', { fairId: id })
    await record(work, 'fair.published', id)
  }
  return readOfficeFair(work, id)
}

/** Cancels a fair. @throws Problem not-found, fair-refused */
export const cancelFair = async (work: OfficeWork, id: string, reason: string): Promise<OfficeFair> => {
  const { db, now } = work
  const row = await holdFair(work, id)
  await updateFair(db, id, {
    state: 'cancelled',
    cancel_reason: reason,
    revision: row.revision + 1,
    changed_at: now,
    wound_up_at: now,
  })
  for (const booth of await holdBoothsOf(db, id)) await endPlaces(work, booth.id, 'fair-cancelled')
  await emit(db, now, 'fair.cancelled', { fairId: id })
  await record(work, 'fair.cancelled', id)
  return readOfficeFair(work, id)
}

/** Invites an employer. @throws Problem not-found, employer-not-verified, fair-refused */
export const inviteEmployer = async (
  work: OfficeWork,
  id: string,
  employerId: string,
): Promise<OfficeFair> => {
  const { db, now } = work
  const fair = await holdFair(work, id)
  const employer = (await employersById(db, [employerId])).get(employerId)
  if (!employer) throw problem('not-found')
  requireVerified(employer)
  if (fair.state === 'draft') throw fairRefused('请先发布，单位才能看到邀请')
  const boothId = await makeBooth(work, { fair, employerId, state: 'invited' })
  await emit(db, now, 'fair-booth.invited', { boothId })
  await record(work, 'fair.booth-invited', id, { employer: employerId })
  return readOfficeFair(work, id)
}

const holdBooth = async ({ db }: OfficeWork, id: string, boothId: string): Promise<BoothRow> => {
  const booth = await boothForUpdate(db, boothId)
  if (booth?.fair_id !== id) throw problem('not-found')
  return booth
}

/** Admits a booth, or declines it; where it stands may be changed later. @throws Problem not-found, fair-refused */
export const decideBooth = async (
  work: OfficeWork,
  { fair, fairBooth }: { fair: string; fairBooth: string },
  { admit, place, reason }: { admit: boolean; place: string; reason?: string | undefined },
): Promise<OfficeFair> => {
  const { db, now } = work
  await holdFair(work, fair)
  const booth = await holdBooth(work, fair, fairBooth)
  const isPlaced = admit && booth.state === 'admitted'
  if (booth.state !== 'asked' && !isPlaced) throw fairRefused('只有单位申请的展位等答复')
  const employer = (await employersById(db, [booth.employer_id])).get(booth.employer_id)
  if (admit && employer) requireVerified(employer)
  if (!admit && !reason) throw fieldProblem('/reason', '请写明为什么，单位会看到')
  await updateBooth(db, booth.id, {
    state: admit ? 'admitted' : 'declined',
    place,
    reason: admit ? null : (reason ?? null),
    changed_at: now,
    revision: booth.revision + 1,
  })
  if (!isPlaced) await emit(db, now, 'fair-booth.decided', { boothId: booth.id })
  await record(work, admit ? 'fair.booth-admitted' : 'fair.booth-declined', fair, {
    employer: booth.employer_id,
  })
  return readOfficeFair(work, fair)
}

/** Cancels a booth. @throws Problem not-found, fair-refused */
export const cancelBooth = async (
  work: OfficeWork,
  { fair, fairBooth }: { fair: string; fairBooth: string },
  reason: string,
): Promise<OfficeFair> => {
  const booth = await holdBooth(work, fair, fairBooth)
  await needNotOver(work, booth)
  await endBooth(work, booth, reason, 'office')
  await record(work, 'fair.booth-cancelled', fair, { employer: booth.employer_id })
  return readOfficeFair(work, fair)
}
