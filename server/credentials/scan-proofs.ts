import type { Db } from '../core/db'

interface ScanProofTable {
  credential_id: string
  step: number
  nonce: string
  station_id: string
  queued: boolean
  first_at: Date
}
declare module '../core/db' {
  interface Database {
    scan_proof: ScanProofTable
  }
}

/** A proof as it was first used. */
export type ScanProof = ScanProofTable

/**
 * Keeps that a proof was used, or finds how it was used first. A second use at the same time waits for the
 * first.
 * @returns the first use, and whether it is this one
 */
export const useProof = async (db: Db, proof: ScanProof): Promise<{ first: ScanProof; isNew: boolean }> => {
  const kept = await db
    .insertInto('scan_proof')
    .values(proof)
    .onConflict((conflict) => conflict.columns(['credential_id', 'step', 'nonce']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (kept) return { first: kept, isNew: true }
  const first = await db
    .selectFrom('scan_proof')
    .selectAll()
    .where('credential_id', '=', proof.credential_id)
    .where('step', '=', proof.step)
    .where('nonce', '=', proof.nonce)
    .executeTakeFirstOrThrow()
  return { first, isNew: false }
}

/** Forgets a use by which nothing was recorded after all. */
export const forgetProof = async (db: Db, proof: ScanProof): Promise<void> => {
  await db
    .deleteFrom('scan_proof')
    .where('credential_id', '=', proof.credential_id)
    .where('step', '=', proof.step)
    .where('nonce', '=', proof.nonce)
    .execute()
}

const keptMs = 4 * 24 * 3_600_000 // a day longer than a record may wait

/** Forgets proofs that are too old to be used again. */
export const forgetOldProofs = async (db: Db, now: Date): Promise<void> => {
  await db
    .deleteFrom('scan_proof')
    .where('first_at', '<', new Date(now.getTime() - keptMs))
    .execute()
}
