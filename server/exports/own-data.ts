import type { Db } from '../core/db'
import { leaveStored } from '../core/stored-files'
import { allExportsOf, endExports, shownExport } from './repository'

/** Spreadsheets that a person asked for, with what they were to hold; the files are downloaded one by one. */
export const exportOwn = async (db: Db, personId: string): Promise<unknown[]> =>
  (await allExportsOf(db, personId)).map((row) => ({ ...shownExport(row), filter: row.filter }))

/** Ends what is still being made and removes what lies there to be downloaded. That they were made stays. */
export const eraseOwn = async (db: Db, personId: string, now: Date): Promise<void> => {
  const rows = await endExports(db, personId)
  await leaveStored(
    db,
    now,
    rows.flatMap((row) => row.stored_as ?? []),
  )
}
