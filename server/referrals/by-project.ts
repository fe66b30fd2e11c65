import type { ReferralState } from '@jucai/contract/application-vocabulary'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { emit } from '../core/outbox'
import { problem } from '../core/problem'
import type { ReferralDeps } from './commands'
import {
  insertStep,
  referralById,
  referralForUpdate,
  stepTitles,
  updateReferral,
  type ReferralRow,
} from './repository'
import { rewardFor } from './rewards'

/** Who is to get what for a referral that led to a project, by what was promised when it was made. */
export interface Promised {
  personId: string
  /** Null: it is not rewarded. */
  amountFen: number | null
  /** In how many working days after falling due it is promised. */
  workingDays: number
}
const promisedOf = async (db: Db, row: ReferralRow): Promise<Promised> => {
  const reward = await rewardFor(db, row)
  return {
    personId: row.referrer_id,
    amountFen: reward?.amountFen ?? null,
    workingDays: reward?.workingDays ?? 0,
  }
}

type Work = { db: Db; now: Date; deps: Pick<ReferralDeps, 'vault' | 'workingDaysFrom'> }
const open: readonly ReferralState[] = ['agreed', 'followed']
const taken = (detail: string) => problem('referral-taken', { detail })

/** Writes a step that the referrer reads. */
const tell = (
  { db, now }: Work,
  vault: Vault,
  step: { id: string; title: string; note: string; by: string | null },
): Promise<void> =>
  insertStep(db, vault, {
    referral_id: step.id,
    title: step.title,
    noteText: step.note || null,
    by_person: step.by,
    at: now,
  })

/**
 * Ties a referral to the project that it led to, held until the transaction ends.
 * @throws Problem not-found, referral-taken
 */
export const tieToProject = async (
  work: Work & { personId: string },
  { referralId, projectId }: { referralId: string; projectId: string },
): Promise<Promised> => {
  const { db, now, deps, personId } = work
  const row = await referralForUpdate(db, referralId)
  if (!row || row.answered_at === null || row.state === 'declined') throw problem('not-found')
  if (row.kind !== 'project') throw taken('这份推荐的是人才，不是项目')
  if (row.project_id !== null) throw taken('这份推荐已经挂到一个项目，一份推荐只挂一个')
  if (!open.includes(row.state))
    throw taken('这份推荐已经登记落地或已结束。落地的，奖励在“亲情招商”里已经应付，不能再算一次')
  await updateReferral(db, referralId, { project_id: projectId, state: 'followed' })
  await tell(work, deps.vault, {
    id: referralId,
    title: '已经立项',
    note: '以后项目走到哪一步，这里会写',
    by: personId,
  })
  await emit(db, now, 'referral.moved', { referralId, personId: row.referrer_id, state: 'followed' })
  return promisedOf(db, row)
}

/** The same of one that is tied; null where it is gone. */
export const promisedFor = async (db: Db, referralId: string): Promise<Promised | null> => {
  const row = await referralById(db, referralId)
  return row ? promisedOf(db, row) : null
}

/** Writes what became of the project where its referrer reads it; it lands once, and closes where it never landed. */
export const moveByProject = async (
  work: Work & { personId: string },
  move: { referralId: string; title: string; note: string; lands: boolean; ends: boolean },
): Promise<void> => {
  const { db, now, deps, personId } = work
  const row = await referralForUpdate(db, move.referralId)
  if (!row || row.project_id === null) return
  const { referralId: id } = move
  await tell(work, deps.vault, { id, title: move.title, note: move.note, by: personId })
  const isOpen = open.includes(row.state)
  const state = isOpen && move.lands ? 'landed' : isOpen && move.ends ? 'closed' : 'followed'
  if (state === 'landed') {
    const reward = await rewardFor(db, row)
    await updateReferral(db, id, {
      state,
      ...(reward
        ? {
            reward_amount_fen: reward.amountFen,
            reward_words: reward.words,
            reward_due_on: await deps.workingDaysFrom(db, now, reward.workingDays),
          }
        : {}),
    })
    await tell(work, deps.vault, { id, title: stepTitles.landed, note: '', by: personId })
  } else if (state === 'closed') await updateReferral(db, id, { state })
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'lead',
    action: `referral.${state}`,
    object: `referral:${id}`,
  })
  await emit(db, now, 'referral.moved', { referralId: id, personId: row.referrer_id, state })
}

/** A step of the project was taken back. What had landed by it, or was closed by it, is followed again. */
export const correctByProject = async (
  work: Work & { personId: string },
  correction: { referralId: string; title: string; note: string; landed: boolean },
): Promise<void> => {
  const { db, now, deps, personId } = work
  const { referralId: id, title, note, landed } = correction
  const row = await referralForUpdate(db, id)
  if (!row || row.project_id === null) return
  await tell(work, deps.vault, { id, title, note, by: personId })
  if (row.state === 'closed' || (row.state === 'landed' && !landed))
    await updateReferral(db, id, {
      state: 'followed',
      reward_amount_fen: null,
      reward_words: null,
      reward_due_on: null,
    })
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'lead',
    action: 'referral.corrected',
    object: `referral:${id}`,
  })
  await emit(db, now, 'referral.moved', { referralId: id, personId: row.referrer_id, state: 'followed' })
}

/** The whole reward was paid through the ledger. */
export const paidByLedger = async (work: Work, referralId: string, on: string): Promise<void> => {
  const row = await referralForUpdate(work.db, referralId)
  if (!row || row.paid_on !== null) return
  await updateReferral(work.db, referralId, { paid_on: on })
  await tell(work, work.deps.vault, { id: referralId, title: '奖励已发放', note: '', by: null })
  await emit(work.db, work.now, 'referral.moved', {
    referralId,
    personId: row.referrer_id,
    state: 'paid',
  })
}
