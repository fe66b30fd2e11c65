import { Input, Textarea, type InputProps } from '@tarojs/components'
import { webOnly } from '@/web-only'
import { Field, type FieldProps } from './field'
import { useQuietInput } from './quiet-input'

type FieldTexts = Omit<FieldProps, 'children'>

interface TextInputProps extends FieldTexts {
  value: string
  onChange(value: string): void
  onBlur?(): void
  placeholder?: string
  type?: Extract<InputProps['type'], 'text' | 'number' | 'digit' | 'idcard' | 'nickname'>
  /** Longest text the server takes, in UTF-16 units. */
  maxLength?: number
  /** What the browser may fill in, as HTML's autocomplete names it. */
  autoComplete?: string
}

/** One line of text in a field. */
export function TextInput({
  value,
  onChange,
  onBlur,
  placeholder,
  type = 'text',
  maxLength = 140,
  autoComplete,
  ...field
}: TextInputProps) {
  const extra = { ...webOnly({ autoComplete }), ref: useQuietInput() }
  return (
    <Field {...field}>
      {(attributes) => (
        <Input
          {...attributes}
          {...extra}
          className="box"
          placeholderClass="box-empty"
          type={type}
          maxlength={maxLength}
          value={value}
          placeholder={placeholder ?? ''}
          onInput={(event) => onChange(event.detail.value)}
          onBlur={() => onBlur?.()}
        />
      )}
    </Field>
  )
}

interface TextAreaProps extends FieldTexts {
  value: string
  onChange(value: string): void
  placeholder?: string
  maxLength?: number
}

/** Several lines of text in a field. */
export function TextArea({ value, onChange, placeholder, maxLength = 500, ...field }: TextAreaProps) {
  const extra = { ref: useQuietInput() }
  return (
    <Field {...field}>
      {(attributes) => (
        <Textarea
          {...attributes}
          {...extra}
          className="box box-area"
          placeholderClass="box-empty"
          autoHeight
          maxlength={maxLength}
          value={value}
          placeholder={placeholder ?? ''}
          onInput={(event) => onChange(event.detail.value)}
        />
      )}
    </Field>
  )
}
