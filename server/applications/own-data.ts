import { applicationStateLabels } from '@jucai/contract/application-vocabulary'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { step } from '../core/machine'
import { draftsOf, openDraft } from './draft-rows'
import { objectionSealedTo } from './objections'
import type { ApplicationDeps } from './ports'
import { applicationsOf, isOpenRow, stepsOf, type ApplicationRow } from './repository'
import { stepNote, stepTitle } from './show'
import { advance, answersOf, refusalOf } from './steps'

const everything = 10_000
const nobody = {
  'another-person': false,
  'another-judge': false,
  'appeal-open': false,
  'notice-over': false,
  'no-open-objection': false,
  'answered-before': false,
}

/** All that is kept about a person's applications, in the clear: it is theirs. */
export const exportApplications = async (
  db: Db,
  vault: Vault,
  personId: string,
): Promise<Record<string, unknown>> => {
  const rows = await applicationsOf(db, personId, null, everything)
  const applications: unknown[] = []
  for (const row of rows) {
    applications.push({
      id: row.id,
      number: row.number,
      program: row.program,
      programVersion: row.program_version,
      state: applicationStateLabels[row.state],
      submittedAt: row.submitted_at,
      updatedAt: row.updated_at,
      answers: answersOf({ vault }, row),
      refusal: refusalOf({ vault }, row),
      steps: (await stepsOf(db, row.id)).map((one) => ({
        at: one.at,
        what: stepTitle(one.event),
        by: one.actor_role,
        note: stepNote({ vault }, one),
      })),
    })
  }
  const objections = await db
    .selectFrom('objection')
    .select(['id', 'text', 'state', 'at'])
    .where('person_id', '=', personId)
    .orderBy('at')
    .execute()
  return {
    applications,
    applicationDrafts: (await draftsOf(db, personId)).map((row) => ({
      program: row.program,
      savedAt: row.saved_at,
      answers: openDraft(vault, row),
    })),
    objections: objections.map(({ id, text, state, at }) => ({
      at,
      state,
      text: text && vault.decrypt(text, objectionSealedTo.text(id)),
    })),
  }
}

const withdrawOpen = async (db: Db, deps: ApplicationDeps, now: Date, personId: string): Promise<void> => {
  const open: ApplicationRow[] = await db
    .selectFrom('application')
    .selectAll()
    .where('person_id', '=', personId)
    .where(isOpenRow)
    .forUpdate()
    .execute()
  for (const row of open) {
    const { machine } = deps.programs.definition(row.program)
    if (step(machine, row.state, 'withdraw', 'applicant', nobody).ok)
      await advance({ db, now, deps, actor: { personId, role: 'applicant' } }, row, 'withdraw')
  }
}

/**
 * Withdraws what is open and erases what is personal, when an account is deleted. Numbers, states and dates
 * stay, without the person, for the statistics.
 */
export const eraseApplications = async (
  db: Db,
  deps: ApplicationDeps,
  personId: string,
  now: Date,
): Promise<void> => {
  await withdrawOpen(db, deps, now, personId)
  const ids = (
    await db.selectFrom('application').select('id').where('person_id', '=', personId).execute()
  ).map(({ id }) => id)
  if (ids.length > 0) {
    await db
      .updateTable('application')
      .set({
        answers: null,
        masked_name: null,
        requested: null,
        refusal: null,
        appeal: null,
        open_fields: '[]',
      })
      .where('id', 'in', ids)
      .execute()
    await db.updateTable('application_step').set({ note: null }).where('application_id', 'in', ids).execute()
  }
  await db.updateTable('objection').set({ text: null }).where('person_id', '=', personId).execute()
  await db.deleteFrom('application_draft').where('person_id', '=', personId).execute()
  await db.deleteFrom('saved_view').where('person_id', '=', personId).execute()
}
