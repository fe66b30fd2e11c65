import type { Given } from '@jucai/contract/policies/entitlements'
import { numberWords } from '@jucai/contract/policies/people-words'

/** What a policy gives, for people; empty while it gives nothing that can be counted. */
export const givenWords = (gives: Given): string => {
  if (gives.state !== 'given') return ''
  const months = gives.months === null ? '' : `，最长 ${gives.months} 个月`
  return `${numberWords(gives.value, gives.unit)}${months}`
}

/** Beside words, never alone. */
export const outcomeTones = {
  pass: 'good',
  fail: 'care',
  unknown: 'info',
  'not-applicable': 'plain',
  'not-computed': 'night',
} as const
