import type { ReturnLine } from '@jucai/contract/bank-returns'
import type { Order } from '@jucai/contract/ledger'
import { lineResultLabels, type Settlement } from '@jucai/contract/ledger-vocabulary'
import { Checkbox, Modal } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { day } from '../dates'
import { useDraft } from '../draft'
import { useAct } from '../loading'
import { yuan } from '../money'
import { Facts } from '../parts/facts'
import { Failure } from '../parts/notice'
import { LongTextField } from '../parts/text-field'
import { FindOrder } from './find-order'
import { Ways } from './ways'

const empty = { as: '' as Settlement | '', why: '' }

function LineFacts({ line }: { line: ReturnLine }) {
  const none = '没有写'
  return (
    <Facts
      of={[
        { name: '银行写的', value: line.result ? lineResultLabels[line.result] : none },
        { name: '银行写的金额', value: line.amountFen === null ? none : yuan(line.amountFen) },
        { name: '送出的金额', value: line.expectedFen === null ? '找不到这一笔' : yuan(line.expectedFen) },
        { name: '账号', value: line.lastFour ? `尾号 ${line.lastFour}` : none },
        { name: '日期', value: line.on ? day(line.on) : none },
        ...(line.bankSays ? [{ name: '银行说明', value: line.bankSays, whole: true }] : []),
      ]}
    />
  )
}

/** Settles one mismatch. A refusal is read where it was made, and what was typed stays. */
export function SettleDialog({
  line,
  onDone,
  onClose,
}: {
  line: ReturnLine
  onDone(line: ReturnLine): void
  onClose(): void
}) {
  const { draft, write, clear } = useDraft(`settlement:${line.id}`, empty)
  const [other, setOther] = useState(false)
  const [order, setOrder] = useState<Order | null>(null)
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const short = [...draft.why.trim()].length < 4
  const applies = draft.as === 'paid' || draft.as === 'returned'
  const finding = applies && (other || line.order === null)
  const send = async () => {
    setTried(true)
    const { as } = draft
    if (as === '' || short || (finding && !order)) return
    const body = { as, why: draft.why.trim(), ...(finding && order ? { order: order.id } : {}) }
    await run(async () => {
      const settled = await call('POST /ledger/lines/:line/settlement', { params: { line: line.id }, body })
      clear()
      onDone(settled)
    })
  }
  return (
    <Modal
      open
      title={`处理第 ${line.row} 行`}
      okText="处理"
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <p className="dialog-lead">{line.words}</p>
      <LineFacts line={line} />
      <div className="section-title">
        <Ways
          value={draft.as}
          fault={tried && !draft.as ? '请选择一种处理' : null}
          onChange={(as) => write({ as })}
        />
      </div>
      {applies && line.order !== null && (
        <Checkbox className="check" checked={other} onChange={(event) => setOther(event.target.checked)}>
          银行写错了，其实是另一笔
        </Checkbox>
      )}
      {finding && (
        <>
          <FindOrder order={order} onFound={setOrder} />
          {tried && !order && (
            <div className="fault" role="alert">
              请先找到是哪一笔
            </div>
          )}
        </>
      )}
      <LongTextField
        label="理由"
        required
        fault={tried && short ? '请写明理由，至少 4 个字' : null}
        rows={2}
        maxLength={200}
        value={draft.why}
        onChange={(why) => write({ why })}
      />
      <Failure error={error} />
    </Modal>
  )
}
