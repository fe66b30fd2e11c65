import { createPublicKey, verify as verifyBare, type KeyObject } from 'node:crypto'
import { decodeBase45 } from '@jucai/contract/talent-code/base45'
import { decodeCbor } from '@jucai/contract/talent-code/cbor'
import { readSign1 } from '@jucai/contract/talent-code/cose'
import { issueCredential } from '@jucai/contract/talent-code/credential'
import { kcwtLabel, makeTalentCode, prefix, stepAt } from '@jucai/contract/talent-code/proof'
import { verify } from '@jucai/contract/talent-code/verify'
import { randomUUID } from 'node:crypto'
import { issuerKeyFromSeed } from '../../server/adapters/keys'
import { verifyNatively } from '../../server/credentials/signatures'
import { testKey } from '../credentials/keys'
import { median, ratio, type Line } from './line'

const holders = 100
const rounds = 40
const now = new Date('2026-11-22T02:00:00Z')
const keys = issuerKeyFromSeed(new Uint8Array(32).fill(5))

const keyObject = (raw: Uint8Array): KeyObject =>
  createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]),
    format: 'der',
    type: 'spki',
  })

interface Sample {
  code: string
  checks: { key: KeyObject; message: Uint8Array; signature: Uint8Array }[]
}

/** A code of a holder, and apart from it the two checks it needs. */
const sampleOf = async (fill: number, issuerKey: KeyObject): Promise<Sample> => {
  const holder = testKey(fill)
  const signed = await issueCredential(
    {
      issuer: 'jucai:xingcheng',
      id: randomUUID(),
      expiresAt: now.getTime() / 1000 + 86_400,
      tier: 'c',
      category: 'graduate',
      statusIndex: fill,
      holderKey: holder.publicKey,
    },
    keys,
  )
  const code = makeTalentCode(signed, stepAt(now), Uint8Array.of(1, 2, 3, fill), holder.sign)
  const proof = readSign1(decodeCbor(decodeBase45(code.slice(prefix.length)) as Uint8Array))
  const credential = readSign1(proof?.header.get(kcwtLabel))
  if (!proof || !credential) throw new Error('no talent code')
  return {
    code,
    checks: [
      { key: issuerKey, message: credential.signed, signature: credential.signature },
      { key: keyObject(holder.publicKey), message: proof.signed, signature: proof.signature },
    ],
  }
}

const timeOf = (run: () => boolean): number => {
  const began = performance.now()
  if (!run()) throw new Error('a code of ours was not found valid')
  return performance.now() - began
}

/** The server's verification against nothing but the two Ed25519 checks in it, in turns. */
export const verifying = async (): Promise<Line[]> => {
  const issuerKey = keyObject(keys.publicKey)
  const samples = await Promise.all(Array.from({ length: holders }, (_, fill) => sampleOf(fill, issuerKey)))
  const options = {
    keys: [{ id: keys.id, issuer: 'jucai:xingcheng', publicKey: keys.publicKey }],
    isRevoked: () => false,
    now,
    verifySignature: verifyNatively,
  }
  const ours = () => samples.every(({ code }) => verify(code, options).verdict === 'valid')
  const bare = () =>
    samples.every(({ checks }) =>
      checks.every(({ key, message, signature }) => verifyBare(null, message, key, signature)),
    )
  for (let warm = 0; warm < 5; warm += 1) {
    ours()
    bare()
  }
  const turns = Array.from({ length: rounds }, () => ({ ours: timeOf(ours), bare: timeOf(bare) }))
  const perSecond = (ms: number) => (holders / ms) * 1000
  return [
    ratio(
      'server verify, codes a second, against its two signature checks',
      perSecond(median(turns.map((turn) => turn.ours))),
      perSecond(median(turns.map((turn) => turn.bare))),
      { atLeast: 0.8 },
      median(turns.map((turn) => turn.bare / turn.ours)),
    ),
  ]
}
