import type { Case } from '@jucai/contract/review'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import { problem } from '../core/problem'
import { quoted } from '../core/quoted'
import { profileOf } from '../profiles'
import { mayBeJudgedAgain, shownCase } from './case'
import { needClaim } from './decide'
import { judgeOnRecord } from './judging'
import { stepsOf, type ApplicationRow } from './repository'
import { answersOf, holdForStep } from './steps'
import type { VersionedProgram } from './versions'
import type { OfficeWork } from './work'

const refused = (detail: string) => problem('event-not-allowed', { detail })

const needJudgeable = async (
  { db, deps }: OfficeWork,
  row: ApplicationRow,
  { definition }: VersionedProgram,
): Promise<void> => {
  if (!definition.policy) throw refused('这类申请不按政策库的条件核对')
  if (!mayBeJudgedAgain(row)) throw refused('这件申请已经有决定，按作出决定时的标准保留，不再重新核对')
  if (!row.answers || !(await profileOf(db, deps.vault, row.person_id)))
    throw refused('申请人的资料已经删除，不能再核对')
  if ((await deps.judge.inForce(db)) === 0) throw refused('政策库还没有发布')
}

/**
 * Holds a case against the book in force once more, on record. Twice on one day by one book is once.
 * @throws Problem not-found, stale-version (with `version`, `state`, `changed`), claim-needed,
 * claimed-by-other, event-not-allowed for what is decided
 */
export const judgeAgain = async (work: OfficeWork, id: string, body: { version: number }): Promise<Case> => {
  const { db, now, deps, actor: officer } = work
  const row = await holdForStep(db, id, body.version)
  await needClaim(work, row)
  const program = await deps.programs.at(db, row.program, row.program_version)
  await needJudgeable(work, row, program)
  const cameIn = (await stepsOf(db, id)).filter(({ event }) => event === 'submit' || event === 'correct')
  const answeredOn = dayOf(cameIn.at(-1)?.at ?? row.submitted_at)
  const by = { personId: officer.personId, role: officer.role }
  const book = await judgeOnRecord(work, row, program, { answers: answersOf(deps, row), answeredOn }, by)
  if (book !== null)
    await audit(db, {
      at: now,
      actorId: officer.personId,
      actorRole: officer.role,
      action: 'application.judged-again',
      object: `application:${id}`,
      personId: row.person_id,
      detail: {
        what: `按现行标准（第 ${book} 版）重新核对了你的${quoted(program.definition.title)}申请`,
        why: '审核申请',
        book,
      },
    })
  return shownCase(work, row)
}
