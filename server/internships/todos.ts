import { internshipPages } from '@jucai/contract/internship-vocabulary'
import type { Todo } from '@jucai/contract/todos'
import { newestAgreements, partiesToSign, signaturesUnder } from '../core/agreement'
import { spokenUntil } from '../core/clock'
import type { Db } from '../core/db'
import { heldByOf } from './steps'

/** Agreements of internships that wait for the intern: to be drawn up, or for their signature. */
export const internshipTodos = async (db: Db, personId: string, now: Date): Promise<Todo[]> => {
  const rows = await db
    .selectFrom('internship')
    .select(['id', 'title', 'sign_by'])
    .where('person_id', '=', personId)
    .where('state', '=', 'to-sign')
    .where('sign_by', '>', now)
    .execute()
  if (rows.length === 0) return []
  const agreements = await newestAgreements(
    db,
    rows.map(({ id }) => heldByOf(id)),
  )
  const signatures = await signaturesUnder(
    db,
    [...agreements.values()].map(({ id }) => id),
  )
  const isTurn = (id: string): boolean => {
    const agreement = agreements.get(heldByOf(id))
    if (agreement?.state !== 'open') return true // nobody has opened it, or it is to be drawn up anew
    const under = signatures.filter((one) => one.agreement_id === agreement.id)
    return partiesToSign(agreement, under)[0] === 'intern'
  }
  return rows
    .filter(({ id }) => isTurn(id))
    .map(({ id, title, sign_by: until }) => ({
      title: '见习协议等你签',
      words: `${title}，${spokenUntil(until)}前三方签完才算数。`,
      button: '看协议',
      page: `${internshipPages.internship}?id=${id}`,
      until: until.toISOString(),
    }))
}
