import type { Todo } from '@jucai/contract/todos'
import { spokenUntil } from '../core/clock'
import type { Db } from '../core/db'
import type { ChoosingDeps } from './deps'
import { choosingPage, standingPage } from './pages'

const turns = async (deps: ChoosingDeps, db: Db, personId: string, now: Date): Promise<Todo[]> => {
  const slots = await db
    .selectFrom('choice_slot')
    .selectAll()
    .where('person_id', '=', personId)
    .where('outcome', 'is', null)
    .where('opens_at', '<=', now)
    .execute()
  const found: Todo[] = []
  for (const { round_id: roundId, ends_at: endsAt, last_call_at: lastCallAt } of slots) {
    const isLate = endsAt <= now
    const until = isLate ? lastCallAt : endsAt
    if (!until || until <= now) continue
    const title = (await deps.line.roundById(db, roundId))?.title ?? '人才公寓'
    found.push({
      title: isLate ? '还可以补选一套房' : '轮到你选房了',
      words: `${title}，${spokenUntil(until)}前可以选。`,
      button: '去选房',
      page: choosingPage(roundId),
      until: until.toISOString(),
    })
  }
  return found
}

const offers = async (db: Db, personId: string, now: Date): Promise<Todo[]> =>
  (
    await db
      .selectFrom('standing_offer')
      .select('until')
      .where('person_id', '=', personId)
      .where('state', '=', 'open')
      .where('until', '>', now)
      .execute()
  ).map(({ until }) => ({
    title: '候补到一套房',
    words: `为你留到 ${spokenUntil(until)}，要不要都请说一声。`,
    button: '去看这套房',
    page: standingPage,
    until: until.toISOString(),
  }))

/** A turn to choose a flat that runs, and a flat that is kept for somebody. */
export const choosingTodos =
  (deps: ChoosingDeps) =>
  async (db: Db, personId: string, now: Date): Promise<Todo[]> => [
    ...(await turns(deps, db, personId, now)),
    ...(await offers(db, personId, now)),
  ]
