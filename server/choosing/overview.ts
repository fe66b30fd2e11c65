import type { ChoosingLine, LineTicket, OneInLine } from '@jucai/contract/choosing'
import { mayChoose, type ChoosingPhase } from '@jucai/contract/choosing-vocabulary'
import { audit } from '../core/audit'
import { cursorUnknown, type PageRequest } from '../core/keyset'
import { problem } from '../core/problem'
import { flatsById } from '../housing'
import { takenBy } from './board'
import { whyNot } from './choices'
import type { ChoosingWork, OfficerWork } from './deps'
import { chosenFlat } from './flats'
import { holdOf, liveHolds } from './holds'
import { callableFrom } from './night'
import { choiceIn, numberText, openSlots, slotsOfTickets, type SlotRow } from './repository'
import { drawnRound, standIn, type Stand } from './show'
import { isLate, isOpen } from './slots'

const phaseOf = (slot: SlotRow, open: readonly SlotRow[], at: Date): ChoosingPhase =>
  slot.outcome ?? (isOpen(slot, at) ? 'open' : isLate(slot, open, at) ? 'late' : 'behind')

/** How the choosing of a round goes, by numbers. @throws Problem not-found */
export const lineOf = async (work: ChoosingWork, roundId: string): Promise<ChoosingLine> => {
  const { db, deps } = work
  const round = await drawnRound(work, roundId)
  const at = await deps.boundary(db)
  const open = await openSlots(db, roundId)
  const slots = await db
    .selectFrom('choice_slot')
    .selectAll()
    .where('round_id', '=', roundId)
    .orderBy('opens_at', 'desc')
    .orderBy('number')
    .limit(200)
    .execute()
  const choices = await db.selectFrom('flat_choice').selectAll().where('round_id', '=', roundId).execute()
  const held = await liveHolds(db, roundId, at)
  const flats = await flatsById(
    db,
    (await deps.line.roundFlats(db, roundId)).map(({ flatId }) => flatId),
  )
  const codes = new Map(flats.map(({ id, code }) => [id, code]))
  const has = new Set(open.map(({ ticket_id: ticketId }) => ticketId))
  const next = (await deps.line.nextUp(db, roundId, open.length + 10)).filter(
    ({ ticketId }) => !has.has(ticketId),
  )
  const callsFrom = callableFrom(at < round.choosing_from ? round.choosing_from : at)
  return {
    roundId,
    title: round.title,
    at: at.toISOString(),
    callsFrom: callsFrom > at ? callsFrom.toISOString() : null,
    free: flats.filter(({ state, id }) => state === 'in-round' && !held.some((one) => one.flat_id === id))
      .length,
    chosen: choices.length,
    held: held.length,
    slots: slots.map((slot) => ({
      number: numberText(slot.number),
      phase: phaseOf(slot, open, at),
      opensAt: slot.opens_at.toISOString(),
      endsAt: slot.ends_at.toISOString(),
      flat: codes.get(choices.find(({ ticket_id: id }) => id === slot.ticket_id)?.flat_id ?? '') ?? null,
    })),
    next: next.slice(0, 10).map(({ number }) => numberText(number)),
  }
}

/** A place in the line as a cursor names it. @throws Problem invalid-request for another cursor */
const lineCursor = (after: string | undefined): { rank: number; number: number } | null => {
  if (after === undefined) return null
  const [, rank, number] = /^(\d{1,9})-(\d{1,9})$/.exec(after) ?? []
  if (rank === undefined || number === undefined) throw cursorUnknown()
  return { rank: Number(rank), number: Number(number) }
}

/** Who is called and has not chosen, in order, page by page. @throws Problem not-found, invalid-request */
export const lineTickets = async (
  work: ChoosingWork,
  roundId: string,
  { after, limit = 20 }: PageRequest,
): Promise<{ items: LineTicket[]; next: string | null }> => {
  const { db, deps } = work
  const from = lineCursor(after)
  const round = await drawnRound(work, roundId)
  const called = await deps.line.calledAfter(db, roundId, from, limit + 1)
  const page = called.slice(0, limit)
  const open = await openSlots(db, roundId)
  const slots = new Map(
    (
      await slotsOfTickets(
        db,
        roundId,
        page.map(({ ticketId }) => ticketId),
      )
    ).map((slot) => [slot.ticket_id, slot]),
  )
  const at = await deps.boundary(db)
  const last = page.at(-1)
  return {
    items: page.map(({ ticketId, number, rank, quota, longerSlot }) => {
      const slot = slots.get(ticketId)
      const unopened = round.state === 'drawn' ? 'before' : 'waiting'
      return {
        number: numberText(number),
        rank,
        phase: slot ? phaseOf(slot, open, at) : unopened,
        quota,
        longerSlot,
        opensAt: slot?.opens_at.toISOString() ?? null,
        endsAt: slot?.ends_at.toISOString() ?? null,
      }
    }),
    next: called.length > limit && last ? `${last.rank}-${last.number}` : null,
  }
}

/**
 * One ticket in the line, for whoever is to choose for it: whose it is, masked, so that the documents at the counter
 * can be held against it. The look is on record.
 * @throws Problem not-found for a number that is not there
 */
export const oneInLine = async (work: OfficerWork, roundId: string, number: string): Promise<OneInLine> => {
  const { db, deps, actor } = work
  const ticket = Number(number.slice(1))
  const personId = await deps.line.personOf(db, roundId, ticket)
  if (personId === null) throw problem('not-found')
  const stand: Stand = { ...(await standIn(work, roundId, personId)), who: '对方' }
  const { place, slot, phase, at } = stand
  const hold = slot ? await holdOf(db, roundId, personId, at) : undefined
  const choice = await choiceIn(db, roundId, personId)
  const quota = place?.quota ?? null
  const isTurn = mayChoose(phase) && quota !== null
  await audit(db, {
    at: work.now,
    actorId: actor.personId,
    actorRole: 'lead',
    action: 'choosing.ticket-looked-at',
    object: `round:${roundId}`,
    personId,
    detail: { what: '在窗口核对你的号和一起住的人（姓名、证件已隐去部分）', why: '窗口选房' },
  })
  return {
    number: numberText(ticket),
    rank: place?.rank ?? 0,
    phase,
    quota,
    longerSlot: place?.longerSlot ?? false,
    opensAt: slot?.opens_at.toISOString() ?? null,
    endsAt: slot?.ends_at.toISOString() ?? null,
    at: at.toISOString(),
    own: personId === actor.personId,
    whyNot: isTurn ? null : whyNot(stand),
    people: place?.people ?? 1,
    household: place ? await deps.line.household(db, deps.vault, place.ticketId) : [],
    wishes: [...(place?.wishes ?? [])],
    takes: isTurn && place ? await takenBy(work, roundId, { ...place, quota }, hold?.flat_id ?? null) : [],
    hold: hold ? { flat: await chosenFlat(work, hold.flat_id), until: hold.until.toISOString() } : null,
    chosen: choice
      ? { flat: await chosenFlat(work, choice.flat_id), byOffice: choice.by_person !== null }
      : null,
  }
}
