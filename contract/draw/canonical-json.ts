const isPlain = (value: object): value is Readonly<Record<string, unknown>> =>
  Object.getPrototypeOf(value) === Object.prototype

/**
 * Canonical JSON (RFC 8785) of whole numbers, text, truth values, null, lists and plain objects: keys by their UTF-16
 * units, no white space, so that signer and reader hash the same bytes.
 * @throws RangeError for anything else: a fraction has more than one spelling, and what is absent has none
 */
export const canonicalJson = (value: unknown): string => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || !isPlain(value))
    throw new RangeError(`a record holds whole numbers, text, lists and plain objects, not ${typeof value}`)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`
}
