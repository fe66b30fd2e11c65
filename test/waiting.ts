import { sql, type Kysely } from 'kysely'
import { outOfTransaction, type Database } from '../server/core/db'

/**
 * Waits until so many sessions of the test's own database wait for a lock of somebody else, so that acts at
 * once stand where they meet, on however slow a machine. PostgreSQL only.
 */
export const waiting = async (db: Kysely<Database>, count: number): Promise<void> => {
  for (let turn = 0; turn < 400; turn += 1) {
    const { rows } = await outOfTransaction(() =>
      sql<{ waits: number }>`select count(*) as waits from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(db),
    )
    if ((rows[0]?.waits ?? 0) >= count) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`${count} sessions never waited`)
}
