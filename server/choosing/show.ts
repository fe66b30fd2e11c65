import type { Choosing } from '@jucai/contract/choosing'
import { choosingRules, type ChoosingPhase } from '@jucai/contract/choosing-vocabulary'
import { problem } from '../core/problem'
import type { ChooserWork, ChoosingRound, ChoosingWork, LinePlace } from './deps'
import { chosenFlat } from './flats'
import { holdOf } from './holds'
import { callableFrom } from './night'
import { choiceIn, numberText, openSlots, slotOf, type SlotRow } from './repository'
import { advance, isLate, isOpen } from './slots'

const hasBegun = ({ state }: ChoosingRound) => state === 'choosing' || state === 'ended'
const isShown = ({ state }: ChoosingRound) => hasBegun({ state } as ChoosingRound) || state === 'drawn'

/** A round that was drawn. @throws Problem not-found */
export const drawnRound = async ({ db, deps }: ChoosingWork, roundId: string): Promise<ChoosingRound> => {
  const round = await deps.line.roundById(db, roundId)
  if (!round || !isShown(round)) throw problem('not-found')
  return round
}

/** Where somebody stands at a moment. */
export interface Stand {
  round: ChoosingRound
  place: LinePlace | null
  slot: SlotRow | undefined
  phase: ChoosingPhase
  at: Date
  /** How whoever reads of it calls the person: an officer reads of somebody else. */
  who: '你' | '对方'
  /** Why the choosing will not begin, though it was drawn. */
  waits: string | null
}

const phaseOf = async (
  { db }: ChoosingWork,
  { round, place, slot, at }: Omit<Stand, 'phase' | 'waits' | 'who'>,
): Promise<ChoosingPhase> => {
  if (slot?.outcome) return slot.outcome
  if (!place?.called) return place ? 'passed-over' : 'none'
  if (round.state === 'ended') return 'ended'
  if (!hasBegun(round)) return 'before'
  if (place.quota === null) return 'listed'
  if (!slot) return 'waiting'
  if (isOpen(slot, at)) return 'open'
  if (slot.last_call_at !== null && at >= slot.last_call_at) return 'passed-over'
  return isLate(slot, await openSlots(db, round.id), at) ? 'late' : 'behind'
}

/** Where somebody stands in a round. @throws Problem not-found */
export const standIn = async (work: ChoosingWork, roundId: string, personId: string): Promise<Stand> => {
  const { db, deps } = work
  const round = await drawnRound(work, roundId)
  const place = await deps.line.placeOf(db, roundId, personId)
  const slot = await slotOf(db, roundId, personId)
  const at = await deps.boundary(db)
  const stand = { round, place, slot, at }
  return {
    ...stand,
    who: '你',
    phase: await phaseOf(work, stand),
    waits: round.state === 'drawn' ? await deps.line.waitsOf(db, roundId) : null,
  }
}

/** The same, after the round was taken as far as it goes: whose moment has come gets the slot by looking. */
export const standNow = async (work: ChoosingWork, roundId: string, personId: string): Promise<Stand> => {
  const stand = await standIn(work, roundId, personId)
  const mayMove = stand.phase === 'waiting' || stand.phase === 'before' || stand.phase === 'behind'
  if (!mayMove || stand.round.choosing_from > stand.at) return stand
  await advance(work, roundId)
  return standIn(work, roundId, personId)
}

/** Where the caller stands, as they see it. */
export const shownChoosing = async (work: ChooserWork, stand: Stand): Promise<Choosing> => {
  const { db, actor } = work
  const { round, place, slot, phase, at, waits: why } = stand
  const hold = slot ? await holdOf(db, round.id, actor.personId, at) : undefined
  const choice = phase === 'chosen' ? await choiceIn(db, round.id, actor.personId) : undefined
  const waits = phase === 'waiting' || phase === 'before'
  const callsFrom = callableFrom(at < round.choosing_from ? round.choosing_from : at)
  return {
    roundId: round.id,
    title: round.title,
    at: at.toISOString(),
    phase,
    number: place ? numberText(place.number) : null,
    before: place && (waits || phase === 'listed') ? place.before : null,
    quota: place?.quota ?? null,
    people: place?.people ?? 1,
    longerSlot: place?.longerSlot ?? false,
    wishes: [...(place?.wishes ?? [])],
    slot: slot ? { opensAt: slot.opens_at.toISOString(), endsAt: slot.ends_at.toISOString() } : null,
    lastCallAt: slot?.last_call_at?.toISOString() ?? null,
    callsFrom: waits && why === null && callsFrom > at ? callsFrom.toISOString() : null,
    waits: why,
    hold: hold
      ? { flat: await chosenFlat(work, hold.flat_id), token: hold.token, until: hold.until.toISOString() }
      : null,
    choice: choice
      ? {
          id: choice.id,
          flat: await chosenFlat(work, choice.flat_id),
          chosenAt: choice.chosen_at.toISOString(),
          byOffice: choice.by_person !== null,
        }
      : null,
    rules: choosingRules({
      slotMinutes: round.slot_minutes,
      longerSlotMinutes: round.longer_slot_minutes,
      holdSeconds: round.hold_seconds,
      atOnce: round.at_once,
      refusing: round.refusing,
    }),
    refusing: round.refusing,
  }
}

/** Where the caller stands, as it is now. @throws Problem not-found */
export const myChoosing = async (work: ChooserWork, roundId: string): Promise<Choosing> =>
  shownChoosing(work, await standIn(work, roundId, work.actor.personId))
