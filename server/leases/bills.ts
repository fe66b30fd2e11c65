import { billedDaysAhead, monthsOf } from '@jucai/contract/lease-vocabulary'
import { addDays, type Day } from '@jucai/contract/policies/days'
import { rentFor, type Rent } from '@jucai/contract/rent-rules'
import { v7 as uuidv7 } from 'uuid'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { cancelCharge, charge, chargesUnder, giveBack } from '../ledger'
import { referenceOf } from './numbers'
import { billsOf, insertBill, papersOf, updateBill, type BillRow, type LeaseRow } from './repository'

interface Act {
  db: Db
  now: Date
}
type Bill = Pick<BillRow, 'kind' | 'from_day' | 'to_day' | 'due_on'>

const chargeKinds = { deposit: 'deposit', rent: 'rent', use: 'rent' } as const
const whyOf = ({ kind, from_day: from, to_day: to }: Bill): string => {
  if (kind === 'deposit') return '青年人才公寓押金'
  const words = rentFor(0, from, to)
    .parts.map((part) => part.words)
    .join('；')
  return kind === 'rent' ? `租金，${words}` : `到期后的房屋占用费，${words}`
}

/** Rent from one day to another by the papers that were signed: a renewal may have another rent from its first day on. */
const rentOf = async (
  db: Db,
  row: LeaseRow,
  from: Day,
  to: Day,
): Promise<Pick<Rent, 'totalFen' | 'parts'>> => {
  const signed = await papersOf(db, row.id)
  const terms = signed.length > 0 ? signed : [{ first_day: row.first_day, rent_fen: row.rent_fen }]
  const parts = terms.flatMap(({ first_day: begins, rent_fen: fen }, at) => {
    const next = terms[at + 1]?.first_day
    const start = at === 0 || begins < from ? from : begins
    const end = next !== undefined && next <= to ? addDays(next, -1) : to
    return end < start ? [] : rentFor(fen, start, end).parts
  })
  return { totalFen: parts.reduce((sum, { amountFen }) => sum + amountFen, 0), parts }
}

/** Makes a bill out, with its charge; one that is there already stays as it is. */
const makeOut = async ({ db, now }: Act, row: LeaseRow, bill: Bill): Promise<void> => {
  const { totalFen, parts } =
    bill.kind === 'deposit'
      ? { totalFen: row.deposit_fen, parts: [] }
      : await rentOf(db, row, bill.from_day, bill.to_day)
  if (totalFen === 0) return
  const id = uuidv7()
  const isNew = await insertBill(db, {
    id,
    lease_id: row.id,
    ...bill,
    amount_fen: totalFen,
    charge_id: null,
    state: 'open',
    paid_at: null,
  })
  if (!isNew) return
  const chargeId = await charge(
    { db, now },
    {
      personId: row.person_id,
      reference: referenceOf(id),
      kind: chargeKinds[bill.kind],
      amountFen: totalFen,
      why: whyOf(bill),
      dueOn: bill.due_on,
      parts: parts.map(({ words, amountFen }) => ({ words, amountFen })),
    },
  )
  await updateBill(db, id, { charge_id: chargeId })
}

/** The day after which nothing is owed any more: the announced day where it is earlier. */
export const rentUntil = (row: Pick<LeaseRow, 'last_day' | 'leave_on'>): Day =>
  row.leave_on !== null && row.leave_on < row.last_day ? row.leave_on : row.last_day

/** Deposit and first rent, due within the days for it. */
export const billFirst = async (act: Act, row: LeaseRow, dueOn: Day): Promise<void> => {
  const [first] = monthsOf(row.first_day, row.last_day)
  await makeOut(act, row, {
    kind: 'deposit',
    from_day: row.first_day,
    to_day: row.last_day,
    due_on: dueOn,
  })
  if (first)
    await makeOut(act, row, {
      kind: 'rent',
      from_day: first.from,
      to_day: first.to,
      due_on: dueOn,
    })
}

/** The rent that is to be made out by now: months up to `until` that are due within the days ahead. */
export const billMonths = async (act: Act, row: LeaseRow, until = rentUntil(row)): Promise<void> => {
  const ahead = addDays(dayOf(act.now), billedDaysAhead)
  const bills = await billsOf(act.db, row.id)
  for (const { from, to, dueOn } of monthsOf(row.first_day, until)) {
    // What was billed of this month before, by an end that was moved: only the rest is owed.
    const billed = bills.filter(
      (one) => one.kind === 'rent' && one.state !== 'cancelled' && one.to_day >= from,
    )
    const known = billed.filter((one) => one.from_day <= to).map((one) => one.to_day)
    const start = known.reduce((latest, one) => (one >= latest ? addDays(one, 1) : latest), from)
    if (dueOn > ahead || start > to) continue
    await makeOut(act, row, {
      kind: 'rent',
      from_day: start,
      to_day: to,
      due_on: dueOn > start ? dueOn : start,
    })
  }
}

/** Days after the end, up to one, that were not billed: use of the flat, at the rent of the day. */
export const billUse = async (act: Act, row: LeaseRow, through: Day): Promise<void> => {
  const from = addDays(row.use_until ?? row.last_day, 1)
  if (through < from) return
  await makeOut(act, row, {
    kind: 'use',
    from_day: from,
    to_day: through,
    due_on: addDays(dayOf(act.now), 3),
  })
  await act.db.updateTable('lease').set({ use_until: through }).where('id', '=', row.id).execute()
}

/** Notes on the bills what the books of the ledger have received meanwhile. The lease is held. */
export const notePaid = async ({ db, now }: Act, leaseId: string): Promise<BillRow[]> => {
  const bills = await billsOf(db, leaseId)
  const open = bills.filter(({ state }) => state === 'open').map(({ id }) => referenceOf(id))
  const paid = new Set(
    (await chargesUnder(db, open)).filter(({ state }) => state === 'paid').map(({ id }) => id),
  )
  if (paid.size === 0) return bills
  for (const { id, charge_id: charged } of bills)
    if (paid.has(charged ?? '')) await updateBill(db, id, { state: 'paid', paid_at: now })
  return billsOf(db, leaseId)
}

/** Nothing is owed by this bill any more; what was paid of it goes back. */
const takeBack = async (act: Act, row: LeaseRow, bill: BillRow, why: string): Promise<void> => {
  const reference = referenceOf(bill.id)
  if (bill.state === 'open') {
    await cancelCharge(act, { reference, why })
    await updateBill(act.db, bill.id, { state: 'cancelled' })
  } else if (bill.state === 'paid')
    await giveBack(act, {
      reference,
      key: 'unused',
      toPersonId: row.person_id,
      amountFen: bill.amount_fen,
      why,
    })
}

/** Before the key: everything goes back. */
export const takeAllBack = async (act: Act, row: LeaseRow, why: string): Promise<void> => {
  for (const bill of await notePaid(act, row.id)) await takeBack(act, row, bill, why)
}

/**
 * A bill that was paid ends on an earlier day: what lies behind it goes back, and the bill says so from then on, so that
 * another day may be named and those days billed again.
 */
const shorten = async (act: Act, row: LeaseRow, bill: BillRow, lastDay: Day): Promise<void> => {
  const owedFen = (await rentOf(act.db, row, bill.from_day, lastDay)).totalFen
  if (bill.amount_fen > owedFen)
    await giveBack(act, {
      reference: referenceOf(bill.id),
      key: `unused:${lastDay}`,
      toPersonId: row.person_id,
      amountFen: bill.amount_fen - owedFen,
      why: '提前退房，多交的租金',
    })
  await updateBill(act.db, bill.id, { to_day: lastDay, amount_fen: Math.min(bill.amount_fen, owedFen) })
}

/**
 * The last day has become another: bills of what lies behind it are taken back, and the month of the day is owed in
 * part, rounded as the rule says.
 */
export const endBillsOn = async (act: Act, row: LeaseRow, lastDay: Day): Promise<void> => {
  await billMonths(act, row, lastDay)
  for (const bill of await notePaid(act, row.id)) {
    if (bill.kind === 'deposit' || bill.state === 'cancelled' || bill.to_day <= lastDay) continue
    if (bill.from_day > lastDay) {
      await takeBack(act, row, bill, '已退房，不用再交')
      await updateBill(act.db, bill.id, { state: 'cancelled' })
      continue
    }
    if (bill.state === 'paid') {
      await shorten(act, row, bill, lastDay)
      continue
    }
    await takeBack(act, row, bill, '提前退房，按住的天数重算')
    await makeOut(act, row, {
      kind: bill.kind,
      from_day: bill.from_day,
      to_day: lastDay,
      due_on: bill.due_on,
    })
  }
}
