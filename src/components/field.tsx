import { useId, type ReactNode } from 'react'
import { Label, Text, View } from '@tarojs/components'
import { Icon } from './icon'
import './field.scss'

/** Attributes that tie a control to its label, hint and error; spread them on the control. */
interface FieldAttributes {
  id: string
  'aria-label': string
  'aria-describedby': string | undefined
  'aria-invalid': boolean | undefined
  'aria-required': boolean | undefined
}

/** What every field of a form has. */
export interface FieldProps {
  label: string
  /** Why it is asked, or what a right answer looks like. */
  hint?: string | undefined
  /** What is wrong and how to put it right, in words. */
  error?: string | undefined
  /** Shown as 选填 when false, because most of what is asked is needed. */
  required?: boolean
  children(attributes: FieldAttributes): ReactNode
}

/** Label, hint, control and error as one thing: what is wrong stands beside where it is wrong. */
export function Field({ label, hint, error, required = true, children }: FieldProps) {
  const id = useId().replace(/:/g, '')
  const described = [hint && `${id}h`, error && `${id}e`].filter(Boolean).join(' ')
  return (
    <View className={error ? 'field field-bad' : 'field'}>
      <Label className="field-label" for={id}>
        {label}
        {!required && <Text className="field-optional">选填</Text>}
      </Label>
      {hint && (
        <View className="field-hint" id={`${id}h`}>
          {hint}
        </View>
      )}
      {children({
        id,
        'aria-label': label,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
        'aria-required': required || undefined,
      })}
      {error && (
        <View className="field-error" id={`${id}e`} aria-role="alert">
          <Icon name="circle-alert" />
          <Text>{error}</Text>
        </View>
      )}
    </View>
  )
}
