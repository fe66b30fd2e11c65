import { hashPassword, passwordHolds, weakness } from '../../server/office/password'
import { codeAt, counterOf, newSecret, otpauthOf } from '../../server/office/totp'
import { systemRandomness } from '../../server/adapters/keys'

it.each([
  ['Password1234', '常见'],
  ['P@ssw0rd2026!', '常见'],
  ['qwerty123456', '常见'],
  ['admin20261122', '常见'],
  ['aaaaaaaaaaaa', '重复'],
  ['abababababab', '重复'],
  ['abcdefghijklmn', '常见'],
  ['1234567890123', '常见'],
  ['hewei-guihua-99', '登录名'],
  ['HEWEI_pingguo8', '登录名'],
  ['何审慎的密码就是这个呀', '姓名'],
])('finds %s weak', (password, words) => {
  expect(weakness(password, 'hewei', '何审慎')).toContain(words)
})

it.each([
  'correct horse battery staple',
  '桂花鱼在小满那天慢火炖',
  'vR7#mq2!zLpK',
  'tide-copper-lantern',
  '9f4c1be07a2d',
])('takes %s', (password) => {
  expect(weakness(password, 'hewei', '何审慎')).toBeNull()
})

it('hashes the same password differently each time, with the parameters beside it', async () => {
  const [one, two] = [await hashPassword('tide-copper-lantern'), await hashPassword('tide-copper-lantern')]
  expect(one).toMatch(/^scrypt\$32768\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
  expect(one).not.toBe(two)
  expect(await passwordHolds('tide-copper-lantern', one)).toBe(true)
  expect(await passwordHolds('tide-copper-lanterN', one)).toBe(false)
  expect(await passwordHolds('', null)).toBe(false)
})

it('makes the codes of RFC 6238', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' // "12345678901234567890", appendix B
  expect(
    [59, 1111111109, 1111111111, 1234567890, 2000000000, 20000000000].map((at) =>
      codeAt(secret, new Date(at * 1000)),
    ),
  ).toEqual(['287082', '081804', '050471', '005924', '279037', '353130'])
})

it('takes a code one step early or late, not two, and each step once', () => {
  const secret = newSecret(systemRandomness)
  const now = new Date('2026-11-22T02:00:10Z')
  const step = Math.floor(now.getTime() / 30_000)
  const at = (seconds: number) =>
    counterOf(secret, codeAt(secret, new Date(now.getTime() + seconds * 1000)), now, null)
  expect([at(-30), at(0), at(30)]).toEqual([step - 1, step, step + 1])
  expect([at(-61), at(61)]).toEqual([null, null])
  const code = codeAt(secret, now)
  expect(counterOf(secret, code, now, step)).toBeNull()
  expect(counterOf(secret, code, now, step - 1)).toBe(step)
  expect(otpauthOf(secret, 'hewei')).toMatch(/^otpauth:\/\/totp\/.+hewei\?.*secret=[A-Z2-7]{32}/)
})
