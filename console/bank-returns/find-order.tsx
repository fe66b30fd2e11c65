import type { Order, Run } from '@jucai/contract/ledger'
import { orderStateLabels } from '@jucai/contract/ledger-vocabulary'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { useAct, useLoaded } from '../loading'
import { yuan } from '../money'
import { ChoiceField, withNone } from '../parts/field'
import { Failure, Notice } from '../parts/notice'
import { TextField } from '../parts/text-field'

const sentRuns = async (): Promise<Run[]> =>
  (
    await Promise.all(
      (['released', 'answered'] as const).map((state) =>
        call('GET /ledger/runs', { query: { state, limit: 50 } }),
      ),
    )
  ).flatMap(({ items }) => items)

/** Finds the order that a line is about by its run and number there. */
export function FindOrder({ order, onFound }: { order: Order | null; onFound(order: Order | null): void }) {
  const runs = useLoaded('sent runs', sentRuns)
  const [run, setRun] = useState('')
  const [sequence, setSequence] = useState('')
  const [missing, setMissing] = useState(false)
  const { busy, error, run: act } = useAct()
  const ready = run !== '' && /^[1-9]\d{0,5}$/.test(sequence)
  const find = () =>
    act(async () => {
      const { items } = await call('GET /ledger/runs/:run/orders', {
        params: { run },
        query: { after: String(Number(sequence) - 1), limit: 1 },
      })
      const found = items.find((one) => one.sequence === Number(sequence)) ?? null
      setMissing(found === null)
      onFound(found)
    })
  return (
    <div className="find-order">
      <Failure error={runs.error} retry={runs.reload} />
      <div className="form-grid">
        <ChoiceField
          label="批次"
          required
          value={run}
          options={withNone(
            '请选择',
            (runs.value ?? []).map(({ id, number }) => ({ value: id, label: number })),
          )}
          onChange={(id) => {
            setRun(id)
            onFound(null)
          }}
        />
        <TextField
          label="序号"
          required
          inputMode="numeric"
          maxLength={6}
          fault={missing ? '这一批里没有这个序号' : null}
          value={sequence}
          onChange={(text) => {
            setSequence(text)
            setMissing(false)
            onFound(null)
          }}
        />
      </div>
      <Button disabled={!ready} loading={busy} onClick={() => void find()}>
        找这一笔
      </Button>
      <Failure error={error} />
      {order && (
        <div className="section-title" role="status">
          <Notice tone="info" title={`${order.maskedPayee} ${order.maskedNumber}，${yuan(order.amountFen)}`}>
            {orderStateLabels[order.state]} · {order.why}
          </Notice>
        </div>
      )}
    </div>
  )
}
