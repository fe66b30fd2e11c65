import type { Me, SignedIn } from '@jucai/contract/accounts'
import type { Db } from '../core/db'
import { maskPhone } from '../core/masking'
import { countUnread } from '../notifications'
import { assignmentsOf } from './assignments'
import type { AccountDeps } from './deps'
import { identitiesOf } from './people'
import { openSession } from './sessions'

/** The person as their own app shows them. */
export const meOf = async (
  db: Db,
  deps: Pick<AccountDeps, 'vault' | 'standing'>,
  personId: string,
  now: Date,
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
  db: Db,
  deps: Pick<AccountDeps, 'vault' | 'standing' | 'random'>,
  personId: string,
  device: string,
  now: Date,
  office = false,
): Promise<SignedIn> => {
  const session = await openSession(db, deps.random, now, personId, device, office)
  return {
    token: session.token,
    expiresAt: session.expiresAt.toISOString(),
    me: await meOf(db, deps, personId, now),
  }
}
