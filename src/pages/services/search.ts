import type { ProgramSummary } from '@jucai/contract/applications'
import type { Service } from '@jucai/contract/city'
import type { Door } from '@/words/doors'

/** Words, pinyin and initials that something is found by, besides what it says of itself. */
export interface Findable {
  keywords?: readonly string[]
}

/**
 * Full-width letters and figures as plain ones, in lower case: how people type is not how papers are
 * written.
 */
const plain = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ')
    .toLowerCase()

const wordsOf = (query: string): string[] => plain(query).split(/\s+/).filter(Boolean)

// Letters count from the beginning of a reading only: “rd” is not 人才认定 (rcrd).
const isKey = (key: string, word: string): boolean =>
  /^[a-z]+$/.test(word) ? key.startsWith(word) : key.includes(word)

/**
 * Those that mean every word of the query: part of what they say or of a keyword, or the beginning of its
 * pinyin or initials.
 */
const search = <Item extends Findable>(
  items: readonly Item[],
  query: string,
  textOf: (item: Item) => string,
): Item[] => {
  const words = wordsOf(query)
  return items.filter((item) => {
    const text = plain(textOf(item))
    const keys = (item.keywords ?? []).map(plain)
    return words.every((word) => text.includes(word) || keys.some((key) => isKey(key, word)))
  })
}

/** Services that mean every word of the query. */
export const searchServices = <S extends Pick<Service, 'name' | 'summary' | 'benefit' | 'keywords'>>(
  services: readonly S[],
  query: string,
): S[] => search(services, query, ({ name, summary, benefit }) => `${name} ${summary} ${benefit}`)

/** Programs that mean every word of the query. */
export const searchPrograms = <P extends Pick<ProgramSummary, 'title' | 'summary' | 'keywords'>>(
  programs: readonly P[],
  query: string,
): P[] => search(programs, query, ({ title, summary }) => `${title} ${summary}`)

/** Other places of the app that mean every word of the query. */
export const searchDoors = <D extends Door & Findable>(doors: readonly D[], query: string): D[] =>
  search(doors, query, ({ title, note }) => `${title} ${note}`)
