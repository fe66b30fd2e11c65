import type { Budget } from '@jucai/contract/ledger'
import { yuanText } from '@jucai/contract/ledger-rules'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { startAfter, type PageRequest } from '../core/keyset'
import { problem } from '../core/problem'
import { balancesOf, type Balances } from './balances'
import { book } from './booking'
import type { OfficeWork } from './deps'
import { movePayments } from './moves'
import { budgetOf, holdBudget } from './owe'
import type { BudgetRow } from './tables'

const shownBudget = (row: BudgetRow, balances: Balances): Budget => {
  const budgetFen = 0 - balances.appropriated
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

/** Budgets by year, newest first, and scheme. */
export const budgetPage = async (
  db: Db,
  { year, after, limit = 20 }: PageRequest & { year?: number | undefined },
) => {
  const rows = await db
    .selectFrom('ledger_budget')
    .selectAll()
    .$if(year !== undefined, (query) => query.where('year', '=', year as number))
    .orderBy('year', 'desc')
    .orderBy('scheme')
    .execute() // some dozens a year
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
 * has not reached them.
 * @throws Problem stale-version, budget-below-reserved
 */
export const setBudget = async (
  { db, now, actor }: OfficeWork,
  { scheme, year }: { scheme: string; year: number },
  wanted: { title: string; amountFen: number; why: string; version: number },
): Promise<Budget> => {
  await holdBudget(db, scheme, year)
  const known = await budgetOf(db, scheme, year)
  if ((known?.version ?? 0) !== wanted.version)
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
  const version = wanted.version + 1
  const reached = (percent: number) => used * 100 >= wanted.amountFen * percent
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

/** Up to which day and amount payments are put into the plan; absent: all. */
export interface Allotment {
  promisedUntil?: string | undefined
  limitFen?: number | undefined
}

/** Approved payments in the order of their promises. */
const approved = (
  db: Db,
  { scheme, year }: { scheme: string; year: number },
  promisedUntil: string | undefined,
) =>
  db
    .selectFrom('ledger_payment')
    .selectAll()
    .where('scheme', '=', scheme)
    .where('year', '=', year)
    .where('state', '=', 'approved')
    .$if(promisedUntil !== undefined, (query) => query.where('promised_on', '<=', promisedUntil as string))
    .orderBy('promised_on')
    .orderBy('id')
    .limit(allottedAtOnce)

/** Those that go in together under a limit: one that is too large is passed by, not the smaller ones after it. */
const within = <T extends { amount_fen: number }>(rows: readonly T[], limitFen: number | undefined) => {
  let totalFen = 0
  const taken = rows.filter(({ amount_fen }) => {
    if (limitFen !== undefined && totalFen + amount_fen > limitFen) return false
    totalFen += amount_fen
    return true
  })
  return { taken, totalFen, left: rows.length - taken.length }
}

/** What {@link allot} would take at this moment. @throws Problem not-found */
export const wouldAllot = async (
  db: Db,
  of: { scheme: string; year: number },
  { promisedUntil, limitFen }: Allotment,
): Promise<{ payments: number; totalFen: number; left: number }> => {
  if (!(await budgetOf(db, of.scheme, of.year))) throw problem('not-found')
  const { taken, totalFen, left } = within(await approved(db, of, promisedUntil).execute(), limitFen)
  return { payments: taken.length, totalFen, left }
}

/**
 * Puts approved payments into the plan, from which runs are made.
 * @returns how many, and how many of those asked for are left
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
  const rows = await approved(db, of, promisedUntil).forUpdate().skipLocked().execute()
  const { taken, totalFen, left } = within(rows, limitFen)
  if (taken.length === 0)
    throw problem('nothing-to-pay', {
      detail:
        rows.length === 0
          ? '没有已批准、等着列入计划的款项'
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
    left,
    budget: await showBudget(db, of.scheme, of.year),
  }
}
