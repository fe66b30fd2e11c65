import type { ApprovalOutlook } from '@jucai/contract/applications'
import type { Answers } from '@jucai/contract/forms'
import { approvedPrograms } from './approved-programs'
import { givesOf } from './gives'
import type { ApplicationLook } from './program'
import type { ApplicationRow } from './repository'
import type { VersionedProgram } from './versions'
import type { ApplicationWork } from './work'

/** An application for its program to look at. */
export const lookOf = async (
  { db, now, deps }: ApplicationWork,
  row: ApplicationRow,
  answers: Answers,
): Promise<ApplicationLook> => ({
  db,
  now,
  application: {
    id: row.id,
    personId: row.person_id,
    program: row.program,
    programVersion: row.program_version,
    state: row.state,
    version: row.version,
  },
  answers,
  gives: await givesOf(db, deps, row.id),
  grantRules: (day) => deps.judge.grantRules(db, day),
  approved: () => approvedPrograms(db, deps.programs, row.person_id),
  elsewhere: async () => (await deps.elsewhere?.(db, row.person_id)) ?? [],
})

/** What an approval would bring as things stand; null where nothing is left to decide, or its program cannot tell. */
export const outlookOf = async (
  work: ApplicationWork,
  row: ApplicationRow,
  { definition }: VersionedProgram,
  answers: Answers,
): Promise<ApprovalOutlook | null> =>
  definition.outlook && row.is_open && row.answers
    ? definition.outlook(await lookOf(work, row, answers))
    : null
