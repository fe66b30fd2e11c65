import type { LineVerdict } from '@jucai/contract/ledger-vocabulary'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { FaultyLine, ReadLine } from './return-file'
import { payeeOf } from './run-rows'
import { sayingAgain } from './told-again'
import { bankWords, type LineRow, type OrderRow } from './tables'

type SentOrder = Pick<OrderRow, 'id' | 'person_id' | 'payee' | 'amount_fen' | 'state'> & {
  number: string
  sequence: number
  released_at: Date | null
}

const ordersNamed = async (db: Db, lines: readonly ReadLine[]): Promise<Map<string, SentOrder>> => {
  const wanted = JSON.stringify(lines.map(({ runNumber, sequence }) => ({ runNumber, sequence })))
  const { rows } = await sql<SentOrder>`
    select ord.id, ord.person_id, ord.payee, ord.amount_fen, ord.state, run.number, ord.sequence, run.released_at
    from (select distinct * from jsonb_to_recordset(${wanted}::jsonb) as given ("runNumber" text, sequence integer)) as named
      join ledger_run run on run.number = named."runNumber"
      join ledger_order ord on ord.run_id = run.id and ord.sequence = named.sequence`.execute(db)
  return new Map(rows.map((row) => [`${row.number}:${row.sequence}`, row]))
}

/** Whether an account as the bank writes it, perhaps with stars, is the one that was sent. */
const isSameAccount = (written: string, sent: string): boolean =>
  written.includes('*') ? written.slice(-4) === sent.slice(-4) : written === sent

const verdictOf = (
  line: ReadLine,
  order: SentOrder | undefined,
  { vault, today }: { vault: Vault; today: string },
): LineVerdict => {
  if (!order) return 'unknown-order'
  if (order.state === 'prepared' || order.state === 'withdrawn' || !order.released_at) return 'not-sent'
  if (order.amount_fen !== line.amountFen) return 'amount-differs'
  const payee = payeeOf(vault, order)
  if (payee && !isSameAccount(line.account, payee.number)) return 'account-differs'
  if (line.on !== null && (line.on > today || line.on < dayOf(order.released_at))) return 'date-differs'
  const isNews = order.state === 'sent' || (order.state === 'paid' && line.result === 'returned')
  return isNews ? 'matched' : 'already-answered'
}

const emptyLine = (returnId: string, row: number): LineRow => ({
  id: uuidv7(),
  return_id: returnId,
  row_number: row,
  run_number: null,
  sequence: null,
  result: null,
  amount_fen: null,
  last_four: null,
  happened_on: null,
  order_id: null,
  person_id: null,
  bank_words: null,
  verdict: 'unreadable',
  fault: null,
  state: 'waiting',
  settled_as: null,
  settled_because: null,
  settled_by: null,
  settled_at: null,
  explanation: null,
  alone: null,
  again_on: null,
})

const isFaulty = (line: ReadLine | FaultyLine): line is FaultyLine => 'fault' in line

const rowOf = (
  vault: Vault,
  returnId: string,
  line: ReadLine,
  { order, verdict, againOn }: { order: SentOrder | undefined; verdict: LineVerdict; againOn: string | null },
): LineRow => {
  const row = emptyLine(returnId, line.row)
  return {
    ...row,
    run_number: line.runNumber,
    sequence: line.sequence,
    result: line.result,
    amount_fen: line.amountFen,
    last_four: line.account.slice(-4),
    happened_on: line.on,
    order_id: order?.id ?? null,
    person_id: order?.person_id ?? null,
    // Of an order whose payee is erased its person is gone: nothing that names them comes back.
    bank_words: line.words === '' || order?.payee === null ? null : bankWords.seal(vault, row.id, line.words),
    verdict,
    again_on: againOn,
  }
}

/**
 * Writes lines of a file with what was found of each. A line that stands in this or an earlier file already is
 * written as repeated.
 */
export const writeLines = async (
  db: Db,
  { vault, now }: { vault: Vault; now: Date },
  returnId: string,
  lines: readonly (ReadLine | FaultyLine)[],
): Promise<void> => {
  const read = lines.filter((line): line is ReadLine => !isFaulty(line))
  const orders = await ordersNamed(db, read)
  const againOf = await sayingAgain(db, now, read)
  const rows = lines.map((line): LineRow => {
    if (isFaulty(line)) return { ...emptyLine(returnId, line.row), fault: line.fault }
    const order = orders.get(`${line.runNumber}:${line.sequence}`)
    const verdict = verdictOf(line, order, { vault, today: dayOf(now) })
    return rowOf(vault, returnId, line, { order, verdict, againOn: againOf(line, verdict) })
  })
  const written = new Set(
    (
      await db
        .insertInto('ledger_return_line')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .execute()
    ).map(({ id }) => id),
  )
  const repeated = rows.filter(({ id }) => !written.has(id))
  if (repeated.length > 0)
    await db
      .insertInto('ledger_return_line')
      .values(repeated.map((row) => ({ ...row, verdict: 'repeated' as const, alone: row.verdict })))
      .execute()
}
