import { projectEventLabels, type ProjectEvent, type ProjectStage } from '@jucai/contract/project-vocabulary'
import type { ProjectFile } from '@jucai/contract/projects'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import type { ByPerson } from './deps'
import { holdProject, mustBeNewest, onRecord, settled } from './holding'
import {
  capitalWaits,
  hereByKind,
  inPlaceFen,
  insertStep,
  openCodes,
  standingSteps,
  updateProject,
} from './repository'
import { followCorrection } from './rewards'
import { shownProject } from './show'

/** Capital, quota and people rest on the signing: it is taken back only without them. @throws Problem project-settled */
const mustRestOnNothing = async (db: Db, now: Date, id: string): Promise<void> => {
  if (await capitalWaits(db, id))
    throw settled('有一笔到位资金在等复核。请先由另一位负责人退回或复核后改正，再撤回签约')
  if ((await inPlaceFen(db, id)) !== 0) throw settled('已经登记了到位资金。请先逐笔改正，冲到 0，再撤回签约')
  const here = [...(await hereByKind(db, id)).values()].reduce((sum, people) => sum + people, 0)
  if (here > 0) throw settled(`有 ${here} 人计在这个项目名下。请先逐一登记离开，再撤回签约`)
  if ((await openCodes(db, id, now)) > 0) throw settled('还有引进码在等本人同意。请先收回，再撤回签约')
}

/**
 * Takes back the last step that stands, with a reason: a counter-step, nothing is overwritten. What fell due of a
 * reward by it is due no more, in the same act.
 * @throws Problem not-found, project-settled, stale-version
 */
export const takeStepBack = async (
  work: ByPerson,
  id: string,
  { reason, version }: { reason: string; version: number },
): Promise<ProjectFile> => {
  const { db, now, actor } = work
  const row = await holdProject(db, id)
  mustBeNewest(row, version)
  const [last, before] = await standingSteps(db, id, 2)
  if (!last || !before) throw settled('还没有登记过可以撤回的一步')
  if (last.event === 'sign') await mustRestOnNothing(db, now, id)
  const stage: ProjectStage = before.to_stage
  const signedOn = last.event === 'sign' ? null : row.signed_on
  await updateProject(db, id, {
    stage,
    stage_on: before.happened_on,
    signed_on: signedOn,
    version: row.version + 1,
  })
  await insertStep(db, {
    project_id: id,
    at: now,
    event: 'take-back',
    from_stage: row.stage,
    to_stage: stage,
    happened_on: dayOf(now),
    note: `撤回“${projectEventLabels[last.event as ProjectEvent]}”：${reason}`,
    by_person: actor.personId,
    undoes: last.id,
  })
  await onRecord(work, row, 'step-taken-back', { event: last.event })
  await followCorrection(work, { ...row, stage, stage_on: before.happened_on, signed_on: signedOn }, reason)
  await emit(db, now, 'project.moved', { projectId: id, event: 'take-back' })
  return shownProject(work, id)
}
