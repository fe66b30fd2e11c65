import { encodeCbor, type Cbor } from '../../contract/talent-code/cbor'
import { challengedNonce } from '../../contract/talent-code/proof'
import { verify } from '../../contract/talent-code/verify'
import { verifyNatively } from '../../server/credentials/signatures'
import { verifyOnPhone } from '../../src/staff/scan/signature-check'
import { nodeVerify } from './keys'
import { city, holder, written, type Differences } from './written-codes'
import { step } from './vector-cases'

const options = { isRevoked: () => false, now: new Date(step * 1000) }
const keys = [{ id: city.id, issuer: 'jucai:xingcheng', publicKey: city.publicKey }]
/** The verdict, which is the same with either cryptography. */
const verdictOf = (text: string, given: { now?: Date; challenge?: string; keys?: typeof keys } = {}) => {
  const [phone, server] = [verifyOnPhone, verifyNatively].map(
    (verifySignature) => verify(text, { ...options, keys, ...given, verifySignature }).verdict,
  )
  expect(phone).toBe(server)
  return server
}
const nest = (depth: number): Cbor => (depth === 0 ? 0 : [nest(depth - 1)])
const map = (...entries: [number, Cbor][]) => new Map<number, Cbor>(entries)
const key = (...more: [number, Cbor][]) => map([1, 1], [-1, 6], [-2, holder.publicKey], ...more)

it.each<[string, Differences, string]>([
  ['as it is', {}, 'valid'],
  ['a third claim in the proof', { proof: { 99: 1 } }, 'altered'],
  ['a proof without a nonce', { proof: { 7: null } }, 'altered'],
  ['a nonce of 3 bytes', { proof: { 7: new Uint8Array(3) } }, 'altered'],
  ['a nonce of 8 bytes', { proof: { 7: new Uint8Array(8) } }, 'altered'],
  ['a challenge of seven digits', { proof: { 7: Uint8Array.of(1, 2, 3, 4, 0x0f, 0x42, 0x40) } }, 'altered'],
  ['a step before 1970', { proof: { 6: -30 } }, 'altered'],
  ['a step far beyond any date', { proof: { 6: 2 ** 40 + 14 } }, 'altered'],
  ['the last step that is one', { proof: { 6: 2 ** 40 - 16 } }, 'clock-off'],
  ['a further label in the holder’s header', { holderHeader: { 99: 1 } }, 'altered'],
  ['a further label in the city’s header', { cityHeader: { 99: 1 } }, 'altered'],
  ['a key id without a byte', { cityHeader: { 4: new Uint8Array() } }, 'unknown-issuer'],
  ['a key id of 300 bytes', { cityHeader: { 4: new Uint8Array(300) } }, 'unknown-issuer'],
  ['a key id that is a number', { cityHeader: { 4: 1 } }, 'altered'],
  ['an id of 16 bytes that is no UUID', { claims: { 7: new Uint8Array(16).fill(255) } }, 'valid'],
  ['a tier that no city has', { claims: { [-65537]: ['no such tier', 1, 1] } }, 'valid'],
  ['another algorithm', { cityHeader: { 1: -7 } }, 'altered'],
  ['a further parameter in the holder’s key', { holderKey: key([3, -8]) }, 'valid'],
  ['a further member beside the holder’s key', { claims: { 8: map([1, key()], [3, 'x']) } }, 'valid'],
  ['an end before 1970', { claims: { 4: -1 } }, 'altered'],
  ['an end in the first second of 1970', { claims: { 4: 0 } }, 'expired'],
  ['a negative status index', { claims: { [-65537]: ['D', 1, -1] } }, 'altered'],
  ['an issuer without a name', { claims: { 1: '' } }, 'altered'],
  ['an issuer of 64 characters', { claims: { 1: 'x'.repeat(64) } }, 'unknown-issuer'],
  ['an issuer of 65 characters', { claims: { 1: 'x'.repeat(65) } }, 'altered'],
  ['a category of its own', { claims: { [-65537]: ['D', 'x'.repeat(64), 1] } }, 'valid'],
  ['an empty category', { claims: { [-65537]: ['D', '', 1] } }, 'altered'],
  ['a category of 65 characters', { claims: { [-65537]: ['D', 'x'.repeat(65), 1] } }, 'altered'],
  ['a category number outside the table', { claims: { [-65537]: ['D', 7, 1] } }, 'altered'],
  ['category 0', { claims: { [-65537]: ['D', 0, 1] } }, 'altered'],
  ['a further item after the status index', { claims: { [-65537]: ['D', 1, 1, 'x'] } }, 'valid'],
  ['a further claim', { claims: { 99: 'x' } }, 'valid'],
  // The claims are a map (0), so a claim is at 1.
  ['a claim nested eight deep', { claims: { 99: nest(7) } }, 'valid'],
  ['a claim nested nine deep', { claims: { 99: nest(8) } }, 'altered'],
  ['the least number', { claims: { 99: -(2 ** 53 - 1) } }, 'valid'],
  ['claims that are no CBOR', { claimBytes: Uint8Array.of(0xff) }, 'altered'],
])('%s', (_, given, verdict) => {
  expect(verdictOf(written(given))).toBe(verdict)
})

it('a number below the least is altered', () => {
  const claims = encodeCbor(map([99, 0x1fffffffffffff])) // 1863 1b001fffffffffffff
  const below = Uint8Array.from([...claims.subarray(0, 3), 0x3b, 0, 0x1f, ...new Array<number>(6).fill(255)])
  expect(verdictOf(written({ claimBytes: below }))).toBe('altered')
})

it('an unknown key id goes before claims that cannot be read, and of two keys of one id the first counts', () => {
  const other = { id: Uint8Array.of(1), issuer: 'jucai:elsewhere', publicKey: city.publicKey }
  expect(verdictOf(written({ claimBytes: Uint8Array.of(0xff) }), { keys: [other] })).toBe('unknown-issuer')
  expect(verdictOf(written(), { keys: [...keys, { ...other, id: city.id }] })).toBe('valid')
  expect(verdictOf(written(), { keys: [{ ...other, id: city.id }, ...keys] })).toBe('unknown-issuer')
})

it('between two seconds, the step is that of the second before and the end is exact', () => {
  const expiring = written({ claims: { 4: step + 1 } })
  expect(verdictOf(expiring, { now: new Date(step * 1000 + 999) })).toBe('valid')
  expect(verdictOf(expiring, { now: new Date(step * 1000 + 1000) })).toBe('expired')
  expect(verdictOf(written(), { now: new Date(step * 1000 + 59_999) })).toBe('valid')
})

it('a verifier that does not know the time finds nothing valid', () => {
  expect(verdictOf(written(), { now: new Date(NaN) })).toBe('clock-off')
})

it('4000 characters are the limit, the first four of them the prefix', () => {
  expect(verdictOf('TC1:'.padEnd(4000, '0'))).toBe('altered')
  expect(verdictOf('TC1:'.padEnd(4001, '0'))).toBe('altered')
})

it('the holder’s wrong signature still tells whose credential was used, and nothing else does', () => {
  const of = (text: string) => verify(text, { ...options, keys, verifySignature: nodeVerify })
  expect(of(written({ by: city }))).toEqual({
    verdict: 'altered',
    credentialId: '01935d3e-8a00-7000-8000-000000000001',
  })
  expect(of(written({ claims: { 4: -1 } }))).toEqual({ verdict: 'altered' })
})

describe('a challenge', () => {
  const nonce = Uint8Array.of(1, 2, 3, 4)
  const answering = (digits: string) => written({ proof: { 7: challengedNonce(nonce, digits) } })

  it('is answered by a proof that covers it, and by no other', () => {
    for (const digits of ['000000', '042917', '999999']) {
      expect(verdictOf(answering(digits), { challenge: digits })).toBe('valid')
      expect(verdictOf(answering(digits))).toBe('valid') // nobody asked
    }
    expect(verdictOf(answering('042917'), { challenge: '042918' })).toBe('wrong-challenge')
    expect(verdictOf(written(), { challenge: '042917' })).toBe('wrong-challenge')
  })

  it('is looked at after the picture’s age and before the holder’s standing', () => {
    const later = new Date((step + 60) * 1000)
    expect(verdictOf(written(), { challenge: '042917', now: later })).toBe('stale-proof')
    expect(
      verify(written(), {
        ...options,
        keys,
        isRevoked: () => true,
        challenge: '1',
        verifySignature: nodeVerify,
      }).verdict,
    ).toBe('wrong-challenge')
  })
})
