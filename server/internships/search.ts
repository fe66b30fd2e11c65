import { narrowed } from '@jucai/contract/text'
import { sql, type RawBuilder } from 'kysely'
import { syllablesOf } from '../core/pinyin-search'

const unified = (text: string): string => narrowed(text.normalize('NFC')).toLowerCase().replace(/\s/g, '')

/** A place as it is found, by its title and by the name of its base: columns of its row. */
export const foundBy = (title: string, base: string) => {
  const parts = [unified(title), unified(base)]
  const syllables = parts.map((part) => syllablesOf(part))
  return {
    search_words: parts.join(' '),
    search_letters: syllables.map((all) => all.map((one) => `|${one}`).join('')).join(' '),
    search_initials: syllables.map((all) => all.map((one) => one[0] ?? '').join('')).join(' '),
  }
}

const holds = (column: string, text: string) =>
  sql<boolean>`strpos(${sql.ref(`internship_place.${column}`)}, ${text}) > 0`
const mostWords = 4

/**
 * What a place has that is looked for with `typed`: each of its words, four at most, in the title, the tasks or the base;
 * letters also as pinyin that begins at a syllable, or as initials.
 */
export const soughtBy = (typed: string): RawBuilder<boolean>[] =>
  narrowed(typed.normalize('NFC'))
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, mostWords)
    .map((word) => {
      const ways = [
        holds('search_words', word),
        sql<boolean>`strpos(lower(internship_place.tasks), ${word}) > 0`,
      ]
      if (/^[a-z]{2,30}$/.test(word))
        ways.push(
          holds('search_initials', word),
          sql<boolean>`internship_place.search_letters ~ ${`\\|${[...word].join('\\|?')}`}`,
        )
      return sql<boolean>`(${sql.join(ways, sql` or `)})`
    })
