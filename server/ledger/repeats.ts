import { sql } from 'kysely'
import type { Db } from '../core/db'

const fits = (verdict: string) => sql`(${sql.raw(verdict)} in ('matched', 'already-answered'))`
/** Whether two lines tell the same, as the index `ledger_return_line_once` sees it. */
const same = (one: string, other: string) => {
  const column = (name: string) => sql`${sql.raw(`${one}.${name}`)} = ${sql.raw(`${other}.${name}`)}`
  return sql`${sql.join(['run_number', 'sequence', 'result', 'amount_fen'].map(column), sql` and `)}
    and coalesce(${sql.raw(one)}.last_four, '') = coalesce(${sql.raw(other)}.last_four, '')
    and ${sql.raw(one)}.again_on is not distinct from ${sql.raw(other)}.again_on`
}

/**
 * Repeated lines of which the first is not there any more count themselves, one of each kind: what an import that was
 * committed had passed by is booked after all.
 */
export const reviveRepeated = async (db: Db, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return
  const { rows } = await sql<{ return_id: string }>`
    update ledger_return_line set verdict = alone, alone = null, state = 'waiting'
    where id in (
      select distinct on (run_number, sequence, result, amount_fen, coalesce(last_four, ''), ${fits('alone')}, again_on) id
      from ledger_return_line line
      where id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::uuid)
        and verdict = 'repeated' and alone is not null and not exists (
          select from ledger_return_line twin where ${same('twin', 'line')}
            and twin.verdict not in ('repeated', 'unreadable') and ${fits('twin.verdict')} = ${fits('line.alone')})
      order by run_number, sequence, result, amount_fen, coalesce(last_four, ''), ${fits('alone')}, again_on, id)
    returning return_id`.execute(db)
  if (rows.length > 0)
    await db
      .updateTable('ledger_return')
      .set({ state: 'booking', taken_at: null, attempts: 0, told_at: null })
      .where('id', 'in', [...new Set(rows.map(({ return_id }) => return_id))])
      .where('state', '=', 'done')
      .execute()
}

/** Takes away the lines of an import that is held and was not booked. */
export const dropLines = async (db: Db, returnId: string): Promise<void> => {
  const { rows } = await sql<{ id: string }>`
    select other.id from ledger_return_line mine join ledger_return_line other on ${same('other', 'mine')}
    where mine.return_id = ${returnId} and mine.verdict not in ('repeated', 'unreadable')
      and other.verdict = 'repeated' and other.return_id <> mine.return_id`.execute(db)
  await db.deleteFrom('ledger_return_line').where('return_id', '=', returnId).execute()
  await reviveRepeated(
    db,
    rows.map(({ id }) => id),
  )
}
