import { Type, type Static } from '@sinclair/typebox'
import { evidenceChunkBytes, evidenceMaxBytes, evidenceTypes } from './evidence-limits'
import { Closed, Id, Moment, Nullable, OneOf, PageOf, PageQuery, defineRoutes } from './route'

/** A file of the caller: how much of it arrived, and what it turned out to be once complete. */
export const Evidence = Closed(
  {
    id: Id,
    fileName: Type.String(),
    sizeBytes: Type.Integer(),
    receivedBytes: Type.Integer(),
    complete: Type.Boolean(),
    type: Nullable(OneOf(evidenceTypes)),
    attachments: Type.Integer({
      description: 'How many files a PDF carries inside. Nobody opens them here.',
    }),
    createdAt: Moment,
  },
  'Evidence',
)
export type Evidence = Static<typeof Evidence>

/** A file of the caller that belongs to no application. */
export const LooseEvidence = Closed(
  {
    ...Evidence.properties,
    usedIn: Type.Array(Type.String(), {
      description: 'What is applied for, of each draft that names it. While there is one, it stays.',
    }),
    goesAt: Nullable(Moment),
  },
  'LooseEvidence',
)
export type LooseEvidence = Static<typeof LooseEvidence>

/** A file to look at. */
export const EvidenceContent = Closed(
  { fileName: Type.String(), type: OneOf(evidenceTypes), data: Type.String({ description: 'base64' }) },
  'EvidenceContent',
)
export type EvidenceContent = Static<typeof EvidenceContent>

const own = { who: ['holder'], rows: 'own' } as const
const evidence = Closed({ evidence: Id })

/** Files of applicants, sent in parts. */
export const evidenceRoutes = defineRoutes({
  'POST /me/evidence': {
    summary: `Begin an upload of at most ${evidenceMaxBytes / 1024 / 1024} MB. Parts follow in order, ${evidenceChunkBytes / 1024} KB each`,
    access: own,
    body: Closed({
      fileName: Type.String({ minLength: 1, maxLength: 120, format: 'file-name' }),
      sizeBytes: Type.Integer({
        minimum: 1,
        maximum: Number.MAX_SAFE_INTEGER,
        description: 'Larger than the limit: evidence-too-large.',
      }),
    }),
    status: 201,
    reply: Evidence,
    problems: ['evidence-too-large', 'evidence-too-many'],
    idempotent: true,
  },
  'GET /me/evidence': {
    summary:
      'Files of the caller that belong to no application, newest first: those that count for the limit',
    access: own,
    query: PageQuery,
    status: 200,
    reply: PageOf(LooseEvidence),
    problems: [],
  },
  'GET /me/evidence/:evidence': {
    summary: 'How much arrived: where to resume',
    access: own,
    params: evidence,
    status: 200,
    reply: Evidence,
    problems: [],
  },
  'PUT /me/evidence/:evidence/parts/:offset': {
    summary:
      'One part. A part that arrived before is taken again without effect; one too far on is refused. Extra on evidence-out-of-order: `receivedBytes`',
    access: own,
    params: Closed({ evidence: Id, offset: Type.Integer({ minimum: 0, maximum: evidenceMaxBytes }) }),
    body: Closed({
      data: Type.String({
        maxLength: Math.ceil(evidenceChunkBytes / 3) * 4,
        pattern: '^[A-Za-z0-9+/]+={0,2}$',
        description: 'base64',
      }),
    }),
    bodyLimitBytes: 400 * 1024,
    status: 200,
    reply: Evidence,
    problems: ['evidence-out-of-order', 'evidence-complete'],
  },
  'POST /me/evidence/:evidence/completion': {
    summary:
      'All parts are there: the type is told by content, location data is taken out of pictures, the file is encrypted and stored',
    access: own,
    params: evidence,
    heavy: true,
    status: 200,
    reply: Evidence,
    problems: ['evidence-incomplete', 'evidence-type-refused', 'storage-unavailable'],
  },
  'GET /me/evidence/:evidence/content': {
    summary: 'The caller’s own file',
    access: own,
    params: evidence,
    heavy: true,
    status: 200,
    reply: EvidenceContent,
    problems: ['evidence-incomplete', 'storage-unavailable'],
  },
  'DELETE /me/evidence/:evidence': {
    summary: 'Delete a file that belongs to no submitted application',
    access: own,
    params: evidence,
    status: 204,
    problems: ['evidence-in-use'],
  },
})
