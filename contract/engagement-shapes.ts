import { Type, type Static } from '@sinclair/typebox'
import {
  engagementActors,
  engagementEvents,
  engagementKinds,
  engagementLimits,
  engagementParties,
  engagementPayUnits,
  engagementStates,
  hoursStates,
} from './engagement-vocabulary'
import { Phone } from './accounts'
import { Sha256 } from './internship-shapes'
import { Closed, Count, Day, Id, Line, Moment, Nullable, OneOf, Paragraph } from './route'

const clock = '([01]\\d|2[0-3]):[0-5]\\d'
/** When something begins on a day: `09:00`. */
export const From = Type.String({ pattern: `^${clock}$`, 'x-must': '时间写成 09:00 这样' })
/** When it ends: `17:30`, or `24:00`. */
export const To = Type.String({ pattern: `^(${clock}|24:00)$`, 'x-must': '时间写成 17:30 这样' })
/** Windows of a week. */
export const Week = Type.Array(
  Closed({ weekday: Type.Integer({ minimum: 1, maximum: 7 }), from: From, to: To }, 'WeekWindow'),
  { maxItems: engagementLimits.windows },
)

/** What is agreed, in one version. Amounts in fen. */
export const EngagementTerms = Closed(
  {
    title: Line(40, 2),
    scope: Paragraph(800, 10),
    ip: Paragraph(800, 6),
    confidentiality: Paragraph(800, 6),
    payFen: Type.Integer({ minimum: 0, maximum: 100_000_000 }),
    payUnit: OneOf(engagementPayUnits),
    firstDay: Day,
    lastDay: Day,
    week: Week,
  },
  'EngagementTerms',
)
export type EngagementTerms = Static<typeof EngagementTerms>

/** The home employer of an expert, as the expert gives it. */
export const HomeEmployer = Closed(
  {
    name: Line(120, 2),
    contact: Line(40, 2),
    phone: Phone,
    hours: Week,
  },
  'HomeEmployer',
)
export type HomeEmployer = Static<typeof HomeEmployer>

/** Who has signed which text, and whose turn it is. */
export const EngagementAgreement = Closed(
  {
    version: Type.Integer(),
    sha256: Sha256,
    state: OneOf(['open', 'signed', 'replaced', 'void']),
    turn: Nullable(OneOf(engagementParties)),
    signatures: Type.Array(Closed({ party: OneOf(engagementParties), at: Moment, sha256: Sha256 })),
  },
  'EngagementAgreement',
)
export type EngagementAgreement = Static<typeof EngagementAgreement>

/** Hours that an expert recorded. */
export const EngagementHours = Closed(
  {
    id: Id,
    day: Day,
    from: Type.String(),
    to: Type.String(),
    minutes: Type.Integer(),
    what: Type.String(),
    state: OneOf(hoursStates),
    why: Type.String({ description: 'What the employer asks about them, or why the office answered so.' }),
    byOffice: Type.Boolean({ description: 'The office answered, since the employer cannot.' }),
  },
  'EngagementHours',
)
export type EngagementHours = Static<typeof EngagementHours>

const line = {
  id: Id,
  number: Type.String({ description: '`YZ000012`.' }),
  kind: OneOf(engagementKinds),
  state: OneOf(engagementStates),
  employer: Closed({ id: Id, name: Type.String() }),
  name: Type.String({ description: 'The expert’s; masked for the employer until the expert accepts.' }),
  title: Type.String(),
  firstDay: Day,
  lastDay: Day,
  waitsFor: Nullable(OneOf(engagementParties)),
  dueAt: Nullable(Moment),
}
/** An engagement in a list. */
export const EngagementLine = Closed(line, 'EngagementLine')
export type EngagementLine = Static<typeof EngagementLine>

const acts = [...engagementEvents, 'draw-up', 'send-link', 'record', 'confirm', 'review'] as const
/** An engagement with the hours of a month. */
export const Engagement = Closed(
  {
    ...line,
    terms: EngagementTerms,
    inForce: Nullable(EngagementTerms),
    revision: Count,
    home: Nullable(
      Closed({
        name: Type.String(),
        contact: Type.String(),
        phone: Type.String({ description: 'Masked.' }),
        hours: Week,
      }),
    ),
    payText: Type.String({ description: 'What the agreement names by its SHA-256 alone.' }),
    agreement: Nullable(EngagementAgreement),
    link: Nullable(
      Closed({ sentAt: Moment, expiresAt: Moment, state: OneOf(['open', 'signed', 'refused', 'over']) }),
    ),
    month: Type.String(),
    hours: Type.Array(EngagementHours),
    confirmedMinutes: Type.Integer({ description: 'Of all months.' }),
    recordedMinutes: Type.Integer({ description: 'Of all months, confirmed or not.' }),
    review: Nullable(
      Closed({
        dueOn: Day,
        said: Type.Array(
          Closed({ party: OneOf(engagementParties), goOn: Type.Boolean(), why: Type.String(), at: Moment }),
        ),
      }),
    ),
    endedBy: Nullable(OneOf(engagementActors)),
    endedWhy: Type.String(),
    steps: Type.Array(
      Closed({ at: Moment, by: OneOf(engagementActors), event: Type.String(), note: Type.String() }),
    ),
    may: Type.Array(OneOf(acts)),
  },
  'Engagement',
)
export type Engagement = Static<typeof Engagement>

const weekHours = Closed({
  ...EngagementHours.properties,
  engagementId: Id,
  number: Type.String(),
  employer: Type.String(),
})
/** A week of an expert over all engagements. */
export const EngagementWeek = Closed(
  {
    from: Day,
    to: Day,
    minutes: Type.Integer(),
    days: Type.Array(
      Closed({
        day: Day,
        holiday: Type.Boolean(),
        hours: Type.Array(weekHours),
        agreed: Type.Array(
          Closed({ from: Type.String(), to: Type.String(), number: Type.String(), employer: Type.String() }),
        ),
        home: Type.Array(Closed({ from: Type.String(), to: Type.String() })),
      }),
    ),
  },
  'EngagementWeek',
)
export type EngagementWeek = Static<typeof EngagementWeek>

/** What the home employer is shown by its link: nothing of the pay. */
export const ConsentRequest = Closed(
  {
    number: Type.String(),
    kind: OneOf(engagementKinds),
    expert: Type.String(),
    employer: Type.String(),
    home: Type.String(),
    contact: Type.String(),
    maskedPhone: Type.String(),
    office: Type.String(),
    title: Type.String(),
    scope: Type.String(),
    ip: Type.String(),
    confidentiality: Type.String(),
    firstDay: Day,
    lastDay: Day,
    week: Week,
    homeHours: Week,
    version: Type.Integer(),
    sha256: Sha256,
    expiresAt: Moment,
    state: OneOf(['open', 'signed', 'refused']),
    answeredAt: Nullable(Moment),
  },
  'ConsentRequest',
)
export type ConsentRequest = Static<typeof ConsentRequest>

/** How many engagements stand where, each with its definition on the page. */
export const EngagementFigures = Closed(
  {
    proposed: Type.Integer(),
    toSign: Type.Integer(),
    overdue: Type.Integer({ description: 'Home employers that have not answered for a week.' }),
    running: Type.Integer(),
    runningWeekend: Type.Integer(),
    endedThisYear: Type.Integer(),
    refusedThisYear: Type.Integer({ description: 'Refused by the home employer.' }),
    confirmedMinutesThisYear: Type.Integer(),
  },
  'EngagementFigures',
)
export type EngagementFigures = Static<typeof EngagementFigures>
