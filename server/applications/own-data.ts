import { applicationStateLabels } from '@jucai/contract/application-vocabulary'
import { outcomeLabels } from '@jucai/contract/policies/outcomes'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { step } from '../core/machine'
import { draftsOf, openDevice, openDraft } from './draft-rows'
import { judgementsOf, resultOf } from './judgement-rows'
import type { ApplicationFacts } from './machine'
import { settleNotice } from './notices'
import { objectionSealedTo, objectionsBy, openObjectionsBy } from './objections'
import type { ApplicationDeps } from './ports'
import {
  applicationForUpdate,
  applicationsOf,
  openApplicationsOf,
  sealedTo,
  stationNameOf,
  stepsOf,
  type ApplicationRow,
} from './repository'
import { requestedOf, stepNote, stepTitle } from './show'
import { advance, answersOf, refusalOf } from './steps'
import { system, type ApplicationWork } from './work'

const everything = 10_000

const exportOne = async (db: Db, deps: Pick<ApplicationDeps, 'vault' | 'programs'>, row: ApplicationRow) => ({
  id: row.id,
  number: row.number,
  program: row.program,
  programVersion: row.program_version,
  state: applicationStateLabels[row.state],
  submittedAt: row.submitted_at,
  updatedAt: row.updated_at,
  dueAt: row.due_at,
  correctBy: row.answer_by,
  station: await stationNameOf(db, row.station_id),
  offeredAgain: row.keep_answers,
  answers: answersOf(deps, row),
  requested: requestedOf(deps, row),
  refusal: refusalOf(deps, row),
  appeal: row.appeal && deps.vault.decrypt(row.appeal, sealedTo.appeal(row.id)),
  notice: row.notice_from && { from: row.notice_from, to: row.notice_to },
  steps: (await stepsOf(db, row.id)).map((one) => ({
    at: one.at,
    what: stepTitle(one.event),
    by: one.actor_role,
    changed: one.changed,
    note: stepNote(deps, one),
  })),
  judgements: (await judgementsOf(db, row.id)).map((one) => ({
    at: one.at,
    bookVersion: one.book_version,
    day: one.day,
    by: one.judged_role,
    outcome: outcomeLabels[one.outcome],
    ...resultOf(deps.vault, one),
  })),
})

/** All that is kept about a person's applications, in the clear: it is theirs. */
export const exportApplications = async (
  db: Db,
  deps: Pick<ApplicationDeps, 'vault' | 'programs'>,
  personId: string,
): Promise<unknown[]> => {
  const applications: unknown[] = []
  for (const row of await applicationsOf(db, personId, null, everything))
    applications.push(await exportOne(db, deps, row))
  return applications
}

/** Their drafts. */
export const exportDrafts = async (db: Db, vault: Vault, personId: string): Promise<unknown[]> =>
  (await draftsOf(db, [personId])).map((row) => ({
    program: row.program,
    savedAt: row.saved_at,
    device: openDevice(vault, row),
    answers: openDraft(vault, row),
  }))

/** Objections they made, with what they were answered. */
export const exportObjections = async (
  db: Db,
  { vault, programs }: Pick<ApplicationDeps, 'vault' | 'programs'>,
  personId: string,
): Promise<unknown[]> =>
  (await objectionsBy(db, personId)).map((row) => ({
    at: row.at,
    program: programs.definition(row.program).title,
    state: row.state,
    text: row.text && vault.decrypt(row.text, objectionSealedTo.text(row.id)),
    decidedAt: row.decided_at,
    answer: row.answer && vault.decrypt(row.answer, objectionSealedTo.answer(row.id)),
  }))

const noFacts: ApplicationFacts = {
  'another-person': false,
  'another-judge': false,
  'appeal-open': false,
  'notice-over': false,
  'no-open-objection': false,
  'answered-before': false,
}

/** Withdraws what the applicant may withdraw; the system closes the rest, such as an appeal that waits. */
export const endOpen = async (work: ApplicationWork, personId: string): Promise<void> => {
  for (const row of await openApplicationsOf(work.db, [personId])) {
    const { machine } = work.deps.programs.definition(row.program)
    const mayWithdraw = step(machine, row.state, 'withdraw', 'applicant', noFacts).ok
    if (mayWithdraw) await advance({ ...work, actor: { personId, role: 'applicant' } }, row, 'withdraw')
    else await advance({ ...work, actor: system }, row, 'close')
  }
}

/** Nobody is left to answer: an open objection stands no longer in the way of what it was about. */
const withdrawObjections = async (work: ApplicationWork, personId: string): Promise<void> => {
  const { db, now } = work
  for (const { id, application_id: about } of await openObjectionsBy(db, [personId])) {
    await db
      .updateTable('objection')
      .set({ state: 'withdrawn', decided_at: now })
      .where('id', '=', id)
      .execute()
    const row = await applicationForUpdate(db, about)
    if (row) await settleNotice(work, row)
  }
}

/**
 * What deleting an account takes beyond clearing its own rows: everything open ends, and what others said
 * against its applications, which is about this person too, is forgotten. Numbers, states and dates stay,
 * without the person, for the figures.
 */
export const eraseOwn = async (db: Db, deps: ApplicationDeps, personId: string, now: Date): Promise<void> => {
  await endOpen({ db, now, deps }, personId)
  await withdrawObjections({ db, now, deps }, personId)
  await db
    .updateTable('objection')
    .set({ text: null, answer: null })
    .where(
      'application_id',
      'in',
      db.selectFrom('application').select('id').where('person_id', '=', personId),
    )
    .execute()
}
