import { newestApproved } from '../applications'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { recognitionProgram } from './program'

/** The tier that people were recognised in last (`a`, `b` or `c`), and the day, by person; who never was is left out. */
export const recognisedTiers = async (
  db: Db,
  vault: Vault,
  personIds: readonly string[],
): Promise<Map<string, { tier: string; on: string }>> => {
  const approved = await newestApproved(db, vault, personIds, recognitionProgram.key)
  return new Map(
    [...approved].flatMap(([personId, { answers, at }]) =>
      typeof answers.tier === 'string' ? [[personId, { tier: answers.tier, on: dayOf(at) }] as const] : [],
    ),
  )
}
