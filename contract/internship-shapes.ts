import { Type, type Static } from '@sinclair/typebox'
import {
  baseStates,
  dayKinds,
  internshipEvents,
  internshipParties,
  internshipStates,
  monthStates,
  placeStates,
  shownFields,
  wishStates,
} from './internship-vocabulary'
import { Closed, Count, Day, Id, Moment, Nullable, OneOf } from './route'

/** Whole fen. */
const Fen = Type.Integer({ minimum: 0, description: 'Whole fen.' })
/** SHA-256 of a text, hexadecimal. */
export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
/** A calendar month, `2026-12`. */
export const Month = Type.String({ pattern: '^(19|20|21)\\d{2}-(0[1-9]|1[0-2])$' })

/** How many were kept, from the records: never typed in. */
const Retention = Closed(
  {
    finished: Type.Integer({ description: 'Finished in the last twelve months.' }),
    kept: Type.Integer({ description: 'Kept, as the base says and the intern confirms.' }),
    percent: Nullable(Type.Integer({ description: 'Null below five who finished.' })),
  },
  'Retention',
)
export type Retention = Static<typeof Retention>

/** A base (见习基地): an employer whom the office lets take interns. */
export const InternshipBase = Closed(
  {
    id: Id,
    employer: Closed({ id: Id, name: Type.String() }),
    state: OneOf(baseStates),
    about: Type.String(),
    insurance: Type.String({ description: 'How its interns are insured.' }),
    wanted: Type.Integer(),
    quota: Type.Integer({ description: 'Interns at one time.' }),
    inUse: Type.Integer(),
    validUntil: Nullable(Day),
    appliedAt: Moment,
    why: Type.String({ description: 'Of the newest decision; empty while there is none.' }),
    retention: Retention,
    reviews: Type.Array(
      Closed({
        year: Type.Integer(),
        finished: Type.Integer(),
        kept: Type.Integer(),
        passed: Type.Boolean(),
        note: Type.String(),
        at: Moment,
      }),
    ),
    version: Count,
  },
  'InternshipBase',
)
export type InternshipBase = Static<typeof InternshipBase>

/** A place (见习岗位) as everybody sees it. */
export const InternshipPlace = Closed(
  {
    id: Id,
    base: Type.String(),
    title: Type.String(),
    tasks: Type.String(),
    startDay: Day,
    lastDay: Day,
    months: Type.Integer(),
    number: Type.Integer(),
    left: Type.Integer({ description: 'Seats that nobody has.' }),
    station: Closed({ id: Id, name: Type.String(), address: Type.String() }),
    applyBy: Moment,
    state: OneOf(placeStates),
    closedWhy: Type.String(),
    round: Nullable(
      Closed(
        { id: Id, title: Type.String(), rankBy: Moment, allotted: Type.Boolean() },
        'InternshipPlaceRound',
      ),
    ),
    monthlyFen: Nullable(Fen),
    percent: Nullable(Type.Integer()),
    insurance: Type.String(),
    retention: Retention,
    wishes: Type.Integer({ description: 'How many wait for an answer.' }),
  },
  'InternshipPlace',
)
export type InternshipPlace = Static<typeof InternshipPlace>

const placeLine = Closed({
  id: Id,
  base: Type.String(),
  title: Type.String(),
  startDay: Day,
  lastDay: Day,
})
/** Somebody's own wish for a place. */
export const InternshipWish = Closed(
  {
    id: Id,
    place: placeLine,
    state: OneOf(wishStates),
    rank: Type.Integer(),
    inRound: Type.Boolean(),
    answer: Type.String(),
    madeAt: Moment,
    answerBy: Moment,
    internshipId: Nullable(Id),
    mayWithdraw: Type.Boolean(),
  },
  'InternshipWish',
)
export type InternshipWish = Static<typeof InternshipWish>

/** Somebody who wishes for a place, as its base sees them: only what they agreed to show. */
export const InternshipCandidate = Closed(
  {
    id: Id,
    name: Type.String({ description: 'Masked unless they show it, or were chosen.' }),
    shown: Type.Array(Closed({ field: OneOf(shownFields), text: Type.String() })),
    words: Type.String(),
    state: OneOf(wishStates),
    baseRank: Nullable(Type.Integer()),
    answer: Type.String(),
    madeAt: Moment,
  },
  'InternshipCandidate',
)
export type InternshipCandidate = Static<typeof InternshipCandidate>

/** Who has signed which text, and whose turn it is. */
export const InternshipAgreement = Closed(
  {
    version: Type.Integer(),
    sha256: Sha256,
    state: OneOf(['open', 'signed', 'replaced', 'void']),
    turn: Nullable(OneOf(internshipParties)),
    signatures: Type.Array(Closed({ party: OneOf(internshipParties), at: Moment, sha256: Sha256 })),
  },
  'InternshipAgreement',
)
export type InternshipAgreement = Static<typeof InternshipAgreement>

/** A day of an internship. */
export const InternshipDay = Closed(
  {
    day: Day,
    isWorkday: Type.Boolean(),
    kind: Nullable(OneOf(dayKinds)),
    at: Nullable(Moment),
    reason: Type.String({ description: 'What the intern wrote.' }),
    correction: Type.String({ description: 'Why the base wrote something else.' }),
    was: Nullable(OneOf([...dayKinds, 'none'])),
  },
  'InternshipDay',
)
export type InternshipDay = Static<typeof InternshipDay>

/** A calendar month of an internship, and what it gives. */
export const InternshipMonth = Closed(
  {
    month: Type.String(),
    from: Day,
    to: Day,
    days: Type.Integer(),
    daysInMonth: Type.Integer(),
    attended: Type.Integer(),
    leave: Type.Integer({ description: 'Of the days attended, those on leave.' }),
    expected: Type.Integer(),
    monthlyFen: Nullable(Fen),
    amountFen: Nullable(Fen),
    isOver: Type.Boolean(),
    state: OneOf(monthStates),
    why: Type.String(),
    inStead: Type.String({
      description: 'Why the office confirmed it in the base’s stead; empty where the base did.',
    }),
  },
  'InternshipMonth',
)
export type InternshipMonth = Static<typeof InternshipMonth>

const internshipActs = [
  ...internshipEvents,
  'draw-up',
  'tell-absence',
  'correct-day',
  'confirm-month',
  'tell-kept',
  'confirm-kept',
  'certify',
] as const
const line = {
  id: Id,
  number: Type.String({ description: '`JX000123`.' }),
  base: Type.String(),
  title: Type.String(),
  state: OneOf(internshipStates),
  firstDay: Day,
  lastDay: Day,
}
/** An internship in a list. */
export const InternshipLine = Closed({ ...line, name: Type.String() }, 'InternshipLine')
export type InternshipLine = Static<typeof InternshipLine>
/** An internship, with one month of days. */
export const Internship = Closed(
  {
    ...line,
    name: Type.String({ description: 'The intern’s; masked for the base until the agreement is signed.' }),
    plannedLastDay: Day,
    months: Type.Integer(),
    tasks: Type.String(),
    tutor: Type.String(),
    station: Closed({ id: Id, name: Type.String(), address: Type.String() }),
    insurance: Type.String(),
    signBy: Moment,
    agreement: Nullable(InternshipAgreement),
    calendar: Closed({ month: Type.String(), days: Type.Array(InternshipDay) }),
    stipends: Type.Array(InternshipMonth),
    endedBy: Nullable(OneOf(['intern', 'base', 'office', 'system'])),
    endedWhy: Type.String(),
    keptTold: Nullable(Type.Boolean()),
    keptConfirmed: Nullable(Type.Boolean()),
    certificate: Nullable(
      Closed({
        code: Type.String(),
        issuedAt: Moment,
        sha256: Sha256,
        revokedAt: Nullable(Moment),
        revokedWhy: Type.String(),
      }),
    ),
    may: Type.Array(OneOf(internshipActs)),
  },
  'Internship',
)
export type Internship = Static<typeof Internship>

/** What anybody reads of a certificate by its code. */
export const CertificateCheck = Closed(
  {
    state: OneOf(['valid', 'revoked']),
    maskedName: Type.String(),
    base: Type.String(),
    title: Type.String(),
    firstDay: Day,
    lastDay: Day,
    issuedAt: Moment,
    revokedAt: Nullable(Moment),
    revokedWhy: Type.String(),
    sha256: Sha256,
  },
  'CertificateCheck',
)
export type CertificateCheck = Static<typeof CertificateCheck>

/** A month that waits for the office. */
export const MonthToApprove = Closed(
  {
    internshipId: Id,
    number: Type.String(),
    name: Type.String(),
    base: Type.String(),
    ...InternshipMonth.properties,
    confirmedAt: Moment,
  },
  'MonthToApprove',
)
export type MonthToApprove = Static<typeof MonthToApprove>

/** A round in which places are allotted by both sides' rankings. */
export const InternshipRound = Closed(
  {
    id: Id,
    title: Type.String(),
    applyBy: Moment,
    rankBy: Moment,
    allottedAt: Nullable(Moment),
    places: Type.Integer(),
    seats: Type.Integer(),
    wishers: Type.Integer(),
    allotted: Type.Integer(),
  },
  'InternshipRound',
)
export type InternshipRound = Static<typeof InternshipRound>

const pdf = {
  fileName: Type.String(),
  type: OneOf(['application/pdf']),
  data: Type.String(),
  sha256: Sha256,
}
/** A PDF to read. */
export const PdfFile = Closed(pdf, 'PdfFile')
export type PdfFile = Static<typeof PdfFile>

/** An agreement as PDF and, where it can be shown to be the same text, as words to read on the page. */
export const AgreementFile = Closed(
  {
    ...pdf,
    sections: Type.Array(Closed({ title: Type.String(), lines: Type.Array(Type.String()) }), {
      description: 'Empty for a version that is not made of what is known today.',
    }),
  },
  'AgreementFile',
)
export type AgreementFile = Static<typeof AgreementFile>

/** Who of a base is to come today, and who came. */
export const InternToday = Closed(
  {
    internshipId: Id,
    number: Type.String(),
    name: Type.String(),
    station: Closed({ id: Id, name: Type.String() }),
    kind: Nullable(OneOf(dayKinds)),
    at: Nullable(Moment),
  },
  'InternToday',
)
export type InternToday = Static<typeof InternToday>
