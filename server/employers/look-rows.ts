import type { Db } from '../core/db'

interface EmployerLookTable {
  employer_id: string
  day: string
  person_id: string
  at: Date
}
interface EmployerLookStopTable {
  employer_id: string
  day: string
  at: Date
}
declare module '../core/db' {
  interface Database {
    employer_look: EmployerLookTable
    employer_look_stop: EmployerLookStopTable
  }
}

/** Whom an employer looked at on a day. */
export const lookedAtOn = async (db: Db, employerId: string, day: string): Promise<Set<string>> =>
  new Set(
    (
      await db
        .selectFrom('employer_look')
        .select('person_id')
        .where('employer_id', '=', employerId)
        .where('day', '=', day)
        .execute()
    ).map(({ person_id }) => person_id),
  )
/** Puts down whom it looked at for the first time on that day. */
export const insertLooks = async (db: Db, rows: readonly EmployerLookTable[]): Promise<void> => {
  if (rows.length > 0) await db.insertInto('employer_look').values(rows).execute()
}
/** That it came to its limit. @returns false when that was known on that day */
export const insertStop = async (db: Db, row: EmployerLookStopTable): Promise<boolean> => {
  const known = await db
    .selectFrom('employer_look_stop')
    .select('day')
    .where('employer_id', '=', row.employer_id)
    .where('day', '=', row.day)
    .executeTakeFirst()
  if (known) return false
  await db.insertInto('employer_look_stop').values(row).execute()
  return true
}
/** Forgets whom employers looked at before a day; the audit log keeps it for the person. */
export const forgetLooks = async (db: Db, before: string): Promise<void> => {
  await db.deleteFrom('employer_look').where('day', '<', before).execute()
}
/** Two accounts become one: a look at both on one day was one. */
export const joinLooks = async (db: Db, fromId: string, intoId: string): Promise<void> => {
  await db
    .deleteFrom('employer_look')
    .where('person_id', '=', fromId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('employer_look as other')
          .select('other.day')
          .whereRef('other.employer_id', '=', 'employer_look.employer_id')
          .whereRef('other.day', '=', 'employer_look.day')
          .where('other.person_id', '=', intoId),
      ),
    )
    .execute()
}
