import { ProblemError, extraOf } from '@jucai/contract/client'
import type { Purpose } from '@jucai/contract/vocabulary'

/**
 * What went wrong in one or two sentences for the reader: the problem's own words, or that no reply came
 * and nothing is lost.
 */
export const wordsOf = (error: unknown): string => {
  if (!(error instanceof ProblemError)) return '没有连上网络，填写的内容都还在。检查一下网络，再试一次。'
  const { title, detail } = error.body
  return [title ?? '系统出错了', detail].filter(Boolean).join('。').replace(/。+/g, '。')
}

/** A problem for {@link ProblemNotice}: its words, and the consents it asks for. */
export interface ProblemInWords {
  words: string
  missingConsents: readonly Purpose[]
}
/** What went wrong, with the consents that were missing where that was it. */
export const inWords = (error: unknown): ProblemInWords => ({
  words: wordsOf(error),
  missingConsents: extraOf(error, 'consent-needed')?.purposes ?? [],
})
