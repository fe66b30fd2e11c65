import { decode, encode, rfc8949EncodeOptions } from 'cborg'
import fc from 'fast-check'
import { decodeCbor, encodeCbor, type Cbor } from '../../contract/talent-code/cbor'

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))
const value = fc.letrec<{ item: Cbor }>((tie) => ({
  item: fc.oneof(
    { depthSize: 'small', maxDepth: 6 },
    fc.maxSafeInteger(),
    fc.integer({ min: -30, max: 300 }),
    fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) }),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('item'), { maxLength: 5 }),
    fc.array(fc.tuple(fc.maxSafeInteger(), tie('item')), { maxLength: 5 }).map((entries) => new Map(entries)),
  ),
})).item

it('writes what cborg writes, and reads it back', () => {
  fc.assert(
    fc.property(value, (item) => {
      const bytes = encodeCbor(item)
      expect(Buffer.from(bytes).toString('hex')).toBe(
        Buffer.from(encode(item, rfc8949EncodeOptions)).toString('hex'),
      )
      expect(decodeCbor(bytes)).toEqual(item)
    }),
  )
})

it('reads nothing that cborg in its strict mode refuses, and each value from one byte string only', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
      const item = decodeCbor(bytes)
      if (item === undefined) return
      expect(decode(bytes, { useMaps: true, strict: true, rejectDuplicateMapKeys: true })).toEqual(item)
      expect(encodeCbor(item)).toEqual(bytes)
    }),
    { numRuns: 5000 },
  )
})

it.each([
  ['1800', 'a longer head than needed'],
  ['1b0020000000000000', 'a number beyond 53 bits'],
  ['9f01ff', 'an indefinite length'],
  ['c001', 'a tag'],
  ['f6', 'null'],
  ['f97e00', 'a float'],
  ['a201000100', 'a repeated key'],
  ['a202000100', 'keys out of order'],
  ['a1414100', 'a key that is no number'],
  ['62c3a9', 'text beyond ASCII'],
  ['0000', 'a second item'],
  ['', 'nothing'],
  ['5affffffff', 'a length beyond the end'],
  ['81'.repeat(400) + '00', 'a nest without a floor'],
  ['1f', 'a reserved head'],
])('refuses %s: %s', (text) => {
  expect(decodeCbor(hex(text))).toBeUndefined()
})

it('refuses to write text that is not ASCII', () => {
  expect(() => encodeCbor('星城')).toThrow(RangeError)
})
