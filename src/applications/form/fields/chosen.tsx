import { Button, Text, View } from '@tarojs/components'
import type { DateRange } from '@jucai/contract/forms'
import { call } from '@/api'
import { Choice, Choices } from '@/components/choice'
import { DatePicker } from '@/components/date-picker'
import { Field } from '@/components/field'
import { Icon } from '@/components/icon'
import { PickerSheet, type PickerOption } from '@/components/picker-sheet'
import { RegionPicker } from '@/components/region-picker'
import { todayInChina } from '@/words/dates'
import { regionName, rememberRegion, useRegionNames } from '../../regions'
import { useAnswer, useFault, useForm } from '../form-store'
import { hintOf, type FieldViewProps } from './typed'

const fewOptions = 8
const bound = (limit: string | number | undefined, none: string): string =>
  limit === 'today' ? todayInChina() : limit === undefined ? none : String(limit)
const lastDay = () => `${Number(todayInChina().slice(0, 4)) + 20}-12-31`

/** One of several: in sight when they are few, a sheet to search when they are many. */
export function SingleField({ field, path }: FieldViewProps) {
  const form = useForm()
  const answer = useAnswer(path)
  const shared = { label: field.label, hint: hintOf(field), required: field.required, error: useFault(path) }
  const options = field.options ?? []
  const choose = (value: string) => {
    form.set(path, value)
    form.check(path)
  }
  if (options.length > fewOptions) {
    const chosen = options.find(({ value }) => value === answer)
    return (
      <PickerSheet {...shared} options={options} value={chosen} onChange={({ value }) => choose(value)} />
    )
  }
  return (
    <Choice
      {...shared}
      options={options}
      value={typeof answer === 'string' ? answer : undefined}
      onChange={choose}
    />
  )
}

/** Any of several, kept in the order of the options. */
export function MultipleField({ field, path }: FieldViewProps) {
  const form = useForm()
  const answer = useAnswer(path)
  const chosen = Array.isArray(answer) ? (answer as string[]) : []
  return (
    <Choices
      label={field.label}
      hint={hintOf(field)}
      required={field.required}
      error={useFault(path)}
      options={field.options ?? []}
      value={chosen}
      onChange={(next) => form.set(path, next)}
    />
  )
}

/** A day. */
export function DateField({ field, path }: FieldViewProps) {
  const form = useForm()
  const answer = useAnswer(path)
  return (
    <DatePicker
      label={field.label}
      hint={hintOf(field)}
      required={field.required}
      error={useFault(path)}
      value={typeof answer === 'string' ? answer : ''}
      start={bound(field.min, '1940-01-01')}
      end={bound(field.max, lastDay())}
      onChange={(day) => {
        form.set(path, day)
        form.check(path)
      }}
    />
  )
}

/** From one day to another, or until now. */
export function DateRangeField({ field, path }: FieldViewProps) {
  const form = useForm()
  const answer = (useAnswer(path) ?? { from: '', to: '' }) as DateRange
  const error = useFault(path)
  const limits = { start: bound(field.min, '1940-01-01'), end: bound(field.max, lastDay()) }
  const change = (part: Partial<DateRange>) => {
    form.set(path, { ...answer, ...part })
    if (error) form.check(path)
  }
  return (
    <Field label={field.label} hint={hintOf(field)} required={field.required} error={error}>
      {({ id, 'aria-label': label, 'aria-describedby': described }) => (
        <View id={id} className="range" aria-role="group" aria-label={label} aria-describedby={described}>
          <DatePicker label="从" {...limits} value={answer.from} onChange={(from) => change({ from })} />
          <DatePicker
            label={answer.to ? '到' : '到（没选就是至今）'}
            {...limits}
            value={answer.to}
            onChange={(to) => change({ to })}
          />
          {answer.to !== '' && (
            <View>
              <Button className="chip" onClick={() => change({ to: '' })}>
                改成至今
              </Button>
            </View>
          )}
        </View>
      )}
    </Field>
  )
}

/** A division of China. */
export function RegionField({ field, path }: FieldViewProps) {
  const form = useForm()
  const answer = useAnswer(path)
  const code = typeof answer === 'string' ? answer : ''
  useRegionNames([code])
  return (
    <RegionPicker
      label={field.label}
      hint={hintOf(field)}
      required={field.required}
      error={useFault(path)}
      value={code ? { value: code, label: regionName(code) } : undefined}
      onChange={({ value, label }) => {
        rememberRegion(value, label)
        form.set(path, value)
        form.check(path)
      }}
    />
  )
}

const findSchools = async (query: string): Promise<PickerOption[]> => {
  const { items } = await call('GET /schools', { query: query ? { q: query } : {} })
  return items.map(({ name, city }) => ({ value: name, label: name, note: city }))
}

/** A school from the list, or as typed. */
export function SchoolField({ field, path }: FieldViewProps) {
  const form = useForm()
  const answer = useAnswer(path)
  return (
    <PickerSheet
      label={field.label}
      hint={hintOf(field)}
      required={field.required}
      error={useFault(path)}
      options={findSchools}
      free
      notFound="用上面的“用…”直接填写，写学校全称"
      value={typeof answer === 'string' && answer ? { value: answer, label: answer } : undefined}
      onChange={({ value }) => {
        form.set(path, value.slice(0, 60))
        form.check(path)
      }}
    />
  )
}

/** The applicant's own tick, never given beforehand (PIPL art. 14). */
export function ConsentField({ field, path }: FieldViewProps) {
  const form = useForm()
  const agreed = useAnswer(path) === true
  const error = useFault(path)
  return (
    <View className={error ? 'field field-bad' : 'field'}>
      <Button
        className={agreed ? 'option option-on' : 'option'}
        aria-role="checkbox"
        aria-checked={agreed}
        onClick={() => form.set(path, !agreed)}
      >
        <View className="option-mark option-square">{agreed && <Icon name="check" />}</View>
        <View className="option-main">
          {field.label}
          <View className="option-note">{hintOf(field)}</View>
        </View>
      </Button>
      {error && (
        <View className="field-error" aria-role="alert">
          <Icon name="circle-alert" />
          <Text>{error}</Text>
        </View>
      )}
    </View>
  )
}
