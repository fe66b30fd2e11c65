import { addYears, dayInWords } from '@jucai/contract/policies/days'
import { projectStageLabels, projectYears, type ProjectStage } from '@jucai/contract/project-vocabulary'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import { fieldProblem, problem } from '../core/problem'
import type { ByPerson } from './deps'
import { projectForUpdate, updateProject } from './repository'
import type { ProjectRow } from './tables'

declare module '../core/outbox' {
  interface Events {
    'project.moved': { projectId: string; event: string }
    /** Capital in place waits for a second officer. */
    'project.capital-entered': { projectId: string; enteredBy: string }
    'project.introduced': { introductionId: string; personId: string }
    'project.introduction-ended': {
      introductionId: string
      personId: string
      because: 'left' | 'never-came' | 'objected' | 'erased'
    }
  }
}

/** What cannot be done where a project stands. */
export const settled = (detail: string) => problem('project-settled', { detail })

/** A project, held until the transaction ends. @throws Problem not-found */
export const holdProject = async (db: Db, id: string): Promise<ProjectRow> => {
  const row = await projectForUpdate(db, id)
  if (!row) throw problem('not-found')
  return row
}
/** The same, unless it stands where this cannot be done. @throws Problem not-found, project-settled */
export const holdAt = async (
  db: Db,
  id: string,
  stages: readonly ProjectStage[],
  what: string,
): Promise<ProjectRow> => {
  const row = await holdProject(db, id)
  if (!stages.includes(row.stage)) throw settled(`项目现在“${projectStageLabels[row.stage]}”，不能${what}`)
  return row
}
/** A day on which something of a project happened. @throws Problem invalid-request */
export const needPast = (on: string, today: string): void => {
  if (on > today) throw fieldProblem('/on', '不能晚于今天：办成了再登记')
  const earliest = addYears(today, -projectYears.back)
  if (on < earliest)
    throw fieldProblem('/on', `不能早于 ${projectYears.back} 年前（${dayInWords(earliest)}）`)
}
/** Refuses what was decided on a page that is not the newest. @throws Problem stale-version */
export const mustBeNewest = (row: ProjectRow, version: number): void => {
  if (row.version !== version)
    throw problem('stale-version', { detail: '项目刚刚有变化，请核对', extra: { version: row.version } })
}

/** Puts an act on record, and moves the project to the head of the list. */
export const onRecord = async (
  { db, now, actor }: ByPerson,
  project: ProjectRow,
  action: string,
  detail: Record<string, unknown> = {},
): Promise<void> => {
  await updateProject(db, project.id, { changed_at: now })
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'lead',
    action: `project.${action}`,
    object: `project:${project.id}`,
    detail,
  })
}
