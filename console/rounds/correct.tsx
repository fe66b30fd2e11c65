import { namedFault, type NamedSource } from '@jucai/contract/draw/sources'
import { App, Modal } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { useAct } from '../loading'
import { Failure } from '../parts/notice'
import { LongTextField, TextField } from '../parts/text-field'
import { orStale, type OfRound } from './of-round'
import { WriteSources } from './write-sources'
import { bodyOf, faultsOf, issuesOf, valuesOf } from './write-values'

/** Corrects moments and sources of a published round, with a public reason; nothing else can be corrected. */
export function CorrectDialog({ round, onChanged, onStale, onClose }: OfRound & { onClose(): void }) {
  const [values, setValues] = useState(() => valuesOf(round))
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const named = values.sources.flatMap(({ game, issues }): NamedSource[] =>
    game === '' ? [] : [{ game, issues: issuesOf(issues) }],
  )
  const all = faultsOf(values, false)
  const faults = {
    closesAt: all.closesAt?.text,
    firstDrawingAt: all.firstDrawingAt?.text,
    choosingFrom: all.choosingFrom?.text,
    sources: namedFault(named),
    why: [...why.trim()].length < 5 ? '请写明原因，至少 5 个字' : null,
  }
  const shown = (fault: string | null | undefined) => (tried ? fault : null)
  const send = async () => {
    setTried(true)
    if (Object.values(faults).some(Boolean)) return
    const { sources, firstDrawingAt, closesAt, choosingFrom } = bodyOf(values, null)
    await run(() =>
      orStale(async () => {
        const body = {
          version: round.version,
          why: why.trim(),
          sources,
          firstDrawingAt,
          closesAt,
          choosingFrom,
        }
        onChanged(await call('POST /round-desk/:round/correction', { params: { round: round.id }, body }))
        void message.success('已更正，申请的人会收到消息')
        onClose()
      }, onStale),
    )
  }
  const time = (name: 'closesAt' | 'firstDrawingAt' | 'choosingFrom', label: string) => (
    <TextField
      label={label}
      required
      type="datetime-local"
      fault={shown(faults[name])}
      value={values[name]}
      onChange={(text) => setValues({ ...values, [name]: text })}
    />
  )
  return (
    <Modal
      open
      width={720}
      title="更正时间或来源"
      okText="更正并公开"
      cancelText="不改了"
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <p className="dialog-lead">
        更正是公开的，带着原因。规则、类别、房源在公布后不能再改：人们是照着它们申请的。
      </p>
      <div className="form-grid">
        {time('closesAt', '截止')}
        {time('firstDrawingAt', '第一次开奖')}
        {time('choosingFrom', '开始选房')}
      </div>
      <WriteSources
        value={values.sources}
        fault={shown(faults.sources)}
        onChange={(sources) => setValues({ ...values, sources })}
      />
      <LongTextField
        label="原因（会公开）"
        required
        fault={shown(faults.why)}
        rows={2}
        maxLength={300}
        value={why}
        onChange={setWhy}
      />
      <Failure error={error} />
    </Modal>
  )
}
