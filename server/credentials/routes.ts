import { cityInForce } from '../city'
import { problem } from '../core/problem'
import type { Handlers } from '../core/route'
import { workOf } from '../core/work'
import { holderOf } from '../profiles'
import {
  challengeOf,
  issue,
  revokeByOffice,
  revokeOwn,
  shownCredential,
  type CredentialDeps,
} from './commands'
import { newestCredential } from './repository'
import { lookAt, record, recordedBefore, today, undo } from './scans'
import { dispute, disputes, timelineOf } from './timeline'
import { verifierBundle } from './verifier-bundle'

/** Talent codes, verifying and recording, the journey. */
export const credentialHandlers = (deps: CredentialDeps): Handlers => {
  const bundle = verifierBundle(deps)
  const by = workOf(deps)
  return {
    'POST /me/credential-challenges': async (call) => challengeOf(by(call)),
    'PUT /me/credential': (call, { body }) => issue(by(call), body),
    'GET /me/credential': async ({ db, actor, now }) => {
      const row = await newestCredential(db, actor.personId)
      if (!row) throw problem('not-found')
      return shownCredential(
        row,
        (await holderOf(db, deps.vault, actor.personId, now)).name,
        await cityInForce(db),
      )
    },
    'DELETE /me/credential': (call) => revokeOwn(by(call)),
    'GET /verifier-bundle': ({ db, now }) => bundle(db, now),
    'POST /verifications': (call, { body }) => lookAt(by(call), body),
    'POST /scans': {
      run: (call, { body }) => record(by(call), body),
      keep: ({ id }) => id,
      again: (call, _request, id) => recordedBefore(by(call), id),
    },
    'GET /scans': (call, { query }) => today(by(call), query),
    'DELETE /scans/:scan': (call, { params }) => undo(by(call), params.scan),
    'GET /me/timeline': (call, { query }) => timelineOf(by(call), query),
    'PUT /me/timeline/:entry/dispute': (call, { params, body }) => dispute(by(call), params.entry, body.note),
    'GET /disputes': (call, { query }) => disputes(by(call), query),
    'PUT /people/:person/credential-revocation': (call, { params, body }) =>
      revokeByOffice(by(call), { personId: params.person, reason: body.reason }),
  }
}
