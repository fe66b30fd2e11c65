import { depositScheme } from '@jucai/contract/charge-vocabulary'
import { yuanText } from '@jucai/contract/ledger-rules'
import { dayOf } from '../core/clock'
import { emitEach } from '../core/outbox'
import { problem } from '../core/problem'
import { balancesIn } from './balances'
import { book, transfer } from './booking'
import type { Plain } from './deps'
import { holdPayments, timesReopened } from './moves'
import { budgetOf, holdBudget, paymentsUnder, warnOfBudget } from './owe'
import type { PaymentRow } from './tables'

/** Reserves anew, from one budget that is held, what payments of it were cancelled for. */
const reserve = async ({ db, now }: Plain, rows: readonly PaymentRow[]): Promise<void> => {
  const [first] = rows
  if (!first) return
  const { scheme, year } = first
  const neededFen = rows.reduce((fen, row) => fen + row.amount_fen, 0)
  const { available, appropriated } = await balancesIn(db, scheme, year)
  const budget = await budgetOf(db, scheme, year)
  if (!budget || available < neededFen)
    throw problem('budget-exhausted', {
      detail: `${year} 年的预算还剩 ${yuanText(available)} 元，恢复这几期要 ${yuanText(neededFen)} 元：退回的钱已经留给了别的款项。追加预算以后再办`,
      extra: { scheme, year, availableFen: available, neededFen },
    })
  const before = await timesReopened(
    db,
    rows.map(({ id }) => id),
  )
  await book(
    db,
    now,
    rows.map((row) => ({
      act: 'reopen',
      source: 'reopen',
      externalId: `${row.id}:${(before.get(row.id) ?? 0) + 1}`,
      paymentId: row.id,
      happenedOn: dayOf(now),
      entries: transfer(row, 'available', 'approved'),
    })),
  )
  await warnOfBudget({ db, now }, budget, neededFen - appropriated - available, -appropriated)
}

/**
 * Owes again what was cancelled by mistake: reserved anew, and late anew if it is. What is not cancelled stays.
 * @throws Problem budget-exhausted: nothing is reopened then; event-not-allowed for deposits, which are given back anew
 */
export const reopen = async (work: Plain, scheme: string, references: readonly string[]): Promise<void> => {
  const { db, now } = work
  if (scheme === depositScheme)
    throw problem('event-not-allowed', {
      detail: '押金的退还取消以后，请重新登记一笔退还，不能恢复原来那一笔',
    })
  const named = await paymentsUnder(db, scheme, references)
  const years = [...new Set(named.map(({ year }) => year))].sort()
  for (const year of years) await holdBudget(db, scheme, year)
  const held = await holdPayments(db, named.map(({ id }) => id).sort())
  const cancelled = held.filter(({ state }) => state === 'cancelled')
  if (cancelled.length === 0) return
  for (const year of years)
    await reserve(
      work,
      cancelled.filter((row) => row.year === year),
    )
  await db
    .updateTable('ledger_payment')
    .set({ state: 'approved', late_on: null })
    .where(
      'id',
      'in',
      cancelled.map(({ id }) => id),
    )
    .execute()
  await emitEach(
    db,
    now,
    'payment.moved',
    cancelled.map((row) => ({
      paymentId: row.id,
      personId: row.person_id,
      scheme,
      reference: row.reference,
      state: 'approved' as const,
    })),
  )
}
