import {
  projectStageLabels,
  rewardPartFen,
  rewardPartLabels,
  rewardScheme,
  type RewardPart,
} from '@jucai/contract/project-vocabulary'
import type { ProjectFile } from '@jucai/contract/projects'
import { peopleWithRole } from '../accounts'
import { dayOf } from '../core/clock'
import { Problem } from '../core/problem'
import { addWorkingDays } from '../core/working-days'
import { cancelOwed, owe, paymentsUnder } from '../ledger'
import { notify } from '../notifications'
import type { ByPerson, ProjectRoomDeps, ProjectWork, Promised } from './deps'
import { holdProject, mustBeNewest, onRecord, settled } from './holding'
import {
  rewardsOfReferral,
  updateProject,
  updateReward,
  waitingRewards,
  writeReward,
  type Waiting,
} from './repository'
import { shownProject } from './show'
import type { ProjectRow, RewardRow } from './tables'

/** Under which reference a part of a reward stands in the ledger: once, whatever happens. */
const referenceOf = ({
  referral_id: id,
  part,
  turn,
}: Pick<RewardRow, 'referral_id' | 'part' | 'turn'>): string =>
  `referral:${id}:${part}${turn === 1 ? '' : `:${turn}`}`

/** Which parts of a reward a project has reached, and how many percent the first is, by the rule of its signing. */
const reached = async (
  { db, deps }: ProjectWork,
  project: ProjectRow,
): Promise<{ percent: number; parts: RewardPart[] }> => {
  const rule = await deps.rule(db, project.signed_on ?? project.stage_on)
  const percent = rule?.rewardSignedPercent ?? 0
  return {
    percent,
    parts: [
      ...(project.signed_on !== null && percent > 0 ? (['signed'] as const) : []),
      ...(project.stage === 'producing' ? (['producing'] as const) : []),
    ],
  }
}

const tellOfBudget = async ({ db, now, deps }: ProjectWork, row: RewardRow, why: string): Promise<void> => {
  if (row.told_at !== null) return
  await updateReward(db, row, { told_at: now })
  for (const personId of await peopleWithRole(db, 'lead'))
    await notify(db, deps.vault, now, {
      personId,
      kind: 'payment',
      title: '有一笔推荐奖励等预算',
      body: `${why} 登记或追加以后会自动列入，不用再办。`,
      deskLink: '/budgets',
    })
}

/** Hands a part over to the ledger. Without a budget it waits, and the office is told once. */
const hand = async (work: ProjectWork, row: RewardRow, { workingDays }: Promised): Promise<void> => {
  const { db, now, deps } = work
  const today = dayOf(now)
  try {
    await owe(
      { db, now },
      {
        scheme: rewardScheme,
        year: Number(today.slice(0, 4)),
        personId: row.person_id,
        amountFen: row.amount_fen,
        reference: referenceOf(row),
        promisedOn: addWorkingDays(await deps.calendar(db), today, workingDays),
        why: `亲情招商推荐奖励，项目${rewardPartLabels[row.part]}`,
      },
    )
    await updateReward(db, row, { owed_at: now })
  } catch (error) {
    // Both are said before anything is written. Whoever deleted their account meanwhile is owed nothing.
    if (!(error instanceof Problem)) throw error
    if (error.code === 'budget-exhausted') await tellOfBudget(work, row, error.options.detail ?? '')
    else if (error.code !== 'not-found') throw error
  }
}

/** Writes the parts that are due and not yet written, each once, and hands them over. */
const fallDue = async (work: ProjectWork, project: ProjectRow, promised: Promised): Promise<boolean> => {
  const { db, now } = work
  if (project.referral_id === null) return false
  const { percent, parts } = await reached(work, project)
  for (const part of parts) {
    const amount = promised.amountFen === null ? 0 : rewardPartFen(promised.amountFen, percent, part)
    if (amount === 0) continue
    const row: RewardRow = {
      referral_id: project.referral_id,
      part,
      project_id: project.id,
      person_id: promised.personId,
      amount_fen: amount,
      due_at: now,
      owed_at: null,
      told_at: null,
      withdrawn_at: null,
      turn: 1,
    }
    const written = await writeReward(db, row)
    if (written) await hand(work, written, promised)
  }
  return parts.length > 0
}

/**
 * A step was taken back: what fell due by it is due no more, and its referrer reads so.
 * @param project as it stands afterwards
 * @throws Problem project-settled where the part is on its way to the bank, or paid
 */
export const followCorrection = async (
  work: ByPerson,
  project: ProjectRow,
  reason: string,
): Promise<void> => {
  const { db, now, deps, actor } = work
  const { referral_id: referralId } = project
  if (referralId === null) return
  const { parts } = await reached(work, project)
  const rows = await rewardsOfReferral(db, referralId, 'update')
  for (const row of rows)
    if (row.withdrawn_at === null && !parts.includes(row.part)) await withdraw(work, row)
  await deps.referrals.corrected(
    { db, now, personId: actor.personId },
    {
      referralId,
      title: `更正：项目回到“${projectStageLabels[project.stage]}”`,
      note: reason,
      landed: parts.length > 0,
    },
  )
}
const withdraw = async (work: ByPerson, row: RewardRow): Promise<void> => {
  const { db, now } = work
  if (row.owed_at !== null)
    try {
      await cancelOwed({ db, now }, { scheme: rewardScheme, reference: referenceOf(row) })
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'event-not-allowed') throw error
      throw settled(
        `${rewardPartLabels[row.part]}的推荐奖励已经随这一步应付。${error.options.detail ?? ''}。这一步不能撤回`,
      )
    }
  await updateReward(db, row, { withdrawn_at: now })
}

/** What became of a project is written for its referrer, and what falls due of the reward is owed. */
export const followReferral = async (work: ByPerson, project: ProjectRow, note: string): Promise<void> => {
  const { db, now, deps, actor } = work
  if (project.referral_id === null) return
  const promised = await deps.referrals.of(db, project.referral_id)
  if (!promised) return
  const lands = await fallDue(work, project, promised)
  await deps.referrals.moved(
    { db, now, personId: actor.personId },
    {
      referralId: project.referral_id,
      title: `项目${projectStageLabels[project.stage]}`,
      note,
      lands,
      ends: project.stage === 'ended',
    },
  )
}

/** Says which referral led to a project. @throws Problem not-found, project-settled, referral-taken, stale-version */
export const tieReferral = async (
  work: ByPerson,
  id: string,
  { referral, version }: { referral: string; version: number },
): Promise<ProjectFile> => {
  const { db, now, deps, actor } = work
  const row = await holdProject(db, id)
  mustBeNewest(row, version)
  if (row.referral_id !== null) throw settled('这个项目已经挂了一份推荐')
  if (row.stage === 'ended') throw settled('项目已经终止')
  await deps.referrals.tie({ db, now, personId: actor.personId }, { referralId: referral, projectId: id })
  await updateProject(db, id, { referral_id: referral, version: row.version + 1 })
  await onRecord(work, row, 'referral-tied')
  if (row.stage !== 'talking') await followReferral(work, { ...row, referral_id: referral }, '')
  return shownProject(work, id)
}

const atOnce = 100
/** Rewards that wait for a budget are tried again, one transaction each: one that fails holds up no other. */
export const oweWaiting = async (deps: ProjectRoomDeps, now: Date): Promise<void> => {
  const failed: unknown[] = []
  for (let last: Waiting | null = null; ;) {
    const waiting: Waiting[] = await waitingRewards(deps.db, last, atOnce)
    for (const { referral_id: id, part } of waiting)
      await deps.db
        .transaction()
        .execute(async (db) => {
          const row = (await rewardsOfReferral(db, id, 'update')).find((one) => one.part === part)
          const promised = await deps.referrals.of(db, id)
          if (row?.owed_at === null && row.withdrawn_at === null && promised)
            await hand({ db, now, deps }, row, promised)
        })
        .catch((error: unknown) => failed.push(error))
    last = waiting.at(-1) ?? null
    if (waiting.length < atOnce) break
  }
  if (failed.length > 0) throw failed[0]
}

/** A payment was paid: once the whole reward is, its referrer reads it. */
export const noteReward = async (
  { db, now, deps }: ProjectWork,
  { scheme, reference }: { scheme: string; reference: string },
): Promise<void> => {
  const id = /^referral:([0-9a-f-]{36}):(signed|producing)(?::\d+)?$/.exec(reference)?.[1]
  if (scheme !== rewardScheme || !id) return
  const promised = await deps.referrals.of(db, id)
  const references = (await rewardsOfReferral(db, id)).map(referenceOf)
  const paidFen = (await paymentsUnder(db, scheme, references))
    .filter(({ state }) => state === 'paid')
    .reduce((sum, { amount_fen: fen }) => sum + fen, 0)
  if (promised?.amountFen === paidFen) await deps.referrals.paid({ db, now }, id, dayOf(now))
}
