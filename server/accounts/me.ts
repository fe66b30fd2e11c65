import type { Me, SignedIn } from '@jucai/contract/accounts'
import { maskPhone } from '../core/masking'
import type { Work } from '../core/work'
import { countUnread } from '../notifications'
import { assignmentsOf } from './assignments'
import type { AccountDeps } from './deps'
import { identitiesOf } from './people'
import { openSession, type NewSession } from './sessions'

/** The person as their own app shows them. */
export const meOf = async (
  { db, now, deps }: Work<Pick<AccountDeps, 'vault' | 'standing'>>,
  personId: string,
): Promise<Me> => {
  const identities = await identitiesOf(db, deps.vault, personId)
  const phone = identities.find((identity) => identity.kind === 'phone')?.subject
  return {
    id: personId,
    ...(await deps.standing(db, personId, now)),
    phone: phone ? maskPhone(phone) : null,
    wechat: identities.some((identity) => identity.kind === 'wechat'),
    assignments: await assignmentsOf(db, personId),
    unreadMessages: await countUnread(db, personId),
  }
}

/** Opens a session for a person who has shown who they are; `office` with a second factor. */
export const signedIn = async (
  work: Work<Pick<AccountDeps, 'vault' | 'standing' | 'random'>>,
  wanted: NewSession,
): Promise<SignedIn> => {
  const session = await openSession(work, wanted)
  return {
    token: session.token,
    expiresAt: session.expiresAt.toISOString(),
    me: await meOf(work, wanted.personId),
  }
}
