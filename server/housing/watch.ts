import type { FlatWatch } from '@jucai/contract/housing'
import type { FlatWish, Layout } from '@jucai/contract/housing-vocabulary'
import type { Db } from '../core/db'
import { fieldProblem } from '../core/problem'
import type { OwnWork } from './deps'
import { allProjects } from './repository'

interface WatchTable {
  person_id: string
  layouts: unknown
  projects: unknown
  most_fen_per_month: number | null
  set_at: Date
  told_on: string | null
}
declare module '../core/db' {
  interface Database {
    flat_watch: WatchTable
  }
}

/** What somebody wants to be told of, as it is kept. */
export const wishOf = (
  row: Pick<WatchTable, 'layouts' | 'projects' | 'most_fen_per_month'>,
): FlatWish & FlatWatch => ({
  layouts: row.layouts as Layout[],
  projects: row.projects as string[],
  mostFenPerMonth: row.most_fen_per_month,
})

/** What somebody wants to be told of; null: nothing. */
export const watchOf = async (db: Db, personId: string): Promise<FlatWatch | null> => {
  const row = await db
    .selectFrom('flat_watch')
    .selectAll()
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row ? wishOf(row) : null
}

/** Sets what the caller wants to be told of. @throws Problem invalid-request, for a project that is none */
export const setWatch = async ({ db, now, actor }: OwnWork, wish: FlatWatch): Promise<FlatWatch> => {
  const known = new Set((await allProjects(db)).map(({ station_id: id }) => id))
  const strange = wish.projects.findIndex((id) => !known.has(id))
  if (strange !== -1) throw fieldProblem(`/projects/${strange}`, '没有这个项目，可能已经关闭，请去掉它再保存')
  const values = {
    layouts: JSON.stringify(wish.layouts),
    projects: JSON.stringify(wish.projects),
    most_fen_per_month: wish.mostFenPerMonth,
    set_at: now,
  }
  // Whoever was told today is not told again today by changing what they want.
  await db
    .insertInto('flat_watch')
    .values({ person_id: actor.personId, told_on: null, ...values })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
    .execute()
  return wish
}

/** Tells nothing any more. */
export const endWatch = async ({ db, actor }: OwnWork): Promise<void> => {
  await db.deleteFrom('flat_watch').where('person_id', '=', actor.personId).execute()
}

/** Some who want to be told and were not told on this day, by their id from one on. */
export const watchersAfter = (db: Db, day: string, after: string | null, limit: number) =>
  db
    .selectFrom('flat_watch')
    .selectAll()
    .where((eb) => eb.or([eb('told_on', 'is', null), eb('told_on', '<', day)]))
    .$if(after !== null, (query) => query.where('person_id', '>', after as string))
    .orderBy('person_id')
    .limit(limit)
    .execute()

/** Puts down that somebody was told. @returns false when they were told on this day already, or want no more */
export const markTold = async (db: Db, personId: string, day: string): Promise<boolean> =>
  (
    await db
      .updateTable('flat_watch')
      .set({ told_on: day })
      .where('person_id', '=', personId)
      .where((eb) => eb.or([eb('told_on', 'is', null), eb('told_on', '<', day)]))
      .executeTakeFirst()
  ).numUpdatedRows === 1n
