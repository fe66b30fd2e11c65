// Text as people type and paste it, in the one form that is kept and compared. The phone cleans by these
// functions before it cuts, the server before it checks.

// Signs of which nothing is seen: controls, marks of direction, joiners, fillers, blanks.
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Z}\u2800]/gu
const unsaveable = /[\p{Surrogate}\p{Noncharacter_Code_Point}]/gu

/** Without any sign of which nothing is seen, spaces too. */
export const withoutUnseen = (text: string): string => text.replace(unseen, '')

/** What was typed to search by, word by word: blanks part words, what is not seen is in none. */
export const wordsTyped = (typed: string): string[] =>
  typed
    .split(/[\p{Z}\p{Cc}]+/u)
    .map(withoutUnseen)
    .filter((word) => word !== '')

/** Whether nothing of a text can be seen. */
export const isBlank = (text: string): boolean => withoutUnseen(text) === ''

/** How many signs of a text say something: letters, digits, Chinese; `。。。。` says nothing. */
export const sayingSigns = (text: string): number => (text.match(/[\p{L}\p{N}]/gu) ?? []).length

/** Typed text: accents composed (NFC), trimmed; empty when nothing of it can be seen. */
export const typedText = (typed: string): string => {
  const text = typed.normalize('NFC').trim()
  return isBlank(text) ? '' : text
}

/** Full-width letters, digits and signs of Chinese keyboards as plain ones. */
export const narrowed = (text: string): string =>
  text.replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))

/** Digits as a message shows them, `123 456`, without what is between them. */
export const digitsOf = (typed: string): string => narrowed(typed).replace(/\D/g, '')

/**
 * A phone number without spaces, hyphens, brackets and what a copied contact hides in it. The country code of
 * the mainland goes; any other stays, with its plus.
 */
export const phoneText = (typed: string): string => {
  const text = withoutUnseen(narrowed(typed)).replace(/[\p{Pd}().\u2212]/gu, '')
  return text.replace(/^(\+86|0086|86(?=1\d{10}$))/, '')
}

const dots = /[\u2027\u30FB\u2022\u2219\uFF65\u22C5\u2024\u00B7]/g
const betweenHan = /(\p{Script=Han})\s*\.\s*(?=\p{Script=Han})/gu
/**
 * A person’s name in its one form: what keyboards give for the dot between parts (`·`), for apostrophes and
 * hyphens is made alike, full-width letters are made plain, blanks are one space.
 */
export const nameText = (typed: string): string =>
  narrowed(typed.normalize('NFC').replace(/\p{Zs}+/gu, ' '))
    .replace(dots, '·')
    .replace(betweenHan, '$1·')
    .replace(/[\u2018\u2019\u02BC\u02BB\u00B4\u0060\u2032]/g, "'")
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/gu, '')
    .replace(/ *· */g, '·')
    .trim()

/** A name as names are compared, however they were typed. */
export const nameKey = (name: string): string => nameText(name).replace(/[ ·.]/g, '').toLowerCase()
/** Whether two names are one, however they were typed. */
export const isSameName = (one: string, other: string): boolean => nameKey(one) === nameKey(other)

const longestFileName = 120
/**
 * A file’s name as it is shown: without the folders it lay in and without signs that hide others; cut by whole
 * signs, its ending kept.
 */
export const fileNameText = (given: string): string => {
  const last = given.normalize('NFC').split(/[\\/]/).pop() ?? ''
  const name = last
    .replace(/\s+/g, ' ')
    .replace(unsaveable, '')
    .replace(unseen, (sign) => (sign === ' ' ? ' ' : ''))
    .trim()
  if (/^\.*$/.test(name)) return '未命名文件'
  const [, stem = '', ending = ''] = /^(.+?)(\.[^.]{1,10})?$/u.exec(name) ?? []
  return `${[...stem]
    .slice(0, longestFileName - [...ending].length)
    .join('')
    .trimEnd()}${ending}`
}

/** Names in a list, each told apart from those before it: `证书.pdf`, `证书(2).pdf`. */
export const toldApart = (names: readonly string[]): string[] => {
  const taken = new Set<string>()
  return names.map((name) => {
    let shown = name
    for (let turn = 2; taken.has(shown); turn += 1)
      shown = name.replace(/(\.[^.]{1,10})?$/, (ending) => `(${turn})${ending}`)
    taken.add(shown)
    return shown
  })
}
