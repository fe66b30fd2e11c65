import type { InternshipBase } from '@jucai/contract/internship-shapes'
import { Modal } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { useAct } from '../loading'
import { thisYear } from '../money'
import { ChoiceField } from '../parts/field'
import { Failure } from '../parts/notice'
import { LongTextField, TextField } from '../parts/text-field'

const results = [
  { value: '', label: '请选择' },
  { value: 'passed', label: '通过' },
  { value: 'failed', label: '不通过，终止基地' },
] as const

/** Reviews a base for a year; who finished and who was kept is counted from the records. */
export function ReviewDialog({
  base,
  onDone,
  onClose,
}: {
  base: InternshipBase
  onDone(next: InternshipBase): void
  onClose(): void
}) {
  const years = [0, 1].map((before) => String(thisYear() - before))
  const [year, setYear] = useState(years[0] ?? '')
  const [result, setResult] = useState<'passed' | 'failed' | ''>('')
  const [until, setUntil] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const faults = {
    result: result === '' ? '请选年审的结果' : null,
    note: [...note.trim()].length >= 4 ? null : '请写明依据，至少 4 个字',
  }
  const send = () => {
    setTried(true)
    if (Object.values(faults).some(Boolean)) return
    void run(async () =>
      onDone(
        await call('POST /internship-bases/:base/reviews', {
          params: { base: base.id },
          body: {
            year: Number(year),
            passed: result === 'passed',
            note: note.trim(),
            validUntil: until || null,
          },
        }),
      ),
    )
  }
  return (
    <Modal
      open
      title={`年审：${base.employer.name}`}
      okText="记下年审"
      confirmLoading={busy}
      onOk={send}
      onCancel={onClose}
      destroyOnHidden
    >
      <p className="dialog-lead">那一年期满和留用的人数按办理记录计算。单位读到您写的依据。</p>
      <ChoiceField
        label="哪一年"
        required
        value={year}
        options={years.map((value) => ({ value, label: `${value} 年` }))}
        onChange={setYear}
      />
      <ChoiceField<'passed' | 'failed'>
        label="结果"
        required
        fault={tried ? faults.result : null}
        value={result}
        options={results}
        onChange={setResult}
      />
      {result === 'passed' && (
        <TextField
          label="有效期延到"
          type="date"
          hint={base.validUntil ? `现在到 ${base.validUntil}；不延就空着` : '不延就空着'}
          value={until}
          onChange={setUntil}
        />
      )}
      <LongTextField
        label="依据"
        required
        rows={3}
        maxLength={200}
        fault={tried ? faults.note : null}
        value={note}
        onChange={setNote}
      />
      <Failure error={error} />
    </Modal>
  )
}
