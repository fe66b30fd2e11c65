import { closePerson, endAllSessions, identitiesOf, sessionsOf } from '../accounts'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { emit } from '../core/outbox'
import { problem } from '../core/problem'
import { allMessages, deleteMessages } from '../notifications'
import { consentHistory } from './consents'
import { allReads } from './reads'
import { deleteProfile, profileOf } from './repository'

declare module '../core/outbox' {
  interface Events {
    'person.deleted': { personId: string }
  }
}

/** What other features add to a person's export, and do at once when an account is deleted. */
export interface OwnDataDeps {
  vault: Vault
  /** Parts of the export by name. */
  exports(db: Db, personId: string, now: Date): Promise<Record<string, unknown>>
  /** Ends staff roles. @returns false when the last system administrator would go. */
  endRoles(db: Db, personId: string, now: Date): Promise<boolean>
  /** Erases what other features keep about the person; in the same transaction. */
  erase(db: Db, personId: string, now: Date): Promise<void>
}

/** All data about a person, in the clear: it is theirs (PIPL art. 45). */
export const exportOf = async (
  db: Db,
  deps: OwnDataDeps,
  personId: string,
  now: Date,
): Promise<Record<string, unknown>> => {
  const profile = await profileOf(db, deps.vault, personId)
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: 'person.exported',
    object: `person:${personId}`,
    personId,
  })
  return {
    exportedAt: now.toISOString(),
    personId,
    signIns: (await identitiesOf(db, deps.vault, personId)).map(({ kind, subject, linkedAt }) => ({
      kind,
      value: subject,
      linkedAt: linkedAt.toISOString(),
    })),
    profile: profile && {
      ...profile,
      registeredAt: profile.registeredAt.toISOString(),
      updatedAt: profile.updatedAt.toISOString(),
    },
    consents: (await consentHistory(db, personId)).map(({ purpose, given, notice_version, at }) => ({
      purpose,
      given,
      noticeVersion: notice_version,
      at: at.toISOString(),
    })),
    sessions: await sessionsOf(db, personId, null, now),
    messages: await allMessages(db, deps.vault, personId),
    reads: await allReads(db, personId),
    ...(await deps.exports(db, personId, now)),
  }
}

/**
 * Deletes an account with its personal data (PIPL art. 47). Records of service stay without the person.
 * @throws Problem last-admin
 */
export const deletePerson = async (db: Db, deps: OwnDataDeps, personId: string, now: Date): Promise<void> => {
  if (!(await deps.endRoles(db, personId, now)))
    throw problem('last-admin', { detail: '请先邀请另一名系统管理员，再注销账号' })
  await endAllSessions(db, personId, now)
  await db.updateTable('session').set({ device: '' }).where('person_id', '=', personId).execute()
  await deleteProfile(db, personId)
  await deleteMessages(db, personId)
  await db.deleteFrom('idempotency_key').where('actor', '=', personId).execute() // kept replies are personal
  await deps.erase(db, personId, now)
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
