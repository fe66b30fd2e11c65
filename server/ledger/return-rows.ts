import type { BankReturn, ReturnLine } from '@jucai/contract/bank-returns'
import { yuanText } from '@jucai/contract/ledger-rules'
import {
  lineVerdictLabels,
  lineVerdicts,
  type LineState,
  type LineVerdict,
} from '@jucai/contract/ledger-vocabulary'
import { sql } from 'kysely'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { safeFen } from './balances'
import { bankWords, type LineRow, type ReturnRow } from './tables'

interface Counts {
  return_id: string
  verdict: LineVerdict
  lines: number
  open: number
  waiting: number
  paid: string
  returned: string
}
/** Lines of imports, counted by import and verdict. */
const countLines = async (db: Db, ids: readonly string[]): Promise<Counts[]> => {
  if (ids.length === 0) return []
  const { rows } = await sql<Counts>`
    select return_id, verdict, count(*) as lines,
      count(*) filter (where state = 'open') as open,
      count(*) filter (where state = 'waiting') as waiting,
      coalesce(sum(amount_fen) filter (where result = 'paid'), 0) as paid,
      coalesce(sum(amount_fen) filter (where result = 'returned'), 0) as returned
    from ledger_return_line where return_id in (${sql.join(ids)}) group by return_id, verdict`.execute(db)
  return rows
}

/** Imports as the office sees them. */
export const shownReturns = async (db: Db, rows: readonly ReturnRow[]): Promise<BankReturn[]> => {
  const counts = await countLines(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const own = counts.filter(({ return_id }) => return_id === row.id)
    const of = (verdict: LineVerdict) => own.find((one) => one.verdict === verdict)
    const sum = (key: 'lines' | 'open' | 'waiting') => own.reduce((total, one) => total + one[key], 0)
    const lines = sum('lines')
    const matched = of('matched')?.lines ?? 0
    const repeated = of('repeated')?.lines ?? 0
    return {
      id: row.id,
      fileName: row.file_name,
      state: row.state,
      refusedBecause: row.refused_because,
      lines,
      matched,
      repeated,
      mismatches: lines - matched - repeated,
      verdicts: lineVerdicts.flatMap((verdict) => {
        const found = of(verdict)
        return found ? [{ verdict, lines: found.lines }] : []
      }),
      waiting: sum('waiting'),
      open: sum('open'),
      paidFen: safeFen(of('matched')?.paid ?? 0),
      returnedFen: safeFen(of('matched')?.returned ?? 0),
      uploadedAt: row.uploaded_at.toISOString(),
      committedAt: row.committed_at?.toISOString() ?? null,
    }
  })
}

/** An import by its id. */
export const returnById = (db: Db, id: string): Promise<ReturnRow | undefined> =>
  db.selectFrom('ledger_return').selectAll().where('id', '=', id).executeTakeFirst()
/** The same, held until the transaction ends. */
export const returnForUpdate = (db: Db, id: string): Promise<ReturnRow | undefined> =>
  db.selectFrom('ledger_return').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** A page of imports, newest first. */
export const returnPage = async (db: Db, { after, limit = 20 }: PageRequest) => {
  const from = placeOf(after)
  const rows = await db
    .selectFrom('ledger_return')
    .selectAll()
    .$if(from !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('uploaded_at', 'id'), '<', tuple(from?.at as Date, from?.id as string)),
      ),
    )
    .orderBy('uploaded_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageOf(
    rows,
    limit,
    (row) => cursorOf(row.uploaded_at, row.id),
    (row) => row,
  )
  return { items: await shownReturns(db, page.items), next: page.next }
}

const wordsOf = (row: LineRow, expectedFen: number | null): string => {
  if (row.fault) return row.fault
  const words = `第 ${row.row_number} 行：${lineVerdictLabels[row.verdict]}`
  return row.verdict === 'amount-differs' && expectedFen !== null && row.amount_fen !== null
    ? `${words}：银行写 ${yuanText(row.amount_fen)} 元，送出的是 ${yuanText(expectedFen)} 元`
    : words
}

const shownLine = (vault: Vault, row: LineRow & { expected_fen: number | null }): ReturnLine => ({
  id: row.id,
  bankReturn: row.return_id,
  row: row.row_number,
  runNumber: row.run_number,
  sequence: row.sequence,
  order: row.order_id,
  result: row.result,
  amountFen: row.amount_fen,
  expectedFen: row.expected_fen,
  lastFour: row.last_four,
  on: row.happened_on,
  verdict: row.verdict,
  words: wordsOf(row, row.expected_fen),
  bankSays: bankWords.open(vault, row.id, row.bank_words),
  state: row.state,
  settledAs: row.settled_as,
  settledBecause: row.settled_because,
  explanation: row.explanation,
})

const linesWithOrders = (db: Db) =>
  db
    .selectFrom('ledger_return_line as line')
    .leftJoin('ledger_order', 'ledger_order.id', 'line.order_id')
    .selectAll('line')
    .select('ledger_order.amount_fen as expected_fen')

/** One line as the office sees it. */
export const showLine = async (db: Db, vault: Vault, id: string): Promise<ReturnLine> =>
  shownLine(vault, await linesWithOrders(db).where('line.id', '=', id).executeTakeFirstOrThrow())

/** A page of the lines of an import, after a row. */
export const linePage = async (
  db: Db,
  vault: Vault,
  returnId: string,
  {
    after,
    limit,
    verdict,
    state,
    mismatch,
  }: {
    after: number
    limit: number
    verdict?: LineVerdict | undefined
    state?: LineState | undefined
    mismatch?: boolean | undefined
  },
) => {
  const rows = await linesWithOrders(db)
    .where('return_id', '=', returnId)
    .where('row_number', '>', after)
    .$if(verdict !== undefined, (query) => query.where('verdict', '=', verdict as LineVerdict))
    .$if(state !== undefined, (query) => query.where('line.state', '=', state as LineState))
    .$if(mismatch === true, (query) => query.where('verdict', 'not in', ['matched', 'repeated']))
    .orderBy('row_number')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  return {
    items: page.map((row) => shownLine(vault, row)),
    next: rows.length > limit ? String(page.at(-1)?.row_number ?? '') : null,
  }
}

/** Lines that nobody has settled, of all imports, oldest first; `after` is the id of the last one. */
export const openLines = async (
  db: Db,
  vault: Vault,
  { after, limit }: { after: string | null; limit: number },
) => {
  const rows = await linesWithOrders(db)
    .where('line.state', '=', 'open')
    .$if(after !== null, (query) => query.where('line.id', '>', after as string))
    .orderBy('line.id')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  return {
    items: page.map((row) => shownLine(vault, row)),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}

/** What nobody has settled. A line that could not be read is open too, and has no money. */
export interface Suspense {
  /** Money that the bank moved and that fits nothing, in and out added up. */
  suspenseFen: number
  open: number
  /** Lines with money of which nobody said why. */
  unexplained: number
}
/** What stands in suspense. */
export const suspenseOf = async (db: Db): Promise<Suspense> => {
  const { rows } = await sql<{ fen: string; open: number; unexplained: number }>`
    select coalesce(sum(amount_fen) filter (where result is not null), 0) as fen, count(*) as open,
      count(*) filter (where verdict <> 'unreadable' and explanation is null) as unexplained
    from ledger_return_line where state = 'open'`.execute(db)
  return {
    suspenseFen: safeFen(rows[0]?.fen ?? 0),
    open: rows[0]?.open ?? 0,
    unexplained: rows[0]?.unexplained ?? 0,
  }
}
