import type { School } from '@jucai/contract/city'
import { startAfter } from '../core/keyset'
import { matches, searchable, type Searchable } from '../core/pinyin-search'

interface SchoolEntry extends School, Searchable {
  aliases: Searchable[]
}
type SchoolRow = [code: string, name: string, city: string, aliases?: string[]]

let loading: Promise<SchoolEntry[]> | null = null
/** Read at first use. */
const load = () =>
  (loading ??= import('./data/schools.json').then(({ default: rows }) =>
    (rows as SchoolRow[]).map(([code, name, city, aliases = []]) => ({
      code,
      city,
      ...searchable(name),
      aliases: aliases.map(searchable),
    })),
  ))

/**
 * Universities and colleges by words, pinyin, initials, a short name such as 中南, or the city. Hunan's
 * first, as the list is ordered.
 */
export const findSchools = async ({
  q,
  after,
  limit = 50,
}: {
  q?: string
  after?: string
  limit?: number
}) => {
  const all = await load()
  const found =
    q === undefined
      ? all
      : all.filter(
          (school) =>
            matches(school, q) ||
            school.aliases.some((alias) => matches(alias, q)) ||
            school.city === q.replace(/市$/, ''),
        )
  const start = startAfter(found, after, ({ code }) => code)
  const items = found.slice(start, start + limit).map(({ code, name, city }) => ({ code, name, city }))
  return { items, next: start + limit < found.length ? (items.at(-1)?.code ?? null) : null }
}
