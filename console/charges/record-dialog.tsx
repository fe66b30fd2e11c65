import type { ChargeItem } from '@jucai/contract/charges'
import { Modal } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { dayOf } from '../dates'
import { useDraft } from '../draft'
import { useAct } from '../loading'
import { yuan } from '../money'
import { ChoiceField } from '../parts/field'
import { Failure } from '../parts/notice'
import { TextField } from '../parts/text-field'

const recording = newAttempt()

type Way = 'transfer' | 'desk'
const ways: readonly { value: Way; label: string }[] = [
  { value: 'desk', label: '窗口收款，开了收据' },
  { value: 'transfer', label: '银行转账，已到账' },
]

interface Typed {
  way: Way
  number: string
  on: string
}
const emptyOf = (today: string): Typed => ({ way: 'desk', number: '', on: today })

/** Records that a charge was paid by hand: the whole of it, under a number that counts once. */
export function RecordDialog({
  item,
  onDone,
  onClose,
}: {
  item: ChargeItem
  onDone(item: ChargeItem): void
  onClose(): void
}) {
  const today = dayOf(new Date())
  const { draft, write, clear } = useDraft(`receipt ${item.id}`, emptyOf(today))
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const numberFault = draft.number.trim().length < 4 ? '请填写收据号或流水号，至少 4 位' : null
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(draft.on)
  const dayFault = !isDay ? '请选择收款的日期' : draft.on > today ? '收款日期不能晚于今天' : null
  const send = async () => {
    setTried(true)
    if (numberFault || dayFault) return
    await run(async () => {
      const body = { way: draft.way, number: draft.number.trim(), on: draft.on }
      const done = await call(
        'POST /ledger/charges/:charge/receipts',
        { params: { charge: item.id }, body },
        { attempt: recording },
      )
      clear()
      onDone(done)
    })
  }
  return (
    <Modal
      open
      title={`登记收款 ${yuan(item.amountFen)}`}
      okText="登记，交另一位复核"
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <p className="dialog-lead">
        {item.why}（{item.number}）。只收全额，不分次。另一位负责人核对收据、复核以后才算收到。
      </p>
      <ChoiceField
        label="怎么收的"
        required
        value={draft.way}
        options={ways}
        onChange={(way) => write({ way: way || 'desk' })}
      />
      <TextField
        label={draft.way === 'desk' ? '收据号' : '银行流水号'}
        required
        fault={tried ? numberFault : null}
        maxLength={40}
        value={draft.number}
        onChange={(number) => write({ number })}
      />
      <TextField
        label="收款日期"
        required
        type="date"
        max={today}
        fault={tried ? dayFault : null}
        value={draft.on}
        onChange={(on) => write({ on })}
      />
      <Failure error={error} />
    </Modal>
  )
}
