import type { SkipReason } from '@jucai/contract/draw/record'
import { skipReasons } from '@jucai/contract/draw/record'
import { ticketName } from '@jucai/contract/draw/tickets'
import { roundStateLabels } from '@jucai/contract/rounds-vocabulary'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { problem } from '../core/problem'
import { flatsById } from '../housing'
import { callAnew, callOf } from './calls'
import { movedOf, rankOf, resultOf, type LogRow, type MovedRow, type RankRow } from './locked-rows'
import { roundForUpdate, type RoundRow } from './repository'

declare module '../core/outbox' {
  interface Events {
    /** A line of the public log. */
    'round.moved': { roundId: string; number: number; act: LogRow['act']; reason: SkipReason | null }
    /** The procedure calls somebody whom it did not call before. */
    'round.called': { roundId: string; numbers: number[] }
  }
}

/** What a line of the log is written with. */
export interface LogWork {
  db: Db
  now: Date
}
interface InOrder {
  row: RoundRow
  revision: number
  rank: RankRow
  moved: MovedRow | undefined
}

const refused = (detail: string) => problem('round-step-refused', { detail })

/** Holds the round, so that lines come one after another. @throws Problem not-found, round-step-refused */
const needInOrder = async (db: Db, roundId: string, number: number): Promise<InOrder> => {
  const row = await roundForUpdate(db, roundId)
  if (!row) throw problem('not-found')
  const result = await resultOf(db, roundId)
  if (!result || (row.state !== 'drawn' && row.state !== 'choosing'))
    throw refused(`这个批次${roundStateLabels[row.state]}，现在没有顺序可以变动。`)
  const rank = await rankOf(db, roundId, result.revision, number)
  if (!rank) throw refused(`名单里没有 ${ticketName(number)}，请检查号码。`)
  return { row, revision: result.revision, rank, moved: await movedOf(db, roundId, number) }
}

const writeLine = async (
  { db, now }: LogWork,
  { row, rank }: InOrder,
  line: Pick<LogRow, 'act' | 'reason' | 'flat_code' | 'by_person'> & Pick<MovedRow, 'standing' | 'quota'>,
): Promise<void> => {
  const { standing, quota, ...said } = line
  await db
    .insertInto('round_log')
    .values({ round_id: row.id, number: rank.number, at: now, ...said })
    .execute()
  const left = { standing, quota, flat_code: said.flat_code }
  await db
    .insertInto('round_moved')
    .values({
      round_id: row.id,
      number: rank.number,
      pool: rank.pool,
      rank: rank.rank,
      called: rank.called,
      ...left,
    })
    .onConflict((conflict) => conflict.columns(['round_id', 'number']).doUpdateSet(left))
    .execute()
  await emit(db, now, 'round.moved', {
    roundId: row.id,
    number: rank.number,
    act: said.act,
    reason: said.reason,
  })
}

/**
 * Writes what came about between lock and draw, when there was no order to write it to: whose appeal succeeded is in,
 * who deleted their account is not. Whom the procedure calls is said once, by the caller.
 */
export const writeSinceLock = async (
  work: LogWork,
  roundId: string,
  lines: readonly { number: number; act: 'skip' | 'restore' }[],
): Promise<void> => {
  for (const { number, act } of lines)
    await writeLine(work, await needInOrder(work.db, roundId, number), {
      act,
      reason: act === 'skip' ? 'withdrew' : 'appeal-allowed',
      flat_code: null,
      by_person: null,
      standing: act === 'skip' ? 'gone' : 'back',
      quota: null,
    })
}

const callOthers = async ({ db, now }: LogWork, { row, revision, rank }: InOrder): Promise<void> => {
  const numbers = await callAnew(db, row, revision, [rank.pool])
  if (numbers.length > 0) await emit(db, now, 'round.called', { roundId: row.id, numbers })
}

/** Somebody whom the order goes past, or back to. */
export interface Passing {
  roundId: string
  number: number
  reason: SkipReason
  /** Who of the office did it; null where it follows from something else. */
  by: string | null
}

/**
 * Passes a ticket over, with a public reason; nobody else moves, and whom the procedure calls is said anew. Who has
 * gone already stays gone: the same twice is done once. Also for somebody who had chosen: their flat is free again,
 * and the caller moves it.
 * @throws Problem not-found, round-step-refused for a number that is not in the order
 */
export const passOver = async (work: LogWork, { roundId, number, reason, by }: Passing): Promise<void> => {
  const found = await needInOrder(work.db, roundId, number)
  const { moved, rank } = found
  if (moved?.standing === 'gone') return
  if (!rank.called && !moved) throw refused(`${ticketName(number)} 本来就不参加排序，不用跳过。`)
  if (reason === 'appeal-allowed' || reason === 'returned')
    throw refused(`“${skipReasons[reason]}”不是跳过的原因。`)
  await writeLine(work, found, {
    act: 'skip',
    reason,
    flat_code: null,
    by_person: by,
    standing: 'gone',
    quota: null,
  })
  await callOthers(work, found)
}

/**
 * The same, for who goes by the round’s own doors. Whoever has chosen does not: their flat would stay taken while the
 * next is called for it. They give it back where they sign, and nobody is passed over who has a flat.
 * @throws Problem what {@link passOver} throws, round-step-refused for who has chosen
 */
export const leaveOrder = async (work: LogWork, passing: Passing): Promise<void> => {
  const { moved } = await needInOrder(work.db, passing.roundId, passing.number)
  if (moved?.standing === 'chosen')
    throw refused(
      `${ticketName(passing.number)} 已经选定 ${moved.flat_code ?? '一套房'}，不能再跳过。要收回的，先在“租约”里退回这套房。`,
    )
  await passOver(work, passing)
}

/**
 * Brings a ticket back to the place that its value gives it: an appeal succeeded, or it was passed over. Who is there
 * already stays: the same twice is done once.
 * @throws Problem not-found, round-step-refused
 */
export const bringBack = async (work: LogWork, { roundId, number, reason, by }: Passing): Promise<void> => {
  const found = await needInOrder(work.db, roundId, number)
  const { moved, rank } = found
  if (moved?.standing === 'back' || moved?.standing === 'chosen' || (rank.called && !moved)) return
  if (reason !== 'appeal-allowed' && reason !== 'returned')
    throw refused(`“${skipReasons[reason]}”不是恢复的原因。`)
  await writeLine(work, found, {
    act: 'restore',
    reason,
    flat_code: null,
    by_person: by,
    standing: 'back',
    quota: null,
  })
  await callOthers(work, found)
}

/**
 * Writes down which flat a ticket chose. Whether the flat may be chosen, and moving it, are the caller’s; one flat a
 * ticket and one ticket a flat are the database’s.
 * @throws Problem not-found, round-step-refused for somebody whom the procedure does not call
 */
export const recordChoice = async (
  work: LogWork,
  {
    roundId,
    number,
    flatId,
    by = null,
  }: { roundId: string; number: number; flatId: string; by?: string | null },
): Promise<void> => {
  const { db } = work
  const found = await needInOrder(db, roundId, number)
  const [flat] = await flatsById(db, [flatId])
  const quota = await callOf(db, roundId, number)
  if (found.moved?.standing === 'chosen' && found.moved.flat_code === flat?.code) return
  if (!flat || quota === undefined)
    throw refused(
      found.moved?.standing === 'chosen'
        ? `${ticketName(number)} 已经选过房。`
        : `还没有轮到 ${ticketName(number)}。`,
    )
  await writeLine(work, found, {
    act: 'choose',
    reason: null,
    flat_code: flat.code,
    by_person: by,
    standing: 'chosen',
    quota,
  })
  await db.deleteFrom('round_call').where('round_id', '=', roundId).where('number', '=', number).execute()
}
