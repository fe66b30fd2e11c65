import { fieldsOf } from '@jucai/contract/forms'
import type { Case } from '@jucai/contract/review'
import { peopleWithRole, rolesOf } from '../accounts'
import { audit, auditEach } from '../core/audit'
import type { Db } from '../core/db'
import { fieldProblem, problem } from '../core/problem'
import { quoted } from '../core/quoted'
import { filesIn } from './answers'
import { claimantOf, shownCase } from './case'
import { colleaguesOf } from './colleagues'
import { needClaim } from './decide'
import { mayRead, wholeValue } from './privacy'
import {
  applicationForUpdate,
  applicationRow,
  isOpenRow,
  updateApplication,
  type ApplicationRow,
} from './repository'
import { answersOf } from './steps'
import type { OfficeWork } from './work'

const claimMs = 8 * 3_600_000

/**
 * Takes a case for 8 hours; again, it is kept for 8 hours more.
 * @throws Problem not-found, claimed-by-other
 */
export const claim = async (work: OfficeWork, id: string): Promise<Case> => {
  const { db, now, deps, actor: officer } = work
  const row = await applicationForUpdate(db, id)
  if (!row) throw problem('not-found')
  const claimant = claimantOf(row, now)
  if (claimant !== null && claimant !== officer.personId) {
    throw problem('claimed-by-other', {
      detail: `${(await colleaguesOf(db, deps, [claimant])).get(claimant)?.name ?? '同事'}正在办理这一件`,
    })
  }
  const changes = { claimed_by: officer.personId, claimed_until: new Date(now.getTime() + claimMs) }
  await updateApplication(db, id, changes)
  await audit(db, {
    at: now,
    actorId: officer.personId,
    actorRole: officer.role,
    action: 'application.claimed',
    object: `application:${id}`,
    personId: row.person_id,
    detail: { what: '认领了你的申请，开始审核', why: '审核申请' },
  })
  return shownCase(work, { ...row, ...changes })
}

/** Gives a case back; one that is not one's own stays as it is. @throws Problem not-found */
export const unclaim = async ({ db, now, actor: officer }: OfficeWork, id: string): Promise<void> => {
  const row = await applicationForUpdate(db, id)
  if (!row) throw problem('not-found')
  if (claimantOf(row, now) !== officer.personId) return
  await updateApplication(db, id, { claimed_by: null, claimed_until: null })
  await audit(db, {
    at: now,
    actorId: officer.personId,
    actorRole: officer.role,
    action: 'application.given-back',
    object: `application:${id}`,
    personId: row.person_id,
    detail: { what: '放下了你的申请，由同事接着办理', why: '审核申请' },
  })
}

/** One masked value, with the reason on record. @throws Problem not-found, claim-needed, invalid-request */
export const unmask = async (
  work: OfficeWork,
  id: string,
  body: { pointer: string; why: string },
): Promise<{ pointer: string; value: string }> => {
  const { db, now, deps, actor: officer } = work
  const row = await applicationRow(db, id)
  if (!row) throw problem('not-found')
  await needClaim(work, row)
  const { definition, form } = await deps.programs.at(db, row.program, row.program_version)
  const found = wholeValue(definition, officer.role, form, answersOf(deps, row), body.pointer)
  if (!found) throw fieldProblem('/pointer', '这一项没有隐去，或您的岗位不能查看')
  await audit(db, {
    at: now,
    actorId: officer.personId,
    actorRole: officer.role,
    action: 'application.unmasked',
    object: `application:${id}`,
    personId: row.person_id,
    detail: {
      what: `查看了你的${quoted(definition.title)}申请中完整的“${found.label}”`,
      why: body.why,
      pointer: body.pointer,
    },
  })
  return { pointer: body.pointer, value: found.value }
}

const readableFiles = async (
  { db, deps, actor: officer }: OfficeWork,
  row: ApplicationRow,
): Promise<string[]> => {
  const { definition, form } = await deps.programs.at(db, row.program, row.program_version)
  const readable = Object.fromEntries(
    Object.entries(answersOf(deps, row)).filter(
      ([key]) => fieldsOf(form).some((field) => field.key === key) && mayRead(definition, officer.role, key),
    ),
  )
  return filesIn(form, readable)
}

/** A file of a case, with the read on record. @throws Problem not-found, storage-unavailable */
export const readEvidence = async (work: OfficeWork, id: string, fileId: string) => {
  const { db, now, deps, actor: officer } = work
  const row = await applicationRow(db, id)
  if (!row || !(await readableFiles(work, row)).includes(fileId)) throw problem('not-found')
  if (row.state === 'withdrawn')
    throw problem('not-found', { detail: '申请人已撤回这件申请，文件只归本人，不再能查看' })
  const file = await deps.evidence.content(db, id, fileId)
  await audit(db, {
    at: now,
    actorId: officer.personId,
    actorRole: officer.role,
    action: 'application.evidence-read',
    object: `evidence:${fileId}`,
    personId: row.person_id,
    detail: {
      what: `查看了你的${quoted(deps.programs.definition(row.program).title)}申请中的一份材料`,
      why: '审核申请',
      application: id,
    },
  })
  return file
}

/** Takes from somebody all cases they have, unless they are still of those who may have some. */
export const takeCasesBack = async (db: Db, now: Date, personId: string): Promise<void> => {
  const roles = (await rolesOf(db, [personId])).get(personId) ?? []
  if (roles.includes('reviewer') || roles.includes('lead')) return
  const taken = await db
    .updateTable('application')
    .set({ assigned_to: null })
    .where('assigned_to', '=', personId)
    .returning(['id', 'person_id'])
    .execute()
  await db
    .updateTable('application')
    .set({ claimed_by: null, claimed_until: null })
    .where('claimed_by', '=', personId)
    .execute()
  await auditEach(
    db,
    taken.map((row) => ({
      at: now,
      actorId: null,
      actorRole: 'system',
      action: 'application.given-back',
      object: `application:${row.id}`,
      personId: row.person_id,
    })),
  )
}

/**
 * Gives cases to a reviewer, or to nobody. What is at rest, is not there, or would be one's own case is
 * skipped.
 * @throws Problem invalid-request for somebody who is no reviewer
 */
export const assignCases = async (
  { db, now, actor: officer }: OfficeWork,
  ids: readonly string[],
  reviewerId: string | null,
): Promise<{ assigned: number; skipped: string[] }> => {
  if (
    reviewerId !== null &&
    ![...(await peopleWithRole(db, 'reviewer')), ...(await peopleWithRole(db, 'lead'))].includes(reviewerId)
  )
    throw fieldProblem('/reviewerId', '请选择一位审核员')
  const rows = await db
    .updateTable('application')
    .set({ assigned_to: reviewerId })
    .where('id', 'in', [...ids])
    .where(isOpenRow)
    .$if(reviewerId !== null, (query) => query.where('person_id', '!=', reviewerId))
    .returning(['id', 'person_id'])
    .execute()
  await auditEach(
    db,
    rows.map((row) => ({
      at: now,
      actorId: officer.personId,
      actorRole: officer.role,
      action: 'application.assigned',
      object: `application:${row.id}`,
      personId: row.person_id,
      detail: {
        what: reviewerId === null ? '把你的申请放回待分派的一堆' : '把你的申请分给了一位审核员',
        why: '安排审核',
        reviewerId,
      },
    })),
  )
  const done = new Set(rows.map(({ id }) => id))
  return { assigned: rows.length, skipped: ids.filter((id) => !done.has(id)) }
}
