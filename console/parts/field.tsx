import { useId, type ReactElement, type ReactNode } from 'react'

/** What a field hands to its control. */
export interface ControlProps {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': boolean
  'aria-required': boolean
}

/** What is said around a control. */
export interface FieldWords {
  label: string
  hint?: ReactNode
  fault?: string | null | undefined
  required?: boolean | undefined
}

/** A label, its control, a hint, and what is wrong with it. */
export function Field({
  label,
  hint,
  fault,
  required = false,
  children,
}: FieldWords & { children: (props: ControlProps) => ReactElement }) {
  const id = useId()
  const described = [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {!required && <span className="optional">选填</span>}
      </label>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': Boolean(fault),
        'aria-required': required,
      })}
      {hint && (
        <div className="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {fault && (
        <div className="fault" id={`${id}-fault`} role="alert">
          {fault}
        </div>
      )}
    </div>
  )
}

/** A choice of a few values: the browser's own list, which every keyboard and screen reader knows. */
export function Choice<T extends string>({
  value,
  options,
  onChange,
  label,
  ...control
}: {
  value: T | ''
  options: readonly { value: T | ''; label: string }[]
  onChange(value: T | ''): void
  label?: string
  disabled?: boolean
} & Partial<ControlProps>) {
  return (
    <select
      className="choice"
      {...control}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value as T | '')}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

/** A field with a few values to choose from. */
export function ChoiceField<T extends string>({
  label,
  hint,
  fault,
  required,
  ...choice
}: FieldWords & {
  value: T | ''
  options: readonly { value: T | ''; label: string }[]
  onChange(value: T | ''): void
  disabled?: boolean
}) {
  return (
    <Field label={label} hint={hint} fault={fault} required={required}>
      {(control) => <Choice {...control} {...choice} />}
    </Field>
  )
}

/** Choices with a first one that means none. */
export const withNone = <T extends string>(
  none: string,
  options: readonly { value: T; label: string }[],
): { value: T | ''; label: string }[] => [{ value: '', label: none }, ...options]
/** Choices from a table of labels. */
export const choicesOf = <T extends string>(
  labels: Readonly<Partial<Record<T, string>>>,
): { value: T; label: string }[] =>
  (Object.entries(labels) as [T, string][]).map(([value, label]) => ({ value, label }))
