import type { IntroductionRequest, OwnIntroduction } from '@jucai/contract/projects'
import { cityInForce } from '../city'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { codeHash } from '../core/invitation-code'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { emit } from '../core/outbox'
import { holdPerson } from '../core/person'
import { problem } from '../core/problem'
import { profileOf } from '../profiles'
import type { ByPerson } from './deps'
import { holdProject, settled } from './holding'
import { endIntroduction } from './introductions'
import { usePlace } from './quota'
import {
  introductionByHash,
  introductionById,
  introductionsOfPerson,
  presentOf,
  projectById,
  updateIntroduction,
} from './repository'
import { employerNames, shownToPerson } from './show'
import type { IntroductionRow, ProjectRow } from './tables'

const unknownCode = () =>
  problem('invitation-invalid', { detail: '请核对引进码，或请给你引进码的人重新发一个' })
const checked = (row: IntroductionRow | undefined, now: Date): IntroductionRow => {
  if (row?.state !== 'asked') throw unknownCode()
  if (row.expires_at <= now)
    throw problem('invitation-expired', { detail: '引进码 14 天内有效，请给你引进码的人重新发一个' })
  return row
}

/** What a code asks. @throws Problem invitation-invalid, invitation-expired */
export const readRequest = async ({ db, now }: ByPerson, code: string): Promise<IntroductionRequest> => {
  const row = checked(await introductionByHash(db, codeHash(code)), now)
  const project = (await projectById(db, row.project_id)) as ProjectRow
  if (project.stage === 'ended') throw unknownCode()
  return {
    projectName: project.name,
    employerName: (await employerNames(db, [project]))(project),
    kind: row.kind,
    firstDay: row.first_day,
    office: (await cityInForce(db)).office,
    expiresAt: row.expires_at.toISOString(),
  }
}

const mustBeFree = async ({ db, deps, actor }: ByPerson): Promise<void> => {
  if (!(await profileOf(db, deps.vault, actor.personId)))
    throw problem('registration-needed', { detail: '先完成人才登记，再回来用引进码，大约两分钟' })
  if (await presentOf(db, actor.personId))
    throw problem('introduced-already', {
      detail: '你已经计在一个项目名下，一个人同一时间只计一次。离开那个项目以后可以再来，引进码还有效',
    })
}

const decline = async ({ db, now, actor }: ByPerson, row: IntroductionRow): Promise<void> => {
  await updateIntroduction(db, row.id, {
    state: 'declined',
    code_hash: null,
    note: null,
    ended_on: dayOf(now),
    ended_at: now,
  })
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'holder',
    action: 'project.introduction-declined',
    object: `project:${row.project_id}`,
  })
}

/**
 * The answer to a code. Agreeing uses one place of the project, in the same act; two at once for the last one come one
 * after the other.
 * @throws Problem invitation-invalid, invitation-expired, quota-used-up, introduced-already, registration-needed
 */
export const answerCode = async (
  work: ByPerson,
  { code, agrees }: { code: string; agrees: boolean },
): Promise<{ introduction: OwnIntroduction | null }> => {
  const { db, now, actor } = work
  await holdPerson(db, actor.personId)
  const found = checked(await introductionByHash(db, codeHash(code)), now)
  const project = await holdProject(db, found.project_id)
  const row = checked(await introductionById(db, found.id), now) // as it is now that the project is held
  if (project.stage === 'ended') throw unknownCode()
  if (!agrees) {
    await decline(work, row)
    return { introduction: null }
  }
  await mustBeFree(work)
  await updateIntroduction(db, row.id, {
    state: 'here',
    code_hash: null,
    person_id: actor.personId,
    agreed_at: now,
  })
  await usePlace(work, project.id, { introduction: row.id, by: actor.personId })
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'holder',
    action: 'project.introduction-agreed',
    object: `project:${project.id}`,
    personId: actor.personId,
  })
  await emit(db, now, 'project.introduced', { introductionId: row.id, personId: actor.personId })
  return { introduction: await ownIntroduction(db, work, row.id) }
}

const ownIntroduction = async (db: Db, work: ByPerson, id: string): Promise<OwnIntroduction> => {
  const row = await introductionById(db, id)
  if (!row || row.person_id !== work.actor.personId) throw problem('not-found')
  return (await shownToPerson(work, [row]))[0] as OwnIntroduction
}

/** A page of the caller’s introductions. */
export const ownPage = async (work: ByPerson, { after, limit = 20 }: PageRequest) => {
  const page = pageOf(
    await introductionsOfPerson(work.db, work.actor.personId, placeOf(after), limit),
    limit,
    (row) => cursorOf(row.agreed_at as Date, row.id),
    (row) => row,
  )
  return { items: await shownToPerson(work, page.items), next: page.next }
}

/** The person says that it is not so, or not any more: it ends at once. @throws Problem not-found, project-settled */
export const objectTo = async (work: ByPerson, id: string, words: string): Promise<OwnIntroduction> => {
  const { db, now, actor } = work
  await holdPerson(db, actor.personId)
  const found = await introductionById(db, id)
  if (found?.person_id !== actor.personId) throw problem('not-found')
  const project = await holdProject(db, found.project_id)
  const row = await introductionById(db, id)
  if (row?.state === 'objected') return ownIntroduction(db, work, id) // of a moment ago, sent again
  if (row?.state !== 'here') throw settled('你已经不计在这个项目名下，不用再说')
  await endIntroduction(work, project, row, {
    because: 'objected',
    on: dayOf(now),
    words,
    by: actor.personId,
  })
  return ownIntroduction(db, work, id)
}
