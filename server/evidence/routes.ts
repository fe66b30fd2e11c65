import { audit } from '../core/audit'
import { problem } from '../core/problem'
import type { Handlers } from '../core/route'
import { beginUpload, completeUpload, contentOf, discardOne, looseFiles, takePart } from './commands'
import type { EvidenceDeps, InDrafts } from './deps'
import { ownEvidence, shownEvidence } from './repository'

/** Uploading, reading and deleting one's own files. */
export const evidenceHandlers = (deps: EvidenceDeps & { inDrafts: InDrafts }): Handlers => ({
  'POST /me/evidence': ({ db, now, actor }, { body }) =>
    beginUpload(db, deps.vault, now, actor.personId, body),
  'GET /me/evidence': ({ db, actor }, { query }) => looseFiles(db, deps, actor.personId, query),
  'GET /me/evidence/:evidence': async ({ db, actor }, { params }) => {
    const row = await ownEvidence(db, actor.personId, params.evidence)
    if (!row) throw problem('not-found')
    return shownEvidence(deps.vault, row)
  },
  'PUT /me/evidence/:evidence/parts/:offset': ({ db, actor }, { params, body }) =>
    takePart(db, deps.vault, actor.personId, {
      id: params.evidence,
      offset: params.offset,
      data: body.data,
    }),
  'POST /me/evidence/:evidence/completion': {
    ask: async ({ params }, { actor, now }) => {
      const finish = await completeUpload(deps, now, actor.personId, params.evidence)
      return ({ db }) => finish(db)
    },
  },
  'GET /me/evidence/:evidence/content': async ({ db, now, actor }, { params }) => {
    const row = await ownEvidence(db, actor.personId, params.evidence)
    if (!row) throw problem('not-found')
    const content = await contentOf(deps, row)
    await audit(db, {
      at: now,
      actorId: actor.personId,
      actorRole: 'holder',
      action: 'evidence.read',
      object: `evidence:${row.id}`,
      personId: actor.personId,
    })
    return content
  },
  'DELETE /me/evidence/:evidence': ({ db, now, actor }, { params }) =>
    discardOne(db, now, actor.personId, params.evidence),
})
