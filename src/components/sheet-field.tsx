import { useState, type ReactNode } from 'react'
import { Button, Input, Text, View } from '@tarojs/components'
import { Field, type FieldProps } from './field'
import { Icon } from './icon'
import { Sheet } from './sheet'
import './sheet-field.scss'

interface SheetFieldProps extends Omit<FieldProps, 'children'> {
  /** The answer in words; undefined while there is none. */
  answer: string | undefined
  placeholder?: string
  /** What the sheet holds; `close` it with the choice. */
  children(close: () => void): ReactNode
}

/** A field that opens a sheet to choose its answer in. */
export function SheetField({ answer, placeholder = '请选择', children, ...field }: SheetFieldProps) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <Field {...field}>
      {(attributes) => (
        <>
          <Button
            id={attributes.id}
            className={answer === undefined ? 'box box-empty' : 'box'}
            aria-label={`${field.label}，${answer ?? placeholder}`}
            aria-describedby={attributes['aria-describedby']}
            aria-haspopup="dialog"
            onClick={() => setOpen(true)}
          >
            <Text className="box-text">{answer ?? placeholder}</Text>
            <Icon name="chevron-down" />
          </Button>
          {/* in a place of its own, or Taro sends all of the field again when it closes */}
          <View>
            {open && (
              <Sheet title={field.label} tall onClose={close}>
                {children(close)}
              </Sheet>
            )}
          </View>
        </>
      )}
    </Field>
  )
}

/** Where one types to find something in the list of a sheet. */
export function FindBox({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange(value: string): void
}) {
  return (
    <View className="box find">
      <Icon name="search" />
      <Input
        className="find-input"
        aria-label={`搜索${label}`}
        placeholder="输入名称或拼音首字母"
        placeholderClass="box-empty"
        value={value}
        onInput={(event) => onChange(event.detail.value)}
      />
    </View>
  )
}
