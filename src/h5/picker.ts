// WeChat's picker as native selects: one for a list, three for a date. The display child that WeChat taps
// is not needed.
import { createElement, forwardRef, useState, type ChangeEvent } from 'react'
import { emit, htmlAttributes, type Props } from './attributes'

interface SelectProps {
  label: string
  value: string
  options: { value: string; text: string }[]
  attributes?: Record<string, unknown>
  onChange(event: ChangeEvent<HTMLSelectElement>): void
}

const select = ({ label, value, options, attributes, onChange }: SelectProps) =>
  createElement(
    'select',
    { key: label, ...attributes, 'aria-label': label, value, onChange },
    createElement('option', { key: '', value: '' }, label),
    options.map((option) => createElement('option', { key: option.value, value: option.value }, option.text)),
  )

const numbers = (from: number, to: number, unit: string) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => {
    const value = String(from + index).padStart(2, '0')
    return { value, text: `${from + index}${unit}` }
  })

/** Year, month and day beside each other; the handler hears of a date only once it is whole. */
function DateSelects({ props }: { props: Props }) {
  const given = String(props.value ?? '')
  const [parts, setParts] = useState<string[]>(given.split('-'))
  const [year = '', month = '', day = ''] = given ? given.split('-') : parts
  const wantsDay = props.fields !== 'month'
  const firstYear = Number(String(props.start ?? '1940').slice(0, 4))
  const lastYear = Number(String(props.end ?? '2040').slice(0, 4))
  const daysInMonth = year && month ? new Date(Number(year), Number(month), 0).getDate() : 31

  const change = (index: number) => (event: ChangeEvent<HTMLSelectElement>) => {
    const next = [year, month, day]
    next[index] = event.target.value
    // 31 → the month's own last day, when the month changes to a shorter one.
    if (next[0] && next[1] && next[2]) {
      next[2] = String(
        Math.min(Number(next[2]), new Date(Number(next[0]), Number(next[1]), 0).getDate()),
      ).padStart(2, '0')
    }
    setParts(next)
    const whole = next.slice(0, wantsDay ? 3 : 2)
    if (whole.every(Boolean)) emit(props.onChange, event, whole.join('-'))
  }
  const { id, className: _, ...shared } = htmlAttributes(props)
  const described = { 'aria-describedby': shared['aria-describedby'], 'aria-invalid': shared['aria-invalid'] }

  return createElement(
    'span',
    { className: 'date', role: 'group', 'aria-label': shared['aria-label'] },
    // Newest first: years of birth and graduation are closer to today than to the first year of the list.
    select({
      label: '年',
      value: year,
      options: numbers(firstYear, lastYear, '年').reverse(),
      attributes: { id, ...described },
      onChange: change(0),
    }),
    select({
      label: '月',
      value: month,
      options: numbers(1, 12, '月'),
      attributes: described,
      onChange: change(1),
    }),
    wantsDay &&
      select({
        label: '日',
        value: day,
        options: numbers(1, daysInMonth, '日'),
        attributes: described,
        onChange: change(2),
      }),
  )
}

/** A choice of a day or of one from a list, by native selects. */
export const Picker = forwardRef<HTMLElement, Props>((props, ref) => {
  if (props.mode === 'date') return createElement(DateSelects, { props })
  const range = (props.range ?? []) as (string | Record<string, string>)[]
  const text = (item: string | Record<string, string>) =>
    typeof item === 'string' ? item : (item[String(props.rangeKey)] ?? '')
  return select({
    label: String(props['aria-label'] ?? '请选择'),
    value: String(props.value ?? ''),
    options: range.map((item, index) => ({ value: String(index), text: text(item) })),
    attributes: { ref, ...htmlAttributes(props) },
    onChange: (event) => emit(props.onChange, event, Number(event.target.value)),
  })
})
