import { Button, View } from '@tarojs/components'
import { webOnly } from '@/web-only'
import { Field, type FieldProps } from './field'
import { Icon } from './icon'
import './choice.scss'

interface ChoiceOption<Value extends string> {
  value: Value
  label: string
  /** A word of what it means. Options that have one are rows; the others are chips. */
  note?: string
}

interface OptionsProps<Value extends string> extends Omit<FieldProps, 'children'> {
  options: readonly ChoiceOption<Value>[]
}

interface OptionGroupProps<Value extends string> extends OptionsProps<Value> {
  many: boolean
  isChosen(value: Value): boolean
  onChoose(value: Value): void
}

function OptionGroup<Value extends string>({
  options,
  many,
  isChosen,
  onChoose,
  ...field
}: OptionGroupProps<Value>) {
  const nothingChosen = !options.some(({ value }) => isChosen(value))
  const asRows = options.some(({ note }) => note)
  const looks = asRows ? 'option' : 'chip'
  return (
    <Field {...field}>
      {({ id, 'aria-label': label, 'aria-describedby': describedBy }) => (
        <View
          id={id}
          className={`${looks}s`}
          aria-role={many ? 'group' : 'radiogroup'}
          aria-label={label}
          aria-describedby={describedBy}
        >
          {options.map((option, index) => {
            const chosen = isChosen(option.value)
            // One stop for the Tab key in a radio group: the chosen one, or the first while nothing is
            // chosen.
            const tabIndex = many || chosen || (nothingChosen && index === 0) ? 0 : -1
            return (
              <Button
                key={option.value}
                className={chosen ? `${looks} ${looks}-on` : looks}
                aria-role={many ? 'checkbox' : 'radio'}
                aria-checked={chosen}
                {...webOnly({ tabIndex })}
                onClick={() => onChoose(option.value)}
              >
                {asRows ? (
                  <OptionRow option={option} many={many} chosen={chosen} />
                ) : (
                  <>
                    {option.label}
                    {chosen && <Icon name="check" />}
                  </>
                )}
              </Button>
            )
          })}
        </View>
      )}
    </Field>
  )
}

function OptionRow({
  option: { label, note },
  many,
  chosen,
}: {
  option: ChoiceOption<string>
  many: boolean
  chosen: boolean
}) {
  return (
    <>
      <View className={many ? 'option-mark option-square' : 'option-mark'}>
        {chosen && <Icon name="check" />}
      </View>
      <View className="option-main">
        {label}
        {note && <View className="option-note">{note}</View>}
      </View>
    </>
  )
}

interface ChoiceProps<Value extends string> extends OptionsProps<Value> {
  value: NoInfer<Value> | undefined
  onChange(value: NoInfer<Value>): void
}

/** One of a few answers, all in sight. For more than about eight use PickerSheet. */
export function Choice<Value extends string>({ value, onChange, ...rest }: ChoiceProps<Value>) {
  return <OptionGroup {...rest} many={false} isChosen={(option) => option === value} onChoose={onChange} />
}

interface ChoicesProps<Value extends string> extends OptionsProps<Value> {
  value: readonly NoInfer<Value>[]
  onChange(value: NoInfer<Value>[]): void
}

/** Any of a few answers, kept in the order of the options. */
export function Choices<Value extends string>({ value, onChange, ...rest }: ChoicesProps<Value>) {
  const toggle = (chosen: Value) =>
    onChange(
      rest.options
        .map((option) => option.value)
        .filter((option) => (option === chosen) !== value.includes(option)),
    )
  return <OptionGroup {...rest} many isChosen={(option) => value.includes(option)} onChoose={toggle} />
}
