import { Type, type Static } from '@sinclair/typebox'
import { Phone } from './accounts'
import { phonePattern } from './forms'
import { recoveryAims } from './recovery-words'
import { aims, degrees, documentTypes, purposes } from './vocabulary'
import {
  Closed,
  Count,
  Day,
  DocumentNumber,
  Id,
  Line,
  Moment,
  Nullable,
  OneOf,
  PageOf,
  PageQuery,
  Paragraph,
  PersonName,
  SixDigits,
  defineRoutes,
  institutionLength,
} from './route'

/**
 * A privacy notice in force: what is processed for which purpose, why, how long, and what follows a
 * withdrawal.
 */
export const Notice = Closed(
  {
    version: Type.Integer(),
    effectiveOn: Day,
    purposes: Type.Array(
      Closed({
        purpose: OneOf(purposes),
        title: Type.String(),
        why: Type.String(),
        data: Type.Array(Type.String()),
        keptFor: Type.String(),
        sensitive: Type.Boolean(),
        required: Type.Boolean(),
        afterWithdrawal: Type.String(),
      }),
    ),
    news: Type.Array(Closed({ version: Type.Integer(), purpose: OneOf(purposes), text: Type.String() }), {
      description: 'What each version said of a purpose that the one before did not, in a sentence.',
    }),
  },
  'Notice',
)
export type Notice = Static<typeof Notice>

/** The caller's answer for one purpose. `given` is false before an answer and after a withdrawal. */
export const Consent = Closed(
  {
    purpose: OneOf(purposes),
    given: Type.Boolean(),
    noticeVersion: Nullable(Type.Integer()),
    changedAt: Nullable(Moment),
  },
  'Consent',
)
export type Consent = Static<typeof Consent>

/** What a person fills in to register. Regions are division codes of 6 digits. */
export const Registration = Closed(
  {
    name: PersonName,
    documentType: OneOf(documentTypes),
    documentNumber: DocumentNumber,
    school: Line(institutionLength),
    degree: OneOf(degrees),
    major: Line(institutionLength),
    graduatesOn: Day,
    homeRegion: Type.String({ pattern: '^\\d{6}$' }),
    presentRegion: Type.String({ pattern: '^\\d{6}$' }),
    aims: Type.Array(OneOf(aims), { minItems: 1, maxItems: 6, uniqueItems: true }),
  },
  'Registration',
)
export type Registration = Static<typeof Registration>

/**
 * The registered profile as its owner sees it: the document number masked, each field with its source and
 * date.
 */
export const Profile = Closed(
  {
    ...Registration.properties,
    name: Type.String(),
    school: Type.String(),
    major: Type.String(),
    documentNumber: Nullable(
      Type.String({ description: 'First 3 and last 4; null after the consent to keep it was withdrawn.' }),
    ),
    homeRegionName: Type.String(),
    presentRegionName: Type.String(),
    tier: Nullable(Closed({ key: Type.String(), name: Type.String(), because: Type.String() })),
    registeredAt: Moment,
    updatedAt: Moment,
    fields: Type.Array(
      Closed({
        field: Type.String(),
        label: Type.String(),
        source: OneOf(['self', 'wechat', 'verified']),
        at: Moment,
      }),
    ),
  },
  'Profile',
)
export type Profile = Static<typeof Profile>

/** One read of the caller's data by somebody else. */
export const DataRead = Closed(
  {
    id: Id,
    at: Moment,
    who: Type.String({ description: 'Role and station, never a name of staff beyond what duty shows.' }),
    what: Type.String(),
    why: Type.String(),
  },
  'DataRead',
)
export type DataRead = Static<typeof DataRead>

/** A request to get an account back that only the office can decide, because the old phone is gone. */
export const Recovery = Closed(
  {
    id: Id,
    state: OneOf(['open', 'approved', 'refused']),
    maskedName: Type.String(),
    maskedDocument: Type.String(),
    asks: OneOf(
      recoveryAims,
      '`document`: it is registered under another name, approving frees it; `joining`: the asker is registered too, approving makes one account of both, with the registration of the one asked for. An asker sees `account` always.',
    ),
    contactPhone: Type.String(),
    explanation: Type.String(),
    createdAt: Moment,
    decidedAt: Nullable(Moment),
    reason: Nullable(Type.String()),
  },
  'Recovery',
)
export type Recovery = Static<typeof Recovery>

const own = { who: ['holder'], rows: 'own' } as const
const anyPhone = {
  pattern: phonePattern,
  format: 'phone',
  'x-must': '请填写 11 位手机号；境外号码以 + 和国家代码开头，例如 +6581234567',
}
const identity = { name: PersonName, documentType: OneOf(documentTypes), documentNumber: DocumentNumber }

/** Registration, consents, one's own data, recovery of an account. */
export const profileRoutes = defineRoutes({
  'GET /privacy-notice': {
    summary: 'The privacy notice in force',
    access: { who: 'anyone' },
    status: 200,
    reply: Notice,
    problems: [],
  },
  'GET /me/consents': {
    summary: 'The caller’s answers',
    access: own,
    status: 200,
    reply: Closed({ items: Type.Array(Consent) }),
    problems: [],
  },
  'PUT /me/consents/:purpose': {
    summary:
      'Give or withdraw consent. Withdrawing `id-number` deletes the number and revokes the code; `talent-code` revokes the code; `registration` deletes the profile.',
    access: own,
    params: Closed({ purpose: OneOf(purposes) }),
    body: Closed({ given: Type.Boolean(), noticeVersion: Count }),
    status: 200,
    reply: Consent,
    problems: ['notice-outdated'],
  },
  'GET /me/profile': {
    summary: 'The caller’s profile; 404 before registration',
    access: own,
    status: 200,
    reply: Profile,
    problems: [],
  },
  'PUT /me/profile': {
    summary:
      'Register, or correct the profile. `documentNumber` may be the masked one to keep it. Extra on document-registered: `recoverable: true`',
    access: own,
    body: Registration,
    status: 200,
    reply: Profile,
    problems: ['consent-needed', 'document-registered'],
    idempotent: true,
  },
  'GET /me/reads': {
    summary: 'Who looked at the caller’s data, newest first',
    access: own,
    query: PageQuery,
    status: 200,
    reply: PageOf(DataRead),
    problems: [],
  },
  'GET /me/export': {
    summary: 'All data about the caller, as one document',
    access: own,
    heavy: true,
    status: 200,
    reply: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
    problems: [],
  },
  'DELETE /me': {
    summary: 'Delete the account and its personal data; records of service stay without the person',
    access: own,
    status: 204,
    problems: ['last-admin', 'lease-settled'],
  },
  'POST /account-recoveries/checks': {
    summary:
      'Before recovering: which phone holds the account of this document? Answers the masked number only when name and document match',
    access: own,
    body: Closed(identity),
    status: 200,
    reply: Closed({ maskedPhone: Nullable(Type.String()) }),
    problems: ['recovery-not-matched'],
  },
  'POST /account-recoveries': {
    summary:
      'Recover the account of a document: with a code sent to its phone the caller’s sign-ins move to it at once; without the phone the office decides',
    access: own,
    body: Type.Union([
      Closed({
        method: OneOf(['sms']),
        ...identity,
        phone: Phone,
        code: SixDigits,
      }),
      Closed({
        method: OneOf(['office']),
        ...identity,
        contactPhone: Type.String(anyPhone),
        formerPhone: Type.Optional(
          Type.String({
            ...anyPhone,
            description: 'By which an account that holds no document number is found, together with the name',
          }),
        ),
        explanation: Paragraph(500, 10),
      }),
    ]),
    status: 201,
    reply: Closed({ recovered: Type.Boolean(), recovery: Nullable(Recovery) }),
    problems: ['recovery-not-matched', 'sms-code-wrong', 'sms-code-expired', 'sms-code-too-many-tries'],
    idempotent: true,
  },
  'GET /account-recoveries': {
    summary: 'Recoveries waiting for the office, oldest first',
    access: { who: ['security-admin'], rows: 'all' },
    query: PageQuery,
    status: 200,
    reply: PageOf(Recovery),
    problems: [],
  },
  'PUT /account-recoveries/:recovery/decision': {
    summary: 'Approve or refuse a recovery with a reason the person will read',
    access: { who: ['security-admin'], rows: 'all' },
    params: Closed({ recovery: Id }),
    body: Closed({ approve: Type.Boolean(), reason: Paragraph(200, 2) }),
    status: 200,
    reply: Recovery,
    problems: ['recovery-decided', 'account-not-empty'],
  },
})
