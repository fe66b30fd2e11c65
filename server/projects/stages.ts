import {
  projectEventLabels,
  projectMachine,
  projectStageLabels,
  type ProjectEvent,
} from '@jucai/contract/project-vocabulary'
import type { ProjectFile } from '@jucai/contract/projects'
import { v7 as uuidv7 } from 'uuid'
import { dayOf } from '../core/clock'
import { emit } from '../core/outbox'
import { fieldProblem } from '../core/problem'
import { employersById } from '../employers'
import type { ByPerson } from './deps'
import { holdProject, mustBeNewest, needPast, onRecord, settled } from './holding'
import { insertProject, insertStep, updateProject } from './repository'
import { followReferral } from './rewards'
import { shownProject } from './show'

/** What the office writes of a project. */
export interface Details {
  name: string
  employer: string | null
  employerName: string
  chain: string | null
  link: string | null
}

const checkedDetails = async ({ db, deps }: ByPerson, details: Details) => {
  const { name, employer, employerName, chain, link } = details
  if (employer !== null && !(await employersById(db, [employer])).has(employer))
    throw fieldProblem('/employer', '没有这个用人单位，请重新选择')
  if (employer === null && employerName === '')
    throw fieldProblem('/employerName', '请选择已登记的用人单位，或写下投资方的名称')
  const known = chain === null ? undefined : (await deps.chainNames(db)).get(chain)
  if (chain !== null && !known) throw fieldProblem('/chain', '没有这条产业链，请重新选择')
  if (link !== null && !known?.links.has(link))
    throw fieldProblem('/link', '这条产业链里没有这个环节，请重新选择')
  return { name, employer_id: employer, employer_name: employerName, chain_key: chain, link_key: link }
}

/** Puts a project down that is talked about. @throws Problem invalid-request */
export const addProject = async (work: ByPerson, details: Details): Promise<ProjectFile> => {
  const { db, now, actor } = work
  const checked = await checkedDetails(work, details)
  const today = dayOf(now)
  const row = await insertProject(db, {
    id: uuidv7(),
    ...checked,
    stage: 'talking',
    stage_on: today,
    signed_on: null,
    changed_at: now,
    made_by: actor.personId,
    made_at: now,
    referral_id: null,
    version: 1,
  })
  await insertStep(db, {
    project_id: row.id,
    at: now,
    event: 'add',
    from_stage: null,
    to_stage: 'talking',
    happened_on: today,
    note: '',
    by_person: actor.personId,
  })
  await onRecord(work, row, 'added')
  return shownProject(work, row.id)
}

/** Writes what is known of a project. @throws Problem not-found, stale-version, invalid-request */
export const saveDetails = async (
  work: ByPerson,
  id: string,
  { version, ...details }: Details & { version: number },
): Promise<ProjectFile> => {
  const row = await holdProject(work.db, id)
  mustBeNewest(row, version)
  await updateProject(work.db, id, { ...(await checkedDetails(work, details)), version: row.version + 1 })
  await onRecord(work, row, 'details-saved')
  return shownProject(work, id)
}

/**
 * A project moves on. Who referred it reads it, and a part of their reward may fall due, in the same act.
 * @throws Problem not-found, project-settled, stale-version, invalid-request
 */
export const moveProject = async (
  work: ByPerson,
  id: string,
  { event, on, note, version }: { event: ProjectEvent; on: string; note: string; version: number },
): Promise<ProjectFile> => {
  const { db, now, actor } = work
  const row = await holdProject(db, id)
  const { from, to } = projectMachine[event]
  if (!from.includes(row.stage))
    throw settled(`项目现在“${projectStageLabels[row.stage]}”，不能${projectEventLabels[event]}`)
  mustBeNewest(row, version)
  needPast(on, dayOf(now))
  if (row.stage !== 'talking' && on < row.stage_on)
    throw fieldProblem('/on', `不能早于${projectStageLabels[row.stage]}那天（${row.stage_on}）`)
  if (event === 'end' && note.length < 4) throw fieldProblem('/note', '请写明为什么终止，至少 4 个字')
  await updateProject(db, id, {
    stage: to,
    stage_on: on,
    version: row.version + 1,
    ...(event === 'sign' ? { signed_on: on } : {}),
  })
  await insertStep(db, {
    project_id: id,
    at: now,
    event,
    from_stage: row.stage,
    to_stage: to,
    happened_on: on,
    note,
    by_person: actor.personId,
  })
  await onRecord(work, row, event, { to })
  await followReferral(work, { ...row, stage: to, signed_on: event === 'sign' ? on : row.signed_on }, note)
  await emit(db, now, 'project.moved', { projectId: id, event })
  return shownProject(work, id)
}
