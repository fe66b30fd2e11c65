import type { PostFilter } from '@jucai/contract/post-shapes'
import { narrowed, wordsTyped, withoutUnseen } from '@jucai/contract/text'
import { degrees, type Degree } from '@jucai/contract/vocabulary'
import { syllablesOf } from '../core/pinyin-search'

/** A post as it is found: its texts in one form, and the parts of them that are indexed. */
export interface Indexed {
  words: string
  letters: string
  initials: string
  terms: string[]
}

/** Letters and signs as they are searched for: plain width, small, without blanks and what is not seen. */
export const unified = (text: string): string => withoutUnseen(narrowed(text.normalize('NFC')).toLowerCase())

const pieces = (text: string, size: number): string[] => {
  const signs = [...text]
  return signs
    .slice(0, Math.max(0, signs.length - size + 1))
    .map((_, at) => signs.slice(at, at + size).join(''))
}
// Kinds of terms are told apart by their first sign: w words, l letters of pinyin, i initials, = filters.
const wordTerms = (text: string): string[] => [...pieces(text, 1), ...pieces(text, 2)].map((one) => `w${one}`)
const letterTerms = (letters: string): string[] =>
  pieces(letters.replaceAll('|', ''), 3).map((one) => `l${one}`)
const initialTerms = (initials: string): string[] => pieces(initials, 2).map((one) => `i${one}`)

/** What a filter looks for, as a term. */
export const filterTerm = {
  kind: (kind: string) => `=k${kind}`,
  degree: (degree: Degree) => `=d${degree}`,
  chain: (chain: string) => `=c${unified(chain)}`,
  shortage: (key: string) => `=s${key}`,
  region: (code: string) => `=r${code.replace(/0000$|00$/, '')}`,
}

/** Whom a post's degree lets in: who has it or a higher one. */
const enough = (degree: Degree | null): readonly Degree[] =>
  degree === null ? degrees : degrees.slice(degrees.indexOf(degree))

/** A post made ready to be found by its title and by the name of its employer. */
export const indexed = (post: {
  title: string
  employer: string
  kind: string
  degree: Degree | null
  chain_key: string | null
  shortage_key: string | null
  region: string
}): Indexed => {
  const words = unified(`${post.title}\n${post.employer}`.replace('\n', ' ')).slice(0, 160)
  const title = unified(post.title)
  const syllables = syllablesOf(title)
  const letters = syllables.map((one) => `|${one}`).join('')
  const initials = syllables.map((one) => one[0] ?? '').join('')
  return {
    words,
    letters,
    initials,
    terms: [
      ...new Set([
        ...wordTerms(words),
        ...letterTerms(letters),
        ...initialTerms(initials),
        filterTerm.kind(post.kind),
        ...enough(post.degree).map(filterTerm.degree),
        ...(post.chain_key ? [filterTerm.chain(post.chain_key)] : []),
        ...(post.shortage_key ? [filterTerm.shortage(post.shortage_key)] : []),
        ...[2, 4, 6].map((length) => `=r${post.region.slice(0, length)}`),
      ]),
    ],
  }
}

/** One way in which a typed word may be meant: the terms that a post must have, and the text it must contain. */
export interface Way {
  kind: 'words' | 'letters' | 'initials'
  terms: string[]
  /** Part of the words or initials; of letters, a pattern that begins at a syllable. */
  text: string
}
/** A typed word: any of its ways will do. */
export type Sought = readonly Way[]

const letterPattern = (typed: string): string => `\\|${[...typed].join('\\|?')}`
const waysOf = (typed: string): Way[] => {
  const size = [...typed].length
  const words: Way = {
    kind: 'words',
    terms: pieces(typed, Math.min(2, size)).map((one) => `w${one}`),
    text: typed,
  }
  if (!/^[a-z]{2,30}$/.test(typed)) return [words]
  const initials: Way = { kind: 'initials', terms: initialTerms(typed), text: typed }
  return size < 3
    ? [words, initials]
    : [words, initials, { kind: 'letters', terms: letterTerms(typed), text: letterPattern(typed) }]
}

const mostWords = 4
/** What was typed, word by word; four at most count. */
export const soughtBy = (typed: string): Sought[] =>
  wordsTyped(typed)
    .slice(0, mostWords)
    .map((word) => waysOf(unified(word)))

/** The terms of a filter, without its words. */
export const filterTerms = ({ kind, degree, chain, shortage, region }: PostFilter): string[] => [
  ...(kind ? [filterTerm.kind(kind)] : []),
  ...(degree ? [filterTerm.degree(degree)] : []),
  ...(chain ? [filterTerm.chain(chain)] : []),
  ...(shortage ? [filterTerm.shortage(shortage)] : []),
  ...(region ? [filterTerm.region(region)] : []),
]
