const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const values = new Map([...alphabet].map((character, value) => [character, value]))

/** Base45 (RFC 9285): two bytes become three characters of the QR code's alphanumeric mode, a last single byte two. */
export const encodeBase45 = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = at + 1 < bytes.length
    const value = pair ? (bytes[at] as number) * 256 + (bytes[at + 1] as number) : (bytes[at] as number)
    text += alphabet.charAt(value % 45) + alphabet.charAt(Math.floor(value / 45) % 45) + (pair ? alphabet.charAt(Math.floor(value / 2025)) : '')
  }
  return text
}

/**
 * Strict base45: each byte string has exactly one text.
 * @returns null on a character outside the alphabet, a length that no encoder makes (3n + 1), or a group above 65535 or 255 (RFC 9285, section 6).
 */
export const decodeBase45 = (text: string): Uint8Array | null => {
  if (text.length % 3 === 1) return null
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3 === 2 ? 1 : 0))
  let at = 0
  for (let start = 0; start < text.length; start += 3) {
    const low = values.get(text.charAt(start))
    const middle = values.get(text.charAt(start + 1))
    const high = start + 2 < text.length ? values.get(text.charAt(start + 2)) : 0
    if (low === undefined || middle === undefined || high === undefined) return null
    const value = low + middle * 45 + high * 2025
    const triple = start + 2 < text.length
    if (value > (triple ? 0xffff : 0xff)) return null
    if (triple) bytes[at++] = value >> 8
    bytes[at++] = value & 0xff
  }
  return bytes
}
