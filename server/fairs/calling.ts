import { timeInChina } from '@jucai/contract/china-time'
import {
  fairLimits,
  fairStandingAt,
  slotCallableAt,
  type TalkEvent,
  type TalkResult,
} from '@jucai/contract/fair-vocabulary'
import { sql } from 'kysely'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { fieldProblem, problem } from '../core/problem'
import { employersById, lookedAt, requireMember, requireVerified } from '../employers'
import { openPostsOf } from '../posts'
import type { FairWork, PersonWork } from './deps'
import './events'
import { isElsewhere } from './line'
import { fairRefused, freeTicket, placeMoved } from './queue'
import {
  boothForUpdate,
  fairById,
  nextRank,
  placeById,
  slotsByIds,
  ticketById,
  ticketForUpdate,
  updatePlace,
  updateTicket,
} from './repository'
import { sealReason } from './sealed'
import type { BoothRow, FairRow, PlaceRow, SlotRow, TicketRow } from './tables'

/** The booth of an employer, held, whose caller may act. @throws Problem not-found, employer-not-verified */
export const holdBoothOf = async (
  { db, actor }: PersonWork,
  employerId: string,
  boothId: string,
): Promise<BoothRow> => {
  const { employer } = await requireMember(db, actor, employerId)
  requireVerified(employer)
  const booth = await boothForUpdate(db, boothId)
  if (booth?.employer_id !== employerId) throw problem('not-found')
  return booth
}

/**
 * The first who waits and is not elsewhere, with their ticket held: of two booths that reach for one person the second
 * waits, sees that they are called, and goes on to the next.
 */
const nextWaiting = async (db: Db, boothId: string, at: Date) =>
  (
    await sql<{ id: string; ticket_id: string }>`
    select place.id, place.ticket_id from fair_place place join fair_ticket ticket on ticket.id = place.ticket_id
    where place.booth_id = ${boothId} and place.state = 'waiting' and not ticket.withdrawn and not ${isElsewhere(at)}
    order by place.rank, place.moved limit 1 for update of ticket`.execute(db)
  ).rows[0]

/**
 * Counts and puts on record that people of a booth see what these persons agreed to show: asked before anything is
 * written, since a refusal that the office learns of keeps what was written.
 * @throws Problem employer-look-limit
 */
export const lookAtPeople = async (
  { db, now, actor }: PersonWork,
  booth: BoothRow,
  tickets: readonly TicketRow[],
  { what, why }: { what: string; why: string },
): Promise<void> => {
  const personIds = tickets.filter(({ shown }) => shown !== null).map((row) => row.person_id)
  if (personIds.length === 0) return
  const openPosts = (await openPostsOf(db, booth.employer_id, now)).length
  await lookedAt(db, now, {
    employerId: booth.employer_id,
    actorId: actor.personId,
    personIds,
    openPosts,
    what,
    why,
  })
}

const called = '叫到你，看到你同意给展位看的资料'
const writeCall = async (
  work: PersonWork,
  { booth, fair, ticket, ...call }: { booth: BoothRow; fair: FairRow; ticket: TicketRow; placeId: string },
  { at, slot }: { at: Date; slot?: SlotRow },
): Promise<void> => {
  const { db, now, actor } = work
  await lookAtPeople(work, booth, [ticket], { what: called, why: `招聘会“${fair.title}”面谈` })
  await updateTicket(db, ticket.id, { busy_place: call.placeId })
  // Who has a slot was promised its time: called before it, they still have until it has begun.
  const from = Math.max(at.getTime(), slot?.starts_at.getTime() ?? 0)
  await updatePlace(db, call.placeId, {
    state: 'called',
    called_at: at,
    called_by: actor.personId,
    until: new Date(from + fair.call_minutes * 60_000),
  })
  // Who is called reads the look; that it was a call is for the record.
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'employer',
    action: 'fair-place.called',
    object: `fair-booth:${booth.id}`,
  })
  await emit(db, now, 'fair-place.called', { placeId: call.placeId })
}

/** Who of a booth the caller has called or talks with. */
export const talkOf = (db: Db, boothId: string, personId: string): Promise<PlaceRow | undefined> =>
  db
    .selectFrom('fair_place')
    .selectAll()
    .where('booth_id', '=', boothId)
    .where('called_by', '=', personId)
    .where('state', 'in', ['called', 'talking'])
    .executeTakeFirst()

/**
 * Calls the next of the queue, or who has booked a slot. Who talks with somebody still has to end that first; who was
 * called twice for one act has called once.
 * @throws Problem not-found, employer-not-verified, fair-refused, fair-place-moved, employer-look-limit
 */
export const callNext = async (
  work: PersonWork,
  { employerId, boothId }: { employerId: string; boothId: string },
  placeId: string | null,
): Promise<void> => {
  const { db, deps, actor } = work
  const booth = await holdBoothOf(work, employerId, boothId)
  const fair = (await fairById(db, booth.fair_id)) as FairRow
  const at = await deps.boundary(db)
  if (booth.state !== 'admitted' || !(await isRunningAt(db, booth, at)))
    throw fairRefused('招聘会进行期间才能叫号')
  await passDueOf(work, booth, at)
  if (await talkOf(db, boothId, actor.personId))
    throw fairRefused('你已经叫了一位，先记下结果，或者请对方没到时点“没有来”')
  if (placeId) {
    await callBooked(work, { booth, fair, placeId }, at)
    return
  }
  const next = await nextWaiting(db, boothId, at)
  if (!next) throw fairRefused('现在没有可以叫的人：没有人在排，或者排着的都在别处面谈')
  const ticket = (await ticketById(db, next.ticket_id)) as TicketRow
  await writeCall(work, { booth, fair, ticket, placeId: next.id }, { at })
}

const callBooked = async (
  work: PersonWork,
  { booth, fair, placeId }: { booth: BoothRow; fair: FairRow; placeId: string },
  at: Date,
): Promise<void> => {
  const seen = await placeById(work.db, placeId)
  if (seen?.booth_id !== booth.id) throw problem('not-found')
  const ticket = await ticketForUpdate(work.db, seen.ticket_id)
  const row = await placeById(work.db, placeId)
  if (!ticket || row?.state !== 'booked') throw placeMoved('这个时段刚刚有变化，请看最新的名单')
  if (ticket.busy_place !== null) throw fairRefused('对方正在别处面谈，请稍等，或者先叫下一位')
  const slot = (await slotsByIds(work.db, [row.slot_id as string])).get(row.slot_id as string) as SlotRow
  const from = slotCallableAt(slot.starts_at)
  if (at < from)
    throw fairRefused(
      `约的是 ${timeInChina(slot.starts_at)}，${timeInChina(from)} 起才能叫。现在可以先叫排队的人`,
    )
  await writeCall(work, { booth, fair, ticket, placeId }, { at, slot })
}

/**
 * Who was called did not come: behind the next three who wait, and at the second time, with a slot, or once the fair does
 * not run any more, the place ends. The booth is held.
 */
const pass = async ({ db, now }: FairWork, seen: PlaceRow, isRunning: boolean): Promise<void> => {
  await ticketForUpdate(db, seen.ticket_id)
  // Who withdrew at this moment holds no booth: the place is read again once their ticket is held.
  const row = await placeById(db, seen.id)
  if (row?.state !== 'called') return
  const misses = row.misses + 1
  const isOver = row.slot_id !== null || misses >= fairLimits.misses || !isRunning
  const behind = isOver
    ? null
    : await db
        .selectFrom('fair_place')
        .select('rank')
        .where('booth_id', '=', row.booth_id)
        .where('state', '=', 'waiting')
        .orderBy('rank')
        .orderBy('moved')
        .limit(fairLimits.behind)
        .execute()
  await updatePlace(db, row.id, {
    misses,
    until: null,
    called_by: null,
    ...(behind
      ? {
          state: 'waiting' as const,
          called_at: null,
          rank: behind.at(-1)?.rank ?? row.rank,
          moved: await nextRank(db),
        }
      : { state: 'missed' as const, ended_at: now }),
  })
  await freeTicket(db, row.ticket_id, row.id)
  await emit(db, now, 'fair-place.passed', { placeId: row.id })
}

/** Passes whoever was called to a booth and did not come in time. The booth is held. */
export const passDueOf = async (work: FairWork, booth: BoothRow, at: Date): Promise<number> => {
  const due = await work.db
    .selectFrom('fair_place')
    .selectAll()
    .where('booth_id', '=', booth.id)
    .where('state', '=', 'called')
    .where('until', '<=', at)
    .orderBy('until')
    .execute()
  const isRunning = due.length > 0 && (await isRunningAt(work.db, booth, at))
  for (const row of due) await pass(work, row, isRunning)
  return due.length
}

const isRunningAt = async (db: Db, booth: BoothRow, at: Date): Promise<boolean> => {
  const fair = (await fairById(db, booth.fair_id)) as FairRow
  const { state, opens_at: opensAt, closes_at: closesAt } = fair
  return fairStandingAt({ state, opensAt, closesAt }, at) === 'running'
}

const leastReason = 4
const finish = async (
  work: PersonWork,
  booth: BoothRow,
  row: PlaceRow,
  { result, reason = '' }: { result?: TalkResult | undefined; reason?: string | undefined },
  at: Date,
): Promise<void> => {
  const { db, now, deps, actor } = work
  if (!result) throw fieldProblem('/result', '请选这次面谈的结果')
  if (result === 'unfit' && [...reason].length < leastReason)
    throw fieldProblem('/reason', '请写一句对方能看懂的原因，至少 4 个字')
  const ticket = (await ticketForUpdate(db, row.ticket_id)) as TicketRow
  await updatePlace(db, row.id, {
    state: 'done',
    result,
    // The visitor may have ended it before; their slot is over and may be somebody else’s by now.
    ...(row.state === 'ended' ? { end_cause: null, slot_id: null } : { ended_at: at }),
    ...(reason ? { reason: sealReason(deps.vault, row.id, reason) } : {}),
  })
  await freeTicket(db, row.ticket_id, row.id)
  const employer = (await employersById(db, [booth.employer_id])).get(booth.employer_id)
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'employer',
    action: 'fair-place.done',
    object: `fair-booth:${booth.id}`,
    personId: ticket.person_id,
    detail: { what: '记下了和你面谈的结果', why: '招聘会面谈', station: employer?.name ?? '' },
  })
  await emit(db, now, 'fair-place.done', { placeId: row.id })
}

/** Somebody begins a talk that a colleague has called: it is theirs from then on, and they see who it is. */
const begin = async (work: PersonWork, booth: BoothRow, row: PlaceRow, at: Date): Promise<void> => {
  const { db, actor } = work
  if (row.called_by !== actor.personId) {
    if (await talkOf(db, booth.id, actor.personId))
      throw fairRefused('你已经叫了一位，先记下结果，再接同事叫的人')
    const ticket = (await ticketById(db, row.ticket_id)) as TicketRow
    await lookAtPeople(work, booth, [ticket], {
      what: '接着和你面谈，看到你同意给展位看的资料',
      why: '招聘会面谈',
    })
  }
  await updatePlace(db, row.id, { state: 'talking', began_at: at, until: null, called_by: actor.personId })
}

/** Who was called has the time that they were promised. */
const passByHand = async (work: PersonWork, booth: BoothRow, row: PlaceRow, at: Date): Promise<void> => {
  if (row.until && row.until > at)
    throw fairRefused(`说好等到 ${timeInChina(row.until)}。到时间还没有来，再先请后面的人`)
  await pass(work, row, await isRunningAt(work.db, booth, at))
}

/** A talk whose result may be written: one that goes on, or that the visitor has left. */
const isUnwritten = ({ state, end_cause: cause }: PlaceRow): boolean =>
  state === 'talking' || (state === 'ended' && cause === 'talk-left')

/**
 * The talk begins, ends, or who was called did not come. Any of the people of the booth may: who called may be gone.
 * @throws Problem not-found, employer-not-verified, fair-refused, fair-place-moved, employer-look-limit, invalid-request
 */
export const stepTalk = async (
  work: PersonWork,
  { employerId, boothId, placeId }: { employerId: string; boothId: string; placeId: string },
  step: { event: TalkEvent; revision: number; result?: TalkResult | undefined; reason?: string | undefined },
): Promise<void> => {
  const { db, deps } = work
  const booth = await holdBoothOf(work, employerId, boothId)
  const seen = await placeById(db, placeId)
  if (seen?.booth_id !== boothId) throw problem('not-found')
  await ticketForUpdate(db, seen.ticket_id)
  const row = (await placeById(db, placeId)) as PlaceRow
  const isThere = step.event === 'finish' ? isUnwritten(row) : row.state === 'called'
  if (row.revision !== step.revision || !isThere)
    throw placeMoved(
      row.state === 'left' ? '对方刚刚退出了排队，请叫下一位' : '这一位刚刚有变化，请看最新的情况',
    )
  const at = await deps.boundary(db)
  if (step.event === 'begin') await begin(work, booth, row, at)
  else if (step.event === 'pass') await passByHand(work, booth, row, at)
  else await finish(work, booth, row, step, at)
}
