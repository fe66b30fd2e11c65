import type { ProgramSummary } from '@jucai/contract/applications'
import type { Service } from '@jucai/contract/city'

/** Full-width letters and figures as plain ones, in lower case: how people type is not how papers are written. */
const plain = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ').toLowerCase()
const wordsOf = (query: string): string[] => plain(query).split(/\s+/).filter(Boolean)

/** Services whose name, summary or benefit has every word of the query. */
export function searchServices<S extends Pick<Service, 'name' | 'summary' | 'benefit'>>(services: readonly S[], query: string): S[] {
  const words = wordsOf(query)
  return services.filter(({ name, summary, benefit }) => {
    const text = plain(`${name} ${summary} ${benefit}`)
    return words.every((word) => text.includes(word))
  })
}

/** Programs that mean every word of the query: part of the title, summary or a keyword, or the beginning of its pinyin or initials. */
export function searchPrograms<P extends Pick<ProgramSummary, 'title' | 'summary' | 'keywords'>>(programs: readonly P[], query: string): P[] {
  const words = wordsOf(query)
  return programs.filter(({ title, summary, keywords }) => {
    const text = plain(`${title} ${summary}`)
    const keys = keywords.map(plain)
    return words.every((word) => text.includes(word) || keys.some((key) => (/^[a-z]+$/.test(word) ? key.startsWith(word) : key.includes(word))))
  })
}
