import { concat } from '../talent-code/bytes'
import { toHex, utf8, type Digest } from './hash'

/** What a ticket is when the list is locked. Everybody who applied has one, also who was not admitted. */
export const ticketStates = ['in', 'rejected', 'disputed', 'withdrawn'] as const
export type TicketState = (typeof ticketStates)[number]

/** One line of the locked list. */
export interface Ticket {
  /** From 1 on, in the order in which the server received the applications. */
  number: number
  /** Which flats it is for; the rule says which pools there are. */
  pool: string
  /** Claims that were granted, by code, in the order of their code points, none twice. */
  classes: readonly string[]
  state: TicketState
  /** Points of a scoring round; 0 where only the draw decides. */
  points: number
  /** {@link holderDigest}, 64 hexadecimal digits. */
  holder: string
}

const code = '[a-z0-9]+(?:-[a-z0-9]+)*'
const codePattern = new RegExp(`^${code}$`)
const leafPattern = new RegExp(
  `^(T[0-9]{6,})\\|(${code})\\|((?:${code}(?:\\+${code})*)?)\\|(${ticketStates.join('|')})\\|(0|[1-9][0-9]{0,8})\\|([0-9a-f]{64})$`,
)

/** Whether a text may name a pool, a class or a flat: small letters, digits and single hyphens between them. */
export const isDrawCode = (text: string): boolean => text.length <= 64 && codePattern.test(text)

/** How a ticket is named: `T000042`, with more digits from a million on. */
export const ticketName = (number: number): string => `T${String(number).padStart(6, '0')}`

/** The number of a ticket's name, null for anything that is not exactly one. */
export const ticketNumber = (name: string): number | null => {
  const number = /^T[0-9]{6,9}$/.test(name) ? Number(name.slice(1)) : 0
  return number > 0 && ticketName(number) === name ? number : null
}

/** The line of the locked list that is hashed: `T000042|all|couple+doctor|in|0|<holder>`. */
export const leafText = ({ number, pool, classes, state, points, holder }: Ticket): string =>
  [ticketName(number), pool, classes.join('+'), state, String(points), holder].join('|')

const isState = (text: string): text is TicketState => ticketStates.some((state) => state === text)

/** Reads {@link leafText}, null for what no ticket writes. One text and one ticket belong together. */
export const readLeaf = (text: string): Ticket | null => {
  const [, name = '', pool = '', classText = '', state = '', points = '', holder = ''] =
    leafPattern.exec(text) ?? []
  const number = ticketNumber(name)
  const classes = classText === '' ? [] : classText.split('+')
  const rising = classes.every((one, at) => at === 0 || (classes[at - 1] ?? '') < one)
  if (number === null || !rising || !isState(state)) return null
  return { number, pool, classes, state, points: Number(points), holder }
}

/**
 * What ties a ticket to its holder and tells nobody who that is: the hash of 02, 16 bytes of salt that only the
 * holder's receipt has, and `type|number` of the identity document.
 */
export const holderDigest = (digest: Digest, salt: Uint8Array, document: string): string =>
  toHex(digest(concat([2], salt, utf8(document))))
