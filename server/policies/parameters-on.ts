import { parameterOn } from '@jucai/contract/policies/parameters'
import type { Db } from '../core/db'
import { bookBy } from './books'

/**
 * Numbers of the book in force on a day, in the order of their codes.
 * @returns undefined for each that has no value on that day, or is not in the book
 */
export const parametersOn = async (
  db: Db,
  codes: readonly string[],
  day: string,
): Promise<(number | undefined)[]> => {
  const published = await bookBy(db)
  return codes.map((code) => {
    const parameter = published?.book.parameters.find((one) => one.code === code)
    return parameter && parameterOn(parameter, day)?.value
  })
}
