import type { LeaseDamage, OfficeLease } from '@jucai/contract/lease-shapes'
import { damageStateLabels, inspectionItemLabels } from '@jucai/contract/lease-vocabulary'
import { fenOf, plainYuan } from '@jucai/contract/ledger-rules'
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { useAct } from '../loading'
import { yuan } from '../money'
import { Failure } from '../parts/notice'
import { Card } from '../parts/page'
import { actsColumn, Table } from '../parts/table'
import { TextField } from '../parts/text-field'

interface DamagesProps {
  lease: OfficeLease
  onChanged(lease: OfficeLease): void
}

/** What is taken off the deposit, and objections, which somebody else than the inspecting clerk decides. */
export function Damages({ lease, onChanged }: DamagesProps) {
  const [open, setOpen] = useState<LeaseDamage>()
  if (lease.damages.length === 0) return null
  return (
    <Card className="flush lease-card" title="押金扣款">
      <Table
        label="押金扣款"
        columns={['项目', { key: 'fen', head: '扣款', className: 'num' }, '状态', '本人的异议', actsColumn]}
      >
        {lease.damages.map((damage) => (
          <tr key={damage.id}>
            <td>
              {inspectionItemLabels[damage.item]}
              <div className="second small">{damage.why}</div>
            </td>
            <td className="num mono">
              {yuan(damage.amountFen)}
              {damage.decidedFen !== null && <div>{`复核后 ${yuan(damage.decidedFen)}`}</div>}
            </td>
            <td>
              {damage.state === 'open' ? '等本人答复' : damageStateLabels[damage.state].replace('你', '本人')}
            </td>
            <td>{damage.objection}</td>
            <td>
              {damage.state === 'objected' &&
                (lease.mayDecide ? (
                  <Button type="primary" onClick={() => setOpen(damage)}>
                    复核
                  </Button>
                ) : (
                  <span className="second small">退房是您验的，请另一位同事复核</span>
                ))}
            </td>
          </tr>
        ))}
      </Table>
      {open && (
        <Decide lease={lease} damage={open} onClose={() => setOpen(undefined)} onChanged={onChanged} />
      )}
    </Card>
  )
}

function Decide({
  lease,
  damage,
  onClose,
  onChanged,
}: DamagesProps & { damage: LeaseDamage; onClose(): void }) {
  const [amount, setAmount] = useState(plainYuan(damage.amountFen))
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const fen = amount.trim() === '0' ? 0 : fenOf(amount.trim())
  const faults = {
    amount:
      fen === null || fen > damage.amountFen ? `写 0 到 ${plainYuan(damage.amountFen)} 之间的金额` : null,
    why: why.trim().length < 4 ? '请写明理由，至少 4 个字' : null,
  }
  const decide = async () => {
    setTried(true)
    if (faults.amount || faults.why) return
    await run(async () => {
      onChanged(
        await call('PUT /leases/:lease/damages/:damage/decision', {
          params: { lease: lease.id, damage: damage.id },
          body: { amountFen: fen ?? 0, why: why.trim() },
        }),
      )
      void message.success('已复核，差额马上退')
      onClose()
    })
  }
  return (
    <Modal
      open
      title={`复核：${inspectionItemLabels[damage.item]}`}
      okText="确定"
      cancelText="先不定"
      confirmLoading={busy}
      onOk={() => void decide()}
      onCancel={onClose}
    >
      <p>{`验房时写的：${damage.why}`}</p>
      <p>{`本人的异议：${damage.objection}`}</p>
      <TextField
        label="复核后扣多少（元）"
        required
        hint="0 就是不扣，不能比原来多"
        fault={tried ? faults.amount : null}
        maxLength={12}
        value={amount}
        onChange={setAmount}
      />
      <TextField
        label="理由"
        required
        hint="本人看得到"
        fault={tried ? faults.why : null}
        maxLength={200}
        value={why}
        onChange={setWhy}
      />
      <Failure error={error} />
    </Modal>
  )
}
