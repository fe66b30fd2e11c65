import { checkAtOnce } from '@jucai/contract/draw/check'
import { toHex } from '@jucai/contract/draw/hash'
import { digests as phone } from '../../src/rounds/hashes'
import { digests as server, randomRound } from '../draw/rounds'

const text = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 151 + length) % 256)

describe.each(['sha-256', 'sm3'] as const)('%s on the phone', (algorithm) => {
  it('is the server’s, at every length around a block', () => {
    for (let length = 0; length < 200; length += 1)
      expect(toHex(phone[algorithm](text(length)))).toBe(toHex(server[algorithm](text(length))))
  })
})

it('computes a drawn round again with what the server computed', () => {
  for (const seed of [1, 2, 3]) {
    const record = randomRound(seed)
    expect(checkAtOnce(record, phone[record.algorithm])).toEqual([])
  }
})

it('gives the two examples of GB/T 32905-2016', () => {
  const abc = Uint8Array.from([97, 98, 99])
  expect(toHex(phone.sm3(abc))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  const sixteen = Uint8Array.from({ length: 64 }, (_, at) => 97 + (at % 4))
  expect(toHex(phone.sm3(sixteen))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
})
