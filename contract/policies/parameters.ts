import type { Source } from '../city'
import { addDays, dayInWords, isDay, type Day } from './days'
import type { Fault } from './facts'
import { mostOf, numberText, percentOf, type Unit } from './units'

/**
 * A value with the days it holds: from `from` to `to`, both included; `to` null while no end is decided. Whole
 * numbers in the unit of the parameter; `source` is the paper that sets it.
 */
export interface ParameterValue {
  value: number
  from: Day
  to: Day | null
  source: Source
}

/** A number that the office changes, with everything it was and is decided to be. */
export interface Parameter {
  code: string
  /** As a noun, `家庭月收入上限`. */
  label: string
  unit: Unit
  values: readonly ParameterValue[]
  /** The code of a parameter that this one may never exceed: this is the floor, that the cap. */
  floorOf?: string
  /** Codes of a parameter in percent and of the one that this is that many percent of: the three never disagree. */
  shareOf?: { percent: string; of: string }
}

/** The value in force on a day with its source; undefined, which is unknown, where none is: never the last. */
export const parameterOn = (parameter: Parameter, day: Day): ParameterValue | undefined =>
  parameter.values.find(({ from, to }) => from <= day && (to === null || day <= to))

const inOrder = ({ values }: Parameter): ParameterValue[] =>
  [...values].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))

/** Days between two values of a parameter on which it has none. */
export interface ParameterGap {
  from: Day
  to: Day
}
/** The gaps of a parameter, earliest first. After the last value and before the first there is no gap. */
export const parameterGaps = (parameter: Parameter): ParameterGap[] => {
  const values = inOrder(parameter)
  return values.flatMap(({ to }, index) => {
    const next = values[index + 1]
    if (!next || to === null || addDays(to, 1) >= next.from) return []
    return [{ from: addDays(to, 1), to: addDays(next.from, -1) }]
  })
}

const valueFaults = ({ code, label, unit }: Parameter, { value, from, to }: ParameterValue): Fault[] => {
  const fault = (message: string): Fault[] => [{ at: code, message }]
  if (!Number.isInteger(value)) return fault(`参数“${label}”自 ${from} 起的值不是整数`)
  if (value > mostOf[unit])
    return fault(`参数“${label}”自 ${from} 起的值太大，最多 ${numberText(mostOf[unit], unit)}`)
  if (value < 0) return fault(`参数“${label}”自 ${from} 起的值小于 0`)
  if (!isDay(from)) return fault(`参数“${label}”的起始日期“${String(from)}”不存在`)
  if (to !== null && !isDay(to)) return fault(`参数“${label}”的截止日期“${String(to)}”不存在`)
  return to !== null && to < from ? fault(`参数“${label}”的截止日期 ${to} 早于起始日期 ${from}`) : []
}

const overlapFaults = (parameter: Parameter): Fault[] => {
  const values = inOrder(parameter)
  return values.flatMap((value, index) => {
    const next = values[index + 1]
    if (!next || (value.to !== null && value.to < next.from)) return []
    return [
      {
        at: parameter.code,
        message: `参数“${parameter.label}”在${dayInWords(next.from)}有两个值：${numberText(value.value, parameter.unit)} 和 ${numberText(next.value, parameter.unit)}，请给前一个填上截止日期`,
      },
    ]
  })
}

/** Every day on which a floor or its cap begins to have another value. */
const floorFaults = (floor: Parameter, cap: Parameter): Fault[] => {
  const days = [...floor.values, ...cap.values].map(({ from }) => from).sort()
  const day = days.find((one) => {
    const [low, high] = [parameterOn(floor, one), parameterOn(cap, one)]
    return low !== undefined && high !== undefined && low.value > high.value
  })
  if (day === undefined) return []
  const saidOn = (parameter: Parameter) => numberText(parameterOn(parameter, day)?.value ?? 0, parameter.unit)
  return [
    {
      at: cap.code,
      message: `自${dayInWords(day)}起，上限“${cap.label}”（${saidOn(cap)}）低于下限“${floor.label}”（${saidOn(floor)}）`,
    },
  ]
}

/** The first day on which a parameter is not the share that it says it is. */
const shareFaults = (
  share: Parameter,
  percent: Parameter | undefined,
  of: Parameter | undefined,
): Fault[] => {
  const fault = (message: string): Fault[] => [{ at: share.code, message: `参数“${share.label}”${message}` }]
  if (!percent || !of || percent.unit !== 'percent' || of.unit !== share.unit)
    return fault('写明是另一个参数的百分之几，但缺那两个参数，或者单位不对')
  for (const day of [share, percent, of].flatMap(({ values }) => values.map(({ from }) => from)).sort()) {
    const [own, rate, whole] = [share, percent, of].map((one) => parameterOn(one, day)?.value)
    if (own === undefined || rate === undefined || whole === undefined || own === percentOf(whole, rate))
      continue
    return fault(
      `自${dayInWords(day)}起是 ${numberText(own, share.unit)}，应为“${of.label}”的 ${rate}%，即 ${numberText(percentOf(whole, rate), share.unit)}`,
    )
  }
  return []
}

/**
 * What is wrong with parameters: values that are no whole numbers, days that do not exist, two values on one
 * day, a cap below its floor, a floor of another unit, a share that is not
 * one. `at` is the parameter's code.
 */
export const parameterFaults = (parameters: readonly Parameter[]): Fault[] => {
  const byCode = new Map(parameters.map((one) => [one.code, one]))
  const twice = parameters.filter((one) => byCode.get(one.code) !== one)
  return [
    ...twice.map(({ code }) => ({ at: code, message: `编号“${code}”用在了两个参数上，请改掉一个` })),
    ...parameters.flatMap((parameter) => {
      const wrong = parameter.values.flatMap((value) => valueFaults(parameter, value))
      return wrong.length > 0 ? wrong : overlapFaults(parameter)
    }),
    ...parameters.flatMap((floor) => {
      if (floor.floorOf === undefined) return []
      const cap = byCode.get(floor.floorOf)
      if (!cap)
        return [{ at: floor.code, message: `参数“${floor.label}”是“${floor.floorOf}”的下限，但没有这个参数` }]
      if (cap.unit !== floor.unit)
        return [{ at: floor.code, message: `参数“${floor.label}”和它的上限“${cap.label}”单位不同，无法比较` }]
      return floorFaults(floor, cap)
    }),
    ...parameters.flatMap((share) =>
      share.shareOf === undefined
        ? []
        : shareFaults(share, byCode.get(share.shareOf.percent), byCode.get(share.shareOf.of)),
    ),
  ]
}
