import { endOtherOfficeSessions, officeIdleMs } from '../accounts'
import { audit } from '../core/audit'
import { problem } from '../core/problem'
import type { Handlers } from '../core/route'
import type { OfficeDeps } from './deps'
import { sourcesOf, sourcesOfSession } from './attempts'
import { beginOpening, confirmOpening, groundFor } from './opening'
import { hashPassword, weakness } from './password'
import { accountOf, setPassword } from './repository'
import { checkBoth, locks, prove, signIn, unlock } from './sign-in'

const needStrong = (password: string, login: string, name: string) => {
  const weak = weakness(password, login, name)
  if (weak) throw problem('password-weak', { detail: weak })
}

/**
 * Opening an account of the console, signing in to it, and its password. Passwords are hashed before a
 * transaction is open.
 */
export const officeHandlers = (deps: OfficeDeps): Handlers => ({
  'POST /office-accounts': {
    ask: async ({ body: { password, ...wanted } }, { actor: caller, now: asked }) => {
      needStrong(password, wanted.login, wanted.name)
      // A stranger without an invitation must not make the server hash.
      await groundFor(deps.db, asked, caller?.personId ?? null, wanted.invitation)
      const hash = await hashPassword(password)
      return ({ db, now, actor }) =>
        beginOpening({ db, now, deps }, { ...wanted, passwordHash: hash, personId: actor?.personId ?? null })
    },
  },
  'POST /office-accounts/confirmation': ({ db, now }, { body }) => confirmOpening({ db, now, deps }, body),
  'POST /office-sessions': {
    ask: async ({ body }, { now: asked, sourceAddress }) => {
      const { login, password } = body
      const sources = sourcesOf(deps.vault, login, { address: sourceAddress, browser: body.browser })
      const proof = await prove({ db: deps.db, now: asked }, { login, password, sources })
      return ({ db, now }) => signIn({ db, now, deps }, proof, body.code)
    },
  },
  'GET /office/me': async ({ db, now, actor }) => {
    const account = await accountOf(db, deps.vault, actor.personId) // none after the sample city's own sign-in
    return {
      personId: actor.personId,
      login: account?.login ?? '',
      name: account?.name ?? (await deps.registeredName(db, actor.personId, now)) ?? '',
      roles: [...actor.roles],
      idleSeconds: officeIdleMs / 1000,
      sample: deps.sample,
    }
  },
  'PUT /office/password': {
    ask: async ({ body }, { actor, now: asked }) => {
      const account = await accountOf(deps.db, deps.vault, actor.personId)
      if (!account) throw problem('sign-in-refused', { detail: '您还没有电脑端账号' })
      needStrong(body.newPassword, account.login, account.name)
      if (body.newPassword === body.password) throw problem('password-weak', { detail: '新密码和原来的一样' })
      const proof = await prove(
        { db: deps.db, now: asked },
        { login: account.login, password: body.password, sources: sourcesOfSession(actor.sessionId) },
      )
      const hash = await hashPassword(body.newPassword)
      return async ({ db, now }) => {
        await checkBoth({ db, now, deps }, proof, body.code)
        await setPassword(db, now, actor.personId, hash)
        await endOtherOfficeSessions(db, actor.personId, actor.sessionId, now)
        await audit(db, {
          at: now,
          actorId: actor.personId,
          actorRole: 'staff',
          action: 'office.password-changed',
          object: `office-account:${actor.personId}`,
          personId: actor.personId,
        })
      }
    },
  },
  'GET /office-locks': async ({ db, now }) => ({ items: await locks({ db, now, deps }) }),
  'DELETE /office-locks/:person': ({ db, now, actor }, { params }) =>
    unlock({ db, now, deps, actor }, params.person),
})
