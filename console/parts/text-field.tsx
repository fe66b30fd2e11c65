import { Input, type InputProps } from 'antd'
import type { TextAreaProps } from 'antd/es/input'
import { Field, type FieldWords } from './field'

interface Typed {
  value: string
  onChange(text: string): void
}

/** A field for one line of text. */
export function TextField({
  label,
  hint,
  fault,
  required,
  onChange,
  ...input
}: FieldWords & Typed & Omit<InputProps, keyof Typed | keyof FieldWords>) {
  return (
    <Field label={label} hint={hint} fault={fault} required={required}>
      {(control) => <Input {...control} {...input} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  )
}

/** A field for several lines of text. */
export function LongTextField({
  label,
  hint,
  fault,
  required,
  onChange,
  ...input
}: FieldWords & Typed & Pick<TextAreaProps, 'rows' | 'maxLength' | 'autoFocus'>) {
  return (
    <Field label={label} hint={hint} fault={fault} required={required}>
      {(control) => (
        <Input.TextArea {...control} {...input} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  )
}

/** A field for a password; `autoComplete` says whether it is the one in use or a new one. */
export function PasswordField({
  label,
  hint,
  fault,
  required,
  onChange,
  ...input
}: FieldWords & Typed & { autoComplete: 'current-password' | 'new-password' }) {
  return (
    <Field label={label} hint={hint} fault={fault} required={required}>
      {(control) => (
        <Input.Password
          {...control}
          {...input}
          maxLength={128}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
