import { addDays, addMonths, dayInWords } from '@jucai/contract/policies/days'
import { firstDayBounds, introductionDays, type TalentKind } from '@jucai/contract/project-vocabulary'
import type { ProjectFile } from '@jucai/contract/projects'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import { codeHash, newCode } from '../core/invitation-code'
import { emit } from '../core/outbox'
import { fieldProblem, problem } from '../core/problem'
import type { ByPerson, ProjectWork } from './deps'
import { holdAt, holdProject, onRecord, settled } from './holding'
import { givePlaceBack, remainingPlaces, usedUp } from './quota'
import { insertIntroduction, introductionById, openCodes, sealWords, updateIntroduction } from './repository'
import { shownProject } from './show'
import type { IntroductionRow, ProjectRow } from './tables'

const dayMs = 86_400_000

/**
 * Makes a code by which somebody agrees to be counted with a project; it is told once. No more codes wait than places
 * are left, so that whoever agrees is not told that it was for nothing.
 * @throws Problem not-found, project-settled, quota-used-up
 */
export const askIntroduction = async (
  work: ByPerson,
  id: string,
  { kind, firstDay, note }: { kind: TalentKind; firstDay: string; note: string },
): Promise<{ project: ProjectFile; code: string }> => {
  const { db, now, deps, actor } = work
  const row = await holdAt(db, id, ['signed', 'building', 'producing'], '引进人才')
  needFirstDay(row, firstDay, dayOf(now))
  const remaining = await remainingPlaces(db, id)
  if (remaining < 1) throw usedUp(remaining)
  const open = await openCodes(db, id, now)
  if (open >= remaining)
    throw problem('quota-used-up', {
      detail: `还剩 ${remaining} 个名额，已有 ${open} 个引进码在等本人同意。先收回不要的，或等答复`,
    })
  const code = newCode(deps.random)
  const introduction = uuidv7()
  await insertIntroduction(db, {
    id: introduction,
    project_id: id,
    kind,
    state: 'asked',
    code_hash: codeHash(code),
    note: sealWords(deps.vault, introduction, 'note', note),
    person_id: null,
    first_day: firstDay,
    asked_by: actor.personId,
    asked_at: now,
    expires_at: new Date(now.getTime() + introductionDays * dayMs),
    agreed_at: null,
    ended_on: null,
    ended_at: null,
    ended_by: null,
    reason: null,
    gave_back: false,
  })
  await onRecord(work, row, 'introduction-asked', { kind })
  return { project: await shownProject(work, id), code }
}

/** @throws Problem invalid-request when nobody begins on that day because of this project */
const needFirstDay = (project: ProjectRow, firstDay: string, today: string): void => {
  const earliest = addDays(project.signed_on ?? project.stage_on, -firstDayBounds.beforeSigning)
  const latest = addDays(today, firstDayBounds.ahead)
  if (firstDay < earliest)
    throw fieldProblem('/firstDay', `到岗那天不能早于签约前一年（${dayInWords(earliest)}）`)
  if (firstDay > latest)
    throw fieldProblem('/firstDay', `到岗那天最多在半年以内（${dayInWords(latest)}），定下来再引进`)
}

const giveBackWords = {
  'never-came': '没有到岗',
  left: '未满规定的月数离开',
  objected: '本人说与自己无关',
  erased: '本人注销了账号',
} as const

/**
 * Whether a place comes back: always when the person says so or never came, else by the months of the rule of the
 * project.
 */
const comesBack = async (
  { db, deps }: ProjectWork,
  project: ProjectRow,
  row: IntroductionRow,
  { because, on }: { because: keyof typeof giveBackWords; on: string },
): Promise<boolean> => {
  if (because !== 'left') return true
  const rule = await deps.rule(db, project.signed_on ?? project.stage_on)
  return rule === null || on < addMonths(row.first_day, rule.stays)
}

/**
 * Somebody is counted with a project no longer; the place comes back by the rule. The caller holds the project.
 * @param ended who never came is written as one who left, with the place back; `by` who put it down; `words` why, about the person
 */
export const endIntroduction = async (
  work: ProjectWork,
  project: ProjectRow,
  row: IntroductionRow,
  ended: { because: keyof typeof giveBackWords; on: string; words: string; by: string | null },
): Promise<void> => {
  const { db, now, deps } = work
  const back = await comesBack(work, project, row, ended)
  await updateIntroduction(db, row.id, {
    state: ended.because === 'never-came' ? 'left' : ended.because,
    ended_on: ended.on,
    ended_at: now,
    ended_by: ended.by,
    reason: ended.words ? sealWords(deps.vault, row.id, 'reason', ended.words) : null,
    gave_back: back,
  })
  if (back)
    await givePlaceBack({ db, now }, project.id, {
      introduction: row.id,
      reason: giveBackWords[ended.because],
      by: ended.by,
    })
  await audit(db, {
    at: now,
    actorId: ended.by,
    actorRole: ended.because === 'left' || ended.because === 'never-came' ? 'lead' : 'holder',
    action: `project.introduction-${ended.because}`,
    object: `project:${project.id}`,
    personId: row.person_id,
    detail: { what: '你不再计在一个引进项目名下', why: giveBackWords[ended.because] },
  })
  if (row.person_id !== null)
    await emit(db, now, 'project.introduction-ended', {
      introductionId: row.id,
      personId: row.person_id,
      because: ended.because,
    })
}

/** Takes a code back, or puts down that somebody left or never came. @throws Problem not-found, project-settled, invalid-request */
export const endAsOffice = async (
  work: ByPerson,
  projectId: string,
  id: string,
  { on, reason, neverCame = false }: { on: string; reason: string; neverCame?: boolean | undefined },
): Promise<ProjectFile> => {
  const { db, now, deps, actor } = work
  const project = await holdProject(db, projectId)
  const row = await introductionById(db, id)
  if (row?.project_id !== projectId) throw problem('not-found')
  if (on > dayOf(now)) throw fieldProblem('/on', '不能晚于今天：离开了再登记')
  if (row.state === 'asked') {
    await updateIntroduction(db, id, {
      state: 'taken-back',
      code_hash: null,
      ended_on: on,
      ended_at: now,
      ended_by: actor.personId,
      reason: sealWords(deps.vault, id, 'reason', reason),
    })
  } else if (row.state === 'here') {
    if (!neverCame && on < row.first_day)
      throw fieldProblem('/on', `不能早于到岗那天（${row.first_day}）。没有到岗的，请选“没有到岗”`)
    const because = neverCame ? 'never-came' : 'left'
    await endIntroduction(work, project, row, { because, on, words: reason, by: actor.personId })
  } else throw settled('这一位已经不计在项目名下')
  await onRecord(work, project, 'introduction-ended')
  return shownProject(work, projectId)
}
