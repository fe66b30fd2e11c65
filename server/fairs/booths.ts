import type { BoothText, EmployerFair, OwnBooth } from '@jucai/contract/fair-shapes'
import { fairLimits } from '@jucai/contract/fair-vocabulary'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { emit } from '../core/outbox'
import { fieldProblem, problem } from '../core/problem'
import { employersById, requireMember, requireVerified } from '../employers'
import { postsById } from '../posts'
import { holdBoothOf } from './calling'
import type { FairWork, PersonWork } from './deps'
import './events'
import { endPlaces, fairRefused } from './queue'
import {
  boothById,
  boothsOfEmployer,
  comingPage,
  fairById,
  fairForUpdate,
  boothCounts,
  slotsOf,
  suspendedBoothsOf,
  updateBooth,
  type SlotSeen,
} from './repository'
import { fairCards, ownBooths, standingOf } from './show'
import { publishedFair } from './tickets'
import type { BoothRow, FairRow } from './tables'

/** A booth as its employer sees it by now. */
export const oneBooth = async (work: FairWork, id: string): Promise<OwnBooth> =>
  (await ownBooths(work, [(await boothById(work.db, id)) as BoothRow]))[0] as OwnBooth

/** Fairs that come or run, with the booth of an employer. @throws Problem not-found */
export const employerFairs = async (
  work: PersonWork,
  employerId: string,
  { after, limit = 20 }: PageRequest,
): Promise<{ items: EmployerFair[]; next: string | null }> => {
  await requireMember(work.db, work.actor, employerId)
  const page = pageOf(
    await comingPage(work.db, work.now, placeOf(after), limit),
    limit,
    (row) => cursorOf(row.closes_at, row.id),
    (row) => row,
  )
  const cards = await fairCards(work, page.items)
  const rows = await boothsOfEmployer(
    work.db,
    employerId,
    page.items.map(({ id }) => id),
  )
  const booths = new Map((await ownBooths(work, [...rows.values()])).map((one) => [one.fair.id, one]))
  return { items: cards.map((fair) => ({ fair, booth: booths.get(fair.id) ?? null })), next: page.next }
}

/** A booth of an employer. @throws Problem not-found */
export const readBooth = async (work: PersonWork, employerId: string, boothId: string): Promise<OwnBooth> => {
  await requireMember(work.db, work.actor, employerId)
  const booth = await boothById(work.db, boothId)
  if (booth?.employer_id !== employerId) throw problem('not-found')
  return oneBooth(work, boothId)
}

/** A booth of an employer at a fair, made once; the fair is held. @throws Problem fair-refused */
export const makeBooth = async (
  { db, now }: FairWork,
  { fair, employerId, state }: { fair: FairRow; employerId: string; state: 'invited' | 'asked' },
): Promise<string> => {
  const there = (await boothsOfEmployer(db, employerId, [fair.id])).get(fair.id)
  if (there) {
    // Who declined an invitation may still ask, and who was declined may be invited.
    if (there.state === 'declined')
      await updateBooth(db, there.id, { state, reason: null, changed_at: now, revision: there.revision + 1 })
    return there.id
  }
  if (((await boothCounts(db, [fair.id])).get(fair.id) ?? 0) >= fairLimits.booths)
    throw fairRefused(`一场招聘会最多 ${fairLimits.booths} 个展位，已经满了`)
  const id = uuidv7()
  await db
    .insertInto('fair_booth')
    .values({
      id,
      fair_id: fair.id,
      employer_id: employerId,
      state,
      about: '',
      place: '',
      queue: true,
      reason: null,
      suspended_from: null,
      revision: 0,
      made_at: now,
      changed_at: now,
    })
    .execute()
  return id
}

/** An employer asks for a booth. @throws Problem not-found, employer-not-verified, fair-refused */
export const askForBooth = async (
  work: PersonWork,
  employerId: string,
  fairId: string,
): Promise<OwnBooth> => {
  const { db, now, deps, actor } = work
  requireVerified((await requireMember(db, actor, employerId)).employer)
  await publishedFair(work, fairId)
  const fair = (await fairForUpdate(db, fairId)) as FairRow
  const standing = standingOf(fair, await deps.boundary(db))
  if (standing !== 'published') throw fairRefused('招聘会开始以后不能再申请展位')
  const id = await makeBooth(work, { fair, employerId, state: 'asked' })
  const booth = (await boothById(db, id)) as BoothRow
  if (booth.state === 'asked') await emit(db, now, 'fair-booth.asked', { boothId: id })
  return oneBooth(work, id)
}

const endOf = (slot: { startsAt: string; minutes: number }): number =>
  Date.parse(slot.startsAt) + slot.minutes * 60_000

const checkSlots = (slots: BoothText['slots'], fair: FairRow): void => {
  const sorted = [...slots].sort((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt))
  for (const [at, slot] of sorted.entries()) {
    if (Date.parse(slot.startsAt) < fair.opens_at.getTime() || endOf(slot) > fair.closes_at.getTime())
      throw fieldProblem('/text/slots', '时段要在招聘会的时间之内')
    const before = sorted[at - 1]
    if (before && endOf(before) > Date.parse(slot.startsAt))
      throw fieldProblem('/text/slots', '两个时段重叠了，请错开')
  }
}

const checkPosts = async (work: FairWork, posts: readonly string[], employerId: string): Promise<void> => {
  const known = await postsById(work.db, posts)
  for (const id of posts) {
    const post = known.get(id)
    if (post?.employer_id !== employerId) throw fieldProblem('/text/posts', '只能带本单位的岗位')
    if (post.state !== 'open') throw fieldProblem('/text/posts', `“${post.title}”没有公开，请先公开再带来`)
  }
}

/** Slots as they are wished; what is booked stays, and a wish that takes it away is refused. */
const writeSlots = async (work: FairWork, booth: BoothRow, wished: BoothText['slots']): Promise<void> => {
  const { db } = work
  const key = (at: Date, minutes: number) => `${at.getTime()} ${minutes}`
  const there = new Map(
    (await slotsOf(db, [booth.id])).map((slot): [string, SlotSeen] => [
      key(slot.starts_at, slot.minutes),
      slot,
    ]),
  )
  const wanted = new Map(
    wished.map((slot) => {
      const at = new Date(slot.startsAt)
      return [key(at, slot.minutes), { starts_at: at, minutes: slot.minutes }] as const
    }),
  )
  const gone = [...there].flatMap(([at, slot]) => (wanted.has(at) ? [] : [slot]))
  if (gone.some(({ ticket_id: by }) => by !== null))
    throw fieldProblem('/text/slots', '有的时段已经有人约了，不能拿掉；真的来不了，请取消展位并写明原因')
  if (gone.length > 0) {
    const ids = gone.map(({ id }) => id)
    await sql`update fair_place set slot_id = null where state in ('left', 'ended')
      and slot_id in (${sql.join(ids)})`.execute(db)
    await db.deleteFrom('fair_slot').where('id', 'in', ids).execute()
  }
  const fresh = [...wanted].flatMap(([at, slot]) => (there.has(at) ? [] : [slot]))
  if (fresh.length > 0)
    await db
      .insertInto('fair_slot')
      .values(fresh.map((slot) => ({ id: uuidv7(), booth_id: booth.id, ...slot })))
      .execute()
}

/**
 * What a booth brings; an invitation is accepted by it.
 * @throws Problem not-found, employer-not-verified, fair-refused, stale-version, invalid-request
 */
export const changeBooth = async (
  work: PersonWork,
  { employerId, boothId }: { employerId: string; boothId: string },
  { revision, text }: { revision: number; text: BoothText },
): Promise<OwnBooth> => {
  const { db, now } = work
  const booth = await holdBoothOf(work, employerId, boothId)
  if (booth.state === 'declined' || booth.state === 'cancelled')
    throw fairRefused('这个展位不参加了，不能再改')
  if (booth.revision !== revision)
    throw problem('stale-version', {
      detail: '同事刚刚改过，请看最新的内容再改',
      extra: { version: booth.revision },
    })
  const fair = (await fairById(db, booth.fair_id)) as FairRow
  if (standingOf(fair, await work.deps.boundary(db)) === 'over') throw fairRefused('招聘会已经结束')
  checkSlots(text.slots, fair)
  await checkPosts(work, text.posts, employerId)
  await writeSlots(work, booth, text.slots)
  await db.deleteFrom('fair_booth_post').where('booth_id', '=', boothId).execute()
  if (text.posts.length > 0)
    await db
      .insertInto('fair_booth_post')
      .values(text.posts.map((post) => ({ booth_id: boothId, post_id: post })))
      .execute()
  await updateBooth(db, boothId, {
    about: text.about,
    queue: text.queue,
    state: booth.state === 'invited' ? 'admitted' : booth.state,
    changed_at: now,
    revision: revision + 1,
  })
  return oneBooth(work, boothId)
}

/** Ends a booth, held, and tells whoever had a place there. */
export const endBooth = async (
  work: FairWork,
  booth: BoothRow,
  reason: string,
  by: 'office' | 'employer' | 'suspension',
): Promise<void> => {
  const { db, now } = work
  if (booth.state === 'cancelled' || booth.state === 'declined') {
    // What a suspension had ended does not come back once somebody has cancelled it.
    if (booth.suspended_from) await updateBooth(db, booth.id, { suspended_from: null, reason })
    return
  }
  await updateBooth(db, booth.id, {
    // An invitation is declined, an admitted booth is cancelled.
    state: booth.state === 'admitted' ? 'cancelled' : 'declined',
    suspended_from: by === 'suspension' ? booth.state : null,
    reason,
    changed_at: now,
    revision: booth.revision + 1,
  })
  await endPlaces(work, booth.id, 'booth-cancelled')
  await emit(db, now, 'fair-booth.cancelled', { boothId: booth.id, byOffice: by !== 'employer' })
}

/**
 * An employer is verified again: the booths that its suspension ended stand as they did, where the fair is not over.
 * @param told what happens with each, besides
 */
export const restoreBooths = async (
  work: FairWork,
  employerId: string,
  told: (booth: BoothRow, fair: FairRow) => Promise<void>,
): Promise<void> => {
  const { db, now, deps } = work
  if ((await employersById(db, [employerId])).get(employerId)?.state !== 'verified') return
  const at = await deps.boundary(db)
  for (const booth of await suspendedBoothsOf(db, employerId)) {
    const { suspended_from: state } = booth
    const fair = (await fairById(db, booth.fair_id)) as FairRow
    const standing = standingOf(fair, at)
    if (!state || (standing !== 'published' && standing !== 'running')) continue
    const change = {
      state,
      reason: null,
      suspended_from: null,
      changed_at: now,
      revision: booth.revision + 1,
    }
    await updateBooth(db, booth.id, change)
    await emit(db, now, 'fair-booth.restored', { boothId: booth.id, since: booth.changed_at.toISOString() })
    await told({ ...booth, ...change }, fair)
  }
}

/** The employer does not come after all, or declines. @throws Problem not-found, fair-refused */
export const cancelOwnBooth = async (
  work: PersonWork,
  { employerId, boothId }: { employerId: string; boothId: string },
  reason: string,
): Promise<OwnBooth> => {
  await requireMember(work.db, work.actor, employerId)
  const booth = await work.db
    .selectFrom('fair_booth')
    .selectAll()
    .where('id', '=', boothId)
    .forUpdate()
    .executeTakeFirst()
  if (booth?.employer_id !== employerId) throw problem('not-found')
  await needNotOver(work, booth)
  await endBooth(work, booth, reason, 'employer')
  return oneBooth(work, boothId)
}

/** @throws Problem fair-refused once the fair is over */
export const needNotOver = async (work: FairWork, booth: BoothRow): Promise<void> => {
  const fair = (await fairById(work.db, booth.fair_id)) as FairRow
  if (standingOf(fair, await work.deps.boundary(work.db)) === 'over')
    throw fairRefused('招聘会已经结束，不用再取消')
}

/** What of an employer is not finished here: booths of fairs that are not over. */
export const openBoothsOf = async (
  db: FairWork['db'],
  employerId: string,
): Promise<{ what: string; count: number }[]> => {
  const { count } = await db
    .selectFrom('fair_booth as booth')
    .innerJoin('fair', 'fair.id', 'booth.fair_id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('booth.employer_id', '=', employerId)
    .where('booth.state', 'in', ['asked', 'admitted'])
    .where('fair.state', '=', 'published')
    .where('fair.wound_up_at', 'is', null)
    .executeTakeFirstOrThrow()
  return [{ what: '没有结束的招聘会展位', count }]
}
/** Booths of an employer whose fairs are not over. */
export const liveBoothsOf = (db: FairWork['db'], employerId: string): Promise<{ id: string }[]> =>
  db
    .selectFrom('fair_booth as booth')
    .innerJoin('fair', 'fair.id', 'booth.fair_id')
    .select('booth.id')
    .where('booth.employer_id', '=', employerId)
    .where('booth.state', 'in', ['invited', 'asked', 'admitted'])
    .where('fair.state', '=', 'published')
    .where('fair.wound_up_at', 'is', null)
    .orderBy('booth.fair_id') // of two employers that end at once neither waits for the other in a circle
    .execute()
