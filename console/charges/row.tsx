import {
  chargeKindLabels,
  chargeStateLabels,
  receiptStateLabels,
  receiptWayLabels,
  type ReceiptState,
} from '@jucai/contract/charge-vocabulary'
import type { ChargeItem, Receipt } from '@jucai/contract/charges'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { day, moment } from '../dates'
import { useAct } from '../loading'
import { yuan } from '../money'
import { Icon } from '../parts/icon'
import { Failure } from '../parts/notice'
import { ReasonDialog } from '../parts/reason-dialog'
import { Looking } from './looking'
import { WriteOff, WriteOffWords } from './write-off'

const tones: Partial<Record<ReceiptState, string>> = {
  paid: 'good',
  'to-return': 'care',
  recorded: 'info',
  unclear: 'care',
  returned: '',
}
const told = ({ state, because }: Receipt): boolean => state !== 'closed' || because !== null

function ReceiptLine({ receipt }: { receipt: Receipt }) {
  const { way, state, outsideNo, on, receivedFen, openedAt, because, tradeNo, tries } = receipt
  return (
    <div>
      <span className={`tag ${tones[state] ?? ''}`}>{receiptStateLabels[state]}</span> {receiptWayLabels[way]}
      {receivedFen !== null && receivedFen !== receipt.amountFen && `，收到 ${yuan(receivedFen)}`}
      <div className="muted small mono">
        {outsideNo ?? tradeNo} · {on ? day(on) : moment(openedAt)}
      </div>
      {because && <div className="small">{because}</div>}
      {state === 'to-return' && tries > 0 && <div className="small">已试 {tries} 次，继续重试</div>}
    </div>
  )
}

function State({ item }: { item: ChargeItem }) {
  if (item.state === 'due' && item.lateSince)
    return (
      <span className="tag bad">
        <Icon name="circle-alert" size={15} />
        逾期
      </span>
    )
  return (
    <>
      <span className={`tag ${item.state === 'paid' ? 'good' : ''}`}>{chargeStateLabels[item.state]}</span>
      {item.heldFen !== null && <div className="muted small">保管着 {yuan(item.heldFen)}</div>}
      {item.cancelledBecause && <div className="muted small">{item.cancelledBecause}</div>}
    </>
  )
}

/** Confirming what a colleague recorded, after holding it against the receipt in hand. */
function Confirming({
  item,
  receipt,
  onChanged,
}: {
  item: ChargeItem
  receipt: Receipt
  onChanged(item: ChargeItem): void
}) {
  const [open, setOpen] = useState<'confirm' | 'refuse' | null>(null)
  const { busy, error, run } = useAct()
  const confirm = () =>
    run(async () => {
      onChanged(
        await call('POST /ledger/receipts/:receipt/confirmation', { params: { receipt: receipt.id } }),
      )
      setOpen(null)
    })
  return (
    <div className="charge-acts">
      {receipt.recordedByMe ? (
        <span className="muted small">你登记的，请另一位负责人复核</span>
      ) : (
        <Button type="primary" onClick={() => setOpen('confirm')}>
          复核
        </Button>
      )}
      <Button onClick={() => setOpen('refuse')}>作废登记</Button>
      <Modal
        open={open === 'confirm'}
        title="复核这笔收款"
        okText="核对无误，确认收到"
        confirmLoading={busy}
        onOk={() => void confirm()}
        onCancel={() => setOpen(null)}
        destroyOnHidden
      >
        <p className="dialog-lead">
          请对照收据或银行流水核对，四项都一致再确认。确认以后账单付清，不能撤回。
        </p>
        <dl className="facts">
          <div>
            <dt>金额</dt>
            <dd>{yuan(receipt.amountFen)}</dd>
          </div>
          <div>
            <dt>{receipt.way === 'desk' ? '收据号' : '流水号'}</dt>
            <dd className="mono">{receipt.outsideNo}</dd>
          </div>
          <div>
            <dt>收款日期</dt>
            <dd>{receipt.on && day(receipt.on)}</dd>
          </div>
          <div>
            <dt>账单</dt>
            <dd className="mono">{item.number}</dd>
          </div>
        </dl>
        <Failure error={error} />
      </Modal>
      <ReasonDialog
        open={open === 'refuse'}
        title="作废这次登记"
        lead="账单回到待支付，号码可以重新登记。原因本人看得到。"
        action="作废"
        danger
        onDone={async (why) => {
          onChanged(
            await call('POST /ledger/receipts/:receipt/refusal', {
              params: { receipt: receipt.id },
              body: { why },
            }),
          )
          setOpen(null)
        }}
        onClose={() => setOpen(null)}
      />
    </div>
  )
}

/** One charge, how it was computed, what came for it, and what can be done. */
export function ChargeRow({
  item,
  onChanged,
  onRecord,
}: {
  item: ChargeItem
  onChanged(item: ChargeItem): void
  onRecord(): void
}) {
  const recorded = item.receipts.find(({ state }) => state === 'recorded')
  const unclear = item.receipts.find(({ state }) => state === 'unclear')
  return (
    <tr>
      <td className="charge-what">
        {item.why}
        <div className="muted small">
          <span className="mono">{item.number}</span> · {chargeKindLabels[item.kind]}
        </div>
        {item.parts.length > 0 && (
          <details className="charge-parts">
            <summary>怎么算的</summary>
            {item.parts.map(({ words, amountFen }) => (
              <div key={words} className="small">
                {words}：{yuan(amountFen)}
              </div>
            ))}
          </details>
        )}
      </td>
      <td className="num mono">{yuan(item.amountFen)}</td>
      <td>
        <State item={item} />
        <WriteOffWords item={item} />
      </td>
      <td className="mono">{day(item.dueOn)}</td>
      <td>
        {item.receipts.filter(told).map((receipt) => (
          <ReceiptLine key={receipt.id} receipt={receipt} />
        ))}
      </td>
      <td>
        {unclear ? (
          <div className="charge-acts">
            <Looking receipt={unclear} onChanged={onChanged} />
          </div>
        ) : recorded ? (
          <Confirming item={item} receipt={recorded} onChanged={onChanged} />
        ) : (
          item.state === 'due' && (
            <div className="charge-acts">
              <Button onClick={onRecord}>登记收款</Button>
              <WriteOff item={item} onChanged={onChanged} />
            </div>
          )
        )}
      </td>
    </tr>
  )
}
