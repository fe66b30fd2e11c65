import { keptCommitment, meetCommitment } from '@/rounds/kept-commitment'
import { keepReceipt, keptReceipt } from '@/rounds/kept-receipt'
import { phone } from '../doubles/taro'

const [first, second] = ['1'.repeat(64), '2'.repeat(64)]
const at = (minute: number) => new Date(Date.UTC(2026, 11, 20, 10, minute))

it('keeps the first commitment of a round for good, and remembers each other that it was shown', () => {
  expect(meetCommitment('r1', first, at(0))).toMatchObject({ how: 'first', kept: { commitment: first } })
  expect(meetCommitment('r1', first, at(1)).how).toBe('same')
  expect(meetCommitment('r1', second, at(2))).toMatchObject({ how: 'other', kept: { commitment: first } })
  // Back to the first: that there was another stays told.
  expect(meetCommitment('r1', first, at(3)).how).toBe('other')
  expect(keptCommitment('r1')).toEqual({
    commitment: first,
    seenAt: at(0).toISOString(),
    others: [{ commitment: second, seenAt: at(2).toISOString() }],
  })
})

it('keeps rounds apart, and takes what is unreadable for nothing kept', () => {
  meetCommitment('r1', first, at(0))
  expect(keptCommitment('r2')).toBeNull()
  for (const text of ['', 'x', '{}', '{"commitment":"12","seenAt":"","others":[]}', '[]', 'null']) {
    phone.storage.set('draw-commitment-r3', text)
    expect(keptCommitment('r3')).toBeNull()
  }
})

it('gives a receipt to its person alone, and keeps the first', () => {
  const receipt = { round: 'r1', leaf: 'a', salt: 's', path: [], tickets: 1, root: first, commitment: first }
  keepReceipt('one', receipt)
  keepReceipt('one', { ...receipt, leaf: 'b' })
  expect(keptReceipt('one', 'r1')?.leaf).toBe('a')
  expect(keptReceipt('other', 'r1')).toBeNull()
})
