import {
  introductionStateLabels,
  projectStageLabels,
  rewardPartLabels,
  talentKindLabels,
} from '@jucai/contract/project-vocabulary'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { problem } from '../core/problem'
import type { ProjectDeps } from './deps'
import { endIntroduction } from './introductions'
import { introductionById, introductionsOfPerson, openWords, presentOf, projectForUpdate } from './repository'
import { shownToPerson } from './show'
import type { ProjectRow } from './tables'

const everything = 10_000

/** With which projects somebody was introduced, as they read it in the export of their data. */
export const introductionsExport = async (db: Db, deps: ProjectDeps, personId: string, now: Date) => {
  const rows = await introductionsOfPerson(db, personId, null, everything)
  const shown = await shownToPerson({ db, now, deps }, rows)
  return rows.map((row, at) => ({
    project: shown[at]?.projectName,
    employer: shown[at]?.employerName,
    stage: shown[at] && projectStageLabels[shown[at].stage],
    kind: talentKindLabels[row.kind],
    state: introductionStateLabels[row.state],
    note: openWords(deps.vault, row, 'note'),
    firstDay: row.first_day,
    agreedAt: row.agreed_at?.toISOString() ?? null,
    endedOn: row.ended_on,
    reason: openWords(deps.vault, row, 'reason'),
  }))
}

/** Parts of rewards that somebody is to get for projects they referred. */
export const rewardsExport = async (db: Db, personId: string) =>
  (
    await db
      .selectFrom('project_reward')
      .select(['part', 'amount_fen', 'due_at', 'owed_at'])
      .where('person_id', '=', personId)
      .orderBy('due_at')
      .execute()
  ).map((row) => ({
    part: rewardPartLabels[row.part],
    amountFen: row.amount_fen,
    dueAt: row.due_at.toISOString(),
    handedOverAt: row.owed_at?.toISOString() ?? null,
  }))

/** Whoever deletes their account is counted with no project; the place comes back. */
export const eraseOwn = async (db: Db, deps: ProjectDeps, personId: string, now: Date): Promise<void> => {
  const found = await presentOf(db, personId)
  if (!found) return
  const project = (await projectForUpdate(db, found.project_id)) as ProjectRow
  const row = await introductionById(db, found.id)
  if (row?.state === 'here')
    await endIntroduction({ db, now, deps }, project, row, {
      because: 'erased',
      on: dayOf(now),
      words: '',
      by: null,
    })
}

/** Two accounts that are both counted with a project are one person counted twice: the office ends one first. */
export const checkMerge = async (db: Db, fromId: string, intoId: string): Promise<void> => {
  if ((await presentOf(db, fromId)) && (await presentOf(db, intoId)))
    throw problem('account-not-empty', {
      detail: '两个账号都计在引进项目名下。请先在“项目引进”里说明其中一个与自己无关，再合并',
    })
}
