import type { City } from '@jucai/contract/city'
import type { Verdict } from '@jucai/contract/vocabulary'
import { verify } from '@jucai/contract/talent-code/verify'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import { Problem, problem } from '../core/problem'
import type { Actor } from '../core/route'
import type { Work, WorkBy } from '../core/work'
import type { CredentialDeps } from './commands'
import { credentialById, type CredentialRow } from './repository'
import { forgetProof, useProof } from './scan-proofs'
import { verifyNatively } from './signatures'

/** A scanned text as the clerk's phone sends it. */
export interface Scanned {
  code: string
  scannedAt: string
  challenge?: string
}

/**
 * What a scanned text was found to be. `credential` is set when the city's signature is right, `proof` when
 * the holder's is too: only then is it the holder's doing. `lateMs`: by how much the picture is old.
 */
export interface Judged {
  verdict: Verdict
  credential: CredentialRow | null
  proof: { shownAt: Date; nonce: Uint8Array } | null
  lateMs: number
}

// What was done before stands, whoever takes a new code or loses the phone afterwards. The office's word
// counts at once, and nothing is added to what an account left that is gone.
const revokedFor = ({ revoked_at, revoked_because }: CredentialRow, at: Date): boolean =>
  revoked_at !== null && (revoked_at <= at || revoked_because === 'office' || revoked_because === 'deleted')

/** Judges a scanned text as of a moment; `challenge` as the scanner showed it. */
export const judge = async (
  { db, deps }: Work<CredentialDeps>,
  { code, challenge }: Scanned,
  at: Date,
): Promise<Judged> => {
  const { name: issuer, key } = deps.issuer
  // Whether it is revoked, the row itself says, newer than any list.
  const finding = verify(code, {
    keys: [{ id: key.id, issuer, publicKey: key.publicKey }],
    isRevoked: () => false,
    now: at,
    verifySignature: verifyNatively,
    ...(challenge === undefined ? {} : { challenge }),
  })
  const id = 'claims' in finding ? finding.claims.id : finding.credentialId
  const credential = (id !== undefined && (await credentialById(db, id))) || null
  if (!('claims' in finding)) return { verdict: finding.verdict, credential, proof: null, lateMs: 0 }
  const standing = finding.verdict === 'valid' || finding.verdict === 'expired'
  return {
    verdict: standing && (!credential || revokedFor(credential, at)) ? 'revoked' : finding.verdict,
    credential,
    proof: finding,
    lateMs: at.getTime() - finding.shownAt.getTime(),
  }
}

/** Work of a clerk with a scanned code. */
export type ScanWork = WorkBy<Actor, CredentialDeps>

/** The stations a clerk acts for: the one asked for, or all of theirs. @throws Problem not-allowed */
export const stationsOf = (city: City, actor: Actor, stationId: string | undefined) => {
  if (stationId !== undefined && !actor.stationIds.includes(stationId))
    throw problem('not-allowed', { detail: '你不是这个站点的工作人员' })
  return city.stations.filter((station) =>
    stationId === undefined ? actor.stationIds.includes(station.id) : station.id === stationId,
  )
}

/** What a refusal is put on record as. */
export interface RefusalRecord {
  /** What came of it, for the holder to read: `没有登记服务`. */
  found: string
  why: string
  reason: string | null
  detail: Record<string, unknown>
}
/** Puts a refusal of a code that the city signed on record, and keeps it. @returns what to throw */
export const refusedOnRecord = async (
  { db, now, actor }: ScanWork,
  { credential, proof, verdict }: Judged,
  error: unknown,
  { found, why, reason, detail }: RefusalRecord,
): Promise<unknown> => {
  if (!(error instanceof Problem) || !credential) return error
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'clerk',
    action: 'scan.refused',
    object: `credential:${credential.id}`,
    personId: credential.person_id,
    detail: {
      what: proof
        ? `扫描了你的人才码，${found}`
        : `扫描了一个用到你人才码内容、但不是你手机出示的码，${found}`,
      why,
      reason: reason ?? error.code,
      verdict,
      ...detail,
    },
  })
  return new Problem(error.code, { ...error.options, commit: true })
}

const proofSpareMs = 10 * 60_000

/**
 * Uses the proof up. `fault`: it was used elsewhere, or with a network long before it is said to have waited.
 * `forget` takes back what this use has kept, where nothing is recorded after all.
 */
export const spendProof = async (
  db: Db,
  credential: CredentialRow,
  proof: NonNullable<Judged['proof']>,
  use: { stationId: string; queued: boolean; now: Date },
): Promise<{ fault: 'elsewhere' | 'used-before' | null; forget(): Promise<void> }> => {
  const { first, isNew } = await useProof(db, {
    credential_id: credential.id,
    step: proof.shownAt.getTime() / 1000,
    nonce: Buffer.from(proof.nonce).toString('hex'),
    station_id: use.stationId,
    queued: use.queued,
    first_at: use.now,
  })
  const isLate = use.now.getTime() - first.first_at.getTime() > proofSpareMs
  const usedBefore = use.queued && !first.queued && isLate ? 'used-before' : null
  return {
    fault: first.station_id === use.stationId ? usedBefore : 'elsewhere',
    forget: async () => {
      if (isNew) await forgetProof(db, first)
    },
  }
}
