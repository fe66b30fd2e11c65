import type { Policy } from '@jucai/contract/policies/book'
import { parameterOn } from '@jucai/contract/policies/parameters'
import type { Standing } from '../standing'
import { numberWords } from '@jucai/contract/policies/people-words'

/** One amount in words, by the parameters of the day; empty where there is no value. */
interface AmountWords {
  label: string
  value: string
  longest: string
}

/** What a policy gives to whom on the day. */
export const amountsOf = (
  { amounts }: Policy,
  { prepared, day }: Pick<Standing, 'prepared' | 'day'>,
): AmountWords[] => {
  const valueOf = (code: string | undefined): string => {
    const parameter = prepared.book.parameters.find((one) => one.code === code)
    const value = parameter && parameterOn(parameter, day)?.value
    return parameter && value !== undefined ? numberWords(value, parameter.unit) : ''
  }
  return amounts.map(({ label, parameter, months }) => ({
    label,
    value: valueOf(parameter),
    longest: valueOf(months),
  }))
}
