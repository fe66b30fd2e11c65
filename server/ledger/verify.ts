import { sql, type Kysely } from 'kysely'
import { dayOf } from '../core/clock'
import type { Database, Db } from '../core/db'
import { allMonths, allSchemes } from './balances'
import { chargeProofs, type Proof } from './verify-charges'

/** A proof that did not hold: what, and where first. */
export interface LedgerFault {
  what: string
  /** Up to ten places, as ids and sums; nothing personal. */
  where: string[]
}
/** What checking the ledger found. */
export interface LedgerCheck {
  bookings: number
  entries: number
  payments: number
  faults: LedgerFault[]
}

const paymentProofs: readonly Proof[] = [
  {
    what: '每笔记账的分录合计为零，且至少两条',
    against: () => sql`
      select booking.id || ' ' || coalesce(sum(entry.amount_fen), 0) as place
      from ledger_booking booking left join ledger_entry entry on entry.booking_id = booking.id
      group by booking.id having count(entry.line) < 2 or sum(entry.amount_fen) <> 0`,
  },
  {
    what: '每笔款的金额恰好在它的状态所说的账户里，别处为零',
    against: () => sql`
      with held as (
        select payment_id, account, sum(amount_fen) as fen from ledger_entry
        where payment_id is not null and account in ('approved', 'budgeted', 'submitted', 'paid', 'returned')
        group by payment_id, account having sum(amount_fen) <> 0
      )
      select payment.id || ' ' || payment.state || ' ' || coalesce(held.account, '-') || ' ' || coalesce(held.fen, 0) as place
      from ledger_payment payment left join held on held.payment_id = payment.id
      where case when payment.state = 'cancelled' then held.account is not null
        else held.account is distinct from payment.state or held.fen is distinct from payment.amount_fen end`,
  },
  {
    what: '逾期账户里恰好是逾期未付的款',
    against: () => sql`
      with held as (
        select payment_id, sum(amount_fen) as fen from ledger_entry where account = 'overdue' group by payment_id
      )
      select payment.id || ' ' || payment.state || ' ' || coalesce(held.fen, 0) as place
      from ledger_payment payment left join held on held.payment_id = payment.id
      where coalesce(held.fen, 0) <> case
        when payment.late_on is not null and payment.state not in ('paid', 'cancelled') then payment.amount_fen else 0 end`,
  },
  {
    what: '每项预算等于可用、留出和支付之和，可用不为负',
    against: () => sql`
      select scheme || ' ' || year || ' ' || sum(amount_fen) as place from ledger_entry
      where account not in ('overdue', 'overdue-memo', 'suspense', 'unexplained')
      group by scheme, year
      having sum(amount_fen) <> 0 or sum(amount_fen) filter (where account = 'available') < 0`,
  },
  {
    what: '汇总数与分录一致',
    against: () => sql`
      with fresh as (
        select entry.account, entry.scheme, entry.year, date_trunc('month', booking.happened_on)::date as month, sum(entry.amount_fen) as fen
        from ledger_entry entry join ledger_booking booking on booking.id = entry.booking_id
        where not exists (select from ledger_unsummed where booking_id = booking.id) group by 1, 2, 3, 4
      )
      select coalesce(fresh.account, total.account) || ' ' || coalesce(fresh.scheme, total.scheme) || ' '
        || coalesce(fresh.month, total.month) || ' ' || coalesce(total.amount_fen, 0) || ' ' || coalesce(fresh.fen, 0) as place
      from fresh full join ledger_total total using (account, scheme, year, month)
      where coalesce(fresh.fen, 0) <> coalesce(total.amount_fen, 0)`,
  },
  {
    what: '到账天数的统计与记账一致',
    against: () => sql`
      with paid as (
        select payment.scheme, date_trunc('month', booking.happened_on)::date as month, booking.wait_days as days,
          case when booking.act = 'unpay' then -1 else 1 end as payments
        from ledger_booking booking join ledger_payment payment on payment.id = booking.payment_id
        where booking.wait_days is not null and not exists (select from ledger_unsummed where booking_id = booking.id)
      ), fresh as (
        select coalesce(scheme, ${allSchemes}) as scheme, coalesce(month, ${allMonths}::date) as month, days, sum(payments) as payments
        from paid group by grouping sets ((scheme, month, days), (scheme, days), (days))
      )
      select coalesce(fresh.scheme, wait.scheme) || ' ' || coalesce(fresh.month, wait.month) || ' ' || coalesce(fresh.days, wait.days) as place
      from fresh full join ledger_wait wait using (scheme, month, days)
      where coalesce(fresh.payments, 0) <> coalesce(wait.payments, 0)`,
  },
  {
    what: '到账天数的中位数与统计一致',
    against: () => sql`
      select median.scheme || ' ' || median.month as place from ledger_median median
      where median.payments <> (select sum(payments) from ledger_wait wait
          where wait.scheme = median.scheme and wait.month = median.month and payments > 0)
        or median.days <> (select percentile_disc(0.5) within group (order by days)
          from ledger_wait wait, generate_series(1, payments)
          where wait.scheme = median.scheme and wait.month = median.month)`,
  },
  {
    what: '送出、入账的每笔款恰有一条付款指令，金额相同',
    against: () => sql`
      select payment.id || ' ' || payment.state || ' ' || count(ord.id) as place
      from ledger_payment payment left join ledger_order ord on ord.payment_id = payment.id
        and ord.state = case payment.state when 'submitted' then 'sent' else 'paid' end and ord.amount_fen = payment.amount_fen
      where payment.state in ('submitted', 'paid') group by payment.id having count(ord.id) <> 1`,
  },
  {
    what: '没有送出或入账的指令属于别的状态的款',
    against: () => sql`
      select ord.id || ' ' || ord.state || ' ' || payment.state as place
      from ledger_order ord join ledger_payment payment on payment.id = ord.payment_id
      where (ord.state = 'sent' and payment.state <> 'submitted') or (ord.state = 'paid' and payment.state <> 'paid')
        or (ord.state = 'prepared' and payment.state <> 'budgeted')`,
  },
  {
    what: '每笔款至多入账一次',
    against: () => sql`
      select payment_id || ' ' || count(*) filter (where act = 'pay') as place from ledger_booking
      where act in ('pay', 'unpay') and payment_id is not null group by payment_id
      having count(*) filter (where act = 'pay') - count(*) filter (where act = 'unpay') not in (0, 1)`,
  },
  {
    what: '放行的批次笔数和金额与指令一致，由两个人办理',
    against: () => sql`
      select run.number as place from ledger_run run
      left join (select run_id, count(*) as orders, sum(amount_fen) as fen from ledger_order where state <> 'withdrawn' group by run_id) sums
        on sums.run_id = run.id
      where run.state in ('released', 'answered') and (
        run.order_count is distinct from sums.orders or run.total_fen is distinct from sums.fen
        or run.released_by is null or run.released_by = run.created_by)`,
  },
  {
    what: '待查账户等于还没有处理的银行回单行',
    against: () => sql`
      select entries.fen || ' ' || lines.fen as place from
        (select coalesce(sum(amount_fen), 0) as fen from ledger_entry where account = 'suspense') entries,
        (select coalesce(sum(case result when 'paid' then amount_fen else -amount_fen end), 0) as fen
          from ledger_return_line where state = 'open' and result is not null) lines
      where entries.fen <> lines.fen`,
  },
  {
    what: '上月及以前的待查款项已处理或写明原因',
    against: (today) => sql`
      select line.id::text as place from ledger_return_line line
      join ledger_booking booking on booking.source = 'suspense' and booking.external_id = line.id::text
      where line.state = 'open' and line.explanation is null
        and booking.happened_on < date_trunc('month', ${today}::date)`,
  },
]

const shownPlaces = 10

const countsOf = async (tx: Db) => {
  const { rows } = await sql<{ bookings: number; entries: number; payments: number }>`
    select (select count(*) from ledger_booking) as bookings, (select count(*) from ledger_entry) as entries,
      (select count(*) from ledger_payment) as payments`.execute(tx)
  return rows[0] ?? { bookings: 0, entries: 0, payments: 0 }
}

/** Proves every sum of the ledger from its entries, as this transaction sees them. */
export const proveLedger = async (tx: Db, now: Date): Promise<LedgerCheck> => {
  const faults: LedgerFault[] = []
  for (const { what, against } of [...paymentProofs, ...chargeProofs]) {
    const { rows } = await sql<{
      place: string
    }>`select place from (${against(dayOf(now))}) as found limit ${shownPlaces}`.execute(tx)
    if (rows.length > 0) faults.push({ what, where: rows.map(({ place }) => place) })
  }
  return { ...(await countsOf(tx)), faults }
}

/** The same, as all stands at one moment, while others go on writing. */
export const verifyLedger = (db: Kysely<Database>, now: Date): Promise<LedgerCheck> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((tx) => proveLedger(tx, now))
