import { engagementPages } from '@jucai/contract/engagement-vocabulary'
import type { Todo } from '@jucai/contract/todos'
import { spokenUntil } from '../core/clock'
import type { Db } from '../core/db'
import type { EngagementDeps } from './deps'
import { linesOf } from './show'

/** Proposals to answer and agreements to sign, of an expert. */
export const engagementTodos =
  (deps: EngagementDeps) =>
  async (db: Db, personId: string, now: Date): Promise<Todo[]> => {
    const rows = await db
      .selectFrom('engagement')
      .selectAll()
      .where('person_id', '=', personId)
      .where('due_at', '>', now)
      .execute()
    if (rows.length === 0) return []
    const lines = await linesOf({ db, now, deps }, rows, 'expert')
    return lines
      .filter(({ waitsFor }) => waitsFor === 'expert')
      .map(({ id, state, employer, title, dueAt }) => ({
        title: state === 'proposed' ? `${employer.name}邀请你` : '聘用协议等你签',
        words: `${title}${dueAt ? `，${spokenUntil(new Date(dueAt))}前` : ''}${state === 'proposed' ? '答复有效。' : '签完才算数。'}`,
        button: state === 'proposed' ? '看邀约' : '看协议',
        page: `${engagementPages.one}?id=${id}`,
        until: dueAt,
      }))
  }
