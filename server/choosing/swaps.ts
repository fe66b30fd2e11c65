import type { Swap } from '@jucai/contract/choosing'
import { fitsQuota, mostSwapsAsked, swapHours, type SwapState } from '@jucai/contract/choosing-vocabulary'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { holdPerson } from '../core/person'
import { problem } from '../core/problem'
import { flatsById } from '../housing'
import type { ChooserWork, ChoosingWork } from './deps'
import { chosenFlats } from './flats'
import { choiceById, choicesOf, noteChoice, type ChoiceRow, type SwapRow } from './repository'

const refused = (detail: string) => problem('swap-refused', { detail })

/** Whether a person of a choice could live in the flat of the other. @returns why not; null: they could */
const misfit = async (work: ChoosingWork, choice: ChoiceRow, other: ChoiceRow): Promise<string | null> => {
  const { db, deps } = work
  const flats = await deps.line.roundFlats(db, choice.order_round_id)
  const own = flats.find(({ flatId }) => flatId === choice.flat_id)
  const wanted = flats.find(({ flatId }) => flatId === other.flat_id)
  const place = await deps.line.placeOf(db, choice.order_round_id, choice.person_id)
  if (!own || !wanted || !place) return '两套房不在同一批'
  if (!fitsQuota({ pool: own.pool, quota: choice.quota }, wanted))
    return '有一套房是留给某一类人的，另一方不在这一类'
  const people = (await flatsById(db, [other.flat_id]))[0]?.people ?? 0
  return people < place.people ? `有一套房最多住 ${people} 人，另一方登记的同住人数更多` : null
}

/** @throws Problem swap-refused, in words, unless the two may be exchanged now */
const needSwappable = async (work: ChoosingWork, one: ChoiceRow, other: ChoiceRow): Promise<void> => {
  const { db, deps } = work
  const flats = await flatsById(db, [one.flat_id, other.flat_id])
  if (
    flats.length < 2 ||
    flats.some(({ state }) => state !== 'chosen') ||
    (await deps.isBound(db, [one.id, other.id]))
  )
    throw refused('有一套已经签约或起租，不能再换')
  const why = (await misfit(work, one, other)) ?? (await misfit(work, other, one))
  if (why) throw refused(why)
}

const swapById = (db: Db, id: string): Promise<SwapRow | undefined> =>
  db.selectFrom('choice_swap').selectAll().where('id', '=', id).executeTakeFirst()

/** Where a swap stands at a moment, before any chore says so. */
export const swapStateAt = (row: SwapRow, at: Date): SwapState =>
  row.state === 'asked' && row.until <= at ? 'lapsed' : row.state

const shownSwaps = async (work: ChooserWork, rows: readonly SwapRow[]): Promise<Swap[]> => {
  const at = await work.deps.boundary(work.db)
  const flats = await chosenFlats(
    work,
    rows.flatMap((row) => [row.asker_flat_id, row.asked_flat_id]),
  )
  return rows.flatMap((row) => {
    const mine = row.asker_id === work.actor.personId
    const [askers, askeds] = [flats.get(row.asker_flat_id), flats.get(row.asked_flat_id)]
    if (!askers || !askeds) return []
    return [
      {
        id: row.id,
        mine,
        gives: mine ? askers : askeds,
        gets: mine ? askeds : askers,
        state: swapStateAt(row, at),
        askedAt: row.asked_at.toISOString(),
        until: row.until.toISOString(),
      },
    ]
  })
}
const shownSwap = async (work: ChooserWork, row: SwapRow): Promise<Swap> =>
  (await shownSwaps(work, [row]))[0] as Swap

/** What the caller chose, and swaps of theirs: the newest 50. */
export const mySwaps = async (work: ChooserWork) => {
  const { db, deps, actor } = work
  const choices = (await choicesOf(db, actor.personId)).filter(({ round_id: round }) => round !== null)
  const flats = await chosenFlats(
    work,
    choices.map(({ flat_id: id }) => id),
  )
  const facts = new Map((await flatsById(db, [...flats.keys()])).map((flat) => [flat.id, flat]))
  const shown = []
  for (const choice of choices) {
    const flat = flats.get(choice.flat_id)
    if (!flat) continue
    shown.push({
      choiceId: choice.id,
      roundId: choice.order_round_id,
      flat,
      maySwap: facts.get(choice.flat_id)?.state === 'chosen' && !(await deps.isBound(db, [choice.id])),
    })
  }
  const rows = await db
    .selectFrom('choice_swap')
    .selectAll()
    .where(({ or, eb }) => or([eb('asker_id', '=', actor.personId), eb('asked_id', '=', actor.personId)]))
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .limit(50)
    .execute()
  return {
    at: (await deps.boundary(db)).toISOString(),
    choices: shown,
    items: await shownSwaps(work, rows),
  }
}

/**
 * Asks whoever chose a flat to exchange it for one's own. The asker is bound until the end of it, or until they
 * take it back. Asked twice for the same is asked once.
 * @throws Problem not-found, swap-refused
 */
export const askSwap = async (
  work: ChooserWork,
  { choiceId, flat: code }: { choiceId: string; flat: string },
): Promise<Swap> => {
  const { db, now, deps, actor } = work
  await holdPerson(db, actor.personId)
  const own = await choiceById(db, choiceId)
  if (own?.person_id !== actor.personId || own.round_id === null) throw problem('not-found')
  const wanted = await deps.line.roundFlat(db, own.round_id, code)
  if (!wanted) throw problem('not-found')
  const other = await db
    .selectFrom('flat_choice')
    .selectAll()
    .where('round_id', '=', own.round_id)
    .where('flat_id', '=', wanted.flatId)
    .executeTakeFirst()
  if (!other) throw refused('这套房还没有人选定，或已经退回')
  if (other.id === own.id) throw refused('这就是你自己选的那套')
  await needSwappable(work, own, other)
  const at = await deps.boundary(db)
  const asked = await db
    .selectFrom('choice_swap')
    .selectAll()
    .where('asker_id', '=', actor.personId)
    .where('state', '=', 'asked')
    .where('until', '>', at)
    .execute()
  const known = asked.find(({ asked_choice_id: id }) => id === other.id)
  if (known) return shownSwap(work, known)
  if (asked.length >= mostSwapsAsked)
    throw refused(`同时最多问 ${mostSwapsAsked} 家。先撤回一个，或等对方答复`)
  await db // one to the same that ran out, and that no chore has seen
    .updateTable('choice_swap')
    .set({ state: 'lapsed', settled_at: now })
    .where('asker_choice_id', '=', own.id)
    .where('asked_choice_id', '=', other.id)
    .where('state', '=', 'asked')
    .execute()
  const row: SwapRow = {
    id: uuidv7(),
    round_id: own.round_id,
    asker_id: own.person_id,
    asked_id: other.person_id,
    asker_choice_id: own.id,
    asked_choice_id: other.id,
    asker_flat_id: own.flat_id,
    asked_flat_id: other.flat_id,
    state: 'asked',
    asked_at: now,
    until: new Date(at.getTime() + swapHours * 3_600_000),
    settled_at: null,
  }
  await db.insertInto('choice_swap').values(row).execute()
  await emit(db, now, 'swap.changed', { swapId: row.id })
  return shownSwap(work, row)
}

/** A swap of the caller, read again. @throws Problem not-found */
export const swapOf = async (work: ChooserWork, id: string): Promise<Swap> => {
  const row = await swapById(work.db, id)
  if (!row || (row.asker_id !== work.actor.personId && row.asked_id !== work.actor.personId))
    throw problem('not-found')
  return shownSwap(work, row)
}

/** Ends a swap that nobody agreed to in time; looked at again while the row is held. */
export const lapseSwap = async (work: ChoosingWork, id: string): Promise<void> => {
  const row = await work.db
    .selectFrom('choice_swap')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .forUpdate()
    .executeTakeFirst()
  if (row && row.until <= (await work.deps.boundary(work.db))) await settle(work, id, 'lapsed')
}

/** A swap of the caller, with both people held in one order, and the row. @throws Problem not-found */
const heldSwap = async ({ db, actor }: ChooserWork, id: string): Promise<SwapRow> => {
  const found = await swapById(db, id)
  if (!found || (found.asker_id !== actor.personId && found.asked_id !== actor.personId))
    throw problem('not-found')
  for (const personId of [found.asker_id, found.asked_id].sort()) await holdPerson(db, personId)
  return (await swapById(db, id)) as SwapRow
}

const settle = async ({ db, now }: ChoosingWork, id: string, state: SwapState): Promise<SwapRow> => {
  const row = await db
    .updateTable('choice_swap')
    .set({ state, settled_at: now })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await emit(db, now, 'swap.changed', { swapId: id })
  return row
}

const over: Record<SwapState, string> = {
  asked: '',
  done: '已经互换',
  declined: '已经回绝',
  withdrawn: '对方已经撤回',
  lapsed: '已经过了答复的时间，或其中一套已经换走',
}

/**
 * Agrees: both flats change hands in one act. Agreed twice is agreed once.
 * @throws Problem not-found, swap-refused
 */
export const agreeSwap = async (work: ChooserWork, id: string): Promise<Swap> => {
  const { db, now, deps, actor } = work
  const row = await heldSwap(work, id)
  if (row.asked_id !== actor.personId) throw refused('等对方答复')
  const at = await deps.boundary(db)
  const state = swapStateAt(row, at)
  if (state === 'done') return shownSwap(work, row)
  if (state !== 'asked') throw refused(over[state])
  const [own, other] = [await choiceById(db, row.asked_choice_id), await choiceById(db, row.asker_choice_id)]
  if (own?.flat_id !== row.asked_flat_id || other?.flat_id !== row.asker_flat_id) throw refused(over.lapsed)
  await needSwappable(work, own, other)
  // One statement: the key of (round, flat) is looked at when it ends.
  await sql`update flat_choice set flat_id = case id when ${own.id} then ${other.flat_id}::uuid else ${own.flat_id}::uuid end
    where id in (${own.id}, ${other.id})`.execute(db)
  for (const [choice, flatId] of [
    [own, other.flat_id],
    [other, own.flat_id],
  ] as const) {
    await noteChoice(db, {
      round_id: row.round_id,
      flat_id: flatId,
      person_id: choice.person_id,
      what: 'swapped',
      at,
      until: null,
    })
    await audit(db, {
      at: now,
      actorId: actor.personId,
      actorRole: 'holder',
      action: 'flat.swapped',
      object: `flat:${flatId}`,
      personId: choice.person_id,
    })
  }
  await emit(db, now, 'choice.swapped', { swapId: id, choiceIds: [other.id, own.id] })
  const done = await settle(work, id, 'done')
  await lapseSwapsOf(work, [own.id, other.id])
  return shownSwap(work, done)
}

/** Ends what was asked about choices that are no longer what they were. */
export const lapseSwapsOf = async (work: ChoosingWork, choiceIds: readonly string[]): Promise<void> => {
  const rows = await work.db
    .selectFrom('choice_swap')
    .select('id')
    .where('state', '=', 'asked')
    .where(({ or, eb }) =>
      or([eb('asker_choice_id', 'in', choiceIds), eb('asked_choice_id', 'in', choiceIds)]),
    )
    .orderBy('id')
    .execute()
  for (const { id } of rows) await settle(work, id, 'lapsed')
}

/** Declines, or takes back what one asked; twice is once. @throws Problem not-found, swap-refused */
export const endSwap = async (work: ChooserWork, id: string): Promise<Swap> => {
  const row = await heldSwap(work, id)
  if (row.state === 'done') throw refused('已经互换，不能再改')
  if (row.state !== 'asked') return shownSwap(work, row)
  const isMine = row.asker_id === work.actor.personId
  return shownSwap(work, await settle(work, id, isMine ? 'withdrawn' : 'declined'))
}
