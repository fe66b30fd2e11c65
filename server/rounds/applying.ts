import { createHash } from 'node:crypto'
import { holderDigest } from '@jucai/contract/draw/tickets'
import { fromHex, toHex } from '@jucai/contract/draw/hash'
import type { TicketBody } from '@jucai/contract/rounds'
import {
  graceMinutes,
  momentWords,
  roundStateAt,
  roundStateLabels,
  type RoundState,
} from '@jucai/contract/rounds-vocabulary'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { emit } from '../core/outbox'
import { fieldProblem, problem } from '../core/problem'
import { takeTurns } from '../core/turns'
import { profileOf } from '../profiles'
import type { ApplicantWork, RoundRoomDeps } from './deps'
import { digestOf } from './digests'
import { householdOf, keptDocuments, memberRows, takeTurnsOf } from './households'
import { passOver } from './log'
import { broughtBy } from './standing'
import { leafOfTicket, movedOf } from './locked-rows'
import { classesOf, flatRowsOf, roundById, roundForUpdate, shareRound, type RoundRow } from './repository'
import { typesOf } from './homes'
import {
  membersOf,
  noteArrival,
  noteRequest,
  replaceMembers,
  requestSeen,
  saveTicket,
  sharedIn,
  ticketOf,
  withdrawTicket,
  type TicketRow,
} from './ticket-rows'

declare module '../core/outbox' {
  interface Events {
    /** Two tickets of a round came to share somebody, by their document or by name and birthday. */
    'round.household-shared': { roundId: string; ticketId: string; otherId: string }
  }
}

const graceMs = graceMinutes * 60_000

/** Where a round stands now. */
export const stateOf = (row: RoundRow, at: Date): RoundState =>
  roundStateAt(row.state, { opensAt: row.opens_at, closesAt: row.closes_at }, at)

/** A published round. @throws Problem not-found also for a draft: whether there is one is not told */
export const publishedRound = (row: RoundRow | undefined): RoundRow => {
  if (!row?.published_at) throw problem('not-found')
  return row
}

const digestOfRequest = (body: TicketBody): string =>
  createHash('sha256').update(JSON.stringify(body)).digest('base64url')

/**
 * Notes, before any work and in a transaction of its own, when somebody asked for a ticket: what fails and is tried
 * again counts from the first time. Before the window opens nobody arrives.
 */
export const arrive = async (
  { db, boundary }: Pick<RoundRoomDeps, 'db' | 'boundary'>,
  { roundId, personId, body }: { roundId: string; personId: string; body: TicketBody },
): Promise<void> => {
  const row = await roundById(db, roundId)
  const at = await boundary(db)
  if (!row || stateOf(row, at) !== 'open') return
  await noteArrival(db, roundId, personId, at)
  if (row.closes_at.getTime() - at.getTime() <= graceMs)
    await noteRequest(db, { roundId, personId, digest: digestOfRequest(body), at })
}

const notOpen = (row: RoundRow, state: RoundState) =>
  problem('round-not-open', {
    detail:
      state === 'published'
        ? `${momentWords(row.opens_at.toISOString())}开始申请，现在还不能提交。`
        : `${momentWords(row.closes_at.toISOString())}已截止，现在是“${roundStateLabels[state]}”。`,
    extra: { state },
  })

/** @throws Problem round-not-open, unless this very request began before the close and comes a little later */
const needOpen = async (work: ApplicantWork, row: RoundRow, body: TicketBody): Promise<void> => {
  const at = await work.deps.boundary(work.db)
  const state = stateOf(row, at)
  if (state === 'open') return
  const late = at.getTime() - row.closes_at.getTime()
  if (
    state === 'closed' &&
    late < graceMs &&
    (await requestSeen(work.db, row.id, work.actor.personId, digestOfRequest(body)))
  )
    return
  throw notOpen(row, state)
}

/** @throws Problem invalid-request for pools, wishes and classes that the round does not have */
const needOffered = async (db: Db, row: RoundRow, body: TicketBody): Promise<void> => {
  const flats = (await flatRowsOf(db, row.id)).filter(({ pool }) => pool === body.pool)
  if (flats.length === 0) throw fieldProblem('/pool', '这个批次没有这一组房源，请刷新后再选')
  const types = await typesOf(db, flats)
  body.wishes.forEach((wish, at) => {
    const isOffered = types.some(
      ({ stationId, typeId }) =>
        stationId === wish.stationId && (wish.typeId === null || typeId === wish.typeId),
    )
    if (!isOffered) throw fieldProblem(`/wishes/${at}`, '这一组房源里没有这个小区或户型，请重新选')
    const first = body.wishes.findIndex(
      (one) => one.stationId === wish.stationId && one.typeId === wish.typeId,
    )
    if (first !== at) throw fieldProblem(`/wishes/${at}`, `和第 ${first + 1} 个志愿一样，请去掉一个`)
  })
  const codes = classesOf(row).map(({ code }) => code)
  body.classes.forEach((code, at) => {
    if (!codes.includes(code) || body.classes.indexOf(code) !== at)
      throw fieldProblem(`/classes/${at}`, '这个批次没有这一类，或者写了两次')
  })
}

const saltContext = (ticketId: string) => `round_ticket.salt:${ticketId}`
/** The salt of a ticket, hexadecimal; null when it was cleared. */
export const saltOf = (vault: Vault, row: TicketRow): string | null =>
  row.salt && vault.decrypt(row.salt, saltContext(row.id))

/**
 * Applies, or changes what was applied for; the same words twice come to the same. Place in the order of receipt and
 * salt stay what they were at first.
 * @throws Problem round-not-open, stale-version, registration-needed, qualification-needed, invalid-request
 */
export const apply = async (work: ApplicantWork, roundId: string, body: TicketBody): Promise<RoundRow> => {
  const { db, now, deps, actor } = work
  const row = publishedRound(await shareRound(db, roundId))
  await needOpen(work, row, body)
  if (body.revision !== row.revision)
    throw problem('stale-version', {
      detail: '批次的公告刚刚有更正，请重新看过再提交。',
      extra: { version: row.revision },
    })
  await needOffered(db, row, body)
  const profile = await profileOf(db, deps.vault, actor.personId)
  if (!profile?.documentNumber)
    throw problem('registration-needed', { detail: '号码要按证件核对，请先完成人才登记。' })
  const { qualification, household } = await broughtBy(work, row, actor.personId)
  if (!qualification)
    throw problem('qualification-needed', {
      detail: '配租要先有公寓资格。申请资格后就可以报这个批次，审核中也可以报。',
    })
  // One request of a person at a time, so that the second finds the ticket of the first.
  await takeTurns(db, `round.ticket:${roundId}:${actor.personId}`)
  const known = await ticketOf(db, roundId, actor.personId)
  const members = householdOf(
    work,
    { ...profile, documentNumber: profile.documentNumber },
    household,
    body.household,
    keptDocuments(deps.vault, known ? await membersOf(db, [known.id]) : [], household),
  )
  const id = known?.id ?? uuidv7()
  const salt = (known && saltOf(deps.vault, known)) ?? toHex(deps.random.bytes(16))
  const rows = memberRows(deps.vault, { roundId, ticketId: id }, members)
  await takeTurnsOf(work, rows)
  const sharedBefore = new Set((await sharedIn(db, [id])).map(({ otherId }) => otherId))
  const ticket = await saveTicket(db, {
    id,
    round_id: roundId,
    person_id: actor.personId,
    application_id: qualification.applicationId,
    state: 'applied',
    pool: body.pool,
    wishes: body.wishes,
    claimed: body.classes,
    longer_slot: body.longerSlot,
    salt: deps.vault.encrypt(salt, saltContext(id)),
    holder_digest: holderDigest(
      digestOf(row.algorithm),
      fromHex(salt),
      `${profile.documentType}|${profile.documentNumber}`,
    ),
    version: 1,
    applied_at: now,
    changed_at: now,
  })
  await replaceMembers(db, ticket.id, rows)
  const sharedNow = new Set((await sharedIn(db, [ticket.id])).map(({ otherId }) => otherId))
  for (const otherId of sharedNow)
    if (!sharedBefore.has(otherId))
      await emit(db, now, 'round.household-shared', { roundId, ticketId: ticket.id, otherId })
  await put(work, row, known?.state === 'applied' ? 'changed' : 'applied')
  return row
}

const put = ({ db, now, actor }: ApplicantWork, row: RoundRow, what: string): Promise<void> =>
  audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'holder',
    action: `round-ticket.${what}`,
    object: `round:${row.id}`,
    personId: actor.personId,
  })

/**
 * Withdraws: before the close as if nothing had been; after the draw by a line of the log.
 * @throws Problem not-found without a ticket, round-settled between close and draw
 */
export const withdraw = async (work: ApplicantWork, roundId: string): Promise<RoundRow> => {
  const { db, now, actor } = work
  const ticket = await ticketOf(db, roundId, actor.personId)
  if (!ticket) throw problem('not-found')
  // What comes after the draw takes the round for itself, so it must not be shared before.
  if (publishedRound(await roundById(db, roundId)).state !== 'published') return giveUp(work, ticket)
  const row = publishedRound(await shareRound(db, roundId))
  if (row.state !== 'published') return giveUp(work, ticket)
  if (ticket.state === 'withdrawn') return row
  await withdrawTicket(db, ticket.id, now)
  await put(work, row, 'withdrawn')
  return row
}

const giveUp = async (work: ApplicantWork, ticket: TicketRow): Promise<RoundRow> => {
  const row = publishedRound(await roundForUpdate(work.db, ticket.round_id))
  const leaf = await leafOfTicket(work.db, ticket.id)
  if (!leaf || (row.state !== 'drawn' && row.state !== 'choosing'))
    throw problem('round-settled', {
      detail:
        row.state === 'locked'
          ? '名单已经锁定，一个字也不能改。抽签以后可以退出，你的号会公开记为“本人退出”。'
          : `这个批次${roundStateLabels[row.state]}，不用再退出。`,
    })
  if ((await movedOf(work.db, row.id, leaf.number))?.standing === 'chosen')
    throw problem('round-settled', {
      detail: '你已经选定了一套房，不用再退出批次。这套不要了，请在“我的租约”里退回。',
    })
  await passOver(work, { roundId: row.id, number: leaf.number, reason: 'withdrew', by: null })
  await put(work, row, 'withdrawn')
  return row
}
