import { compare } from './mutations'

// The long form is npm run test:codes.
const count = Number(process.env.MUTATIONS ?? 2000)
jest.setTimeout(60_000 + count * 30)

it('phone and server say the same of every changed code', () => {
  const { verdicts, splits } = compare(Number(process.env.MUTATIONS_SEED ?? 20261126), count)
  if (process.env.MUTATIONS) process.stderr.write(`${count}: ${JSON.stringify(verdicts)}\n`)
  expect(splits).toEqual([])
  for (const verdict of [
    'valid',
    'altered',
    'unknown-issuer',
    'not-a-talent-code',
    'stale-proof',
    'clock-off',
    'wrong-challenge',
    'revoked',
    'expired',
  ])
    expect([verdict, (verdicts[verdict] ?? 0) > 0]).toEqual([verdict, true])
})
