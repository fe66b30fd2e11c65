import type { Budget } from '@jucai/contract/ledger'
import { fenOf, maxOrders } from '@jucai/contract/ledger-rules'
import { batchFormatLabels, type BatchFormat } from '@jucai/contract/ledger-vocabulary'
import { Modal } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { call, newAttempt } from '../api'
import { useDraft } from '../draft'
import { useAct, type Loaded } from '../loading'
import { amountFault, yuan } from '../money'
import { ChoiceField, choicesOf, withNone } from '../parts/field'
import { Bones, Failure } from '../parts/notice'
import { TextField } from '../parts/text-field'

const making = newAttempt()
const empty = { of: '', format: 'csv-utf8' as BatchFormat, limit: '' }
const keyOf = ({ scheme, year }: Budget) => `${scheme}:${year}`

/** Makes a run of what stands in the plan. @param of the scheme and year that are asked for, `rent-subsidy:2026` */
export function MakeDialog({
  budgets,
  of,
  onClose,
}: {
  budgets: Loaded<Budget[]>
  of: string | null
  onClose(): void
}) {
  const { draft, write, clear } = useDraft('run', empty)
  const planned = budgets.value?.filter(({ budgetedFen }) => budgetedFen > 0) ?? []
  const chosen =
    planned.find((one) => keyOf(one) === (draft.of || of)) ?? (planned.length === 1 ? planned[0] : undefined)
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const go = useNavigate()
  const fault = amountFault(draft.limit, null)
  const send = async () => {
    setTried(true)
    if (!chosen || fault) return
    const body = {
      scheme: chosen.scheme,
      year: chosen.year,
      format: draft.format,
      ...(draft.limit.trim() ? { limitFen: fenOf(draft.limit) as number } : {}),
    }
    await run(async () => {
      const { id } = await call('POST /ledger/runs', { body }, { attempt: making })
      clear()
      void go(`/runs?run=${id}`)
    })
  }
  return (
    <Modal
      open
      title="编一批"
      okText="编批"
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <p className="dialog-lead">
        从用款计划里收款项，先到期的先收，一批最多 {maxOrders.toLocaleString('zh-CN')}{' '}
        笔。银行不会收的（没有账户、名字太长等）留在外面，并写明原因。
      </p>
      {!budgets.value && !budgets.error && <Bones what="用款计划" lines={2} />}
      <Failure error={budgets.error} retry={budgets.reload} />
      {budgets.value && (
        <ChoiceField
          label="项目和年份"
          required
          hint={planned.length === 0 ? '计划里没有款项。请先在“预算”里把已批准的列入计划。' : undefined}
          fault={tried && !chosen ? '请选择一个项目' : null}
          value={chosen ? keyOf(chosen) : ''}
          options={withNone(
            '请选择',
            planned.map((one) => ({
              value: keyOf(one),
              label: `${one.title} ${one.year} 年（计划里 ${yuan(one.budgetedFen)}）`,
            })),
          )}
          onChange={(next) => write({ of: next })}
        />
      )}
      <div className="form-grid">
        <ChoiceField
          label="文件格式"
          required
          hint="看银行收哪一种；名字里有生僻字的，用 UTF-8 或 Excel"
          value={draft.format}
          options={choicesOf(batchFormatLabels)}
          onChange={(format) => format && write({ format })}
        />
        <TextField
          label="这批最多（元）"
          inputMode="decimal"
          maxLength={20}
          fault={fault}
          value={draft.limit}
          onChange={(limit) => write({ limit })}
        />
      </div>
      <Failure error={error} />
    </Modal>
  )
}
