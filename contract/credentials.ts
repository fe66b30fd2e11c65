import { Type, type Static } from '@sinclair/typebox'
import {
  Bytes,
  Closed,
  Id,
  Moment,
  Nullable,
  OneOf,
  PageOf,
  PageQuery,
  Paragraph,
  defineRoutes,
} from './route'
import { codeEntries, verdicts } from './vocabulary'

/** The credential a holder's phone keeps: `credential` is the COSE_Sign1 of docs/talent-code.md. */
export const HeldCredential = Closed(
  {
    id: Id,
    credential: Bytes,
    tier: Closed({ key: Type.String(), name: Type.String(), rank: Type.Integer() }),
    category: Type.String(),
    name: Type.String(),
    issuedAt: Moment,
    expiresAt: Moment,
    revokedAt: Nullable(Moment),
    holderKey: Bytes,
  },
  'HeldCredential',
)
export type HeldCredential = Static<typeof HeldCredential>

/**
 * All that a verifier needs offline. Cached with its age; `statusList.revoked` as in
 * contract/talent-code/status-list.ts.
 */
export const VerifierBundle = Closed(
  {
    issuer: Type.String(),
    keys: Type.Array(Closed({ id: Bytes, algorithm: OneOf(['EdDSA']), publicKey: Bytes })),
    statusList: Closed({ version: Type.Integer(), issuedAt: Moment, revoked: Bytes }),
    now: Moment,
    tiers: Type.Array(Closed({ key: Type.String(), name: Type.String(), rank: Type.Integer() })),
  },
  'VerifierBundle',
)
export type VerifierBundle = Static<typeof VerifierBundle>

/** The least a clerk needs about the holder of a genuine code. */
export const HolderCard = Closed(
  {
    maskedName: Type.String(),
    tier: Closed({ key: Type.String(), name: Type.String(), rank: Type.Integer() }),
    category: Type.String(),
    expiresAt: Moment,
  },
  'HolderCard',
)
export type HolderCard = Static<typeof HolderCard>

/** The server's answer to a scanned text. `holder` is null unless the code is genuine. */
export const Verification = Closed(
  {
    verdict: OneOf(verdicts),
    lateSeconds: Nullable(
      Type.Integer({
        description: 'By how much the picture is old (stale-proof) or early (clock-off, negative).',
      }),
    ),
    holder: Nullable(HolderCard),
    services: Type.Array(
      Closed({
        id: Type.String(),
        name: Type.String(),
        benefit: Type.String(),
        entitled: Type.Boolean(),
        recordedAt: Nullable(Moment),
        challenge: Type.Boolean({ description: 'Needs a code that answers the digits on the scanner.' }),
      }),
      { description: 'What this station renders, and when it was recorded for this occasion.' },
    ),
  },
  'Verification',
)
export type Verification = Static<typeof Verification>

/** A recorded service, as the clerk sees it. */
export const Scan = Closed(
  {
    id: Id,
    service: Closed({ id: Type.String(), name: Type.String() }),
    station: Closed({ id: Id, name: Type.String() }),
    holder: HolderCard,
    scannedAt: Moment,
    recordedAt: Moment,
    offline: Type.Boolean({ description: 'Waited on the clerk’s phone for a network.' }),
    entry: Nullable(OneOf(codeEntries)),
    challenged: Type.Boolean({ description: 'The holder answered the digits on the scanner.' }),
    undoneAt: Nullable(Moment),
    undoUntil: Moment,
  },
  'Scan',
)
export type Scan = Static<typeof Scan>

/** One step of the holder's timeline (足迹). */
export const TimelineEntry = Closed(
  {
    id: Id,
    kind: OneOf(['registered', 'credential-issued', 'credential-revoked', 'stay', 'work', 'service']),
    title: Type.String(),
    at: Moment,
    station: Nullable(Type.String()),
    offline: Type.Boolean(),
    disputable: Type.Boolean(),
    disputedAt: Nullable(Moment),
    disputeNote: Nullable(Type.String()),
  },
  'TimelineEntry',
)
export type TimelineEntry = Static<typeof TimelineEntry>

/** A dispute of a record by its holder, for the office. */
export const Dispute = Closed(
  {
    scanId: Id,
    serviceName: Type.String(),
    stationName: Type.String(),
    scannedAt: Moment,
    disputedAt: Moment,
    entry: Nullable(OneOf(codeEntries)),
    note: Type.String(),
    maskedName: Type.String(),
    codeInForce: Type.Boolean({ description: 'Whether the code that was shown can still be shown.' }),
    revocable: Type.Union([Id, Type.Null()], {
      description:
        'The person whose code the caller may revoke; null when it is not in force or not the caller’s to revoke.',
    }),
  },
  'Dispute',
)
export type Dispute = Static<typeof Dispute>

const own = { who: ['holder'], rows: 'own' } as const
const stationId = Type.Optional(
  Type.String({ format: 'uuid', description: 'Needed only from a clerk of several stations.' }),
)
const code = Type.String({
  minLength: 1,
  maxLength: 4000,
  description: 'The text in the QR code, whatever it is.',
})
const challenge = Type.Optional(
  Type.String({ pattern: '^[0-9]{6}$', description: 'The digits that the scanner showed, if it did.' }),
)

/** The talent code: taking, verifying, recording, disputing. */
export const credentialRoutes = defineRoutes({
  'POST /me/credential-challenges': {
    summary: 'What a phone signs to bind its key, good for 5 minutes',
    access: own,
    status: 201,
    reply: Closed({ challenge: Bytes, expiresAt: Moment }, 'CredentialChallenge'),
    problems: [],
  },
  'PUT /me/credential': {
    summary:
      'Issue a talent code bound to the key of this phone; an earlier one is revoked. `proof` signs "jucai-holder-key:<person id>:<challenge>" by that key. At most 5 in 24 hours',
    access: own,
    body: Closed({ holderKey: Bytes, challenge: Bytes, proof: Bytes }),
    status: 200,
    reply: HeldCredential,
    problems: ['registration-needed', 'consent-needed', 'holder-key-invalid'],
    idempotent: true,
  },
  'GET /me/credential': {
    summary: 'The newest credential of the caller; 404 when there is none',
    access: own,
    status: 200,
    reply: HeldCredential,
    problems: [],
  },
  'DELETE /me/credential': {
    summary: 'Revoke the code, for a lost phone',
    access: own,
    status: 204,
    problems: ['credential-absent'],
  },
  'GET /verifier-bundle': {
    summary: 'Issuer keys and status list for verifying without a network',
    access: { who: 'anyone' },
    status: 200,
    reply: VerifierBundle,
    problems: [],
  },
  'POST /verifications': {
    summary: 'Verify a scanned text now and say what the holder may have here; the look is on record',
    access: { who: ['clerk'], rows: 'station' },
    body: Closed({ code, scannedAt: Moment, stationId, challenge }),
    status: 200,
    reply: Verification,
    problems: [],
  },
  'POST /scans': {
    summary:
      'Record a service for a scanned code. Verified as of `scannedAt`, at most 10 minutes ago, or 72 hours for one that was `queued` without a network. A refusal of a code that the city signed is on record. Extra on scan-refused: `verdict`; on already-recorded: `recordedAt`',
    access: { who: ['clerk'], rows: 'station' },
    body: Closed({
      code,
      serviceId: Type.String({ maxLength: 60 }),
      scannedAt: Moment,
      stationId,
      challenge,
      queued: Type.Optional(Type.Boolean({ description: 'It waited on the phone for a network.' })),
      entry: Type.Optional(OneOf(codeEntries)),
    }),
    status: 201,
    reply: Scan,
    problems: ['scan-refused', 'own-code', 'already-recorded', 'service-not-offered', 'service-not-for-tier'],
    idempotent: 'anew',
  },
  'GET /scans': {
    summary: 'The caller’s records of today (Asia/Shanghai), newest first',
    access: { who: ['clerk'], rows: 'own' },
    query: PageQuery,
    status: 200,
    reply: PageOf(Scan),
    problems: [],
  },
  'DELETE /scans/:scan': {
    summary: 'Undo a record within a minute',
    access: { who: ['clerk'], rows: 'own' },
    params: Closed({ scan: Id }),
    status: 200,
    reply: Scan,
    problems: ['undo-too-late'],
  },
  'GET /me/timeline': {
    summary: 'The caller’s journey, newest first',
    access: own,
    query: PageQuery,
    status: 200,
    reply: PageOf(TimelineEntry),
    problems: [],
  },
  'PUT /me/timeline/:entry/dispute': {
    summary: 'Say “this was not me”; the office is told',
    access: own,
    params: Closed({ entry: Id }),
    body: Closed({ note: Paragraph(300) }),
    status: 200,
    reply: TimelineEntry,
    problems: ['already-disputed'],
  },
  'GET /disputes': {
    summary: 'Records that their holders dispute, newest first',
    access: { who: ['lead', 'security-admin'], rows: 'all' },
    query: PageQuery,
    status: 200,
    reply: PageOf(Dispute),
    problems: [],
  },
  'PUT /people/:person/credential-revocation': {
    summary: 'Revoke a person’s code, with a reason they will read',
    access: { who: ['security-admin'], rows: 'all' },
    params: Closed({ person: Id }),
    body: Closed({ reason: Paragraph(200, 2) }),
    status: 204,
    problems: ['credential-absent'],
  },
})
