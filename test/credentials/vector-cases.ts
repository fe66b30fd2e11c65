import { decodeBase45, encodeBase45 } from '../../contract/talent-code/base45'
import { encodeClaims, issueCredential, type CredentialClaims } from '../../contract/talent-code/credential'
import { challengedNonce, makeTalentCode, prefix } from '../../contract/talent-code/proof'
import { testKey } from './keys'
import { written } from './written-codes'

/** One case of the published vectors. Times are seconds of Unix time, bytes hex. */
export interface VectorCase {
  name: string
  text: string
  now: number
  revoked: number[]
  /** The digits that the scanner showed. */
  challenge?: string
  verdict: string
}
/** What test/credentials/vectors.json holds. */
export interface Vectors {
  issuer: { name: string; seed: string; publicKey: string; keyId: string }
  holder: { seed: string; publicKey: string }
  claims: Omit<CredentialClaims, 'holderKey'>
  step: number
  nonce: string
  claimsCbor: string
  credentialSigned: string
  credential: string
  proofSigned: string
  code: string
  cases: VectorCase[]
}

/** The moment of the vectors: 2026-11-22T02:00:00Z, the start of a step. */
export const step = Date.UTC(2026, 10, 22, 2) / 1000
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const nonce = Uint8Array.of(0xc0, 0xff, 0xee, 0x01)
const issuerName = 'jucai:xingcheng'
const claims = {
  issuer: issuerName,
  id: '01935d3e-8a00-7000-8000-000000000001',
  expiresAt: Date.UTC(2029, 10, 22) / 1000,
  tier: 'D',
  category: 'graduate',
  statusIndex: 70_001,
}

/** The bytes behind a text. */
export const bytesOf = (text: string): Uint8Array => decodeBase45(text.slice(prefix.length)) as Uint8Array
/** A text over changed bytes. */
export const textOf = (bytes: Uint8Array): string => prefix + encodeBase45(bytes)
const flipped = (text: string, at: number) => {
  const bytes = bytesOf(text)
  bytes[at] = (bytes[at] as number) ^ 1
  return textOf(bytes)
}
/** Under another key id, with a signature of the city's that is one byte short. */
const shortened = (text: string) => {
  const bytes = bytesOf(flipped(text, 20))
  const end = 3 + (bytes[2] as number) // of the holder's protected header, and of the credential in it
  const parts = [
    bytes.subarray(0, 2),
    [end - 4],
    bytes.subarray(3, end - 65),
    [63],
    bytes.subarray(end - 64, end - 1),
  ]
  return textOf(Uint8Array.from([...parts, bytes.subarray(end)].flatMap((part) => [...part])))
}
const smallKey = new Map<number, number | Uint8Array>([
  [1, 1],
  [-1, 6],
  [-2, new Uint8Array(32)], // of order 4
])
const swapped = (text: string, at: number) =>
  text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1)

/** Computes the vectors from fixed seeds. */
export const makeVectors = async (): Promise<Vectors> => {
  const issuer = testKey(1)
  const holder = testKey(2)
  const stranger = testKey(3)
  const signed: string[] = []
  const record = (key: typeof issuer) => (message: Uint8Array) => {
    signed.push(hex(message))
    return key.sign(message)
  }
  const full = { ...claims, holderKey: holder.publicKey }
  const credential = await issueCredential(full, {
    id: issuer.id,
    sign: async (message) => record(issuer)(message),
  })
  const text = makeTalentCode(credential, step, nonce, record(holder))
  const later = (key: typeof issuer) => async (message: Uint8Array) => key.sign(message)
  const other = { id: stranger.id, sign: later(stranger) }
  const foreign = makeTalentCode(
    await issueCredential({ ...full, issuer: 'jucai:elsewhere' }, other),
    step,
    nonce,
    holder.sign,
  )
  const borrowedName = makeTalentCode(
    await issueCredential({ ...full, issuer: 'jucai:elsewhere' }, { id: issuer.id, sign: later(issuer) }),
    step,
    nonce,
    holder.sign,
  )
  const lent = makeTalentCode(credential, step, nonce, stranger.sign)
  const forged = makeTalentCode(
    await issueCredential(full, { id: issuer.id, sign: later(stranger) }),
    step,
    nonce,
    holder.sign,
  )
  const between = makeTalentCode(credential, step + 7, nonce, holder.sign)
  const answering = makeTalentCode(credential, step, challengedNonce(nonce, '042917'), holder.sign)
  const tooLarge = makeTalentCode(
    credential,
    step,
    Uint8Array.from([...nonce, 0x0f, 0x42, 0x40]),
    holder.sign,
  )
  const last = bytesOf(text).length - 1
  const one = (
    name: string,
    code: string,
    verdict: string,
    now = step,
    revoked: number[] = [],
  ): VectorCase => ({ name, text: code, now, revoked, verdict })
  return {
    issuer: {
      name: issuerName,
      seed: '01'.repeat(32),
      publicKey: hex(issuer.publicKey),
      keyId: hex(issuer.id),
    },
    holder: { seed: '02'.repeat(32), publicKey: hex(holder.publicKey) },
    claims,
    step,
    nonce: hex(nonce),
    credential: hex(credential),
    code: hex(bytesOf(text)),
    claimsCbor: hex(encodeClaims(full)),
    credentialSigned: signed[0] as string,
    proofSigned: signed[1] as string,
    cases: [
      one('at the start of its step', text, 'valid'),
      one('at the end of the next step', text, 'valid', step + 59),
      one("one step before, the holder's clock being ahead", text, 'valid', step - 1),
      one('two steps later: a picture', text, 'stale-proof', step + 60),
      one('90 seconds later', text, 'stale-proof', step + 90),
      one('two steps early: from tomorrow', text, 'clock-off', step - 31),
      one('revoked', text, 'revoked', step, [70_001]),
      one('another place revoked', text, 'valid', step, [1, 70_000, 70_002]),
      one(
        'revoked, but the picture is old: the proof is judged first',
        text,
        'stale-proof',
        step + 60,
        [70_001],
      ),
      one(
        'expired',
        makeTalentCode(credential, claims.expiresAt, nonce, holder.sign),
        'expired',
        claims.expiresAt,
      ),
      one(
        'in the last second',
        makeTalentCode(credential, claims.expiresAt - 30, nonce, holder.sign),
        'valid',
        claims.expiresAt - 1,
      ),
      one('issued by another city', foreign, 'unknown-issuer'),
      one("our key, another issuer's name", borrowedName, 'unknown-issuer'),
      one("shown by a phone without the holder's key", lent, 'altered'),
      one('issued under our key id by somebody else', forged, 'altered'),
      one('a proof that is not at the start of a step', between, 'altered'),
      one('one bit of the last byte', flipped(text, last), 'altered'),
      one('one bit of the key id', flipped(text, 20), 'unknown-issuer'),
      one(
        'one bit of the tier',
        flipped(
          text,
          bytesOf(text).findIndex((byte, at, all) => byte === 0x44 && all[at - 1] === 0x61),
        ),
        'altered',
      ),
      one('one character changed', swapped(text, text.length - 5), 'altered'),
      one('the last character missing', text.slice(0, -1), 'altered'),
      one('a byte too many', textOf(Uint8Array.from([...bytesOf(text), 0])), 'altered'),
      one('a wifi code', 'WIFI:T:WPA;S:cafe;P:12345678;;', 'not-a-talent-code'),
      one('a newer version', `TC2:${text.slice(4)}`, 'not-a-talent-code'),
      one('small letters', text.toLowerCase(), 'not-a-talent-code'),
      one('nothing', '', 'not-a-talent-code'),
      one('the prefix alone', 'TC1:', 'altered'),
      { ...one('answers the challenge 042917', answering, 'valid'), challenge: '042917' },
      { ...one('answers another challenge', answering, 'wrong-challenge'), challenge: '042918' },
      { ...one('answers no challenge', text, 'wrong-challenge'), challenge: '042917' },
      one('answers a challenge that nobody gave', answering, 'valid'),
      {
        ...one('answers, but the picture is old', answering, 'stale-proof', step + 60),
        challenge: '042917',
      },
      {
        ...one(
          'answers nothing and is revoked: the answer is judged first',
          text,
          'wrong-challenge',
          step,
          [70_001],
        ),
        challenge: '042917',
      },
      one('answers with seven digits', tooLarge, 'altered'),
      one(
        "the city's signature is one byte short, under a key id that nobody knows: the shape comes first",
        shortened(text),
        'altered',
      ),
      one(
        "another issuer's name, and a holder's key of small order: the name comes first",
        written({ claims: { 1: 'jucai:elsewhere' }, holderKey: smallKey }),
        'unknown-issuer',
      ),
      one("a holder's key of small order", written({ holderKey: smallKey }), 'altered'),
      one(
        'a category of the table, as a word',
        written({ claims: { [-65537]: ['D', 'graduate', 70_001] } }),
        'valid',
      ),
    ],
  }
}
