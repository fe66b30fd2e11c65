const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const none = 0xff
const values = new Uint8Array(128).fill(none)
for (let value = 0; value < alphabet.length; value += 1) values[alphabet.charCodeAt(value)] = value
const valueAt = (text: string, at: number): number => values[text.charCodeAt(at)] ?? none

/**
 * Base45 (RFC 9285): two bytes become three characters of the QR code's alphanumeric mode, a last single
 * byte two.
 */
export const encodeBase45 = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = at + 1 < bytes.length
    const value = pair ? (bytes[at] as number) * 256 + (bytes[at + 1] as number) : (bytes[at] as number)
    text +=
      alphabet.charAt(value % 45) +
      alphabet.charAt(Math.floor(value / 45) % 45) +
      (pair ? alphabet.charAt(Math.floor(value / 2025)) : '')
  }
  return text
}

/**
 * Strict base45: each byte string has exactly one text.
 * @returns null on a character outside the alphabet, a length that no encoder makes (3n + 1), or a group
 * above 65535 or 255 (RFC 9285, section 6).
 */
export const decodeBase45 = (text: string): Uint8Array | null => {
  if (text.length % 3 === 1) return null
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3 === 2 ? 1 : 0))
  let at = 0
  for (let start = 0; start < text.length; start += 3) {
    const triple = start + 2 < text.length
    const [low, middle, high] = [
      valueAt(text, start),
      valueAt(text, start + 1),
      triple ? valueAt(text, start + 2) : 0,
    ]
    if (low === none || middle === none || high === none) return null
    const value = low + middle * 45 + high * 2025
    if (value > (triple ? 0xffff : 0xff)) return null
    if (triple) bytes[at++] = value >> 8
    bytes[at++] = value & 0xff
  }
  return bytes
}
