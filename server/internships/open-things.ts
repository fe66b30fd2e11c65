import { monthParts } from '@jucai/contract/internship-vocabulary'
import type { Db } from '../core/db'
import { baseOf, monthsOf, placesOf, waitingAt } from './repository'

const most = 10_000
/** Months of internships that are over which their base has not confirmed; of a deleted account none is paid. */
const unconfirmed = async (db: Db, employerId: string): Promise<number> => {
  const ended = await db
    .selectFrom('internship')
    .select(['id', 'first_day', 'last_day'])
    .where('employer_id', '=', employerId)
    .where('state', 'in', ['finished', 'interrupted'])
    .where('intern_name', 'is not', null)
    .limit(most)
    .execute()
  const known = await monthsOf(
    db,
    ended.map(({ id }) => id),
  )
  const confirmed = known.filter(({ state }) => state !== 'returned').length
  const all = ended.reduce((sum, one) => sum + monthParts(one.first_day, one.last_day).length, 0)
  return all - confirmed
}

/** What of an employer is not finished here: places, who wished and has no answer, internships, and their months. */
export const openInternshipsOf = async (
  db: Db,
  employerId: string,
  now: Date,
): Promise<{ what: string; count: number }[]> => {
  const base = await baseOf(db, employerId)
  if (!base) return []
  const places = await placesOf(db, base.id, { after: null, limit: most })
  const waiting = await waitingAt(
    db,
    places.map(({ id }) => id),
  )
  const { going } = await db
    .selectFrom('internship')
    .select(({ fn }) => fn.countAll<number>().as('going'))
    .where('employer_id', '=', employerId)
    .where('state', 'in', ['to-sign', 'running'])
    .executeTakeFirstOrThrow()
  return [
    {
      what: '还在招人的见习岗位',
      count: places.filter(({ state, apply_by: until }) => state === 'open' && until > now).length,
    },
    { what: '没有答复的见习报名', count: [...waiting.values()].reduce((sum, count) => sum + count, 0) },
    { what: '没有结束的见习', count: Number(going) },
    { what: '没有确认的见习月份', count: await unconfirmed(db, employerId) },
  ]
}
