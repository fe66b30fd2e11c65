import { ProblemError } from '@jucai/contract/client'

/** What was refused of a field, by the pointer of the problem; null when nothing was. */
export const refusedOf = (error: unknown, pointer: string): string | null =>
  error instanceof ProblemError
    ? (error.errors.find((one) => one.pointer === `/${pointer}`)?.detail ?? null)
    : null
/** A whole number within bounds that was typed; null when it is not one. */
export const wholeIn = (text: string, least: number, most: number): number | null => {
  const value = /^\d{1,9}$/.test(text.trim()) ? Number(text) : -1
  return value >= least && value <= most ? value : null
}
/** Whether a day was chosen. */
export const isDayText = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)
