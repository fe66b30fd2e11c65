import type { ComponentType } from 'react'
import { Picker, View, type PickerDateProps } from '@tarojs/components'
import { Field, type FieldProps } from './field'

/** The type wants a value; WeChat does not, and without one the wheel opens at today. */
const Wheel = Picker as ComponentType<Omit<PickerDateProps, 'value'> & { value?: string }>

interface DatePickerProps extends Omit<FieldProps, 'children'> {
  /** YYYY-MM-DD, or YYYY-MM when `fields` is month; empty while nothing is chosen. */
  value: string
  onChange(value: string): void
  fields?: 'day' | 'month'
  /** Earliest and latest date that can be chosen, as YYYY-MM-DD. */
  start?: string
  end?: string
}

/**
 * A date: WeChat's wheel there, three selects on H5, which also work without a mouse and for a year long
 * ago.
 */
export function DatePicker({
  value,
  onChange,
  fields = 'day',
  start = '1940-01-01',
  end = '2040-12-31',
  ...field
}: DatePickerProps) {
  return (
    <Field {...field}>
      {(attributes) => (
        <Wheel
          {...attributes}
          mode="date"
          fields={fields}
          {...(value && { value })}
          start={start}
          end={end}
          onChange={(event) => onChange(event.detail.value)}
        >
          <View className={value ? 'box' : 'box box-empty'}>{value ? chineseDate(value) : '请选择'}</View>
        </Wheel>
      )}
    </Field>
  )
}

/** 2026-07-01 → 2026年7月1日; 2026-07 → 2026年7月. */
function chineseDate(value: string): string {
  const [year, month, day] = value.split('-').map(Number)
  return `${year}年${month}月${day ? `${day}日` : ''}`
}
