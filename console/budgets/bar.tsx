import type { Budget } from '@jucai/contract/ledger'
import { yuan } from '../money'

/** Parts of a budget in the order of a payment's steps, what is spent first. */
export const parts = [
  { key: 'paidFen', name: '已入账', tone: 'paid' },
  { key: 'submittedFen', name: '已送出', tone: 'submitted' },
  { key: 'budgetedFen', name: '已列入计划', tone: 'budgeted' },
  { key: 'approvedFen', name: '已批准', tone: 'approved' },
  { key: 'returnedFen', name: '被退回', tone: 'returned' },
  { key: 'availableFen', name: '还可以批准', tone: 'available' },
] as const satisfies readonly { key: keyof Budget; name: string; tone: string }[]

/** A budget as a bar with its marks at 80 and 100 per cent, and its parts in words below. */
export function BudgetBar({ budget }: { budget: Budget }) {
  const share = (fen: number) => `${budget.budgetFen === 0 ? 0 : (fen / budget.budgetFen) * 100}%`
  return (
    <>
      <div className="budget-bar" aria-hidden>
        <div className="budget-parts">
          {parts.map(({ key, tone }) =>
            budget[key] > 0 ? (
              <span key={key} className={`part ${tone}`} style={{ width: share(budget[key]) }} />
            ) : null,
          )}
        </div>
        <span className="budget-mark eighty">80%</span>
        <span className="budget-mark all">100%</span>
      </div>
      <dl className="budget-facts">
        {parts.map(({ key, name, tone }) => (
          <div key={key}>
            <dt>
              <span className={`swatch part ${tone}`} aria-hidden />
              {name}
            </dt>
            <dd>{yuan(budget[key])}</dd>
          </div>
        ))}
        <div className={budget.overdueFen > 0 ? 'late' : undefined}>
          <dt>超过承诺日还没到账</dt>
          <dd>{yuan(budget.overdueFen)}</dd>
        </div>
      </dl>
    </>
  )
}
