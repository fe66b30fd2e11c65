import type { ChargeItem } from '@jucai/contract/charges'
import { App, Button } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { day } from '../dates'
import { useAct } from '../loading'
import { yuan } from '../money'
import { Failure } from '../parts/notice'
import { ReasonDialog } from '../parts/reason-dialog'

interface Props {
  item: ChargeItem
  onChanged(item: ChargeItem): void
}

/** Asking that a claim against somebody who is gone be given up; it takes another officer to agree. */
function Asking({ item, onChanged }: Props) {
  const [open, setOpen] = useState(false)
  const [attempt] = useState(newAttempt)
  return (
    <>
      <Button onClick={() => setOpen(true)}>提出核销</Button>
      <ReasonDialog
        open={open}
        danger
        title={`提出核销 ${yuan(item.amountFen)}`}
        lead={`${item.why}（${item.number}）。另一位负责人同意以后不再应收，不能撤回。请写明收不回来的原因和依据，不写姓名。`}
        action="提出，交另一位复核"
        onDone={async (why) => {
          onChanged(
            await call(
              'POST /ledger/charges/:charge/write-off',
              { params: { charge: item.id }, body: { why } },
              { attempt },
            ),
          )
          setOpen(false)
        }}
        onClose={() => setOpen(false)}
      />
    </>
  )
}

/** Agreeing to it, or not. */
function Deciding({ item, onChanged }: Props) {
  const [refuses, setRefuses] = useState(false)
  const { busy, error, run } = useAct()
  const { modal } = App.useApp()
  const params = { charge: item.id }
  const agree = () =>
    run(async () => onChanged(await call('POST /ledger/charges/:charge/write-off/agreement', { params })))
  return (
    <>
      {item.writeOff?.askedByMe ? (
        <span className="muted small">你提出的核销，请另一位负责人复核</span>
      ) : (
        <Button
          danger
          loading={busy}
          onClick={() =>
            modal.confirm({
              title: `同意核销 ${yuan(item.amountFen)}`,
              content: `理由：${item.writeOff?.why ?? ''}。同意以后不再应收，不能撤回。`,
              okText: '同意核销',
              okButtonProps: { danger: true },
              onOk: agree,
            })
          }
        >
          同意核销
        </Button>
      )}
      <Button onClick={() => setRefuses(true)}>退回核销</Button>
      <Failure error={error} />
      <ReasonDialog
        open={refuses}
        title="退回核销"
        lead="账单仍然应收，以后可以再提出。"
        action="退回"
        onDone={async (why) => {
          onChanged(await call('POST /ledger/charges/:charge/write-off/refusal', { params, body: { why } }))
          setRefuses(false)
        }}
        onClose={() => setRefuses(false)}
      />
    </>
  )
}

/** What can be done about a charge whose person has deleted their account, beside collecting it. */
export function WriteOff({ item, onChanged }: Props) {
  if (!item.accountGone || item.state !== 'due') return null
  return item.writeOff ? (
    <Deciding item={item} onChanged={onChanged} />
  ) : (
    <Asking item={item} onChanged={onChanged} />
  )
}

/** That the account is gone, and what is or was asked for. */
export function WriteOffWords({ item: { accountGone, writeOff } }: Pick<Props, 'item'>) {
  return (
    <>
      {accountGone && <div className="tag">账号已注销</div>}
      {writeOff && (
        <div className="small">
          {writeOff.agreedOn
            ? `${day(writeOff.agreedOn)}核销：${writeOff.why}`
            : `${day(writeOff.askedOn)}提出核销，等复核：${writeOff.why}`}
        </div>
      )}
    </>
  )
}
