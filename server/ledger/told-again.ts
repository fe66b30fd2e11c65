import type { LineResult, LineVerdict } from '@jucai/contract/ledger-vocabulary'
import { sql } from 'kysely'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import type { ReadLine } from './return-file'

/** What the bank said of an order before; `day` is when it says that it happened, or when its file came. */
interface Said {
  runNumber: string
  sequence: number
  result: LineResult
  amountFen: number
  lastFour: string
  day: string
  /** Whether it fitted the order; one that did not counts as what a person settled it as. */
  fits: boolean
  againOn: string | null
}
type Line = Pick<ReadLine, 'runNumber' | 'sequence' | 'result' | 'amountFen' | 'account' | 'on'>

const isOfOrder = (line: Line, said: Said) =>
  said.runNumber === line.runNumber && said.sequence === line.sequence
const isTwin = (line: Line, said: Said) =>
  said.fits &&
  isOfOrder(line, said) &&
  said.result === line.result &&
  said.amountFen === line.amountFen &&
  said.lastFour === line.account.slice(-4)

/** @returns the day of a line that tells anew what was told before a contrary one; null: the first, or a repetition */
const againOf = (line: Line, before: readonly Said[]): string | null => {
  const twins = before.filter((said) => isTwin(line, said))
  const same = twins.find(({ day }) => day === line.on)
  if (same) return same.againOn
  const last = twins
    .map(({ day }) => day)
    .sort()
    .at(-1)
  const { on } = line
  if (on === null || last === undefined || on <= last) return null
  const isContrary = (said: Said) =>
    isOfOrder(line, said) && said.result !== line.result && said.day >= last && said.day <= on
  return before.some(isContrary) ? on : null
}

const saidBefore = async (db: Db, lines: readonly Line[]): Promise<Said[]> => {
  const wanted = JSON.stringify(lines.map(({ runNumber, sequence }) => ({ runNumber, sequence })))
  const { rows } = await sql<Said>`
    select line.run_number as "runNumber", line.sequence, line.amount_fen as "amountFen", line.again_on as "againOn",
      coalesce(line.last_four, '') as "lastFour", line.verdict in ('matched', 'already-answered') as fits,
      case when line.settled_as in ('paid', 'returned') then line.settled_as else line.result end as result,
      coalesce(line.happened_on, (file.uploaded_at at time zone 'Asia/Shanghai')::date) as day
    from (select distinct * from jsonb_to_recordset(${wanted}::jsonb) as given ("runNumber" text, sequence integer)) as named
      join ledger_return_line line on line.run_number = named."runNumber" and line.sequence = named.sequence
      join ledger_return file on file.id = line.return_id
    where line.verdict not in ('repeated', 'unreadable')
      and (line.verdict in ('matched', 'already-answered') or line.settled_as in ('paid', 'returned'))`.execute(
    db,
  )
  return rows
}

/**
 * Tells of lines, in the order of their file, which say anew what the bank said before it said the contrary: paid,
 * returned, and paid on another day is news. What stands on the same day, or names none, repeats.
 */
export const sayingAgain = async (
  db: Db,
  now: Date,
  lines: readonly Line[],
): Promise<(line: Line, verdict: LineVerdict) => string | null> => {
  const said = await saidBefore(db, lines)
  return (line, verdict) => {
    if (verdict !== 'matched' && verdict !== 'already-answered') return null
    const againOn = againOf(line, said)
    const { runNumber, sequence, result, amountFen, account, on } = line
    const lastFour = account.slice(-4)
    said.push({
      runNumber,
      sequence,
      result,
      amountFen,
      lastFour,
      day: on ?? dayOf(now),
      fits: true,
      againOn,
    })
    return againOn
  }
}
