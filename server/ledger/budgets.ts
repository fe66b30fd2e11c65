import { depositScheme } from '@jucai/contract/charge-vocabulary'
import type { Budget } from '@jucai/contract/ledger'
import { yuanText } from '@jucai/contract/ledger-rules'
import { sql } from 'kysely'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { startAfter, type PageRequest } from '../core/keyset'
import { problem } from '../core/problem'
import { balancesOf, type Balances } from './balances'
import { book } from './booking'
import type { OfficeWork } from './deps'
import { movePayments } from './moves'
import { budgetOf, holdBudget, warnOfBudget } from './owe'
import type { BudgetRow } from './tables'

/** What stands behind payments that no budget pays: the deposits that they came from. */
const fromDeposits = (balances: Balances): number =>
  balances.approved + balances.budgeted + balances.submitted + balances.paid + balances.returned

const shownBudget = (row: BudgetRow, balances: Balances): Budget => {
  const budgetFen = row.scheme === depositScheme ? fromDeposits(balances) : 0 - balances.appropriated
  const used = budgetFen - balances.available
  return {
    scheme: row.scheme,
    year: row.year,
    title: row.title,
    version: row.version,
    budgetFen,
    availableFen: balances.available,
    approvedFen: balances.approved,
    budgetedFen: balances.budgeted,
    submittedFen: balances.submitted,
    paidFen: balances.paid,
    returnedFen: balances.returned,
    overdueFen: balances.overdue,
    usedPercent: budgetFen === 0 ? 0 : Math.floor((used / budgetFen) * 100),
  }
}

const shown = async (db: Db, rows: readonly BudgetRow[]): Promise<Budget[]> => {
  const balances = await balancesOf(db, rows)
  return rows.map((row) => shownBudget(row, balances.get(`${row.scheme}:${row.year}`) as Balances))
}

const wasUsed = async (db: Db, { scheme, year }: BudgetRow): Promise<boolean> =>
  (await db
    .selectFrom('ledger_payment')
    .select('id')
    .where('scheme', '=', scheme)
    .where('year', '=', year)
    .limit(1)
    .executeTakeFirst()) !== undefined

/** Budgets without those that were taken back: nothing is in them, and nobody was ever owed from them. */
const withoutTakenBack = async (db: Db, rows: readonly BudgetRow[]): Promise<BudgetRow[]> => {
  const balances = await balancesOf(db, rows)
  const kept: BudgetRow[] = []
  for (const row of rows)
    if (balances.get(`${row.scheme}:${row.year}`)?.appropriated !== 0 || (await wasUsed(db, row)))
      kept.push(row)
  return kept
}

/** Budgets by year, newest first, and scheme; without those that were taken back. */
export const budgetPage = async (
  db: Db,
  { year, after, limit = 20 }: PageRequest & { year?: number | undefined },
) => {
  const all = await db
    .selectFrom('ledger_budget')
    .selectAll()
    .$if(year !== undefined, (query) => query.where('year', '=', year as number))
    .orderBy('year', 'desc')
    .orderBy('scheme')
    .execute() // some dozens a year
  const rows = await withoutTakenBack(db, all)
  const keyOf = (row: BudgetRow) => `${row.year}:${row.scheme}`
  const from = startAfter(rows, after, keyOf)
  const page = rows.slice(from, from + limit)
  const last = page.at(-1)
  return {
    items: await shown(db, page),
    next: last && rows.length > from + limit ? keyOf(last) : null,
  }
}

/** One budget. @throws Problem not-found */
export const showBudget = async (db: Db, scheme: string, year: number): Promise<Budget> => {
  const row = await budgetOf(db, scheme, year)
  const [found] = row ? await shown(db, [row]) : []
  if (!found) throw problem('not-found')
  return found
}

/**
 * Sets a budget: the difference is booked, the amount itself is a balance. Warnings are given anew where the new amount
 * has not reached them, and at once where a smaller one has. One of 0 from which nobody was ever owed is taken back: lists
 * leave it out, and it may be set anew.
 * @throws Problem stale-version, budget-below-reserved; event-not-allowed for deposits
 */
export const setBudget = async (
  { db, now, actor }: OfficeWork,
  { scheme, year }: { scheme: string; year: number },
  wanted: { title: string; amountFen: number; why: string; version: number },
): Promise<Budget> => {
  if (scheme === depositScheme)
    throw problem('event-not-allowed', {
      detail: '押金由保管的押金退还，不用预算，也不能设预算。要退的钱随退还登记自动列在这里',
    })
  await holdBudget(db, scheme, year)
  const known = await budgetOf(db, scheme, year)
  const isNew = wanted.version === 0 && (!known || (await withoutTakenBack(db, [known])).length === 0)
  if (!isNew && known?.version !== wanted.version)
    throw problem('stale-version', {
      detail: '这项预算刚刚有人改过，请核对后再保存',
      extra: { version: known?.version ?? 0 },
    })
  const balances = (await balancesOf(db, [{ scheme, year }])).get(`${scheme}:${year}`) as Balances
  const before = 0 - balances.appropriated
  const used = before - balances.available
  if (wanted.amountFen < used)
    throw problem('budget-below-reserved', {
      detail: `已经留出和支付 ${yuanText(used)} 元，预算不能低于它。要再低，先取消还没有送出的款项`,
    })
  const version = (known?.version ?? 0) + 1
  const reached = (percent: number) => used > 0 && used * 100 >= wanted.amountFen * percent
  const row: BudgetRow = {
    scheme,
    year,
    title: wanted.title,
    version,
    changed_at: now,
    changed_by: actor.personId,
    warned_80_at: reached(80) ? (known?.warned_80_at ?? null) : null,
    warned_100_at: reached(100) ? (known?.warned_100_at ?? null) : null,
  }
  await db
    .insertInto('ledger_budget')
    .values(row)
    .onConflict((conflict) => conflict.columns(['scheme', 'year']).doUpdateSet(row))
    .execute()
  const difference = wanted.amountFen - before
  if (difference !== 0)
    await book(db, now, [
      {
        act: 'budget',
        source: 'budget',
        externalId: `${scheme}:${year}:${version}`,
        happenedOn: dayOf(now),
        entries: [
          { account: 'appropriated', scheme, year, amountFen: -difference },
          { account: 'available', scheme, year, amountFen: difference },
        ],
      },
    ])
  if (used > 0) await warnOfBudget({ db, now }, row, used, wanted.amountFen)
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'lead',
    action: 'budget.set',
    object: `budget:${scheme}:${year}`,
    detail: { amountFen: wanted.amountFen, before, why: wanted.why },
  })
  return showBudget(db, scheme, year)
}

const allottedAtOnce = 5_000

/** Up to which promised day and amount payments are put into the plan; without a day: what has fallen due by today. */
export interface Allotment {
  promisedUntil?: string | undefined
  limitFen?: number | undefined
}
interface Asked {
  scheme: string
  year: number
  today: string
  promisedUntil: string | undefined
}

/** Whether a payment may go into the plan. Without a day none does before it falls due; what has no promise goes by when it does. */
const isAsked = ({ today, promisedUntil }: Asked) =>
  promisedUntil === undefined
    ? sql<boolean>`coalesce(counts_from, approved_on) <= ${today}`
    : sql<boolean>`coalesce(promised_on, counts_from, approved_on) <= ${promisedUntil}`

const approvedOf = (db: Db, { scheme, year }: Asked) =>
  db
    .selectFrom('ledger_payment')
    .where('scheme', '=', scheme)
    .where('year', '=', year)
    .where('state', '=', 'approved')

/** Approved payments in the order of their promises. */
const approved = (db: Db, asked: Asked) =>
  approvedOf(db, asked)
    .selectAll()
    .where(isAsked(asked))
    .orderBy('promised_on')
    .orderBy('id')
    .limit(allottedAtOnce)

/** How many are asked for, and how many others are approved. */
const countApproved = (db: Db, asked: Asked): Promise<{ asked: number; others: number }> =>
  approvedOf(db, asked)
    .select(({ fn }) => [
      fn.countAll<number>().filterWhere(isAsked(asked)).as('asked'),
      fn
        .countAll<number>()
        .filterWhere(sql<boolean>`not ${isAsked(asked)}`)
        .as('others'),
    ])
    .executeTakeFirstOrThrow()

/** Those that go in together under a limit: one that is too large is passed by, not the smaller ones after it. */
const within = <T extends { amount_fen: number }>(rows: readonly T[], limitFen: number | undefined) => {
  let totalFen = 0
  const taken = rows.filter(({ amount_fen }) => {
    if (limitFen !== undefined && totalFen + amount_fen > limitFen) return false
    totalFen += amount_fen
    return true
  })
  return { taken, totalFen }
}

/** What {@link allot} would take at this moment. @throws Problem not-found */
export const wouldAllot = async (
  { db, now }: { db: Db; now: Date },
  of: { scheme: string; year: number },
  { promisedUntil, limitFen }: Allotment,
): Promise<{ payments: number; totalFen: number; left: number; later: number }> => {
  if (!(await budgetOf(db, of.scheme, of.year))) throw problem('not-found')
  const asked = { ...of, promisedUntil, today: dayOf(now) }
  const counted = await countApproved(db, asked)
  const { taken, totalFen } = within(await approved(db, asked).execute(), limitFen)
  return { payments: taken.length, totalFen, left: counted.asked - taken.length, later: counted.others }
}

/**
 * Puts approved payments into the plan, from which runs are made.
 * @returns how many, how many of those asked for are left, and how many come later
 * @throws Problem not-found, nothing-to-pay
 */
export const allot = async (
  work: OfficeWork,
  of: { scheme: string; year: number },
  { promisedUntil, limitFen }: Allotment,
) => {
  const { db, now, actor } = work
  if (!(await budgetOf(db, of.scheme, of.year))) throw problem('not-found')
  // what another allots at this moment is passed by
  const asked = { ...of, promisedUntil, today: dayOf(now) }
  const counted = await countApproved(db, asked)
  const rows = await approved(db, asked).forUpdate().skipLocked().execute()
  const { taken, totalFen } = within(rows, limitFen)
  if (taken.length === 0)
    throw problem('nothing-to-pay', {
      detail:
        rows.length === 0
          ? counted.others > 0
            ? `${counted.others} 笔已批准的${promisedUntil ? '承诺日都更晚' : '都还没有到期'}。要提前列入，请填写更晚的承诺日`
            : '没有已批准、等着列入计划的款项'
          : `每一笔都超过 ${yuanText(limitFen ?? 0)} 元，请提高这次的金额`,
    })
  await movePayments(
    work,
    'allot',
    'budgeted',
    taken.map((payment) => ({ payment, key: payment.id, on: dayOf(now) })),
  )
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'lead',
    action: 'budget.allotted',
    object: `budget:${of.scheme}:${of.year}`,
    detail: { payments: taken.length, totalFen },
  })
  return {
    payments: taken.length,
    totalFen,
    left: counted.asked - taken.length,
    later: counted.others,
    budget: await showBudget(db, of.scheme, of.year),
  }
}
