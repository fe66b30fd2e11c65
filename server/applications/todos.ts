import type { Todo } from '@jucai/contract/todos'
import { spokenDay } from '../core/clock'
import type { Db } from '../core/db'
import type { ApplicationDeps } from './ports'

/** Corrections that the office asked for. */
export const applicationTodos =
  ({ programs }: Pick<ApplicationDeps, 'programs'>) =>
  async (db: Db, personId: string): Promise<Todo[]> => {
    const rows = await db
      .selectFrom('application')
      .selectAll()
      .where('person_id', '=', personId)
      .where('state', '=', 'changes-requested')
      .execute()
    const versionOf = await programs.atEach(db, rows)
    return rows.map((row) => ({
      title: `${versionOf(row).definition.title}等你补正`,
      words: `${row.answer_by ? `${spokenDay(row.answer_by)} 前，` : ''}只改要改的几项，排队日期不变。`,
      button: '去补正',
      page: `/applications/application/index?id=${row.id}`,
      until: row.answer_by?.toISOString() ?? null,
    }))
  }
