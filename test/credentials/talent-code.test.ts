import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createHash, createPublicKey, verify as nodeSignature } from 'node:crypto'
import fc from 'fast-check'
import { encode } from 'uqr'
import { makeSign1, readSign1, signatureInput } from '../../contract/talent-code/cose'
import { issueCredential } from '../../contract/talent-code/credential'
import { makeTalentCode, stepAt } from '../../contract/talent-code/proof'
import { decodeStatusList, encodeStatusList } from '../../contract/talent-code/status-list'
import { verify, type VerifyOptions, type VerifySignature } from '../../contract/talent-code/verify'
import { verifyOnPhone } from '../../src/staff/scan/signature-check'
import { nodeVerify, testKey } from './keys'
import { bytesOf, makeVectors, step, textOf, type Vectors } from './vector-cases'

const file = path.join(__dirname, 'vectors.json')
const issuer = testKey(1)
const options = (
  now = step,
  revoked: number[] = [],
  verifySignature: VerifySignature = nodeVerify,
): VerifyOptions => ({
  keys: [{ id: issuer.id, issuer: 'jucai:xingcheng', publicKey: issuer.publicKey }],
  isRevoked: (index) => revoked.includes(index),
  now: new Date(now * 1000),
  verifySignature,
})
let vectors: Vectors
let code: string
beforeAll(async () => {
  const made = await makeVectors()
  if (process.env.UPDATE_VECTORS) writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`)
  vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors
  expect(made).toEqual(vectors)
  code = (vectors.cases[0] as Vectors['cases'][number]).text
})

it.each([
  ['Node', nodeVerify],
  ['the phone', verifyOnPhone],
])('gives each published case its verdict, with the cryptography of %s', (_, verifySignature) => {
  for (const { name, text, now, revoked, challenge, verdict } of vectors.cases)
    expect([
      name,
      verify(text, { ...options(now, revoked, verifySignature), ...(challenge ? { challenge } : {}) })
        .verdict,
    ]).toEqual([name, verdict])
})

it('stands in docs/talent-code.md as it is', () => {
  const page = readFileSync(path.join(__dirname, '../../docs/talent-code.md'), 'utf8').replace(/\s+/g, '')
  const {
    issuer: { publicKey, keyId },
    holder,
    claimsCbor,
    credentialSigned,
    credential,
    proofSigned,
  } = vectors
  for (const value of [
    publicKey,
    keyId,
    holder.publicKey,
    claimsCbor,
    credentialSigned,
    credential,
    proofSigned,
    vectors.code,
    code.replace(/\s+/g, ''),
  ])
    expect(page.includes(value)).toBe(true)
  const rows = [...page.matchAll(/\|(\d+)\|[^|]+\|[^|]+\|`([a-z-]+)`(?=\|)/g)].map((row) => row.slice(1))
  expect(rows).toEqual(vectors.cases.map(({ verdict }, number) => [String(number), verdict]))
})

it('is read by a few lines that know the layout only, and share no code', () => {
  const hex = vectors.code
  const at = hex.indexOf(vectors.credential) / 2
  const bytes = Buffer.from(hex, 'hex')
  // 84 | 58.. header | a0 | 52? payload | 58 40 signature
  expect(bytes[0]).toBe(0x84)
  const headerLength = bytes[1] === 0x58 ? (bytes[2] as number) : NaN
  const header = bytes.subarray(3, 3 + headerLength)
  expect(header.subarray(0, 4).toString('hex')).toBe('a201270d')
  expect(at).toBe(7)
  const rest = bytes.subarray(3 + headerLength)
  expect(rest.subarray(0, 2).toString('hex')).toBe('a04d') // empty map; 13 bytes of payload
  const payload = rest.subarray(2, 15)
  expect(payload.toString('hex')).toBe(`a2061a${step.toString(16).padStart(8, '0')}0744${vectors.nonce}`)
  expect(rest.subarray(15, 17).toString('hex')).toBe('5840')
  const signed = Buffer.concat([
    Buffer.from('846a5369676e617475726531', 'hex'),
    Buffer.from([0x58, headerLength]),
    header,
    Buffer.from([0x40, 0x4d]),
    payload,
  ])
  const key = (raw: string) =>
    createPublicKey({
      key: Buffer.from(`302a300506032b6570032100${raw}`, 'hex'),
      format: 'der',
      type: 'spki',
    })
  expect(nodeSignature(null, signed, key(vectors.holder.publicKey), rest.subarray(17))).toBe(true)
  const credential = header.subarray(4)
  expect(credential.subarray(0, 17).toString('hex')).toBe(
    `844da2012704 48${vectors.issuer.keyId}a058`.replace(' ', ''),
  ) // header, empty map, head of the claims
  const claims = credential.subarray(18, 18 + (credential[17] as number))
  expect(claims.toString('hex')).toBe(vectors.claimsCbor)
  const signedByCity = Buffer.concat([
    Buffer.from('846a5369676e617475726531', 'hex'),
    credential.subarray(1, 15),
    Buffer.from([0x40, 0x58, claims.length]),
    claims,
  ])
  expect(nodeSignature(null, signedByCity, key(vectors.issuer.publicKey), credential.subarray(-64))).toBe(
    true,
  )
  expect(
    createHash('sha256').update(Buffer.from(vectors.issuer.publicKey, 'hex')).digest('hex').slice(0, 16),
  ).toBe(vectors.issuer.keyId)
})

it('fits QR version 12 at level M, with the longest tier and the largest city', async () => {
  const holder = testKey(2)
  const sizes = async (tier: string, statusIndex: number) => {
    const credential = await issueCredential(
      { ...vectors.claims, tier, statusIndex, holderKey: holder.publicKey },
      { id: issuer.id, sign: async (message) => issuer.sign(message) },
    )
    const text = makeTalentCode(credential, step, Uint8Array.of(1, 2, 3, 4), holder.sign)
    const answering = makeTalentCode(credential, step, new Uint8Array(7), holder.sign)
    expect(encode(answering, { ecc: 'M', boostEcc: false }).version).toBeLessThanOrEqual(
      tier === 'D' ? 12 : 13,
    )
    return {
      credential: credential.length,
      code: bytesOf(text).length,
      text: text.length,
      version: encode(text, { ecc: 'M', boostEcc: false }).version,
    }
  }
  expect(await sizes('D', 70_001)).toEqual({ credential: 183, code: 271, text: 411, version: 12 })
  expect(await sizes('doctor', 0xffffffff)).toEqual({ credential: 188, code: 276, text: 418, version: 12 })
})

it('never yields valid for a flipped bit, whichever it is', () => {
  const bytes = bytesOf(code)
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const changed = Uint8Array.from(bytes)
    changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7))
    expect(['altered', 'unknown-issuer']).toContain(verify(textOf(changed), options()).verdict)
  }
})

it('never yields valid for another character, anywhere', () => {
  fc.assert(
    fc.property(
      fc.nat(code.length - 1),
      fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:a人'),
      (at, character) => {
        if (code[at] === character) return
        expect(verify(code.slice(0, at) + character + code.slice(at + 1), options()).verdict).toMatch(
          at < 4 ? /^not-a-talent-code$/ : /^(altered|unknown-issuer)$/,
        )
      },
    ),
    { numRuns: 600 },
  )
})

it('answers any text with a verdict, and throws at none', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 600 }),
    fc.nat(code.length - 1).map((length) => code.slice(0, length)),
    fc.string({ maxLength: 300 }).map((text) => `TC1:${text}`),
    fc.uint8Array({ maxLength: 300 }).map(textOf),
    fc.constant('TC1:' + ':'.repeat(3996)),
    fc.constant('A'.repeat(4000)),
    fc.constant('TC1:' + '0'.repeat(100_000)),
  )
  fc.assert(
    fc.property(anyText, (text) => {
      expect(verify(text, options()).verdict).toMatch(/^(not-a-talent-code|altered|unknown-issuer)$/)
    }),
    { numRuns: 1000 },
  )
})

it('takes the key id from the protected header only, and nothing from an unprotected one', () => {
  const sign = (message: Uint8Array) => issuer.sign(message)
  const payload = Uint8Array.of(0xa0)
  const bare = makeSign1(new Map([[1, -8]]), payload, sign)
  expect([...bare.subarray(0, 6)]).toEqual([0x84, 0x43, 0xa1, 0x01, 0x27, 0xa0])
  expect(
    readSign1([Uint8Array.of(0xa1, 1, 0x27), new Map([[4, issuer.id]]), payload, new Uint8Array(64)]),
  ).toBeNull()
})

it('counts a protected header of a0 as empty', () => {
  expect(signatureInput(Uint8Array.of(0xa0), Uint8Array.of(1))).toEqual(
    signatureInput(new Uint8Array(), Uint8Array.of(1)),
  )
  expect(readSign1([Uint8Array.of(0xa0), new Map(), Uint8Array.of(1), new Uint8Array(64)])?.header.size).toBe(
    0,
  )
})

it('takes the step now, the one before and the one after; a picture is stale after 90 seconds at the latest', () => {
  for (let late = 0; late <= 120; late += 1) {
    expect(verify(code, options(step + late)).verdict).toBe(late < 60 ? 'valid' : 'stale-proof')
    expect(verify(code, options(step - late)).verdict).toBe(late <= 30 ? 'valid' : 'clock-off')
  }
  expect(stepAt(new Date((step + 29.999) * 1000))).toBe(step)
})

it('keeps a status list of any size', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(4_000_000_000)), (indexes) => {
      const sorted = indexes.sort((a, b) => a - b)
      expect([...decodeStatusList(encodeStatusList(sorted))]).toEqual(sorted)
    }),
  )
})
