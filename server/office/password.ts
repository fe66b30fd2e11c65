import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

const cost = { N: 32_768, r: 8, p: 1 }
const keyBytes = 32

const derive = (password: string, salt: Buffer, { N, r, p }: typeof cost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, keyBytes, { N, r, p, maxmem: 256 * N * r }, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })

/**
 * Hashes a password: scrypt with its parameters and a fresh salt, so that a later, dearer setting leaves
 * old hashes valid.
 */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

// Of no password: whoever asks for a login that does not exist waits just as long.
const nobody = [
  'scrypt',
  cost.N,
  cost.r,
  cost.p,
  'AAAAAAAAAAAAAAAAAAAAAA',
  Buffer.alloc(keyBytes).toString('base64url'),
].join('$')

/** Whether a password is the one that was hashed; takes as long without a hash, and is then false. */
export const passwordHolds = async (password: string, hash: string | null): Promise<boolean> => {
  const [, N = '', r = '', p = '', salt = '', key = ''] = (hash ?? nobody).split('$')
  const derived = await derive(password, Buffer.from(salt, 'base64url'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  })
  return timingSafeEqual(derived, Buffer.from(key, 'base64url')) && hash !== null
}

/** What people type first, in lower case and without look-alike signs. */
const common = [
  'password',
  'passw0rd',
  'qwertyuiop',
  'qwerty',
  'asdfghjkl',
  'asdfgh',
  'zxcvbnm',
  'zxcvbn',
  '1q2w3e4r5t',
  '1q2w3e4r',
  '1qaz2wsx',
  'qazwsx',
  'abcdefgh',
  'abcdef',
  'abc',
  'iloveyou',
  'letmein',
  'welcome',
  'administrator',
  'admin',
  'root',
  'guest',
  'test',
  'user',
  'login',
  'jucai',
  'xingcheng',
  'rencai',
  'rencaiban',
  'woaini',
  'mima',
  'dragon',
  'monkey',
  'sunshine',
  'changeme',
  'secret',
]
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/@/g, 'a')
    .replace(/\$/g, 's')
    .replace(/!/g, 'i')
    .replace(/3/g, 'e')
    .replace(/0/g, 'o')

const withoutRuns = (text: string): string => {
  const signs = [...text]
  // A sign that goes on as the two before it did: 1234, dcba, aaaa.
  return signs
    .filter((sign, at) => {
      const [before, last] = [signs[at - 2]?.codePointAt(0), signs[at - 1]?.codePointAt(0)]
      if (before === undefined || last === undefined) return true
      const step = last - before
      return Math.abs(step) > 1 || (sign.codePointAt(0) as number) - last !== step
    })
    .join('')
}

/** How many signs are left when what anybody would guess is taken away. */
const ownPart = (text: string, words: readonly string[]): number => {
  let rest = text
  for (const word of words) rest = rest.replaceAll(word, '')
  return withoutRuns(rest.replace(/(19|20)\d\d/g, '')).length
}

/**
 * What is wrong with a password, in words that help; null when it will do. Its length is the contract's to
 * check.
 */
export const weakness = (password: string, login: string, name: string): string | null => {
  const lower = password.toLowerCase()
  if (lower.includes(login.toLowerCase())) return '密码里不能有登录名'
  if ([...name].length >= 2 && lower.includes(name.toLowerCase())) return '密码里不能有姓名'
  if (new Set(lower).size < 6) return '重复的字符太多，请至少用 6 个不同的字符'
  const own = Math.min(ownPart(lower, common), ownPart(plain(lower), common.map(plain)))
  return own < 8 ? '密码含有常见的词、连续的字符或年份，太容易猜到。可以用几个不相干的词连起来' : null
}
