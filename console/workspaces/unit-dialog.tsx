import { unitKindLabels, unitKinds, type UnitKind } from '@jucai/contract/workspace-vocabulary'
import type { KeptSite, KeptUnit } from '@jucai/contract/workspaces'
import { Modal } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { useAct } from '../loading'
import { ChoiceField } from '../parts/field'
import { Failure } from '../parts/notice'
import { TextField } from '../parts/text-field'
import { isDayText, wholeIn } from './faults'

const valuesOf = (unit: KeptUnit | undefined) => ({
  label: unit?.label ?? '',
  seats: String(unit?.seats ?? 1),
  area: String(unit?.areaSqm ?? 3),
  fee: String((unit?.feeFenPerMonth ?? 0) / 100),
  row: String(unit?.row ?? 1),
  column: String(unit?.column ?? 1),
  outFrom: unit?.outFrom ?? '',
})
type Values = ReturnType<typeof valuesOf>

const whole = (text: string, least: number, most: number): string | null =>
  wholeIn(text, least, most) === null ? `请填 ${least} 到 ${most} 的整数` : null
const faultsOf = (values: Values): Record<keyof Values, string | null> => ({
  label: values.label.trim() === '' ? '请填写编号，例如 A-01' : null,
  seats: whole(values.seats, 1, 100),
  area: whole(values.area, 1, 5000),
  fee: whole(values.fee, 0, 1_000_000),
  row: whole(values.row, 1, 40),
  column: whole(values.column, 1, 12),
  outFrom: values.outFrom === '' || isDayText(values.outFrom) ? null : '请选一天，不停用就清空',
})

/** Adds a unit to a site, or changes it. */
export function UnitDialog({
  siteId,
  unit,
  onClose,
  onDone,
}: {
  siteId: string
  unit: KeptUnit | undefined
  onClose(): void
  onDone(site: KeptSite): void
}) {
  const [values, setValues] = useState(() => valuesOf(unit))
  const [kind, setKind] = useState<UnitKind | ''>(unit?.kind ?? 'desk')
  const [tried, setTried] = useState(false)
  const [attempt] = useState(newAttempt)
  const { busy, error, run } = useAct()
  const faults = faultsOf(values)
  const send = async () => {
    setTried(true)
    if (kind === '' || Object.values(faults).some(Boolean)) return
    const body = {
      label: values.label.trim(),
      kind,
      seats: Number(values.seats),
      areaSqm: Number(values.area),
      feeFenPerMonth: Number(values.fee) * 100,
      row: Number(values.row),
      column: Number(values.column),
    }
    await run(async () => {
      onDone(
        unit
          ? await call('PUT /workspace-units/:workspaceUnit', {
              params: { workspaceUnit: unit.id },
              body: { ...body, outFrom: values.outFrom || null, version: unit.version },
            })
          : await call(
              'POST /workspace-sites/:workspaceSite/units',
              { params: { workspaceSite: siteId }, body },
              { attempt },
            ),
      )
      onClose()
    })
  }
  const line = (name: keyof Values, label: string, hint?: string) => (
    <TextField
      label={label}
      required={name !== 'outFrom'}
      {...(hint === undefined ? {} : { hint })}
      {...(name === 'outFrom' ? { type: 'date' } : {})}
      fault={tried ? faults[name] : null}
      maxLength={20}
      value={values[name]}
      onChange={(text) => setValues({ ...values, [name]: text })}
    />
  )
  return (
    <Modal
      open
      title={unit ? `改 ${unit.label}` : '加一处'}
      okText={unit ? '保存' : '加上'}
      cancelText="不改了"
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      {line('label', '编号')}
      <ChoiceField<UnitKind>
        label="哪一种"
        required
        value={kind}
        options={unitKinds.map((value) => ({ value, label: unitKindLabels[value] }))}
        onChange={setKind}
      />
      <div className="form-grid">
        {line('seats', '座位')}
        {line('area', '面积（平方米）')}
        {line('fee', '每月费用（元）', '免租期满以后的；已经进驻的不变')}
        {line('row', '第几排', '从门数起')}
        {line('column', '排里第几个')}
      </div>
      {unit && line('outFrom', '从哪天起停用', '那天以后有人用的，不能停')}
      <Failure error={error} />
    </Modal>
  )
}
