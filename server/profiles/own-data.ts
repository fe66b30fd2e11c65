import { audit } from '../core/audit'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { emit } from '../core/outbox'
import { closePerson, holdPeopleAlone } from '../core/person'
import type { People } from '../core/personal-data'
import { problem } from '../core/problem'

declare module '../core/outbox' {
  interface Events {
    'person.deleted': { personId: string }
  }
}

/** What a person's rights over their data are built from. */
export interface OwnDataDeps {
  vault: Vault
  /** What all rooms keep of people. */
  people: Pick<People, 'exportAll' | 'erase'>
  /** Ends staff roles. @returns false when the last system administrator would go. */
  endRoles(db: Db, personId: string, now: Date): Promise<boolean>
}

/** All data about a person, in the clear: it is theirs (PIPL art. 45). */
export const exportOf = async (
  db: Db,
  { people }: OwnDataDeps,
  personId: string,
  now: Date,
): Promise<Record<string, unknown>> => {
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: 'person.exported',
    object: `person:${personId}`,
    personId,
  })
  return { exportedAt: now.toISOString(), personId, ...(await people.exportAll(db, personId, now)) }
}

/**
 * Deletes an account with its personal data (PIPL art. 47). Records of service stay without the person.
 * @throws Problem last-admin
 */
export const deletePerson = async (db: Db, deps: OwnDataDeps, personId: string, now: Date): Promise<void> => {
  await holdPeopleAlone(db, [personId])
  if (!(await deps.endRoles(db, personId, now)))
    throw problem('last-admin', { detail: '请先邀请另一名系统管理员，再注销账号' })
  await deps.people.erase(db, personId, now)
  await closePerson(db, now, personId)
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: 'person.deleted',
    object: `person:${personId}`,
    personId,
  })
  await emit(db, now, 'person.deleted', { personId })
}
