import { sql } from 'kysely'
import type { Db } from '../core/db'
import type { Degree } from '@jucai/contract/vocabulary'
import { findableRows } from './findable'

/** How many people studied the same: nothing by which anybody is known, if few are not told. */
export interface StudyGroup {
  degree: Degree
  /** The major as people write it, letters in one width and case. */
  major: string
  /** `2027-06`; null where months were not asked for. */
  month: string | null
  people: number
}

/** Those who agreed to be found, by degree and major. */
export const findableGroups = async (db: Db): Promise<StudyGroup[]> => {
  const rows = await db
    .selectFrom(findableRows(db).as('found'))
    .select(({ fn }) => ['degree', 'major_key', fn.countAll<number>().as('people')])
    .groupBy(['degree', 'major_key'])
    .execute()
  return rows.map(({ degree, major_key, people }) => ({ degree, major: major_key, month: null, people }))
}

/** Everybody registered who graduates on one of these days, by degree, major and month. */
export const graduatingGroups = async (db: Db, from: string, until: string): Promise<StudyGroup[]> => {
  const month = sql<string>`to_char(graduates_on, 'YYYY-MM')`
  const rows = await db
    .selectFrom('profile')
    .select(({ fn }) => ['degree', 'major_key', month.as('month'), fn.countAll<number>().as('people')])
    .where(sql<boolean>`graduates_on between ${from} and ${until}`)
    .groupBy(['degree', 'major_key', month])
    .execute()
  return rows.map(({ degree, major_key, month, people }) => ({ degree, major: major_key, month, people }))
}
