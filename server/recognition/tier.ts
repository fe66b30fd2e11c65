import { newestApproved } from '../applications'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { recognitionProgram } from './program'

/** The tier that somebody was recognised in last (`a`, `b` or `c`), and the day; null when never. */
export const recognisedTier = async (
  db: Db,
  vault: Vault,
  personId: string,
): Promise<{ tier: string; on: string } | null> => {
  const approved = await newestApproved(db, vault, personId, recognitionProgram.key)
  const tier = approved?.answers.tier
  return approved && typeof tier === 'string' ? { tier, on: dayOf(approved.at) } : null
}
