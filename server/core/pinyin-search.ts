import { withoutUnseen } from '@jucai/contract/text'
import { pinyin } from 'pinyin-pro'

/** A name as it can be typed: itself, in pinyin without tones, and by initials. */
export interface Searchable {
  name: string
  readings(): Readings
}
interface Readings {
  full: string
  initials: string
  /** The pinyin with a bar before each syllable. */
  syllables: string
}

/** A text by syllables without tones, in small letters; what is not Chinese stays together. */
export const syllablesOf = (text: string): string[] =>
  pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true }).map((one) =>
    one.toLowerCase(),
  )

const readingsOf = (name: string): Readings => {
  const syllables = syllablesOf(name)
  return {
    full: syllables.join(''),
    initials: syllables.map((syllable) => syllable[0] ?? '').join(''),
    syllables: syllables.map((syllable) => `|${syllable}`).join(''),
  }
}

/** How a name sounds: its pinyin without tones and spaces; what is no Chinese stays, in small letters. */
export const readingOf = (name: string): string => readingsOf(name).full

/**
 * Words to search by where there is no pinyin at hand: each as it stands, in pinyin without tones, and by
 * initials.
 */
export const keywordsFor = (words: readonly string[]): string[] => [
  ...new Set(
    words.flatMap((word) => {
      const { full, initials } = readingsOf(word)
      return [word, full, initials]
    }),
  ),
]

/** Makes a name searchable; its pinyin is worked out at the first search in letters. */
export const searchable = (name: string): Searchable => {
  let known: Readings | null = null
  return { name, readings: () => (known ??= readingsOf(name)) }
}

/**
 * Whether a name is meant by what was typed: part of the words, the beginning of the pinyin, or the
 * beginning of the initials.
 */
export const matches = (item: Searchable, typed: string): boolean => {
  const query = plain(typed)
  if (query === '') return false
  if (plain(item.name).includes(query)) return true
  if (!/^[a-z]+$/.test(query)) return false
  const { full, initials } = item.readings()
  return full.startsWith(query) || initials.startsWith(query)
}
const plain = (text: string): string => withoutUnseen(text).toLowerCase()

/** The same anywhere in a name: its pinyin from any syllable on, its initials from any on. Two letters at least. */
export const matchesWithin = (item: Searchable, typed: string): boolean => {
  if (matches(item, typed)) return true
  const query = plain(typed)
  if (!/^[a-z]{2,30}$/.test(query)) return false
  const { initials, syllables } = item.readings()
  return initials.includes(query) || new RegExp(`\\|${[...query].join('\\|?')}`).test(syllables)
}
