import { readsPage } from '../core/audit-log'
import { idsOf } from '../core/person'
import { problem } from '../core/problem'
import type { Handlers } from '../core/route'
import { workOf } from '../core/work'
import { recordConsent, register } from './commands'
import { consentsOf } from './consents'
import { graduatesWhoStayed } from './graduates'
import { notice } from './notice'
import { deletePerson, exportOf, type OwnDataDeps } from './own-data'
import { profileOf } from './repository'
import { shownProfile } from './show'

/** The caller's consents, registration and rights over their own data. */
export const profileHandlers = (deps: OwnDataDeps): Handlers => {
  const by = workOf(deps)
  const graduates = graduatesWhoStayed()
  return {
    'GET /city/graduates': ({ db, now }) => graduates(db, now),
    'GET /privacy-notice': async () => notice,
    'GET /me/consents': async ({ db, actor }) => ({ items: await consentsOf(db, actor.personId) }),
    'PUT /me/consents/:purpose': (call, { params, body }) =>
      recordConsent(by(call), { ...body, purpose: params.purpose }),
    'GET /me/profile': async ({ db, now, actor }) => {
      const profile = await profileOf(db, deps.vault, actor.personId)
      if (!profile) throw problem('not-found', { detail: '还没有登记' })
      return shownProfile(db, profile, now)
    },
    'PUT /me/profile': (call, { body }) => register(by(call), body),
    'GET /me/reads': async ({ db, actor }, { query }) =>
      readsPage(db, await idsOf(db, actor.personId), query.after, query.limit ?? 20),
    'GET /me/export': ({ db, now, actor }) => exportOf(db, deps, actor.personId, now),
    'DELETE /me': ({ db, now, actor }) => deletePerson(db, deps, actor.personId, now),
  }
}
