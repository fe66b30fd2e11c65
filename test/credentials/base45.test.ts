import fc from 'fast-check'
import { decodeBase45, encodeBase45 } from '../../contract/talent-code/base45'

const bytesOf = (text: string) => new TextEncoder().encode(text)

it.each([
  ['AB', 'BB8'],
  ['Hello!!', '%69 VD92EX0'],
  ['base-45', 'UJCLQE7W581'],
  ['ietf!', 'QED8WEX0'],
  ['', ''],
])('encodes %j as RFC 9285 does', (plain, text) => {
  expect(encodeBase45(bytesOf(plain))).toBe(text)
  expect(decodeBase45(text)).toEqual(bytesOf(plain))
})

it.each([
  ['GGW', 'a triple above 65535'],
  [':::', 'a triple above 65535'],
  ['::', 'a pair above 255'],
  ['A', 'a length of 1'],
  ['BB8A', 'a length of 3n + 1'],
  ['bb8', 'small letters'],
  ['BB_', 'a stranger'],
  ['B8\u0000', 'NUL'],
])('refuses %j: %s', (text) => {
  expect(decodeBase45(text)).toBeNull()
})

it('takes the largest groups', () => {
  expect(decodeBase45('FGW')).toEqual(Uint8Array.of(255, 255))
  expect(decodeBase45('U5')).toEqual(Uint8Array.of(255))
})

it('gives every byte string one text and reads it back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(decodeBase45(encodeBase45(bytes))).toEqual(bytes)
    }),
  )
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'), maxLength: 12 }),
      (text) => {
        const bytes = decodeBase45(text)
        if (bytes) expect(encodeBase45(bytes)).toBe(text)
      },
    ),
  )
})
