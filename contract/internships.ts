import { Type } from '@sinclair/typebox'
import { Criterion } from './applications'
import {
  AgreementFile,
  CertificateCheck,
  Internship,
  InternshipLine,
  InternshipPlace,
  InternshipWish,
  Month,
  PdfFile,
  Sha256,
} from './internship-shapes'
import { leastMonths, mostMonths, shownFields } from './internship-vocabulary'
import {
  Closed,
  Day,
  Id,
  Line,
  Nullable,
  OneOf,
  PageOf,
  PageQuery,
  Paragraph,
  SixDigits,
  defineRoutes,
} from './route'

const own = { who: ['holder'], rows: 'own' } as const
const place = Closed({ place: Id })
const internship = Closed({ internship: Id })
/** Which month of days is asked for. */
export const monthQuery = Closed({ month: Type.Optional(Month) })
/** A reason that others read. */
export const why = Line(200, 4)
/** Where a code went. */
export const sentCode = Closed({ retryAfterSeconds: Type.Integer(), phone: Type.String() })
/** A text and the code that signs it. */
export const signature = Closed({ sha256: Sha256, code: SixDigits })
/** What stands in the way of a signature. */
export const signing = [
  'paper-changed',
  'agreement-settled',
  'internship-settled',
  'registration-needed',
  'too-many-requests',
  'signing-unavailable',
] as const
const tries = ['sms-code-wrong', 'sms-code-expired', 'sms-code-too-many-tries'] as const
/** What may be wrong with the code that signs. */
export const smsCode = [...tries, 'storage-unavailable'] as const
/** Why it ends before its time, and with which last day; of one that has not begun there is none. */
export const ending = Closed({ lastDay: Type.Optional(Day), why })

/** 就业见习 for everybody and for the intern. It is no employment. */
export const internshipRoutes = defineRoutes({
  'GET /internship-places': {
    summary: 'Places that one may apply for, those that close first',
    access: { who: 'anyone' },
    query: Closed({
      ...PageQuery.properties,
      q: Type.Optional(Line(40)),
      months: Type.Optional(Type.Integer({ minimum: leastMonths, maximum: mostMonths })),
      inRound: Type.Optional(
        Type.Boolean({ description: 'Only those allotted by both rankings, or not so.' }),
      ),
    }),
    status: 200,
    reply: PageOf(InternshipPlace),
    problems: [],
  },
  'GET /internship-places/:place': {
    summary: 'One place; one that is over stays readable and says so',
    access: { who: 'anyone' },
    params: place,
    status: 200,
    reply: InternshipPlace,
    problems: [],
  },
  'GET /internship-certificates/:checkCode': {
    summary: 'Whether a certificate is true, by its check code: masked name, base and period, nothing else',
    access: { who: 'anyone' },
    params: Closed({ checkCode: Type.String({ minLength: 8, maxLength: 40 }) }),
    status: 200,
    reply: CertificateCheck,
    problems: [],
  },
  'GET /me/internship-standing/:place': {
    summary: 'Whether the caller may be an intern there, clause by clause',
    access: own,
    params: place,
    status: 200,
    reply: Closed({
      outcome: OneOf(['pass', 'fail', 'unknown', 'not-applicable', 'not-computed']),
      criteria: Type.Array(Criterion),
      against: Nullable(Type.String({ description: 'What else stands in the way.' })),
    }),
    problems: ['registration-needed'],
  },
  'POST /me/internship-wishes': {
    summary: 'Apply for a place. `shown` is what of oneself its base may read before it chooses',
    access: own,
    body: Closed({
      placeId: Id,
      rank: Type.Integer({ minimum: 1, maximum: 20 }),
      words: Paragraph(300),
      shown: Type.Array(OneOf(shownFields), { uniqueItems: true, maxItems: shownFields.length }),
      notEmployed: Type.Boolean({ description: 'That one has no labour contract.' }),
    }),
    status: 201,
    reply: InternshipWish,
    problems: [
      'registration-needed',
      'internship-not-eligible',
      'internship-place-over',
      'internship-base-settled',
      'internship-already',
      'stipend-twice',
    ],
    idempotent: true,
  },
  'GET /me/internship-wishes': {
    summary: 'The caller’s wishes, newest first',
    access: own,
    query: PageQuery,
    status: 200,
    reply: PageOf(InternshipWish),
    problems: [],
  },
  'PUT /me/internship-wish-ranking': {
    summary: 'Put one’s waiting wishes in order, best first, while their round takes applications',
    access: own,
    body: Closed({ wishIds: Type.Array(Id, { uniqueItems: true, minItems: 1, maxItems: 20 }) }),
    status: 200,
    reply: Closed({ items: Type.Array(InternshipWish) }),
    problems: ['internship-settled'],
  },
  'DELETE /me/internship-wishes/:wish': {
    summary: 'Take a wish back, before it is answered',
    access: own,
    params: Closed({ wish: Id }),
    status: 200,
    reply: InternshipWish,
    problems: ['internship-settled'],
  },
  'GET /me/internships': {
    summary: 'The caller’s internships, newest first',
    access: own,
    query: PageQuery,
    status: 200,
    reply: PageOf(InternshipLine),
    problems: [],
  },
  'GET /me/internships/:internship': {
    summary: 'One internship of the caller, with the days of a month',
    access: own,
    params: internship,
    query: monthQuery,
    status: 200,
    reply: Internship,
    problems: [],
  },
  'PUT /me/internships/:internship/agreement': {
    summary: 'Draw the agreement up as things stand, unless that version stands there already',
    access: own,
    params: internship,
    status: 200,
    reply: Internship,
    problems: ['internship-settled', 'registration-needed', 'storage-unavailable', 'unavailable'],
  },
  'GET /me/internships/:internship/agreement': {
    summary: 'The agreement as PDF, as it was drawn up',
    access: own,
    params: internship,
    status: 200,
    reply: AgreementFile,
    problems: ['storage-unavailable'],
    heavy: true,
  },
  'POST /me/internships/:internship/signature-codes': {
    summary: 'Send the caller a code to sign with',
    access: own,
    params: internship,
    body: Closed({ sha256: Sha256 }),
    status: 200,
    reply: sentCode,
    problems: [...signing, 'sms-not-sent'],
  },
  'POST /me/internships/:internship/signature': {
    summary: 'Sign, as the first of three',
    access: own,
    params: internship,
    body: signature,
    status: 200,
    reply: Internship,
    problems: [...signing, ...smsCode],
  },
  'DELETE /me/internships/:internship': {
    summary: 'Decline an internship that has not begun',
    access: own,
    params: internship,
    status: 200,
    reply: Internship,
    problems: ['internship-settled'],
  },
  'PUT /me/internships/:internship/days/:day': {
    summary: 'Say that one is absent on a day, and why',
    access: own,
    params: Closed({ internship: Id, day: Day }),
    body: Closed({ reason: Line(200, 2) }),
    status: 200,
    reply: Internship,
    problems: ['internship-settled'],
  },
  'POST /me/internships/:internship/interruption': {
    summary: 'End before its time, with the last day and why; one that has not begun is cancelled',
    access: own,
    params: internship,
    body: ending,
    status: 200,
    reply: Internship,
    problems: ['internship-settled'],
  },
  'PUT /me/internships/:internship/kept': {
    summary: 'Confirm whether the base kept one, as it says',
    access: own,
    params: internship,
    body: Closed({ kept: Type.Boolean() }),
    status: 200,
    reply: Internship,
    problems: ['internship-settled'],
  },
  'PUT /me/internships/:internship/certificate': {
    summary: 'Issue the certificate; the same when it stands',
    access: own,
    params: internship,
    status: 200,
    reply: Internship,
    problems: ['internship-settled'],
  },
  'GET /me/internships/:internship/certificate': {
    summary: 'The certificate as PDF',
    access: own,
    params: internship,
    status: 200,
    reply: PdfFile,
    problems: [],
    heavy: true,
  },
})
