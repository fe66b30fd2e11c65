import { sql } from 'kysely'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { allMonths, allSchemes, safeFen } from './balances'
import { enough, foldedMonths } from './few'
import { titlesOf } from './show'

/** What each public figure means, in words; shown beside it. */
export const definitions = {
  promised: '当月批准发放的金额，减去当月取消的。批准时就从预算里留出。',
  paid: '银行回复已入账的金额，按入账日所在的月份。银行后来退回的，在退回的月份减去。',
  overdue: '承诺日已过、还没有入账的金额。按月看是当月新增的减去当月解决的；合计是今天仍然逾期的。',
  medianDays: '从批准到银行入账的自然日数；按月发放的从到期日算起。取中位数：一半的款更快，一半更慢。',
  folded:
    '当月批准、入账、新逾期都少于 5 笔的月份不单列，免得看出是谁；这样的月份合起来还不到 5 笔的，再并入一个月。金额都在全年合计里。',
} as const

interface Row {
  scheme: string
  month: string
  promised: string
  paid: string
  overdue: string
}

/** Balances of what people are owed, by scheme and month: the sums, and what is not added to them yet. */
const monthRows = (db: Db, scheme: string | undefined) =>
  sql<Row>`
    with parts as (
      select account, scheme, month, amount_fen from ledger_total
      union all
      select entry.account, entry.scheme, date_trunc('month', booking.happened_on)::date, entry.amount_fen::numeric
      from ledger_unsummed join ledger_booking booking on booking.id = ledger_unsummed.booking_id
        join ledger_entry entry on entry.booking_id = booking.id
    )
    select scheme, to_char(month, 'YYYY-MM') as month,
      coalesce(sum(amount_fen) filter (where account in ('approved', 'budgeted', 'submitted', 'paid', 'returned')), 0) as promised,
      coalesce(sum(amount_fen) filter (where account = 'paid'), 0) as paid,
      coalesce(sum(amount_fen) filter (where account = 'overdue'), 0) as overdue
    from parts
    where account in ('approved', 'budgeted', 'submitted', 'paid', 'returned', 'overdue')
      and (${scheme ?? null}::text is null or scheme = ${scheme ?? null})
    group by scheme, month order by month desc, scheme`.execute(db)

/** How long payments took, as of the bookings that are added: of a scheme and month, of a scheme in all, of all. */
interface Wait {
  scheme: string
  month: string
  days: number
  payments: number
}
const waits = (db: Db, scheme: string | undefined): Promise<Wait[]> =>
  db
    .selectFrom('ledger_median')
    .select(['scheme', 'month', 'days', 'payments'])
    .$if(scheme !== undefined, (query) => query.where('scheme', '=', scheme as string))
    .execute()

/** How many payments were approved, and how many became late, in each scheme and month; no more than are asked for. */
const someOf = async (db: Db, rows: readonly Row[]): Promise<Map<string, number>> => {
  const keys = JSON.stringify(rows.map(({ scheme, month }) => ({ scheme, month: `${month}-01` })))
  const { rows: counts } = await sql<{ scheme: string; month: string; approved: number; late: number }>`
    select scheme, to_char(month, 'YYYY-MM') as month,
      (select count(*)::integer from (
        select 1 from ledger_payment where scheme = cell.scheme and state <> 'cancelled'
          and approved_on >= cell.month and approved_on < (cell.month + interval '1 month')::date limit ${enough}
      ) as found) as approved,
      (select count(*)::integer from (
        select 1 from ledger_payment where scheme = cell.scheme and late_on is not null
          and late_on >= cell.month and late_on < (cell.month + interval '1 month')::date limit ${enough}
      ) as found) as late
    from jsonb_to_recordset(${keys}::jsonb) as cell (scheme text, month date)`.execute(db)
  return new Map(
    counts.map(({ scheme, month, approved, late }) => [keyOf(scheme, month), Math.max(approved, late)]),
  )
}

const keyOf = (scheme: string, month: string): string => `${scheme} ${month.slice(0, 7)}`

const totalsOf = (rows: readonly Row[], wait: Wait | undefined) => {
  const sum = (key: 'promised' | 'paid' | 'overdue') => rows.reduce((fen, row) => fen + safeFen(row[key]), 0)
  return {
    promisedFen: sum('promised'),
    paidFen: sum('paid'),
    overdueFen: sum('overdue'),
    medianDays: wait?.days ?? null,
    paidCount: wait?.payments ?? 0,
  }
}

/** The sums of schemes by year, and which of their months are in them only. */
const yearsOf = (rows: readonly Row[], countOf: (row: Row) => number) => {
  const keys = [...new Set(rows.map(({ scheme, month }) => `${month.slice(0, 4)} ${scheme}`))]
  return keys.map((key) => {
    const [year = '', scheme = ''] = key.split(' ')
    const months = rows.filter((row) => row.scheme === scheme && row.month.startsWith(year))
    const folded = foldedMonths(
      months.map((row) => ({ month: row.month, payments: countOf(row), fen: safeFen(row.promised) })),
    )
    const { promisedFen, paidFen, overdueFen } = totalsOf(months, undefined)
    return { scheme, year, promisedFen, paidFen, overdueFen, folded }
  })
}

/** The public totals. Read from partial sums, so that they cost the same however many entries there are. */
export const publicTotals = async (db: Db, now: Date, scheme: string | undefined) => {
  const { rows } = await monthRows(db, scheme)
  const waited = new Map((await waits(db, scheme)).map((wait) => [keyOf(wait.scheme, wait.month), wait]))
  const some = await someOf(db, rows)
  const titles = await titlesOf(db, rows)
  const schemes = [...new Set(rows.map((row) => row.scheme))].sort()
  const years = yearsOf(rows, (row) => {
    const key = keyOf(row.scheme, row.month)
    return Math.max(some.get(key) ?? 0, Number(waited.get(key)?.payments ?? 0))
  })
  const isFolded = new Set(years.flatMap((year) => year.folded.map((month) => keyOf(year.scheme, month))))
  return {
    asOf: dayOf(now),
    definitions,
    all: totalsOf(rows, waited.get(keyOf(scheme ?? allSchemes, allMonths))),
    schemes: schemes.map((one) => ({
      scheme: one,
      schemeTitle: titles(one),
      ...totalsOf(
        rows.filter((row) => row.scheme === one),
        waited.get(keyOf(one, allMonths)),
      ),
    })),
    months: rows
      .filter((row) => !isFolded.has(keyOf(row.scheme, row.month)))
      .map((row) => ({
        scheme: row.scheme,
        schemeTitle: titles(row.scheme),
        month: row.month,
        ...totalsOf([row], waited.get(keyOf(row.scheme, row.month))),
      })),
    years: years.map((year) => ({ ...year, schemeTitle: titles(year.scheme) })),
  }
}

/** How many payments the bank has confirmed, and their sum in fen. */
export const paidFigures = {
  payments: async (db: Db): Promise<number> =>
    (
      await db
        .selectFrom('ledger_median')
        .select('payments')
        .where('scheme', '=', allSchemes)
        .where('month', '=', allMonths)
        .executeTakeFirst()
    )?.payments ?? 0,
  paidFen: async (db: Db): Promise<number> =>
    (await monthRows(db, undefined)).rows.reduce((fen, row) => fen + safeFen(row.paid), 0),
}
