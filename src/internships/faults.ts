import { ProblemError } from '@jucai/contract/client'
import { wordsOf } from '@/words/problems'

/** What was refused: by field, beside it, and the rest in a sentence. */
export interface Faults {
  fields: Partial<Record<string, string>>
  words?: string
}
/** Reads a refusal. */
export const faultsOf = (error: unknown): Faults => {
  const fields = Object.fromEntries(
    (error instanceof ProblemError ? error.errors : []).map(({ pointer, detail }) => [
      pointer.slice(1),
      detail,
    ]),
  )
  return Object.keys(fields).length > 0 ? { fields } : { fields, words: wordsOf(error) }
}
