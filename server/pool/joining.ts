import type { Db } from '../core/db'
import { consentGiven, leftPoolBefore } from '../profiles'
import { endDoubles, endInvitations } from './repository'

/**
 * Two accounts become one, after their consents have: what the joined one left stays left, of two invitations
 * for one search one stays, and where the answer that holds from now on is no, nothing is left at all.
 */
export const joinInvitations = async (db: Db, fromId: string, intoId: string, now: Date): Promise<void> => {
  const leftAt = await leftPoolBefore(db, fromId)
  if (leftAt) await endInvitations(db, fromId, leftAt)
  await endDoubles(db, fromId, intoId)
  if (await consentGiven(db, intoId, 'talent-pool')) return
  for (const id of [fromId, intoId]) await endInvitations(db, id, now)
}
