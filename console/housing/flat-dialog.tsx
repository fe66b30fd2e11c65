import type { FlatHistory } from '@jucai/contract/housing-office'
import { flatStateLabels, type FlatState } from '@jucai/contract/housing-vocabulary'
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { day, moment } from '../dates'
import { useAct, useLoaded } from '../loading'
import { ChoiceField } from '../parts/field'
import { Facts } from '../parts/facts'
import { Bones, Failure, Notice } from '../parts/notice'
import { Table } from '../parts/table'
import { TextField } from '../parts/text-field'
import { StateTag } from './state'

type To = 'free' | 'repairing' | 'withdrawn'
const acts: Record<To, string> = { free: '改为空着', repairing: '改为维修中', withdrawn: '改为不出租' }

/** One flat: what it is, what became of it, and what the office may say of it. */
export function FlatDialog({ id, onClose, onChanged }: { id: string; onClose(): void; onChanged(): void }) {
  const { value, error, reload, set } = useLoaded(`flat ${id}`, () =>
    call('GET /housing/flats/:flat/history', { params: { flat: id } }),
  )
  const changed = (history: FlatHistory) => {
    set(history)
    onChanged()
  }
  return (
    <Modal
      open
      width={760}
      title={value ? `${value.projectName} ${value.flat.building} ${value.flat.number}` : '房源'}
      footer={null}
      onCancel={onClose}
    >
      <Failure error={error} retry={reload} />
      {!value && !error && <Bones what="这套房" lines={6} />}
      {value && (
        <>
          <About history={value} />
          <Change
            key={`${value.flat.state} ${value.flat.since}`}
            history={value}
            onChanged={changed}
            onStale={reload}
          />
          {(value.flat.state === 'let' || value.flat.state === 'repairing') && (
            <Expected key={value.flat.freeFrom} history={value} onChanged={changed} />
          )}
          <History history={value} />
        </>
      )}
    </Modal>
  )
}

function About({ history: { flat, typeName } }: { history: FlatHistory }) {
  return (
    <Facts
      of={[
        { name: '现在', value: <StateTag state={flat.state} /> },
        { name: '从什么时候', value: moment(flat.since) },
        { name: '预计空出', value: flat.freeFrom ? day(flat.freeFrom) : '不知道' },
        { name: '户型', value: `${typeName}${flat.accessible ? '，无障碍' : ''}` },
        { name: '楼层', value: `${flat.floor} 层` },
        { name: '编号', value: <span className="mono">{flat.code}</span> },
      ]}
    />
  )
}

function Change({
  history: { flat, mayBecome, inUse },
  onChanged,
  onStale,
}: {
  history: FlatHistory
  onChanged(history: FlatHistory): void
  onStale(): Promise<void>
}) {
  const choices = mayBecome.filter((state): state is To => state in acts)
  const [to, setTo] = useState<To | ''>('')
  const [reason, setReason] = useState('')
  const [freeFrom, setFreeFrom] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  if (choices.length === 0)
    return (
      <Notice tone="info" title={`“${flatStateLabels[flat.state]}”现在不能由人改`}>
        {inUse ?? '选房、签约、退房会让它自己变。'}
      </Notice>
    )
  const short = [...reason.trim()].length < 2
  const send = async () => {
    setTried(true)
    if (to === '' || short) return
    const done = await run(async () => {
      onChanged(
        await call('PUT /housing/flats/:flat/state', {
          params: { flat: flat.id },
          body: {
            from: flat.state,
            to,
            reason: reason.trim(),
            freeFrom: to === 'repairing' && freeFrom ? freeFrom : null,
          },
        }),
      )
      void message.success(`已${acts[to]}`)
    })
    if (!done) await onStale()
  }
  return (
    <section aria-label="改状态" className="flat-change">
      <h3>改状态</h3>
      {flat.state === 'in-round' && (
        <Notice tone="care" title="这套房在批次里">
          改了以后，报名的人在批次的公开记录里会看到。
        </Notice>
      )}
      <div className="form-grid">
        <ChoiceField<To>
          label="改成什么"
          required
          fault={tried && to === '' ? '请选一个' : null}
          value={to}
          options={[
            { value: '', label: '请选择' },
            ...choices.map((state) => ({ value: state, label: acts[state] })),
          ]}
          onChange={setTo}
        />
        {to === 'repairing' && (
          <TextField label="预计哪天修好" type="date" value={freeFrom} onChange={setFreeFrom} />
        )}
      </div>
      <TextField
        label="理由"
        required
        hint="写进这套房的历史，不写任何人的姓名"
        fault={tried && short ? '请写明理由，至少 2 个字' : null}
        maxLength={100}
        value={reason}
        onChange={setReason}
      />
      <Failure error={error} />
      <Button type="primary" loading={busy} onClick={() => void send()}>
        {to === '' ? '改状态' : acts[to]}
      </Button>
    </section>
  )
}

function Expected({
  history: { flat },
  onChanged,
}: {
  history: FlatHistory
  onChanged(history: FlatHistory): void
}) {
  const [freeFrom, setFreeFrom] = useState(flat.freeFrom ?? '')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const short = [...reason.trim()].length < 2
  const send = async () => {
    setTried(true)
    if (short) return
    await run(async () =>
      onChanged(
        await call('PUT /housing/flats/:flat/expected-free', {
          params: { flat: flat.id },
          body: { freeFrom: freeFrom || null, reason: reason.trim() },
        }),
      ),
    )
  }
  return (
    <section aria-label="预计空出日期" className="flat-change">
      <h3>预计空出日期</h3>
      <div className="form-grid">
        <TextField
          label="哪天空出"
          hint="手机上按月份告诉大家；不知道就清空"
          type="date"
          value={freeFrom}
          onChange={setFreeFrom}
        />
        <TextField
          label="怎么知道的"
          required
          hint="例如：房客说要退、修理排期"
          fault={tried && short ? '请写明，至少 2 个字' : null}
          maxLength={100}
          value={reason}
          onChange={setReason}
        />
      </div>
      <Failure error={error} />
      <Button loading={busy} onClick={() => void send()}>
        记下日期
      </Button>
    </section>
  )
}

const moveWords = (from: FlatState | null, to: FlatState) =>
  from === null ? '登记' : from === to ? '没有变' : `${flatStateLabels[from]} → ${flatStateLabels[to]}`

function History({ history: { events } }: { history: FlatHistory }) {
  return (
    <section aria-label="历史" className="flat-change">
      <h3>历史</h3>
      <Table label="这套房的历史" columns={['时间', '变化', '理由', '谁']}>
        {events.map(({ at, from, to, reason, by }, index) => (
          <tr key={`${at} ${index}`}>
            <td className="mono second">{moment(at)}</td>
            <td>{moveWords(from, to)}</td>
            <td>{reason}</td>
            <td className="second">{by ?? '自动'}</td>
          </tr>
        ))}
      </Table>
    </section>
  )
}
