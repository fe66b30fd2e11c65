import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../core/db'
import { statement } from '../core/statement'
import type { AccountKind, PaymentRow } from './tables'

/** One line of a booking: so much onto an account, or with a minus off it. */
export interface Entry {
  account: AccountKind
  scheme: string
  year: number
  paymentId?: string | null
  chargeId?: string | null
  amountFen: number
}

/** One business act. Written once under (source, externalId); its entries sum to zero. */
export interface Booking {
  act: string
  source: string
  externalId: string
  paymentId?: string | null
  chargeId?: string | null
  /** The day of what happened, which may lie before the day on which it is recorded. */
  happenedOn: string
  /** The booking that this one takes back. */
  reverses?: string | null
  /** Of a payment paid, or with `unpaid` no longer so: days since it was approved. */
  waitDays?: number | null
  entries: readonly Entry[]
}

// One text for any number of bookings, so that its plan is kept.
const insertAll = statement<{ bookings: string; entries: string; now: Date }>()<{ id: string }>(
  (db, { bookings, entries, now }) => ({
    compile: () =>
      sql`with booked as (
          insert into ledger_booking (id, act, source, external_id, payment_id, charge_id, happened_on, recorded_at, reverses, wait_days)
          select id, act, source, external_id, payment_id, charge_id, happened_on, ${now}::timestamptz, reverses, wait_days
          from jsonb_to_recordset(${bookings}::jsonb) as given (id uuid, act text, source text, external_id text,
            payment_id uuid, charge_id uuid, happened_on date, reverses uuid, wait_days integer)
          on conflict (source, external_id) do nothing returning id
        ), noted as (
          insert into ledger_unsummed (booking_id) select id from booked
        ), written as (
          insert into ledger_entry (booking_id, line, account, scheme, year, payment_id, charge_id, amount_fen)
          select booking_id, line, account, scheme, year, payment_id, charge_id, amount_fen
          from jsonb_to_recordset(${entries}::jsonb) as given (booking_id uuid, line smallint, account text,
            scheme text, year integer, payment_id uuid, charge_id uuid, amount_fen bigint)
          where booking_id in (select id from booked)
        ) select id from booked`.compile(db),
  }),
)

/**
 * Writes bookings, in the transaction of what they tell.
 * @returns ids by external id of those written; one that stands there already under its key is not among them
 */
export const book = async (db: Db, now: Date, bookings: readonly Booking[]): Promise<Map<string, string>> => {
  if (bookings.length === 0) return new Map()
  const withIds = bookings.map((booking) => ({ id: uuidv7(), booking }))
  const { rows } = await insertAll(db, {
    now,
    bookings: JSON.stringify(
      withIds.map(({ id, booking }) => ({
        id,
        act: booking.act,
        source: booking.source,
        external_id: booking.externalId,
        payment_id: booking.paymentId ?? null,
        charge_id: booking.chargeId ?? null,
        happened_on: booking.happenedOn,
        reverses: booking.reverses ?? null,
        wait_days: booking.waitDays ?? null,
      })),
    ),
    entries: JSON.stringify(
      withIds.flatMap(({ id, booking }) =>
        booking.entries.map((entry, at) => ({
          booking_id: id,
          line: at + 1,
          account: entry.account,
          scheme: entry.scheme,
          year: entry.year,
          payment_id: entry.paymentId ?? null,
          charge_id: entry.chargeId ?? null,
          amount_fen: entry.amountFen,
        })),
      ),
    ),
  })
  const written = new Set(rows.map(({ id }) => id))
  return new Map(
    withIds.filter(({ id }) => written.has(id)).map(({ id, booking }) => [booking.externalId, id]),
  )
}

/** What a payment's entries need of it. */
export type Booked = Pick<PaymentRow, 'id' | 'scheme' | 'year' | 'amount_fen' | 'from_charge'>

/** From where a payment's money comes, and where it goes when it is cancelled: a budget, or the deposit that is held. */
export const sourceAccount = ({ from_charge }: Pick<PaymentRow, 'from_charge'>): AccountKind =>
  from_charge === null ? 'available' : 'deposit-held'

/** Moves a payment's amount between accounts; those of the budget are nobody's, what is held is its charge's. */
export const transfer = (payment: Booked, from: AccountKind, to: AccountKind): Entry[] => {
  const entry = (account: AccountKind, amountFen: number): Entry => ({
    account,
    scheme: payment.scheme,
    year: payment.year,
    paymentId: account === sourceAccount(payment) ? null : payment.id,
    chargeId: account === 'deposit-held' ? payment.from_charge : null,
    amountFen,
  })
  return [entry(from, -payment.amount_fen), entry(to, payment.amount_fen)]
}
/** Writes down that a payment is late, beside the accounts of its steps. */
export const lateEntries = (payment: Booked): Entry[] => transfer(payment, 'overdue-memo', 'overdue')
/** And that it is so no longer. */
export const noLongerLate = (payment: Booked): Entry[] => transfer(payment, 'overdue', 'overdue-memo')

/**
 * What takes back bookings: the same entries with the other sign.
 * @param keyOf the external id of each reversal
 */
export const reversalsOf = async (
  db: Db,
  ids: readonly string[],
  {
    act,
    source,
    happenedOn,
    keyOf,
  }: Pick<Booking, 'act' | 'source' | 'happenedOn'> & {
    keyOf(id: string): string
  },
): Promise<Booking[]> => {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('ledger_entry as entry')
    .innerJoin('ledger_booking as booking', 'booking.id', 'entry.booking_id')
    .select([
      'entry.booking_id',
      'entry.account',
      'entry.scheme',
      'entry.year',
      'entry.payment_id',
      'entry.charge_id',
      'entry.amount_fen',
      'booking.payment_id as of_payment',
      'booking.charge_id as of_charge',
    ])
    .where('entry.booking_id', 'in', ids)
    .orderBy('entry.booking_id')
    .orderBy('entry.line')
    .execute()
  return ids.map((id) => {
    const mine = rows.filter((row) => row.booking_id === id)
    return {
      act,
      source,
      externalId: keyOf(id),
      paymentId: mine[0]?.of_payment ?? null,
      chargeId: mine[0]?.of_charge ?? null,
      happenedOn,
      reverses: id,
      entries: mine.map((row) => ({
        account: row.account,
        scheme: row.scheme,
        year: row.year,
        paymentId: row.payment_id,
        chargeId: row.charge_id,
        amountFen: -row.amount_fen,
      })),
    }
  })
}

/** The booking of an act; undefined when it has not happened. */
export const bookingUnder = async (db: Db, source: string, externalId: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom('ledger_booking')
      .select('id')
      .where('source', '=', source)
      .where('external_id', '=', externalId)
      .executeTakeFirst()
  )?.id
