import { lastCallHours } from '@jucai/contract/choosing-vocabulary'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import type { Called, ChoosingRound, ChoosingWork } from './deps'
import { callableFrom } from './night'
import { insertSlot, openSlots, settleSlot, type SlotRow } from './repository'

/** Lets one opening of slots of a round go on at a time, until the transaction ends. */
export const holdLine = async (db: Db, roundId: string): Promise<void> => {
  await db
    .insertInto('choice_line')
    .values({ round_id: roundId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db.selectFrom('choice_line').selectAll().where('round_id', '=', roundId).forUpdate().execute()
}

/**
 * Keeps slots of a round from being opened or given up until the transaction ends; any number may do so at once.
 * Before holds, flats and the round are touched, everywhere.
 */
export const shareLine = (db: Db, roundId: string): Promise<unknown> =>
  db.selectFrom('choice_line').selectAll().where('round_id', '=', roundId).forShare().execute()

/** Whether the time of a slot runs. */
export const isOpen = (slot: SlotRow, at: Date): boolean => slot.outcome === null && at < slot.ends_at
/**
 * Whether somebody who let their slot pass may choose now: whoever's slot was open by then has had it.
 * `slots` are those of which nothing came yet.
 */
export const isLate = (slot: SlotRow, slots: readonly SlotRow[], at: Date): boolean =>
  slot.outcome === null &&
  at >= slot.ends_at &&
  (slot.last_call_at === null || at < slot.last_call_at) &&
  !slots.some((other) => isOpen(other, at) && other.opens_at < slot.ends_at)

const minutesFor = (round: ChoosingRound, { longerSlot }: Called): number =>
  longerSlot ? round.longer_slot_minutes : round.slot_minutes

const open = async ({ db, now }: ChoosingWork, round: ChoosingRound, called: Called, at: Date) => {
  const slot = await insertSlot(db, {
    id: uuidv7(),
    round_id: round.id,
    person_id: called.personId,
    ticket_id: called.ticketId,
    number: called.number,
    opens_at: at,
    ends_at: new Date(at.getTime() + minutesFor(round, called) * 60_000),
    last_call_at: null,
    outcome: null,
    settled_at: null,
  })
  const about = { slotId: slot.id, roundId: round.id, personId: slot.person_id }
  await emit(db, now, 'slot.opened', about)
  await emit(db, now, 'slot.passed', about, slot.ends_at)
}

/** Gives somebody's place to the next, for good, with a public reason. */
export const giveUpPlace = async (
  { db, now, deps }: ChoosingWork,
  slot: SlotRow,
  outcome: 'refused' | 'passed-over',
): Promise<void> => {
  const { round_id: roundId, person_id: personId, number } = slot
  if (!(await settleSlot(db, { roundId, personId, outcome, at: now }))) return
  const reason = outcome === 'refused' ? 'refused' : 'no-answer'
  await deps.line.passOver({ db, now }, { roundId, number, reason, by: null })
  await audit(db, {
    at: now,
    actorId: outcome === 'refused' ? personId : null,
    actorRole: outcome === 'refused' ? 'holder' : 'system',
    action: `choosing.${outcome}`,
    object: `round:${roundId}`,
    personId,
  })
  await emit(db, now, 'slot.settled', { slotId: slot.id, roundId, personId, outcome })
}

const sayLastCall = async ({ db, now }: ChoosingWork, slots: readonly SlotRow[], at: Date) => {
  const until = new Date(at.getTime() + lastCallHours * 3_600_000)
  for (const slot of slots) {
    await db.updateTable('choice_slot').set({ last_call_at: until }).where('id', '=', slot.id).execute()
    await emit(db, now, 'slot.opened', {
      slotId: slot.id,
      roundId: slot.round_id,
      personId: slot.person_id,
      last: true,
    })
  }
}

/**
 * Takes a round as far as it goes at this moment: places of whoever let the last call pass go to the next,
 * slots are opened while fewer choose than may at once, the last call is made when everybody was called, and
 * the round ends when nobody is left. A slot begins when it is opened, so that no stop of the server costs
 * anybody their time. Done by whoever looks, and by a chore; done twice is done once.
 */
export const advance = async (work: ChoosingWork, roundId: string): Promise<void> => {
  const { db, now, deps } = work
  const { line } = deps
  await holdLine(db, roundId)
  const round = await line.roundById(db, roundId)
  if (!round) return
  const at = await deps.boundary(db)
  const isDue = round.state === 'drawn' && round.choosing_from <= at
  const { state } = isDue ? await line.markChoosing({ db, now }, roundId) : round
  if (state !== 'choosing') return
  for (const slot of await openSlots(db, roundId))
    if (slot.last_call_at !== null && slot.last_call_at <= at && !(await holdsStill(db, slot, at)))
      await giveUpPlace(work, slot, 'passed-over')
  const slots = await openSlots(db, roundId)
  const running = slots.filter((slot) => isOpen(slot, at)).length
  const known = new Set(slots.map(({ ticket_id: ticketId }) => ticketId))
  const waiting = (await line.nextUp(db, roundId, slots.length + round.at_once)).filter(
    ({ ticketId }) => !known.has(ticketId),
  )
  const mayCall = callableFrom(at) <= at
  const called = mayCall ? waiting.slice(0, Math.max(0, round.at_once - running)) : []
  for (const one of called) await open(work, round, one, at)
  if (waiting.length > 0 || running > 0) return
  if (slots.length === 0) await line.endRound({ db, now }, roundId)
  else if (mayCall)
    await sayLastCall(
      work,
      slots.filter((slot) => slot.last_call_at === null),
      at,
    )
}

// Whoever holds a flat when the last call ends may confirm it until the hold ends.
const holdsStill = async (db: Db, slot: SlotRow, at: Date): Promise<boolean> =>
  (await db
    .selectFrom('flat_hold')
    .select('flat_id')
    .where('round_id', '=', slot.round_id)
    .where('person_id', '=', slot.person_id)
    .where('until', '>', at)
    .executeTakeFirst()) !== undefined
