import { fairLimits, fairStandingAt, type TalkEvent, type TalkResult } from '@jucai/contract/fair-vocabulary'
import { sql } from 'kysely'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { fieldProblem, problem } from '../core/problem'
import { employersById, requireMember, requireVerified } from '../employers'
import type { FairWork, PersonWork } from './deps'
import './events'
import { isElsewhere } from './line'
import { fairRefused, freeTicket, placeMoved } from './queue'
import {
  boothForUpdate,
  fairById,
  nextRank,
  placeById,
  ticketById,
  ticketForUpdate,
  updatePlace,
  updateTicket,
} from './repository'
import { sealReason } from './sealed'
import type { BoothRow, FairRow, PlaceRow, TicketRow } from './tables'

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

const onRecord = async (
  { db, now, actor }: PersonWork,
  booth: BoothRow,
  ticket: TicketRow,
  { action, what, why }: { action: string; what: string; why: string },
): Promise<void> => {
  const employer = (await employersById(db, [booth.employer_id])).get(booth.employer_id)
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'employer',
    action,
    object: `fair-booth:${booth.id}`,
    personId: ticket.person_id,
    detail: { what, why, station: employer?.name ?? '' },
  })
}

const writeCall = async (
  work: PersonWork,
  { booth, fair, ticket, placeId }: { booth: BoothRow; fair: FairRow; ticket: TicketRow; placeId: string },
  at: Date,
): Promise<void> => {
  const { db, now, actor } = work
  await updateTicket(db, ticket.id, { busy_place: placeId })
  await updatePlace(db, placeId, {
    state: 'called',
    called_at: at,
    called_by: actor.personId,
    until: new Date(at.getTime() + fair.call_minutes * 60_000),
  })
  await onRecord(work, booth, ticket, {
    action: 'fair-place.called',
    what: '叫到你，看到你同意给展位看的资料',
    why: `招聘会“${fair.title}”面谈`,
  })
  await emit(db, now, 'fair-place.called', { placeId })
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
 * @throws Problem not-found, employer-not-verified, fair-refused, fair-place-moved
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
  const { state, opens_at: opensAt, closes_at: closesAt } = fair
  if (booth.state !== 'admitted' || fairStandingAt({ state, opensAt, closesAt }, at) !== 'running')
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
  await writeCall(work, { booth, fair, ticket, placeId: next.id }, at)
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
  await writeCall(work, { booth, fair, ticket, placeId }, at)
}

/**
 * Who was called did not come: behind the next three who wait, and at the second time, or with a slot, the place ends.
 * The booth is held.
 */
const pass = async ({ db, now }: FairWork, seen: PlaceRow): Promise<void> => {
  await ticketForUpdate(db, seen.ticket_id)
  // Who withdrew at this moment holds no booth: the place is read again once their ticket is held.
  const row = await placeById(db, seen.id)
  if (row?.state !== 'called') return
  const misses = row.misses + 1
  const isOver = row.slot_id !== null || misses >= fairLimits.misses
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
  for (const row of due) await pass(work, row)
  return due.length
}

const leastReason = 4
const finish = async (
  work: PersonWork,
  booth: BoothRow,
  row: PlaceRow,
  { result, reason = '' }: { result?: TalkResult | undefined; reason?: string | undefined },
  at: Date,
): Promise<void> => {
  const { db, now, deps } = work
  if (!result) throw fieldProblem('/result', '请选这次面谈的结果')
  if (result === 'unfit' && [...reason].length < leastReason)
    throw fieldProblem('/reason', '请写一句对方能看懂的原因，至少 4 个字')
  const ticket = (await ticketForUpdate(db, row.ticket_id)) as TicketRow
  await updatePlace(db, row.id, {
    state: 'done',
    result,
    ended_at: at,
    ...(reason ? { reason: sealReason(deps.vault, row.id, reason) } : {}),
  })
  await freeTicket(db, row.ticket_id, row.id)
  await onRecord(work, booth, ticket, {
    action: 'fair-place.done',
    what: '记下了和你面谈的结果',
    why: '招聘会面谈',
  })
  await emit(db, now, 'fair-place.done', { placeId: row.id })
}

/**
 * The talk begins, ends, or who was called did not come.
 * @throws Problem not-found, employer-not-verified, fair-place-moved, invalid-request
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
  const needed = step.event === 'finish' ? 'talking' : 'called'
  if (row.revision !== step.revision || row.state !== needed)
    throw placeMoved(
      row.state === 'left' ? '对方刚刚退出了排队，请叫下一位' : '这一位刚刚有变化，请看最新的情况',
    )
  const at = await deps.boundary(db)
  if (step.event === 'begin') await updatePlace(db, placeId, { state: 'talking', began_at: at, until: null })
  else if (step.event === 'pass') await pass(work, row)
  else await finish(work, booth, row, step, at)
}
