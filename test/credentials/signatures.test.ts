import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Point } from '@noble/ed25519'
import { bindingMessage } from '@jucai/contract/talent-code/proof'
import { holdsKey, verifyNatively } from '../../server/credentials/signatures'
import { publicKeyOf, signWith } from '../../src/signatures'
import { verifyOnPhone } from '../../src/staff/scan/signature-check'
import { mixedKey, signMixed, torsion } from './mixed-keys'

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))
const { cases } = JSON.parse(readFileSync(path.join(__dirname, 'speccheck.json'), 'utf8')) as {
  cases: { message: string; pub_key: string; signature: string }[]
}

// What docs/talent-code.md asks for: no key of small order (0, 1), none that is not canonical (10, 11: small
// order too), s below the order (6, 7), R compared byte by byte (8, 9), and no cofactor (4, 5).
it.each(cases.map((given, number) => [number, number === 2 || number === 3, given] as const))(
  'case %i of ed25519-speccheck is accepted by phone and server alike: %s',
  (_, accepted, { message, pub_key, signature }) => {
    const of = [bytes(signature), bytes(message), bytes(pub_key)] as const
    expect([verifyOnPhone(...of), verifyNatively(...of)]).toEqual([accepted, accepted])
  },
)

const message = Uint8Array.of(1, 2, 3)
const seed = new Uint8Array(32).fill(7)

it('takes what the phone signs', () => {
  const of = [signWith(seed)(message), message, publicKeyOf(seed)] as const
  expect([verifyOnPhone(...of), verifyNatively(...of)]).toEqual([true, true])
})

it('refuses, on phone and server, a signature with a point of small order added to R', () => {
  for (const point of torsion.slice(1)) {
    const of = [signMixed(seed, message, { r: point }), message, publicKeyOf(seed)] as const
    expect([verifyOnPhone(...of), verifyNatively(...of)]).toEqual([false, false])
  }
})

it('answers false on what is no key and no signature', () => {
  const right = signWith(seed)(message)
  for (const [signature, key] of [
    [right.subarray(1), publicKeyOf(seed)],
    [new Uint8Array(), publicKeyOf(seed)],
    [right, new Uint8Array()],
    [right, new Uint8Array(32).fill(0xff)],
    [right, new Uint8Array(33)],
  ] as const)
    expect([verifyOnPhone(signature, message, key), verifyNatively(signature, message, key)]).toEqual([
      false,
      false,
    ])
})

it('no code is issued to a key with a small-order part, nor to one of small order', () => {
  const asked = bindingMessage('01935d3e-8a00-7000-8000-000000000001', 'AAAA')
  expect(holdsKey(publicKeyOf(seed), signWith(seed)(asked), asked)).toBe(true)
  for (const point of torsion.slice(1)) {
    const key = mixedKey(seed, point)
    // Somebody who tries nonces finds a signature that is right under such a key without a cofactor too.
    const proofs = Array.from({ length: 64 }, (_, turn) => signMixed(seed, asked, { a: point, turn }))
    const proof = proofs.find((one) => verifyNatively(one, asked, key)) as Uint8Array
    expect(verifyOnPhone(proof, asked, key)).toBe(true)
    expect(holdsKey(key, proof, asked)).toBe(false)
  }
  for (const point of torsion) {
    const key = point.toBytes()
    const proof = Uint8Array.from([...Point.ZERO.toBytes(), ...new Uint8Array(32)])
    expect([verifyOnPhone(proof, asked, key), verifyNatively(proof, asked, key)]).toEqual([false, false])
    expect(holdsKey(key, proof, asked)).toBe(false)
  }
})
