import { addYears, dayInWords } from '@jucai/contract/policies/days'
import {
  capitalKindLabels,
  projectYears,
  type CapitalKind,
  type ProjectStage,
  type TalentKind,
} from '@jucai/contract/project-vocabulary'
import type { ProjectFile } from '@jucai/contract/projects'
import { v7 as uuidv7 } from 'uuid'
import { dayOf } from '../core/clock'
import { emit } from '../core/outbox'
import { fieldProblem, problem } from '../core/problem'
import type { ByPerson } from './deps'
import { holdAt, holdProject, needPast, onRecord, settled } from './holding'
import { settleQuota } from './quota'
import {
  capitalById,
  decideCapital,
  insertCapital,
  insertCommitment,
  isBeingCorrected,
  withdrawCommitment,
} from './repository'
import { shownProject } from './show'
import type { CapitalRow, ProjectRow } from './tables'

const running: readonly ProjectStage[] = ['talking', 'signed', 'building', 'producing']
const takesCapital: Record<CapitalKind, readonly ProjectStage[]> = {
  promised: running,
  'in-place': ['signed', 'building', 'producing'],
}

const enter = async (
  work: ByPerson,
  project: ProjectRow,
  entry: Pick<CapitalRow, 'kind' | 'amount_fen' | 'happened_on' | 'document' | 'reason' | 'corrects'>,
): Promise<ProjectFile> => {
  const { db, now, actor } = work
  const id = uuidv7()
  const waits = entry.kind === 'in-place'
  await insertCapital(db, {
    id,
    project_id: project.id,
    ...entry,
    state: waits ? 'waiting' : 'counted',
    entered_by: actor.personId,
    entered_at: now,
    decided_by: null,
    decided_at: null,
    decision: '',
  })
  await onRecord(work, project, entry.corrects ? 'capital-corrected' : 'capital-entered', {
    kind: entry.kind,
    amountFen: entry.amount_fen,
  })
  if (waits)
    await emit(db, now, 'project.capital-entered', { projectId: project.id, enteredBy: actor.personId })
  return shownProject(work, project.id)
}

/**
 * An entry of capital. Of capital in place it waits until another lead agrees.
 * @throws Problem not-found, project-settled, invalid-request
 */
export const enterCapital = async (
  work: ByPerson,
  id: string,
  { kind, amountFen, on, document }: { kind: CapitalKind; amountFen: number; on: string; document: string },
): Promise<ProjectFile> => {
  const row = await holdAt(work.db, id, takesCapital[kind], `登记${capitalKindLabels[kind]}`)
  needPast(on, dayOf(work.now))
  if (kind === 'in-place' && row.signed_on !== null && on < row.signed_on)
    throw fieldProblem('/on', `到位资金不能早于签约那天（${dayInWords(row.signed_on)}）`)
  return enter(work, row, {
    kind,
    amount_fen: amountFen,
    happened_on: on,
    document,
    reason: '',
    corrects: null,
  })
}

/** Takes an entry back by a counter-entry. @throws Problem not-found, project-settled */
export const correctCapital = async (
  work: ByPerson,
  id: string,
  entryId: string,
  { reason, document }: { reason: string; document: string },
): Promise<ProjectFile> => {
  const row = await holdProject(work.db, id)
  const entry = await capitalById(work.db, id, entryId)
  if (!entry) throw problem('not-found')
  if (entry.corrects !== null) throw settled('这一笔本身是改正。写错了的改正不再改：请按正确的金额另登记一笔')
  if (entry.state !== 'counted') throw settled('这一笔没有计入，不用改正。等复核的请另一位负责人退回')
  if (await isBeingCorrected(work.db, entryId)) throw settled('这一笔已经改正过，或改正在等复核')
  return enter(work, row, {
    kind: entry.kind,
    amount_fen: -entry.amount_fen,
    happened_on: dayOf(work.now),
    document,
    reason,
    corrects: entry.id,
  })
}

/**
 * Another lead agrees to an entry of capital in place, or refuses it. Quota follows in the same act: two at once come
 * one after the other.
 * @throws Problem not-found, project-settled, two-person-rule
 */
export const decideOnCapital = async (
  work: ByPerson,
  id: string,
  entryId: string,
  decision: { agrees: true } | { agrees: false; reason: string },
): Promise<ProjectFile> => {
  const { db, now, actor } = work
  const row = await holdProject(db, id)
  const entry = await capitalById(db, id, entryId)
  if (!entry) throw problem('not-found')
  if (entry.state !== 'waiting') throw settled('这一笔已经有人复核过')
  if (entry.entered_by === actor.personId)
    throw problem('two-person-rule', { detail: '登记和复核要由两个人办理，请另一位负责人复核' })
  await decideCapital(db, entryId, {
    state: decision.agrees ? 'counted' : 'refused',
    decided_by: actor.personId,
    decided_at: now,
    decision: decision.agrees ? '' : decision.reason,
  })
  if (decision.agrees) await settleQuota(work, row, entry)
  await onRecord(work, row, decision.agrees ? 'capital-agreed' : 'capital-refused', {
    amountFen: entry.amount_fen,
  })
  return shownProject(work, id)
}

/** What a project promises of people. @throws Problem not-found, project-settled */
export const addCommitment = async (
  work: ByPerson,
  id: string,
  { kind, people, due, document }: { kind: TalentKind; people: number; due: string; document: string },
): Promise<ProjectFile> => {
  const { db, now, actor } = work
  const row = await holdAt(db, id, running, '登记人才承诺')
  const [earliest, latest] = [
    addYears(dayOf(now), -projectYears.back),
    addYears(dayOf(now), projectYears.ahead),
  ]
  if (due < earliest || due > latest)
    throw fieldProblem('/due', `期限要在${dayInWords(earliest)}到${dayInWords(latest)}之间`)
  await insertCommitment(db, {
    id: uuidv7(),
    project_id: id,
    kind,
    people,
    due_on: due,
    document,
    entered_by: actor.personId,
    entered_at: now,
    withdrawn_at: null,
    withdrawn_by: null,
    withdrawn_because: '',
  })
  await onRecord(work, row, 'commitment-added', { kind, people, due })
  return shownProject(work, id)
}

/** Takes it back; it stays to be read. @throws Problem not-found, project-settled */
export const takeCommitmentBack = async (
  work: ByPerson,
  projectId: string,
  id: string,
  because: string,
): Promise<ProjectFile> => {
  const row = await holdProject(work.db, projectId)
  if (!(await withdrawCommitment(work.db, { projectId, id, by: work.actor.personId, because }, work.now)))
    throw settled('没有这项承诺，或已经撤销过')
  await onRecord(work, row, 'commitment-withdrawn')
  return shownProject(work, projectId)
}
