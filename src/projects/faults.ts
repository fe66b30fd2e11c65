import { ProblemError } from '@jucai/contract/client'
import { wordsOf } from '@/words/problems'

/** What was refused: of the field `name`, beside it; else in a sentence. */
export const refusalOf = (error: unknown, name: string): { field?: string; words?: string } => {
  const field =
    error instanceof ProblemError
      ? error.errors.find(({ pointer }) => pointer === `/${name}`)?.detail
      : undefined
  return field === undefined ? { words: wordsOf(error) } : { field }
}
