import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import type { ApprovedProgram } from './program'
import type { Programs } from './versions'

/** Every program that a person was approved in, once each, by the newest approval. */
export const approvedPrograms = async (
  db: Db,
  programs: Pick<Programs, 'definition'>,
  personId: string,
): Promise<ApprovedProgram[]> => {
  const rows = await db
    .selectFrom('application')
    .distinctOn('program')
    .select(['program', 'updated_at'])
    .where('person_id', '=', personId)
    .where('state', '=', 'approved')
    .orderBy('program')
    .orderBy('updated_at', 'desc')
    .execute()
  return rows.map(({ program, updated_at: at }) => {
    const { title, policy } = programs.definition(program)
    return { program, title, policy: policy?.code ?? null, on: dayOf(at) }
  })
}
