import type { Me, SignedIn } from '@jucai/contract/accounts'
import { maskPhone } from '../core/masking'
import type { Work } from '../core/work'
import { countUnread } from '../notifications'
import { assignmentsOf } from './assignments'
import type { AccountDeps } from './deps'
import { identitiesOf, phoneOf } from './people'
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
    confirmed: true,
  }
}

/** What a session is told before its owner has confirmed who they are: the number they hold in their hands. */
export const unconfirmedMe = async (
  { db, deps }: Work<Pick<AccountDeps, 'vault'>>,
  personId: string,
): Promise<Me> => ({
  id: personId,
  name: null,
  phone: maskPhone((await phoneOf(db, deps.vault, personId)) ?? ''),
  wechat: false,
  registered: false,
  hasCredential: false,
  tier: null,
  assignments: [],
  unreadMessages: 0,
  noticeNews: false,
  confirmed: false,
})

/** Opens a session for a person who has shown who they are; `office` with a second factor. */
export const signedIn = async (
  work: Work<Pick<AccountDeps, 'vault' | 'standing' | 'random'>>,
  wanted: NewSession,
): Promise<SignedIn> => {
  const session = await openSession(work, wanted)
  return {
    token: session.token,
    expiresAt: session.expiresAt.toISOString(),
    me:
      wanted.unconfirmedPhone === undefined
        ? await meOf(work, wanted.personId)
        : await unconfirmedMe(work, wanted.personId),
  }
}
