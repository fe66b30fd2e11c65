import { Button, View } from '@tarojs/components'
import { Field, type FieldProps } from './field'
import { Icon } from './icon'
import './choice.scss'

export interface ChoiceOption<Value extends string> {
  value: Value
  label: string
}

interface ChipsProps<Value extends string> extends Omit<FieldProps, 'children'> {
  options: readonly ChoiceOption<Value>[]
}

interface ChipGroupProps<Value extends string> extends ChipsProps<Value> {
  many: boolean
  isChosen(value: Value): boolean
  onChoose(value: Value): void
}

function ChipGroup<Value extends string>({ options, many, isChosen, onChoose, ...field }: ChipGroupProps<Value>) {
  const nothingChosen = !options.some(({ value }) => isChosen(value))
  return (
    <Field {...field}>
      {({ id, 'aria-label': label, 'aria-describedby': describedBy }) => (
        <View id={id} className="chips" aria-role={many ? 'group' : 'radiogroup'} aria-label={label} aria-describedby={describedBy}>
          {options.map(({ value, label: text }, index) => {
            const chosen = isChosen(value)
            // One stop for the Tab key in a radio group: the chosen one, or the first while nothing is chosen.
            const tabIndex = many || chosen || (nothingChosen && index === 0) ? 0 : -1
            return (
              <Button
                key={value}
                className={chosen ? 'chip chip-on' : 'chip'}
                hoverClass="press"
                aria-role={many ? 'checkbox' : 'radio'}
                aria-checked={chosen}
                {...{ tabIndex }}
                onClick={() => onChoose(value)}
              >
                {chosen && <Icon name="check" />}
                {text}
              </Button>
            )
          })}
        </View>
      )}
    </Field>
  )
}

export interface ChoiceProps<Value extends string> extends ChipsProps<Value> {
  value: NoInfer<Value> | undefined
  onChange(value: NoInfer<Value>): void
}

/** One of a few answers, all in sight. For more than about eight use PickerSheet. */
export function Choice<Value extends string>({ value, onChange, ...rest }: ChoiceProps<Value>) {
  return <ChipGroup {...rest} many={false} isChosen={(option) => option === value} onChoose={onChange} />
}

export interface ChoicesProps<Value extends string> extends ChipsProps<Value> {
  value: readonly NoInfer<Value>[]
  onChange(value: NoInfer<Value>[]): void
}

/** Any of a few answers, kept in the order of the options. */
export function Choices<Value extends string>({ value, onChange, ...rest }: ChoicesProps<Value>) {
  const toggle = (chosen: Value) =>
    onChange(rest.options.map((option) => option.value).filter((option) => (option === chosen) !== value.includes(option)))
  return <ChipGroup {...rest} many isChosen={(option) => value.includes(option)} onChoose={toggle} />
}
