import { cityInForce } from '../city'
import { problem } from '../core/problem'
import type { Handlers } from '../core/route'
import { holderOf } from '../profiles'
import { issue, revokeByOffice, revokeOwn, shownCredential, type CredentialDeps } from './commands'
import { newestCredential } from './repository'
import { lookAt, record, today, undo } from './scans'
import { dispute, disputes, timelineOf } from './timeline'
import { verifierBundle } from './verifier-bundle'

const pageSize = 20

/** Talent codes, verifying and recording, the journey. */
export const credentialHandlers = (deps: CredentialDeps): Handlers => {
  const bundle = verifierBundle(deps)
  return {
    'PUT /me/credential': ({ db, actor, now }, { body }) => issue(db, deps, now, actor.personId, body),
    'GET /me/credential': async ({ db, actor, now }) => {
      const row = await newestCredential(db, actor.personId)
      if (!row) throw problem('not-found')
      return shownCredential(
        row,
        (await holderOf(db, deps.vault, actor.personId, now)).name,
        await cityInForce(db),
      )
    },
    'DELETE /me/credential': ({ db, actor, now }) => revokeOwn(db, now, actor.personId),
    'GET /verifier-bundle': ({ db, now }) => bundle(db, now),
    'POST /verifications': ({ db, actor, now }, { body }) => lookAt(db, deps, now, actor, body),
    'POST /scans': ({ db, actor, now }, { body }) => record(db, deps, now, actor, body),
    'GET /scans': ({ db, actor, now }, { query }) =>
      today(db, deps, now, actor.personId, query.after, query.limit ?? pageSize),
    'DELETE /scans/:scan': ({ db, actor, now }, { params }) => undo(db, deps, now, actor, params.scan),
    'GET /me/timeline': ({ db, actor }, { query }) =>
      timelineOf(db, deps.vault, actor.personId, query.after, query.limit ?? pageSize),
    'PUT /me/timeline/:entry/dispute': ({ db, actor, now }, { params, body }) =>
      dispute(db, deps.vault, now, actor.personId, params.entry, body.note),
    'GET /disputes': ({ db, actor, now }, { query }) =>
      disputes(db, deps.vault, now, actor, query.after, query.limit ?? pageSize),
    'PUT /people/:person/credential-revocation': ({ db, actor, now }, { params, body }) =>
      revokeByOffice(db, deps, now, actor.personId, params.person, body.reason),
  }
}
