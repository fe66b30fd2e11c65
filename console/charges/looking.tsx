import type { ChargeItem, Receipt } from '@jucai/contract/charges'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { ReasonDialog } from '../parts/reason-dialog'

/** What came of a receipt whose transaction stands under another one: somebody has looked, and says so. */
export function Looking({ receipt, onChanged }: { receipt: Receipt; onChanged(item: ChargeItem): void }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        写明结论
      </Button>
      <ReasonDialog
        open={open}
        title="这一笔没有收到"
        lead={`请先在支付商户平台按支付编号 ${receipt.tradeNo} 和交易号 ${receipt.outsideNo ?? ''} 核对。写明结论以后账单可以再付；确实多收到的，再按转账登记。结论本人看得到。`}
        label="结论"
        action="写明"
        onDone={async (why) => {
          onChanged(
            await call('POST /ledger/receipts/:receipt/refusal', {
              params: { receipt: receipt.id },
              body: { why },
            }),
          )
          setOpen(false)
        }}
        onClose={() => setOpen(false)}
      />
    </>
  )
}
