import { addDays, type Day } from './days'
import type { Parameter, ParameterValue } from './parameters'
import { parameterValueText } from './office-words'

/** What of a parameter's values decided on the days before `today`. */
const until = ({ values }: Parameter, today: Day): ParameterValue[] => {
  const yesterday = addDays(today, -1)
  return values
    .filter(({ from }) => from < today)
    .map((value) => ({ ...value, to: value.to === null || value.to > yesterday ? yesterday : value.to }))
    .sort((a, b) => (a.from < b.from ? -1 : 1))
}

/**
 * What a change of a parameter, its unit too, does to days that are over, on which people were judged by it, as a sentence;
 * null where it does nothing. A value that begins today or later is a new one beside the old; anything else is
 * a correction, which needs a reason.
 */
export const pastChange = (before: Parameter, after: Parameter, today: Day): string | null => {
  const [old, now] = [until(before, today), until(after, today)]
  const same = (a: ParameterValue, b: ParameterValue | undefined) =>
    b?.from === a.from && b.to === a.to && b.value === a.value
  const isSameUnit = before.unit === after.unit || old.length === 0
  if (isSameUnit && old.length === now.length && old.every((value, at) => same(value, now[at]))) return null
  const said = (values: readonly ParameterValue[], { unit }: Parameter) =>
    values.map((value) => parameterValueText(value, unit)).join('；') || '没有值'
  return `参数“${before.label}”在今天以前是：${said(old, before)}；改动后成了：${said(now, after)}`
}
