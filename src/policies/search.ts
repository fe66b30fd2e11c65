import type { Policy } from '@jucai/contract/policies/book'
import { narrowed } from '@jucai/contract/text'

const plain = (text: string): string => narrowed(text).toLowerCase()

/** Policies that mean every word: part of what they say or of a keyword, the beginning of pinyin or initials. */
export const searchPolicies = <P extends Pick<Policy, 'title' | 'summary' | 'department' | 'keywords'>>(
  policies: readonly P[],
  query: string,
): P[] => {
  const words = query.trim().split(/\s+/).map(plain).filter(Boolean)
  return policies.filter(({ title, summary, department, keywords }) => {
    const text = plain(`${title} ${summary} ${department}`)
    return words.every(
      (word) =>
        text.includes(word) ||
        keywords.some((key) =>
          /^[a-z]+$/.test(word) ? plain(key).startsWith(word) : plain(key).includes(word),
        ),
    )
  })
}
