import { drawAlgorithms, isHash } from './hash'
import { skipReasons, type DrawRecord } from './record'
import { isGame } from './sources'

type Test = (value: unknown) => boolean

const isText: Test = (value) => typeof value === 'string'
const isCount: Test = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
const isHex: Test = (value) => typeof value === 'string' && isHash(value)
const isOneOf =
  (...values: readonly unknown[]): Test =>
  (value) =>
    values.includes(value)
const isNullOr =
  (test: Test): Test =>
  (value) =>
    value === null || test(value)
const isListOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test)
const membersOf = (value: unknown): [string, unknown][] | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : null
const isMapOf =
  (test: Test): Test =>
  (value) =>
    membersOf(value)?.every(([, member]) => test(member)) === true
/** Exactly these members: one that is spelt otherwise would be read as absent. */
const isShape =
  (shape: Readonly<Record<string, Test>>): Test =>
  (value) => {
    const members = membersOf(value)
    return (
      members?.length === Object.keys(shape).length &&
      members.every(([key, member]) => Object.hasOwn(shape, key) && shape[key]?.(member) === true)
    )
  }

const isRecord = isShape({
  format: isOneOf('jucai.draw/1'),
  algorithm: isOneOf(...drawAlgorithms),
  round: isText,
  version: isCount,
  rules: isText,
  order: isOneOf('draw', 'points'),
  classes: isListOf(isText),
  reserved: isOneOf('first', 'last'),
  flats: isListOf(isShape({ flat: isText, pool: isText, reservedFor: isNullOr(isText) })),
  tickets: isCount,
  root: isHex,
  audit: isHex,
  lockedAt: isText,
  sources: isListOf(
    isShape({ game: (value) => typeof value === 'string' && isGame(value), issues: isListOf(isText) }),
  ),
  leaves: isListOf(isText),
  commitment: isHex,
  result: isNullOr(
    isShape({
      drawn: isListOf(
        isShape({
          game: (value) => typeof value === 'string' && isGame(value),
          issue: isText,
          numbers: isListOf(isCount),
          evidence: isShape({
            address: isText,
            pageHash: isNullOr(isHex),
            enteredBy: isText,
            confirmedBy: isText,
          }),
        }),
      ),
      key: isHex,
      order: isMapOf(isListOf(isText)),
    }),
  ),
  log: isListOf(
    isShape({
      at: isText,
      ticket: isText,
      act: isOneOf('skip', 'restore', 'choose'),
      reason: isNullOr(isOneOf(...Object.keys(skipReasons))),
      flat: isNullOr(isText),
    }),
  ),
})

/**
 * Reads a `draw.json` that came from anywhere; null for what is none, a member too many or too few included. Whether
 * it *holds* is for `checkRecord`. Own code, because the phone never loads the schema library.
 */
export const readRecord = (text: string): DrawRecord | null => {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? (value as DrawRecord) : null
  } catch {
    return null
  }
}
