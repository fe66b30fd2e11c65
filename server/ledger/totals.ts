import { sql } from 'kysely'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { safeFen } from './balances'
import { titlesOf } from './show'

/** What each public figure means, in words; shown beside it. */
export const definitions = {
  promised: '当月批准发放的金额，减去当月取消的。批准时就从预算里留出。',
  paid: '银行回复已入账的金额，按入账日所在的月份。银行后来退回的，在退回的月份减去。',
  overdue: '承诺日已过、还没有入账的金额。按月看是当月新增的减去当月解决的；合计是今天仍然逾期的。',
  medianDays: '从批准到银行入账的自然日数，取中位数：一半的款更快，一半更慢。',
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

interface Wait {
  scheme: string
  month: string
  days: number
  payments: number
}

const waits = (db: Db, scheme: string | undefined) =>
  sql<Wait>`
    with parts as (
      select scheme, month, days, payments from ledger_wait
      union all
      select payment.scheme, date_trunc('month', booking.happened_on)::date, booking.wait_days,
        case when booking.act = 'unpay' then -1 else 1 end
      from ledger_unsummed join ledger_booking booking on booking.id = ledger_unsummed.booking_id
        join ledger_payment payment on payment.id = booking.payment_id
      where booking.wait_days is not null
    )
    select scheme, to_char(month, 'YYYY-MM') as month, days, sum(payments)::bigint as payments from parts
    where ${scheme ?? null}::text is null or scheme = ${scheme ?? null}
    group by scheme, month, days order by days`.execute(db)

/** The middle one of the days that payments waited, the lower of two; a return takes its payment out again. */
export const medianOf = (counted: readonly { days: number; payments: number }[]): number | null => {
  const byDays = new Map<number, number>()
  for (const { days, payments } of counted) byDays.set(days, (byDays.get(days) ?? 0) + payments)
  const held = [...byDays].filter(([, payments]) => payments > 0).sort(([a], [b]) => a - b)
  const all = held.reduce((sum, [, payments]) => sum + payments, 0)
  let before = 0
  for (const [days, payments] of held) {
    before += payments
    if (before >= all / 2) return days
  }
  return null
}

const totalsOf = (rows: readonly Row[], waited: readonly Wait[]) => {
  const sum = (key: 'promised' | 'paid' | 'overdue') => rows.reduce((fen, row) => fen + safeFen(row[key]), 0)
  return {
    promisedFen: sum('promised'),
    paidFen: sum('paid'),
    overdueFen: sum('overdue'),
    medianDays: medianOf(waited),
    paidCount: waited.reduce((count, { payments }) => count + payments, 0),
  }
}

/** The public totals. Read from partial sums, so that they cost the same however many entries there are. */
export const publicTotals = async (db: Db, now: Date, scheme: string | undefined) => {
  const { rows } = await monthRows(db, scheme)
  const { rows: waited } = await waits(db, scheme)
  const titles = await titlesOf(db, rows)
  const schemes = [...new Set(rows.map((row) => row.scheme))].sort()
  return {
    asOf: dayOf(now),
    definitions,
    all: totalsOf(rows, waited),
    schemes: schemes.map((one) => ({
      scheme: one,
      schemeTitle: titles(one),
      ...totalsOf(
        rows.filter((row) => row.scheme === one),
        waited.filter((wait) => wait.scheme === one),
      ),
    })),
    months: rows.map((row) => ({
      scheme: row.scheme,
      schemeTitle: titles(row.scheme),
      month: row.month,
      ...totalsOf(
        [row],
        waited.filter((wait) => wait.scheme === row.scheme && wait.month === row.month),
      ),
    })),
  }
}
