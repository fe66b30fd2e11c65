import { extraOf } from '@jucai/contract/client'
import type { Budget } from '@jucai/contract/ledger'
import { fenOf, plainYuan } from '@jucai/contract/ledger-rules'
import { Modal } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { usePrograms } from '../city'
import { useDraft } from '../draft'
import { useAct } from '../loading'
import { amountFault, thisYear, yuan } from '../money'
import { Failure, Notice } from '../parts/notice'
import { LongTextField, TextField } from '../parts/text-field'

const empty = { scheme: '', year: '', title: '', amount: '', why: '' }
type Draft = typeof empty
const newOne: Draft = { ...empty, year: String(thisYear()) }

const faultsOf = ({ scheme, year, title, amount, why }: Draft, mayTakeBack: boolean) => ({
  scheme: /^[a-z][a-z0-9-]{1,39}$/.test(scheme) ? null : '编号由小写字母、数字和短横组成，例如 rent-subsidy',
  year: /^(20|21)\d\d$/.test(year) ? null : '请填写四位年份',
  title: [...title.trim()].length < 2 ? '请填写名称，至少 2 个字' : null,
  amount: mayTakeBack && fenOf(amount) === 0 ? null : amountFault(amount, '请填写预算金额'),
  why: [...why.trim()].length < 4 ? '请写明理由，至少 4 个字' : null,
})

/** Who changed it meanwhile, and what stands there now; what was typed stays. */
function Changed({ budget }: { budget: Budget }) {
  return (
    <Notice tone="care" title="这项预算刚刚有人改过" alert>
      现在是 {yuan(budget.budgetFen)}（“{budget.title}”，第 {budget.version}{' '}
      版）。您填的还在，请核对后再保存。
    </Notice>
  )
}

function SchemeFields({
  draft,
  write,
  shown,
}: {
  draft: Draft
  write(change: Partial<Draft>): void
  shown(fault: string | null): string | null
}) {
  const programs = usePrograms()
  const faults = faultsOf(draft, false)
  const named = (scheme: string) => programs?.find(({ key }) => key === scheme)?.title
  return (
    <div className="form-grid">
      <TextField
        label="项目编号"
        required
        list="budget-schemes"
        autoComplete="off"
        maxLength={40}
        hint="与申请项目的编号相同，批准时按它留出预算"
        fault={shown(faults.scheme)}
        value={draft.scheme}
        onChange={(scheme) => write({ scheme, title: draft.title || (named(scheme) ?? '') })}
      />
      <datalist id="budget-schemes">
        {programs?.map(({ key, title }) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </datalist>
      <TextField
        label="年份"
        required
        inputMode="numeric"
        maxLength={4}
        fault={shown(faults.year)}
        value={draft.year}
        onChange={(year) => write({ year })}
      />
    </div>
  )
}

const known = async (scheme: string, year: number): Promise<Budget | null> => {
  const { items } = await call('GET /ledger/budgets', { query: { year, limit: 50 } })
  return items.find((one) => one.scheme === scheme) ?? null
}

/** Sets a budget, or makes a new one. Refused, it stays open with what was typed. */
export function SetDialog({
  budget,
  onDone,
  onClose,
}: {
  budget: Budget | null
  onDone(changed: Budget): void
  onClose(): void
}) {
  const start: Draft = budget
    ? {
        ...empty,
        scheme: budget.scheme,
        year: String(budget.year),
        title: budget.title,
        amount: plainYuan(budget.budgetFen),
      }
    : newOne
  const [first] = useState(start)
  const { draft, write, clear } = useDraft(
    budget ? `budget:${budget.scheme}:${budget.year}` : 'budget',
    first,
  )
  const [base, setBase] = useState(budget)
  const [changed, setChanged] = useState(false)
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const reserved = base ? base.budgetFen - base.availableFen : 0
  const mayTakeBack = base !== null && reserved === 0
  const faults = faultsOf(draft, mayTakeBack)
  const shown = (fault: string | null) => (tried ? fault : null)
  const typed = (field: 'title' | 'amount' | 'why') => ({
    fault: shown(faults[field]),
    value: draft[field],
    onChange: (text: string) => write({ [field]: text }),
  })
  const send = async () => {
    setTried(true)
    if (Object.values(faults).some(Boolean)) return
    const params = { scheme: draft.scheme, year: Number(draft.year) }
    const body = {
      title: draft.title.trim(),
      amountFen: fenOf(draft.amount) as number,
      why: draft.why.trim(),
      version: base?.version ?? 0,
    }
    setChanged(false)
    await run(async () => {
      try {
        const saved = await call('PUT /ledger/budgets/:scheme/:year', { params, body })
        clear()
        onDone(saved)
      } catch (failed) {
        if (!extraOf(failed, 'stale-version')) throw failed
        setBase(await known(params.scheme, params.year))
        setChanged(true)
      }
    })
  }
  return (
    <Modal
      open
      title={budget ? `调整预算：${budget.title} ${budget.year} 年` : '登记一项预算'}
      okText="保存"
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      {base && (
        <p className="dialog-lead">
          现在 {yuan(base.budgetFen)}，其中 {yuan(reserved)} 已经留出或支付，预算不能低于它。
        </p>
      )}
      {!budget && <SchemeFields draft={draft} write={write} shown={shown} />}
      <TextField label="名称" required hint="申请人和市民看到的名称" maxLength={40} {...typed('title')} />
      <TextField
        label="预算金额（元）"
        required
        inputMode="decimal"
        maxLength={20}
        hint={mayTakeBack ? '登记错了的，填 0 就从列表里撤掉' : undefined}
        {...typed('amount')}
      />
      <LongTextField label="理由" required rows={2} maxLength={200} {...typed('why')} />
      {changed && base && <Changed budget={base} />}
      <Failure error={error} />
    </Modal>
  )
}
