import type { Choosing, ChosenFlat } from '@jucai/contract/choosing'
import { fitsQuota, mayChoose, type ChoosingPhase } from '@jucai/contract/choosing-vocabulary'
import { randomUUID } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import { spokenTime } from '../core/clock'
import { emit } from '../core/outbox'
import { holdPerson } from '../core/person'
import { problem } from '../core/problem'
import { flatsById, moveFlat } from '../housing'
import { freeCodes } from './board'
import type { ChooserWork, ChoosingWork, LinePlace, OfficerWork, RoundFlat } from './deps'
import { chosenFlat } from './flats'
import { keptNow, tookFromOthers } from './kept'
import { askHold, dropHold, useHold, type HoldRow } from './holds'
import {
  choiceById,
  choiceIn,
  insertChoice,
  insertSlot,
  noteChoice,
  numberText,
  settleSlot,
  type ChoiceRow,
  type SlotRow,
} from './repository'
import { shownChoosing, standIn, standNow, type Stand } from './show'
import { giveUpPlace, holdLine, shareLine } from './slots'

/** Why somebody cannot choose now, in a sentence; empty for who can. */
export const whyNot = (stand: Stand): string => {
  const { phase, place, round, slot, waits, who } = stand
  const words: Record<ChoosingPhase, string> = {
    none: `${who}没有这一批的号，不能选`,
    before: waits ?? `这一批 ${spokenTime(round.choosing_from)} 开始选房`,
    listed: `名额还没有到${who}的号，有人放弃时会往前递补，到时发消息`,
    waiting: `前面还有 ${place?.before ?? 0} 位，轮到${who}时发消息`,
    open: '',
    behind: `${who}的时间已经过了，等现在正在选的人选完后${who}还可以选，到时发消息`,
    late: '',
    chosen: `这一批${who}已经选定了一套`,
    refused: `这一批${who}已经放弃，名额给了后面的人`,
    'passed-over': `这一批已经过号${slot ? '' : '或退出'}，不能再选`,
    ended: '这一批选房已经结束',
  }
  return words[phase]
}

/** @throws Problem already-chosen, not-your-turn */
const needTurn = (stand: Stand): LinePlace & { quota: string } => {
  const { phase, place } = stand
  if (phase === 'chosen') throw problem('already-chosen', { detail: whyNot(stand) })
  if (!mayChoose(phase) || !place?.quota) throw problem('not-your-turn', { detail: whyNot(stand) })
  return { ...place, quota: place.quota }
}

/** A flat of the round that this ticket may take. @throws Problem not-found, flat-not-for-you */
const needFitting = async (
  work: ChoosingWork,
  { round, who }: Stand,
  place: LinePlace & { quota: string },
  code: string,
): Promise<RoundFlat> => {
  const { db, deps } = work
  const flat = await deps.line.roundFlat(db, round.id, code)
  if (!flat) throw problem('not-found')
  // Who it is kept for is asked only where it is: the rest needs no look at the others.
  const isOpen =
    fitsQuota(place, flat) ||
    (await keptNow(work, round.id)).some((one) => one.flatId === flat.flatId && fitsQuota(place, one))
  if (!isOpen)
    throw problem('flat-not-for-you', {
      detail:
        flat.reservedFor === null
          ? `这套房属于另一组，${who}的号不在这一组`
          : '这套房是留给另一类人的，先由他们选。请选没有标“留”的房',
    })
  const people = (await flatsById(db, [flat.flatId]))[0]?.people ?? 0
  if (people < place.people)
    throw problem('flat-not-for-you', {
      detail: `这套房最多住 ${people} 人，${who}登记了 ${place.people} 人同住。请选大一些的`,
    })
  return flat
}

/**
 * Holds a flat for somebody in their turn. What they held is let go in the same act; where the new one cannot be
 * had, it stays theirs. The same flat again is the same hold.
 * @throws Problem not-found, not-your-turn, already-chosen, flat-not-for-you, hold-again-later, flat-taken
 */
const takeFor = async (
  work: ChoosingWork,
  stand: Stand,
  personId: string,
  code: string,
): Promise<HoldRow> => {
  const { db, deps } = work
  const { round, who } = stand
  const place = needTurn(stand)
  const { flatId } = await needFitting(work, stand, place, code)
  const at = await deps.boundary(db)
  const outcome = await askHold(
    db,
    {
      roundId: round.id,
      flatId,
      personId,
      token: randomUUID(),
      seconds: round.hold_seconds,
      moment: await deps.moment(db),
    },
    at,
  )
  if ('againInSeconds' in outcome)
    throw problem('hold-again-later', {
      detail: `${who}占这套的时间刚到，先让别人看看；${outcome.againInSeconds} 秒后还空着，${who}可以再占`,
      extra: { retryAfterSeconds: outcome.againInSeconds },
    })
  // Read after the hold was had: whoever chose it a moment ago has given their hold up for it.
  const isThere = (await flatsById(db, [flatId]))[0]?.state === 'in-round'
  if ('hold' in outcome && isThere) return outcome.hold
  const keeps = 'taken' in outcome && outcome.taken !== null
  throw problem('flat-taken', {
    detail: `${isThere ? '别人正在看这套，到时没选就会空出来' : '这套房已经有人选定'}。${keeps ? `${who}原来占的那套还在，时间不变` : '请看看别的'}`,
    extra: { free: await freeCodes(work, round.id, place, code) },
  })
}

/** Holds a flat for the caller. @throws what {@link takeFor} throws */
export const holdFlat = async (work: ChooserWork, roundId: string, code: string): Promise<Choosing> => {
  const { personId } = work.actor
  await holdPerson(work.db, personId) // one's own acts at the same moment come one after the other
  const stand = await standNow(work, roundId, personId)
  await takeFor(work, stand, personId, code)
  return shownChoosing(work, stand)
}

/** Lets go what the caller holds; twice is once. @throws Problem not-found */
export const letGo = async (work: ChooserWork, roundId: string): Promise<Choosing> => {
  const { db, deps, actor } = work
  await holdPerson(db, actor.personId)
  const stand = await standIn(work, roundId, actor.personId)
  await dropHold(db, { roundId, personId: actor.personId, moment: await deps.moment(db) })
  return shownChoosing(work, stand)
}

/** What was held becomes what is chosen: one transaction, by two unique keys and the one door of flats. */
const chooseHeld = async (
  work: ChoosingWork,
  stand: Stand,
  { personId, hold, by, why }: { personId: string; hold: HoldRow; by: string | null; why?: string },
): Promise<ChoiceRow> => {
  const { db, now, deps } = work
  const { round } = stand
  const place = stand.place as LinePlace
  const choice: ChoiceRow = {
    id: uuidv7(),
    round_id: round.id,
    order_round_id: round.id,
    flat_id: hold.flat_id,
    person_id: personId,
    ticket_id: place.ticketId,
    number: place.number,
    quota: place.quota ?? 'general',
    token: hold.token,
    by_person: by,
    chosen_at: now,
  }
  await moveFlat(
    { db, now },
    { flatId: hold.flat_id, from: ['in-round'], to: 'chosen', reason: `在“${round.title}”选定`, by },
  )
  await insertChoice(db, choice)
  await settleSlot(db, { roundId: round.id, personId, outcome: 'chosen', at: now })
  await deps.line.recordChoice({ db, now }, { roundId: round.id, number: place.number, flatId: hold.flat_id })
  if (await tookFromOthers(work, round.id, { pool: place.pool, quota: choice.quota }, hold.flat_id))
    throw problem('flat-not-for-you', {
      detail: '这套房刚刚又要留给另一类人，没有选定。请看看别的，没有标“留”的都可以选',
    })
  await noteChoice(db, {
    round_id: round.id,
    flat_id: hold.flat_id,
    person_id: personId,
    what: 'chosen',
    at: await deps.boundary(db),
    until: null,
  })
  await audit(db, {
    at: now,
    actorId: by ?? personId,
    actorRole: by ? 'lead' : 'holder',
    action: 'flat.chosen',
    object: `flat:${hold.flat_id}`,
    personId,
    detail: by ? { what: '替你选定了一套房', why } : { round: round.id },
  })
  await emit(db, now, 'flat.chosen', {
    roundId: round.id,
    flatId: hold.flat_id,
    personId,
    ticketId: place.ticketId,
    choiceId: choice.id,
    ...(by ? { byOffice: true as const } : {}),
  })
  return choice
}

/**
 * Chooses for good what is held by this token. Who asks again after it was done is answered alike.
 * @throws Problem not-found, hold-ended (with what may still be had), already-chosen, flat-not-there
 */
export const confirmChoice = async (work: ChooserWork, roundId: string, token: string): Promise<Choosing> => {
  const { db, deps, actor } = work
  const { personId } = actor
  await holdPerson(db, personId)
  await shareLine(db, roundId)
  const stand = await standIn(work, roundId, personId)
  const chosen = await choiceIn(db, roundId, personId)
  if (chosen?.token === token) return shownChoosing(work, stand)
  if (chosen) throw problem('already-chosen', { detail: whyNot({ ...stand, phase: 'chosen' }) })
  // Who took a hold in their turn may confirm until it ends, though the turn ended meanwhile; who went may not.
  const hold =
    stand.slot?.outcome === null && stand.place?.called
      ? await useHold(db, { roundId, personId, token, moment: await deps.moment(db) })
      : null
  if (!hold) throw await holdEnded(work, stand)
  await chooseHeld(work, stand, { personId, hold, by: null })
  return shownChoosing(work, await standIn(work, roundId, personId))
}

const holdEnded = async (work: ChooserWork, stand: Stand) => {
  const { place, phase } = stand
  const free =
    place?.quota && mayChoose(phase)
      ? await freeCodes(work, stand.round.id, { ...place, quota: place.quota })
      : []
  const next =
    free.length > 0
      ? '还可以从空着的房里再选'
      : mayChoose(phase)
        ? '现在没有你可以选的空房，别人放开时会出现在选房图上'
        : whyNot(stand)
  return problem('hold-ended', {
    detail: `占房的时间到了，这套已经放开，没有选定。${next}`,
    extra: { free },
  })
}

/**
 * Chooses none in this round, for good. Refused twice is refused once.
 * @throws Problem not-found, not-your-turn, already-chosen
 */
export const refuseRound = async (work: ChooserWork, roundId: string): Promise<Choosing> => {
  const { db, deps, actor } = work
  const { personId } = actor
  await holdPerson(db, personId)
  const stand = await standNow(work, roundId, personId)
  const { phase, slot, place } = stand
  if (phase === 'refused') return shownChoosing(work, stand)
  if (phase === 'chosen') throw problem('already-chosen', { detail: whyNot(stand) })
  if (!place?.called || phase === 'passed-over' || phase === 'ended')
    throw problem('not-your-turn', { detail: whyNot(stand) })
  await holdLine(db, roundId)
  await dropHold(db, { roundId, personId, moment: await deps.moment(db) })
  await giveUpPlace(work, slot ?? (await insertSlot(db, uncalledSlot(stand, place, personId))), 'refused')
  return shownChoosing(work, await standIn(work, roundId, personId))
}

const uncalledSlot = ({ round, at }: Stand, place: LinePlace, personId: string): SlotRow => ({
  id: uuidv7(),
  round_id: round.id,
  person_id: personId,
  ticket_id: place.ticketId,
  number: place.number,
  opens_at: at,
  ends_at: at,
  last_call_at: null,
  outcome: null,
  settled_at: null,
})

/**
 * An officer chooses for somebody who cannot use a phone, in their turn and by the same rules. On record with the
 * reason; the person is told.
 * @throws Problem not-found, own-choice, and what holding throws
 */
export const chooseFor = async (
  work: OfficerWork,
  roundId: string,
  { number, flat, why }: { number: string; flat: string; why: string },
): Promise<OfficeChoice> => {
  const { db, deps, actor } = work
  const personId = await deps.line.personOf(db, roundId, Number(number.slice(1)))
  if (personId === null) throw problem('not-found')
  if (personId === actor.personId) throw problem('own-choice', { detail: '请另一位工作人员办理' })
  if (!(await holdPerson(db, personId))) throw problem('not-found')
  const stand: Stand = { ...(await standNow(work, roundId, personId)), who: '对方' }
  await shareLine(db, roundId)
  const { token } = await takeFor(work, stand, personId, flat)
  const hold = await useHold(db, { roundId, personId, token, moment: await deps.moment(db) })
  if (!hold) throw problem('flat-taken', { detail: '占房的时间刚到，请再试一次', extra: { free: [] } })
  const choice = await chooseHeld(work, stand, { personId, hold, by: actor.personId, why })
  return officeChoice(work, choice.id)
}

/** What an officer chose for somebody. */
export interface OfficeChoice {
  choiceId: string
  number: string
  flat: ChosenFlat
}
/** The same, read again for a repeated request. @throws Problem not-found */
export const officeChoice = async (work: ChoosingWork, id: string): Promise<OfficeChoice> => {
  const choice = await choiceById(work.db, id)
  if (!choice) throw problem('not-found')
  return { choiceId: id, number: numberText(choice.number), flat: await chosenFlat(work, choice.flat_id) }
}
