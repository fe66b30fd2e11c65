import { namedFault, type NamedSource } from '@jucai/contract/draw/sources'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { Problem, problem } from '../core/problem'
import { moveFlat } from '../housing'
import type { OfficeWork } from './deps'
import { calledFor } from './calls'
import { whyWaiting } from './corrections'
import { momentFaults } from './drafts'
import { needState, needVersion, refusedStep } from './procedure'
import {
  flatRowsOf,
  flatsElsewhere,
  recordStep,
  roundForUpdate,
  setLive,
  stepsOf,
  updateRound,
  type RoundRow,
} from './repository'

declare module '../core/outbox' {
  interface Events {
    /** A round was published, corrected or cancelled, or stands elsewhere by its time. */
    'round.changed': {
      roundId: string
      what: 'published' | 'corrected' | 'cancelled' | 'opened' | 'closing' | 'waiting' | 'choosing' | 'ended'
    }
  }
}

/** The round, held, as it was looked at. @throws Problem not-found, stale-version */
const heldRound = async (
  { db }: Pick<OfficeWork, 'db'>,
  roundId: string,
  version: number,
): Promise<RoundRow> => {
  const row = await roundForUpdate(db, roundId)
  if (!row) throw problem('not-found')
  needVersion(row, version)
  return row
}

/** A step of the procedure, by somebody of the office or, null, by the time. */
interface Step {
  db: Db
  now: Date
  by: string | null
}
const byOffice = ({ db, now, actor }: OfficeWork): Step => ({ db, now, by: actor.personId })
const told = async (
  { db, now, by }: Step,
  row: RoundRow,
  {
    step,
    detail = '',
  }: { step: 'published' | 'corrected' | 'cancelled' | 'choosing' | 'ended'; detail?: string },
): Promise<void> => {
  await recordStep(db, now, { roundId: row.id, step, by, detail })
  await audit(db, {
    at: now,
    actorId: by,
    actorRole: by === null ? 'system' : 'lead',
    action: `round.${step}`,
    object: `round:${row.id}`,
  })
  await emit(db, now, 'round.changed', { roundId: row.id, what: step })
}

/**
 * Publishes a draft: its flats leave the free ones. Who wrote it does not publish it.
 * @throws Problem stale-version, round-step-refused, two-person-rule, flat-in-round, flat-not-there
 */
export const publish = async (work: OfficeWork, roundId: string, version: number): Promise<RoundRow> => {
  const { db, now, deps, actor } = work
  const row = await heldRound(work, roundId, version)
  needState(row, ['draft'], '公布')
  if (row.written_by === actor.personId)
    throw problem('two-person-rule', { detail: '草稿是您写的或最后改的，请由另一位同事核对后公布。' })
  if ((await deps.boundary(db)) >= row.opens_at)
    throw refusedStep('开始申请的时间已经过去，请先改草稿里的时间。')
  // What is done again is over with it, and its flats come along.
  if (row.follows !== null) await endRound(byOffice(work), row.follows)
  const flats = await flatRowsOf(db, roundId)
  const elsewhere = await flatsElsewhere(
    db,
    [roundId],
    flats.map(({ flat_id: id }) => id),
  )
  if (elsewhere.length > 0) throw taken(elsewhere)
  // By id, as everywhere, so that two rounds never wait for each other; of two at once the index lets one in.
  for (const flat of [...flats].sort((a, b) => (a.flat_id < b.flat_id ? -1 : 1)))
    await moveFlat(
      { db, now },
      {
        flatId: flat.flat_id,
        from: ['free'],
        to: 'in-round',
        reason: `放入批次 ${row.code}`,
        by: actor.personId,
      },
    )
  await setLive(db, roundId, true)
  const published = await updateRound(db, row, {
    state: 'published',
    published_at: now,
    published_by: actor.personId,
  })
  await told(byOffice(work), published, { step: 'published' })
  return published
}

const taken = (flats: string[]) =>
  problem('flat-in-round', {
    detail: `${flats.slice(0, 5).join('、')}${flats.length > 5 ? ' 等' : ''} 已经在别的批次里，请改草稿。`,
    extra: { flats },
  })

/** What may be corrected in public before the lock: nothing that people applied under. */
export interface Correction {
  version: number
  why: string
  sources: NamedSource[]
  firstDrawingAt: string
  closesAt: string
  choosingFrom: string
}

/**
 * Corrects sources and moments of a published round before the lock, in public; the commitment counts it. The window
 * may be made longer and never shorter, and is not opened again once the lock was asked for.
 * @throws Problem stale-version, round-step-refused, invalid-request
 */
export const correct = async (work: OfficeWork, roundId: string, said: Correction): Promise<RoundRow> => {
  const { db } = work
  const row = await heldRound(work, roundId, said.version)
  needState(row, ['published'], '更正')
  const closesAt = new Date(said.closesAt)
  const errors = momentFaults({
    opensAt: row.opens_at.toISOString(),
    openingMinutes: row.opening_minutes,
    ...said,
  })
  const named = namedFault(said.sources)
  if (named) errors.push({ pointer: '/sources', detail: named })
  if (closesAt < row.closes_at)
    errors.push({ pointer: '/closesAt', detail: '公布过的截止时间只能推后，不能提前' })
  // Also when a correction took that back: what stood when it was asked for is known.
  const wasAsked = (await stepsOf(db, roundId)).some(({ step }) => step === 'lock-asked')
  if (wasAsked && closesAt > row.closes_at)
    errors.push({ pointer: '/closesAt', detail: '已经提出锁定名单，截止时间不能再推后' })
  if ((await work.deps.boundary(db)) >= new Date(said.firstDrawingAt))
    errors.push({ pointer: '/firstDrawingAt', detail: '开奖要在现在之后' })
  if (errors.length > 0) throw new Problem('invalid-request', { errors })
  const corrected = await updateRound(db, row, {
    revision: row.revision + 1,
    sources: said.sources,
    first_drawing_at: new Date(said.firstDrawingAt),
    closes_at: closesAt,
    choosing_from: new Date(said.choosingFrom),
    lock_asked_by: null,
    lock_asked_at: null,
  })
  await told(byOffice(work), corrected, { step: 'corrected', detail: said.why })
  return corrected
}

/** Takes flats that are still in a round out of it. */
const freeFlats = async ({ db, now, by }: Step, row: RoundRow, why: string): Promise<void> => {
  for (const flat of [...(await flatRowsOf(db, row.id))].sort((a, b) => (a.flat_id < b.flat_id ? -1 : 1)))
    await moveFlat(
      { db, now },
      { flatId: flat.flat_id, from: ['in-round'], to: 'free', reason: why, by },
    ).catch((error: unknown) => {
      // Chosen, let or taken out meanwhile: not the round’s any more.
      if (!(error instanceof Problem && error.code === 'flat-not-there')) throw error
    })
  await setLive(db, row.id, false)
}

/**
 * Cancels before the lock, with a public reason; everybody who applied is told. After the lock nothing is cancelled.
 * @throws Problem stale-version, round-step-refused
 */
export const cancel = async (
  work: OfficeWork,
  roundId: string,
  { version, why }: { version: number; why: string },
): Promise<RoundRow> => {
  const { db } = work
  const row = await heldRound(work, roundId, version)
  needState(row, ['published'], '取消')
  await freeFlats(byOffice(work), row, `批次 ${row.code} 取消`)
  const cancelled = await updateRound(db, row, { state: 'cancelled', cancelled_why: why })
  await told(byOffice(work), cancelled, { step: 'cancelled', detail: why })
  return cancelled
}

/**
 * Begins the choosing; with that the result stands for good. A round that is choosing already stays as it is. While a
 * correction of a drawing is open it does not begin: the time lets it wait, the office is told why.
 * @throws Problem not-found, round-step-refused
 */
export const markChoosing = async (step: Step, roundId: string): Promise<RoundRow> => {
  const row = await roundForUpdate(step.db, roundId)
  if (!row) throw problem('not-found')
  if (row.state === 'choosing') return row
  needState(row, ['drawn'], '开始选房')
  // The round is held, and so is whoever enters a source.
  const why = await whyWaiting(step.db, row)
  if (why !== null && step.by === null) return row
  if (why !== null) throw refusedStep(why)
  const changed = await updateRound(step.db, row, { state: 'choosing' })
  await told(step, changed, { step: 'choosing' })
  return changed
}

/**
 * Ends a round: flats that nobody chose are free again, and what earlier rounds tell later ones is kept. One that has
 * ended stays as it is.
 * @throws Problem not-found, round-step-refused
 */
export const endRound = async (step: Step, roundId: string): Promise<RoundRow> => {
  const { db, now } = step
  const row = await roundForUpdate(db, roundId)
  if (!row) throw problem('not-found')
  if (row.state === 'ended') return row
  needState(row, ['locked', 'drawn', 'choosing'], '结束')
  await freeFlats(step, row, `批次 ${row.code} 结束`)
  const { gone, chosen } = await db
    .selectFrom('round_moved')
    .select(({ fn }) => [
      fn.countAll<number>().filterWhere('standing', '=', 'gone').filterWhere('called', '=', true).as('gone'),
      fn.countAll<number>().filterWhere('standing', '=', 'chosen').as('chosen'),
    ])
    .where('round_id', '=', roundId)
    .executeTakeFirstOrThrow()
  const all = Number(gone) + Number(chosen)
  const ended = await updateRound(db, row, {
    state: 'ended',
    ended_at: now,
    skip_permille: all === 0 ? null : Math.round((1000 * Number(gone)) / all),
  })
  await told(step, ended, { step: 'ended' })
  return ended
}

/** The office begins the choosing. @throws Problem stale-version, round-step-refused */
export const beginChoosing = async (
  work: OfficeWork,
  roundId: string,
  version: number,
): Promise<RoundRow> => {
  await heldRound(work, roundId, version)
  return markChoosing(byOffice(work), roundId)
}
/**
 * The office ends a round in which nobody is left who may choose. A result that somebody dislikes is not ended away:
 * while the procedure calls anybody, only a round that follows it in public ends it, see {@link publish}.
 * @throws Problem stale-version, round-step-refused
 */
export const finish = async (work: OfficeWork, roundId: string, version: number): Promise<RoundRow> => {
  await heldRound(work, roundId, version)
  const left = (await calledFor(work.db, roundId)).reduce((sum, { count }) => sum + count, 0)
  if (left > 0)
    throw refusedStep(
      `还有 ${left} 个号轮到了、没有选房，不能结束。名单或来源作废的，公布写明原因的重做批次，这一批随之结束。`,
    )
  return endRound(byOffice(work), roundId)
}
