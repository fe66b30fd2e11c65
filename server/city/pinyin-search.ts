import { pinyin } from 'pinyin-pro'

/** A name as it can be typed: itself, in pinyin without tones, and by initials. */
export interface Searchable { name: string; readings(): { full: string; initials: string } }

/** Makes a name searchable; its pinyin is worked out at the first search in letters. */
export const searchable = (name: string): Searchable => {
  let known: { full: string; initials: string } | null = null
  return {
    name,
    readings: () => {
      if (known) return known
      const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
      known = { full: syllables.join('').toLowerCase(), initials: syllables.map((syllable) => syllable[0] ?? '').join('').toLowerCase() }
      return known
    },
  }
}

/** Whether a name is meant by what was typed: part of the words, the beginning of the pinyin, or the beginning of the initials. */
export const matches = (item: Searchable, typed: string): boolean => {
  const query = typed.replace(/\s/g, '').toLowerCase()
  if (query === '') return false
  if (item.name.toLowerCase().includes(query)) return true
  if (!/^[a-z]+$/.test(query)) return false
  const { full, initials } = item.readings()
  return full.startsWith(query) || initials.startsWith(query)
}
