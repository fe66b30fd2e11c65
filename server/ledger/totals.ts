import { depositScheme } from '@jucai/contract/charge-vocabulary'
import { yearSpan } from '@jucai/contract/ledger-rules'
import { sql } from 'kysely'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { allMonths, allSchemes, safeFen } from './balances'
import { areEnough, enough, foldedMonths, yearGroups, type Kinds } from './few'
import { titlesOf } from './show'

/** What each public figure means, in words; shown beside it. */
export const definitions = {
  promised: '当月批准发放的金额，减去当月取消的。批准时就从预算里留出。',
  paid: '银行回复已入账的金额，按入账日所在的月份。银行后来退回的，在退回的月份减去。',
  overdue: '承诺日已过、还没有入账的金额。按月看是当月新增的减去当月解决的；合计是今天仍然逾期的。',
  medianDays: '从批准到银行入账的自然日数；按月发放的从到期日算起。取中位数：一半的款更快，一半更慢。',
  folded:
    '当月批准、入账、新逾期都少于 5 笔的月份不单列，免得看出是谁；这样的月份合起来还不到 5 笔的，再并入一个月。金额都在全年合计里。一年里都少于 5 笔的，和相邻的年份合在一起列；一个项目从开始到现在都少于 5 笔的，暂不计入，满 5 笔起全部计入。',
} as const

interface Row {
  scheme: string
  month: string
  promised: string
  paid: string
  overdue: string
  touches_overdue: boolean
}

/**
 * Balances of what people are owed, by scheme and month: the sums, and what is not added to them yet. Deposits that go
 * back are not among them: they are people's own money, promised from no budget.
 */
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
      coalesce(sum(amount_fen) filter (where account = 'overdue'), 0) as overdue,
      bool_or(account = 'overdue') as touches_overdue
    from parts
    where account in ('approved', 'budgeted', 'submitted', 'paid', 'returned', 'overdue')
      and scheme <> ${depositScheme} and (${scheme ?? null}::text is null or scheme = ${scheme ?? null})
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

/** How many payments have their day of this kind in each scheme and month; no more than are asked for. */
const countsBy = async (
  db: Db,
  day: 'approved_on' | 'late_on',
  cells: readonly Row[],
): Promise<Map<string, number>> => {
  if (cells.length === 0) return new Map()
  const isCounted = day === 'approved_on' ? sql`state <> 'cancelled'` : sql`late_on is not null`
  const keys = JSON.stringify(cells.map(({ scheme, month }) => ({ scheme, month: `${month}-01` })))
  const { rows } = await sql<{ scheme: string; month: string; count: number }>`
    select scheme, to_char(month, 'YYYY-MM') as month,
      (select count(*)::integer from (
        select 1 from ledger_payment where scheme = cell.scheme and ${isCounted}
          and ${sql.ref(day)} >= cell.month and ${sql.ref(day)} < (cell.month + interval '1 month')::date limit ${enough}
      ) as found) as count
    from jsonb_to_recordset(${keys}::jsonb) as cell (scheme text, month date)`.execute(db)
  return new Map(rows.map(({ scheme, month, count }) => [keyOf(scheme, month), count]))
}

/**
 * How many payments were approved, paid and became late in each scheme and month; no more than are asked for. Where
 * enough were paid nothing else is counted. Who became late has an entry in that month: where there is none nobody is
 * looked for, which is most months, and which PostgreSQL would take for so much work among many payments that it
 * compiles the statement first (JIT).
 */
const kindsOf = async (
  db: Db,
  rows: readonly Row[],
  waited: ReadonlyMap<string, Wait>,
): Promise<(row: Row) => Kinds> => {
  const paidIn = ({ scheme, month }: Row) =>
    Math.min(enough, Number(waited.get(keyOf(scheme, month))?.payments ?? 0))
  const open = rows.filter((row) => paidIn(row) < enough)
  const approved = await countsBy(db, 'approved_on', open)
  const late = await countsBy(
    db,
    'late_on',
    open.filter(({ touches_overdue: touches }) => touches),
  )
  return (row) => {
    const key = keyOf(row.scheme, row.month)
    return { approved: approved.get(key) ?? 0, late: late.get(key) ?? 0, paid: paidIn(row) }
  }
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

/** The sums of one scheme by year, and which of its months are in them only. */
const yearsOf = (scheme: string, rows: readonly Row[], kinds: (row: Row) => Kinds) => {
  const years = [...new Set(rows.map(({ month }) => month.slice(0, 4)))].sort().map((year) => {
    const months = rows.filter(({ month }) => month.startsWith(year))
    return { year, months, kinds: months.map(kinds) }
  })
  return yearGroups(years).map((group) => {
    const months = group.flatMap((one) => one.months)
    const folded = foldedMonths(
      months.map((row) => ({
        month: row.month,
        kinds: kinds(row),
        fen: { approved: safeFen(row.promised), paid: safeFen(row.paid), late: safeFen(row.overdue) },
      })),
    )
    const { promisedFen, paidFen, overdueFen } = totalsOf(months, undefined)
    return { scheme, year: yearSpan(group.map(({ year }) => year)), promisedFen, paidFen, overdueFen, folded }
  })
}

/** The rows that are told to anybody: of schemes that have had enough payments; with how many each month holds. */
const toldRows = async (db: Db, scheme: string | undefined) => {
  const { rows } = await monthRows(db, scheme)
  const waited = new Map((await waits(db, scheme)).map((wait) => [keyOf(wait.scheme, wait.month), wait]))
  const kinds = await kindsOf(db, rows, waited)
  const schemes = [...new Set(rows.map((row) => row.scheme))].sort()
  const told = schemes.filter((one) => areEnough(rows.filter((row) => row.scheme === one).map(kinds)))
  return {
    rows: rows.filter((row) => told.includes(row.scheme)),
    schemes: told,
    few: schemes.filter((one) => !told.includes(one)),
    kinds,
    waited,
  }
}

/** The public totals. Read from partial sums, so that they cost the same however many entries there are. */
export const publicTotals = async (db: Db, now: Date, scheme: string | undefined) => {
  const { rows, schemes, few, kinds, waited } = await toldRows(db, scheme)
  const titles = await titlesOf(
    db,
    [...schemes, ...few].map((one) => ({ scheme: one })),
  )
  const years = schemes
    .flatMap((one) =>
      yearsOf(
        one,
        rows.filter((row) => row.scheme === one),
        kinds,
      ),
    )
    .sort((a, b) => (a.year < b.year ? 1 : a.year > b.year ? -1 : a.scheme < b.scheme ? -1 : 1))
  const isFolded = new Set(years.flatMap((year) => year.folded.map((month) => keyOf(year.scheme, month))))
  return {
    asOf: dayOf(now),
    definitions,
    all: totalsOf(rows, rows.length > 0 ? waited.get(keyOf(scheme ?? allSchemes, allMonths)) : undefined),
    notYet: few.map(titles),
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

/** How many payments the bank has confirmed; and their sum in fen, as the public totals have it. */
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
    (await toldRows(db, undefined)).rows.reduce((fen, row) => fen + safeFen(row.paid), 0),
}
