import type { Todo } from '@jucai/contract/todos'
import { spokenUntil } from '../core/clock'
import type { Db } from '../core/db'
import { placeOf } from './flat-facts'
import { leasePage } from './pages'

/** A lease to be signed, and money to be paid before the flat goes to somebody else. */
export const leaseTodos = async (db: Db, personId: string, now: Date): Promise<Todo[]> => {
  const rows = await db
    .selectFrom('lease')
    .selectAll()
    .where('person_id', '=', personId)
    .where(({ and, eb, or }) =>
      or([
        and([eb('state', '=', 'to-sign'), eb('sign_by', '>', now)]),
        and([eb('state', '=', 'signed'), eb('pay_by', '>', now)]),
      ]),
    )
    .execute()
  const found: Todo[] = []
  for (const row of rows) {
    const until = row.state === 'to-sign' ? row.sign_by : row.pay_by
    if (until === null) continue
    found.push({
      title: row.state === 'to-sign' ? '租约等你签' : '押金和第一笔租金等你付',
      words: `${await placeOf(db, row)}，为你留到 ${spokenUntil(until)}。`,
      button: row.state === 'to-sign' ? '去看租约' : '去付款',
      page: leasePage(row.id),
      until: until.toISOString(),
    })
  }
  return found
}
