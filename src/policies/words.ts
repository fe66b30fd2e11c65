import type { Given } from '@jucai/contract/policies/entitlements'
import type { Outcome } from '@jucai/contract/policies/outcomes'
import { numberWords } from '@jucai/contract/policies/words'

/** What a policy gives, for people; empty while it gives nothing that can be counted. */
export const givenWords = (gives: Given): string => {
  if (gives.state !== 'given') return ''
  const months = gives.months === null ? '' : `，最长 ${gives.months} 个月`
  return `${numberWords(gives.value, gives.unit)}${months}`
}

/** An outcome as a person reads it of themselves. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  pass: '符合',
  fail: '不符合',
  unknown: '还不知道',
  'not-applicable': '不适用',
  'not-computed': '由人才办认定',
}
/** Beside words, never alone. */
export const outcomeTones = {
  pass: 'good',
  fail: 'care',
  unknown: 'info',
  'not-applicable': 'plain',
  'not-computed': 'night',
} as const
