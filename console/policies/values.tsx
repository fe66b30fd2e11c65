import { type FactDefinition } from '@jucai/contract/policies/facts'
import { Input, InputNumber } from 'antd'
import { Choice, type ControlProps } from '../parts/field'
import { unitLabels, type Unit } from '@jucai/contract/policies/units'

type Control = Partial<ControlProps> & { label?: string }

/** A whole number in its unit; money is typed in yuan. */
export function Amount({
  value,
  unit,
  onChange,
  label,
  ...control
}: Control & { value: number | null; unit: Unit; onChange(value: number | null): void }) {
  const by = unit.startsWith('fen') ? 100 : 1
  return (
    <InputNumber
      {...control}
      aria-label={label}
      className="policy-number"
      min={0}
      max={90_000_000_000_000}
      precision={by === 100 ? 2 : 0}
      suffix={unitLabels[unit]}
      value={value === null ? null : value / by}
      onChange={(typed) => onChange(typed === null ? null : Math.round(typed * by))}
    />
  )
}

/** A day of the calendar; empty text where none is typed. */
export function DayInput({
  value,
  onChange,
  label,
  ...control
}: Control & { value: string; onChange(day: string): void }) {
  return (
    <Input
      {...control}
      aria-label={label}
      type="date"
      className="policy-day"
      min="1900-01-01"
      max="2199-12-31"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

type Value = boolean | number | string
/** The first value that a fact can have. */
export const firstValue = ({ type }: FactDefinition): Value => {
  if (type.kind === 'boolean') return true
  if (type.kind === 'choice') return type.options[0]?.value ?? ''
  return type.kind === 'day' ? '2026-01-01' : 0
}
/** A value of a fact: only what it takes can be chosen. */
export function FactValueInput({
  fact,
  value,
  onChange,
  label,
}: {
  fact: FactDefinition
  value: Value
  onChange(value: Value): void
  label: string
}) {
  const { type } = fact
  if (type.kind === 'boolean')
    return (
      <Choice
        label={label}
        value={value === true ? 'yes' : 'no'}
        options={[
          { value: 'yes', label: '是' },
          { value: 'no', label: '否' },
        ]}
        onChange={(chosen) => onChange(chosen === 'yes')}
      />
    )
  if (type.kind === 'choice')
    return <Choice label={label} value={String(value)} options={type.options} onChange={onChange} />
  if (type.kind === 'day')
    return <DayInput label={label} value={String(value)} onChange={(day) => day && onChange(day)} />
  return (
    <Amount
      label={label}
      unit={type.unit}
      value={Number(value)}
      onChange={(typed) => typed !== null && onChange(typed)}
    />
  )
}
