import type { Budget } from '@jucai/contract/ledger'
import { fenOf, yuanText } from '@jucai/contract/ledger-rules'
import { call } from './api'
import { dayOf } from './dates'
import { useLoaded, type Loaded } from './loading'

/** “1,234.50 元”, from fen: two digits always, so that columns stand in line. */
export const yuan = (fen: number): string => `${yuanText(fen)} 元`

/** What is wrong with an amount that was typed in 元; null when nothing is. An empty one is `missing`. */
export const amountFault = (text: string, missing: string | null): string | null => {
  if (text.trim() === '') return missing
  const fen = fenOf(text)
  return fen === null || fen === 0
    ? '请填写大于 0 的金额，单位元，最多两位小数，例如 1200000 或 1,200,000.50'
    : null
}

/** The year here, by which budgets are made. */
export const thisYear = (): number => Number(dayOf(new Date()).slice(0, 4))

const allBudgets = async (): Promise<Budget[]> => {
  const found: Budget[] = []
  let after: string | undefined
  do {
    const page = await call('GET /ledger/budgets', { query: { after, limit: 50 } })
    found.push(...page.items)
    after = page.next ?? undefined
  } while (after !== undefined)
  return found
}
/** Every budget, newest year first: what schemes there are, and what they are called. */
export const useBudgets = (): Loaded<Budget[]> => useLoaded('budgets', allBudgets)

/** What a scheme is called; its code where no budget names it. */
export const titleOf = (budgets: readonly Budget[] | null, scheme: string): string =>
  budgets?.find((budget) => budget.scheme === scheme)?.title ?? scheme
/** Schemes as choices, each once. */
export const schemeChoices = (budgets: readonly Budget[] | null): { value: string; label: string }[] =>
  [...new Set(budgets?.map(({ scheme }) => scheme))].sort().map((scheme) => ({
    value: scheme,
    label: titleOf(budgets, scheme),
  }))
