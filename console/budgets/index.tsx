import type { Budget } from '@jucai/contract/ledger'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router-dom'
import { useBudgets, yuan } from '../money'
import { ChoiceField } from '../parts/field'
import { Icon } from '../parts/icon'
import { Bones, Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { AllotDialog } from './allot-dialog'
import { BudgetBar } from './bar'
import './budgets.css'
import { SetDialog } from './set-dialog'

type Open = { what: 'set'; budget: Budget | null } | { what: 'allot'; budget: Budget } | null

function UseTag({ budget: { usedPercent } }: { budget: Budget }) {
  const [tone, icon] =
    usedPercent >= 100
      ? (['bad', 'circle-alert'] as const)
      : usedPercent >= 80
        ? (['care', 'triangle-alert'] as const)
        : (['', 'check'] as const)
  return (
    <span className={`tag ${tone}`}>
      <Icon name={icon} size={15} />
      {usedPercent >= 100 ? '已全部留出或支付，新的批准会被拦下' : `已用 ${usedPercent}%`}
    </span>
  )
}

function BudgetCard({ budget, onOpen }: { budget: Budget; onOpen(open: Open): void }) {
  const { title, scheme, year } = budget
  return (
    <Card title={title} extra={<UseTag budget={budget} />}>
      <p>
        <span className="budget-amount">{yuan(budget.budgetFen)}</span>{' '}
        <span className="muted small">
          {scheme} · {year} 年 · 第 {budget.version} 版
        </span>
      </p>
      <BudgetBar budget={budget} />
      <div className="form-actions">
        <Button onClick={() => onOpen({ what: 'set', budget })} aria-label={`调整预算：${title}`}>
          调整预算
        </Button>
        <Button
          type={budget.approvedFen > 0 ? 'primary' : 'default'}
          disabled={budget.approvedFen === 0}
          onClick={() => onOpen({ what: 'allot', budget })}
          aria-label={`${budget.approvedFen > 0 ? '列入计划' : '没有要列入计划的'}：${title}`}
        >
          {budget.approvedFen > 0 ? '列入计划' : '没有要列入计划的'}
        </Button>
        <Link className="button-link" to={`/payments?scheme=${scheme}`} aria-label={`看款项：${title}`}>
          看款项
        </Link>
      </div>
    </Card>
  )
}

/** Budgets of a year: what is reserved, under way and paid; setting them, and putting payments into the plan. */
export default function Budgets() {
  const { value, error, reload, set } = useBudgets()
  const [search, setSearch] = useSearchParams()
  const [open, setOpen] = useState<Open>(null)
  const { message } = App.useApp()
  const years = [...new Set(value?.map(({ year }) => year))]
  const year = years.find((one) => String(one) === search.get('year')) ?? years[0]
  const shown = value?.filter((budget) => budget.year === year) ?? []
  const changed = (budget: Budget) => {
    if (budget.budgetFen === 0) return void reload() // taken back, unless somebody was owed from it
    const others = (value ?? []).filter((one) => one.scheme !== budget.scheme || one.year !== budget.year)
    set([...others, budget].sort((a, b) => b.year - a.year || (a.scheme < b.scheme ? -1 : 1)))
  }
  return (
    <Page
      title="预算"
      lead="批准时就从预算里留出；用到 80% 和 100% 时负责人收到提醒，用完以后新的批准会被拦下，追加以后继续。"
      actions={
        <Button
          type="primary"
          icon={<Icon name="plus" />}
          onClick={() => setOpen({ what: 'set', budget: null })}
        >
          登记一项预算
        </Button>
      }
    >
      {years.length > 1 && (
        <div className="narrow">
          <ChoiceField
            label="年份"
            required
            value={String(year)}
            options={years.map((one) => ({ value: String(one), label: `${one} 年` }))}
            onChange={(one) => setSearch({ year: one })}
          />
        </div>
      )}
      <Failure error={error} retry={reload} />
      {!value && !error && (
        <Card>
          <Bones what="预算" lines={8} />
        </Card>
      )}
      {value?.length === 0 && (
        <Empty icon="wallet" title="还没有登记预算">
          没有预算的项目，申请批准时会被拦下。点“登记一项预算”开始。
        </Empty>
      )}
      {shown.map((budget) => (
        <BudgetCard key={budget.scheme} budget={budget} onOpen={setOpen} />
      ))}
      {open?.what === 'set' && (
        <SetDialog
          budget={open.budget}
          onClose={() => setOpen(null)}
          onDone={(budget) => {
            changed(budget)
            setOpen(null)
            void message.success(`已保存：${budget.title} ${budget.year} 年 ${yuan(budget.budgetFen)}`)
          }}
        />
      )}
      {open?.what === 'allot' && (
        <AllotDialog budget={open.budget} onClose={() => setOpen(null)} onDone={changed} />
      )}
    </Page>
  )
}
