import type { DoorFair } from '@jucai/contract/fair-shapes'
import { audit } from '../core/audit'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { maskName } from '../core/masking'
import { emit } from '../core/outbox'
import { problem } from '../core/problem'
import type { DoorWork, FairWork } from './deps'
import './events'
import { comingPage, ticketById, ticketCounts, ticketForUpdate, ticketOf, updateTicket } from './repository'
import { nameShown } from './sealed'
import { fairCards, standingOf } from './show'
import { publishedFair } from './tickets'

/** Fairs that come or run at whose door a station scans. @throws Problem not-found */
export const doorPage = async (
  work: DoorWork,
  stationId: string,
  { after, limit = 20 }: PageRequest,
): Promise<{ items: DoorFair[]; next: string | null }> => {
  if (!work.actor.stationIds.includes(stationId)) throw problem('not-found')
  const page = pageOf(
    await comingPage(work.db, work.now, placeOf(after), limit, stationId),
    limit,
    (row) => cursorOf(row.closes_at, row.id),
    (row) => row,
  )
  const counts = await ticketCounts(
    work.db,
    page.items.map(({ id }) => id),
  )
  const cards = await fairCards(work, page.items)
  return {
    items: cards.map((card) => ({ ...card, ...(counts.get(card.id) ?? { signedUp: 0, came: 0 }) })),
    next: page.next,
  }
}

/**
 * Somebody comes to a fair: their talent code is the ticket. Who came before has come; nobody is counted twice.
 * @throws Problem not-found, scan-refused, own-code, fair-refused
 */
export const arrive = async (
  work: DoorWork,
  stationId: string,
  {
    fair: fairId,
    ...scan
  }: { fair: string; code: string; scannedAt: string; challenge?: string | undefined },
): Promise<{ ticketId: string; name: string; cameAt: string; again: boolean }> => {
  const { db, now, deps, actor } = work
  if (!actor.stationIds.includes(stationId)) throw problem('not-found')
  const fair = await publishedFair(work, fairId)
  if (fair.station_id !== stationId) throw problem('not-found')
  const personId = await deps.holderOfCode(
    { db, now, actor },
    {
      code: scan.code,
      scannedAt: scan.scannedAt,
      stationId,
      ...(scan.challenge === undefined ? {} : { challenge: scan.challenge }),
      found: '没有登记到场',
      why: `招聘会“${fair.title}”入场`,
    },
  )
  // The look at the code that was scanned stays on record.
  const refuse = (detail: string) => problem('fair-refused', { detail, commit: true })
  const standing = standingOf(fair, await deps.boundary(db))
  if (standing !== 'running')
    throw refuse(standing === 'published' ? '招聘会还没有开始' : '招聘会已经结束，没有登记')
  const seen = await ticketOf(db, fairId, personId)
  // Two clerks may scan one person at once: the second finds that they have come.
  const ticket = seen && (await ticketForUpdate(db, seen.id))
  if (!ticket || ticket.withdrawn)
    throw refuse('这位还没有报名。请对方在“招聘会”里报名，一分钟就好，再扫一次')
  if (ticket.came_at === null) {
    await updateTicket(db, ticket.id, { came_at: now })
    await audit(db, {
      at: now,
      actorId: actor.personId,
      actorRole: 'clerk',
      action: 'fair-ticket.came',
      object: `fair-ticket:${ticket.id}`,
      personId,
      detail: { what: '登记你到场', why: `招聘会“${fair.title}”` },
    })
    await emit(db, now, 'fair-ticket.came', { ticketId: ticket.id })
  }
  return {
    ticketId: ticket.id,
    name: maskName(nameShown(deps.vault, ticket)) || '已注销',
    cameAt: (ticket.came_at ?? now).toISOString(),
    again: ticket.came_at !== null,
  }
}
/** The same for a repeated request. */
export const arrivedAgain = async ({ db, deps }: FairWork, ticketId: string) => {
  const ticket = await ticketById(db, ticketId)
  if (!ticket?.came_at) throw problem('not-found')
  return {
    ticketId,
    name: maskName(nameShown(deps.vault, ticket)) || '已注销',
    cameAt: ticket.came_at.toISOString(),
    again: true,
  }
}
