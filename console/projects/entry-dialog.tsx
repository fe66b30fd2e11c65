import { ProblemError } from '@jucai/contract/client'
import { Modal } from 'antd'
import { useState } from 'react'
import { useDraft } from '../draft'
import { useAct } from '../loading'
import { amountFault } from '../money'
import { ChoiceField } from '../parts/field'
import { Failure } from '../parts/notice'
import { TextField } from '../parts/text-field'

/** A field of an entry. `amount` is typed in 元; `people` is a whole number; a text has its least length. */
export interface EntryField {
  key: string
  label: string
  kind: 'text' | 'day' | 'amount' | 'people' | 'choice'
  hint?: string
  minLength?: number
  options?: readonly { value: string; label: string }[]
  /** What stands there at first. */
  first?: string
  /** The latest day. */
  max?: string
}

const faultOf = ({ kind, label, minLength = 0 }: EntryField, value: string): string | null => {
  if (kind === 'amount') return amountFault(value, `请填写${label}`)
  if (kind === 'day') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? null : `请选择${label}`
  if (kind === 'people') return /^[1-9]\d{0,3}$/.test(value.trim()) ? null : `${label}是 1 到 9999 的整数`
  if (kind === 'choice') return value ? null : `请选择${label}`
  return [...value.trim()].length < minLength ? `请填写${label}，至少 ${minLength} 个字` : null
}

function OneField({
  field,
  value,
  fault,
  onChange,
}: {
  field: EntryField
  value: string
  fault: string | null
  onChange(value: string): void
}) {
  const { label, hint, kind, options = [], minLength = 0, max } = field
  const required = kind !== 'text' || minLength > 0
  if (kind === 'choice')
    return (
      <ChoiceField
        {...{ label, hint, fault, required, value }}
        options={options}
        onChange={(next) => onChange(next)}
      />
    )
  return (
    <TextField
      {...{ label, hint, fault, required, value, onChange }}
      type={kind === 'day' ? 'date' : 'text'}
      maxLength={kind === 'text' ? 200 : 20}
      {...(max ? { max } : {})}
    />
  )
}

/** What was refused of a field, by the pointer of the problem. */
const refusedOf = (error: unknown, key: string): string | null =>
  error instanceof ProblemError
    ? (error.errors.find(({ pointer }) => pointer === `/${key}`)?.detail ?? null)
    : null

/** Asks for the fields of one entry. What was typed stays when it fails, and when the dialog is closed. */
export function EntryDialog({
  title,
  lead,
  action,
  danger = false,
  fields,
  draftKey,
  onDone,
  onClose,
}: {
  title: string
  lead: string
  action: string
  danger?: boolean
  fields: readonly EntryField[]
  draftKey: string
  onDone(values: Readonly<Record<string, string>>): Promise<void>
  onClose(): void
}) {
  const [empty] = useState(() => Object.fromEntries(fields.map(({ key, first = '' }) => [key, first])))
  const { draft, write, clear } = useDraft<Record<string, string>>(draftKey, empty)
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const valueOf = (key: string) => draft[key] ?? ''
  const send = async () => {
    setTried(true)
    if (fields.some((field) => faultOf(field, valueOf(field.key)) !== null)) return
    const values = Object.fromEntries(fields.map(({ key }) => [key, valueOf(key).trim()]))
    if (await run(() => onDone(values))) clear()
  }
  return (
    <Modal
      open
      title={title}
      okText={action}
      okButtonProps={{ danger }}
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <p className="dialog-lead">{lead}</p>
      {fields.map((field) => (
        <OneField
          key={field.key}
          field={field}
          value={valueOf(field.key)}
          fault={(tried ? faultOf(field, valueOf(field.key)) : null) ?? refusedOf(error, field.key)}
          onChange={(value) => write({ [field.key]: value })}
        />
      ))}
      <Failure error={error} />
    </Modal>
  )
}
