import { timeInChina } from '@jucai/contract/china-time'
import { fairPages } from '@jucai/contract/fair-vocabulary'
import type { Todo } from '@jucai/contract/todos'
import type { Db } from '../core/db'
import { employersById } from '../employers'

/** A booth of a fair that calls. */
export const fairTodos = async (db: Db, personId: string, now: Date): Promise<Todo[]> => {
  const called = await db
    .selectFrom('fair_ticket as ticket')
    .innerJoin('fair_place as place', 'place.id', 'ticket.busy_place')
    .innerJoin('fair_booth as booth', 'booth.id', 'place.booth_id')
    .select(['ticket.id', 'place.until', 'booth.employer_id', 'booth.place as where'])
    .where('ticket.person_id', '=', personId)
    .where('place.state', '=', 'called')
    .where('place.until', '>', now)
    .execute()
  const names = await employersById(
    db,
    called.map(({ employer_id: id }) => id),
  )
  return called.map(({ id, until, employer_id: employerId, where }) => ({
    title: `叫到你了：${names.get(employerId)?.name ?? '展位'}`,
    words: `请在 ${until ? timeInChina(until) : ''} 前到${where ? `展位 ${where}` : '展位'}，或者进入线上面谈。`,
    button: '去面谈',
    page: `${fairPages.ticket}?id=${id}`,
    until: until?.toISOString() ?? null,
  }))
}
