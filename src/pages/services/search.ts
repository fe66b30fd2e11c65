import type { Service } from '@jucai/contract/city'

/** Full-width letters and figures as plain ones, in lower case: how people type is not how papers are written. */
const plain = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ').toLowerCase()

/** Services whose name, summary or benefit has every word of the query. */
export function searchServices<S extends Pick<Service, 'name' | 'summary' | 'benefit'>>(services: readonly S[], query: string): S[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  return services.filter(({ name, summary, benefit }) => {
    const text = plain(`${name} ${summary} ${benefit}`)
    return words.every((word) => text.includes(word))
  })
}
