import { sql, type Kysely } from 'kysely'
import type { Database, Db } from '../core/db'
import { statement } from '../core/statement'
import type { AccountKind } from './tables'

/** The balances of a scheme's accounts in a year, in fen; what was never booked is 0. */
export type Balances = Record<AccountKind, number>

const nothing: Balances = {
  appropriated: 0,
  available: 0,
  approved: 0,
  budgeted: 0,
  submitted: 0,
  paid: 0,
  returned: 0,
  overdue: 0,
  'overdue-memo': 0,
  suspense: 0,
  unexplained: 0,
  charged: 0,
  receivable: 0,
  received: 0,
  'deposit-held': 0,
  unasked: 0,
  'to-return': 0,
  'written-off': 0,
}

/** A sum of fen as it comes from the database. @throws RangeError beyond what a number holds exactly */
export const safeFen = (sum: string | number): number => {
  const fen = Number(sum)
  if (!Number.isSafeInteger(fen)) throw new RangeError('a sum of fen is beyond 2^53')
  return fen
}

interface Sum {
  account: AccountKind
  scheme: string
  year: number
  sum: string
}
// One statement, so that the sums and what is not added to them yet are of the same moment.
const sums = statement<{ keys: string }>()<Sum>((db, { keys }) => ({
  compile: () =>
    sql`
        with wanted as (select * from jsonb_to_recordset(${keys}::jsonb) as given (scheme text, year integer))
        select account, scheme, year, sum(amount_fen) as sum from (
          select account, scheme, year, amount_fen from ledger_total join wanted using (scheme, year)
          union all
          select account, scheme, year, amount_fen::numeric
          from ledger_unsummed join ledger_entry using (booking_id) join wanted using (scheme, year)
        ) as parts group by account, scheme, year`.compile(db),
}))

/** Balances of several schemes and years, by `scheme:year`. */
export const balancesOf = async (
  db: Db,
  of: readonly { scheme: string; year: number }[],
): Promise<Map<string, Balances>> => {
  const found = new Map(of.map(({ scheme, year }) => [`${scheme}:${year}`, { ...nothing }]))
  if (of.length === 0) return found
  const { rows } = await sums(db, { keys: JSON.stringify(of.map(({ scheme, year }) => ({ scheme, year }))) })
  for (const { account, scheme, year, sum } of rows) {
    const balances = found.get(`${scheme}:${year}`)
    if (balances) balances[account] = safeFen(sum)
  }
  return found
}

/** Balances of one scheme in one year. */
export const balancesIn = async (db: Db, scheme: string, year: number): Promise<Balances> =>
  (await balancesOf(db, [{ scheme, year }])).get(`${scheme}:${year}`) ?? { ...nothing }

const foldedAtOnce = 5_000

/** The month under which the days of all months stand, and the scheme under which those of all schemes do. */
export const allMonths = '0001-01-01'
export const allSchemes = ''

/** Draws the middle of the days that payments waited, the lower of two, for these schemes and months. */
export const drawMedians = async (
  db: Db,
  cells: readonly { scheme: string; month: string }[],
): Promise<void> => {
  const touched = JSON.stringify(cells)
  await sql`delete from ledger_median where (scheme, month) in
    (select scheme, month from jsonb_to_recordset(${touched}::jsonb) as given (scheme text, month date))`.execute(
    db,
  )
  await sql`
    with touched as (select distinct scheme, month from jsonb_to_recordset(${touched}::jsonb) as given (scheme text, month date)),
    upto as (
      select scheme, month, days, sum(payments) over (partition by scheme, month) as payments,
        sum(payments) over (partition by scheme, month order by days) as upto
      from ledger_wait join touched using (scheme, month) where payments > 0
    )
    insert into ledger_median (scheme, month, days, payments)
    select scheme, month, min(days) filter (where upto >= payments / 2), max(payments)
    from upto group by scheme, month`.execute(db)
}

/**
 * Adds bookings to the partial sums, each once: what is taken out of `ledger_unsummed` and what is added are one
 * statement. Writers never wait for it.
 * @returns how many were added
 */
const foldOnce = async (db: Db): Promise<number> => {
  await sql`select pg_advisory_xact_lock(51516)`.execute(db) // two at once would wait for each other's sums
  const { rows } = await sql<{ bookings: number; touched: { scheme: string; month: string }[] | null }>`
    with due as (select booking_id from ledger_unsummed limit ${foldedAtOnce} for update skip locked),
    taken as (delete from ledger_unsummed where booking_id in (select booking_id from due) returning booking_id),
    summed as (
      insert into ledger_total as total (account, scheme, year, month, amount_fen)
      select entry.account, entry.scheme, entry.year, date_trunc('month', booking.happened_on)::date, sum(entry.amount_fen)
      from taken join ledger_booking booking on booking.id = taken.booking_id
        join ledger_entry entry on entry.booking_id = taken.booking_id
      group by 1, 2, 3, 4
      on conflict (account, scheme, year, month) do update set amount_fen = total.amount_fen + excluded.amount_fen
    ), paid as (
      select payment.scheme, date_trunc('month', booking.happened_on)::date as month, booking.wait_days as days,
        case when booking.act = 'unpay' then -1 else 1 end as payments
      from taken join ledger_booking booking on booking.id = taken.booking_id
        join ledger_payment payment on payment.id = booking.payment_id
      where booking.wait_days is not null
    ), waited as (
      insert into ledger_wait as wait (scheme, month, days, payments)
      select coalesce(scheme, ${allSchemes}), coalesce(month, ${allMonths}::date), days, sum(payments)
      from paid group by grouping sets ((scheme, month, days), (scheme, days), (days))
      on conflict (scheme, month, days) do update set payments = wait.payments + excluded.payments
      returning scheme, month
    )
    select count(*)::integer as bookings,
      (select jsonb_agg(distinct jsonb_build_object('scheme', scheme, 'month', month)) from waited) as touched
    from taken`.execute(db)
  const touched = rows[0]?.touched ?? []
  if (touched.length > 0) await drawMedians(db, touched)
  return rows[0]?.bookings ?? 0
}

/** Adds all bookings that stand beside the sums. @returns how many */
export const foldTotals = async (db: Kysely<Database>): Promise<number> => {
  for (let folded = 0; ;) {
    const bookings = await db.transaction().execute(foldOnce)
    folded += bookings
    if (bookings < foldedAtOnce) return folded
  }
}
