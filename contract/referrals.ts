import { Type, type Static } from '@sinclair/typebox'
import { referralStates } from './application-vocabulary'
import { Phone } from './accounts'
import { ReferralReward } from './city'
import {
  Closed,
  Day,
  Id,
  Line,
  Moment,
  Nullable,
  OneOf,
  PageOf,
  PageQuery,
  Paragraph,
  PersonName,
  defineRoutes,
} from './route'

export { ReferralReward }

/** A referral (亲情招商) as the one who made it sees it. Amounts in fen. */
export const Referral = Closed(
  {
    id: Id,
    kind: OneOf(['person', 'project']),
    maskedName: Type.String(),
    title: Type.String(),
    state: OneOf(referralStates),
    askedAt: Moment,
    answeredAt: Nullable(Moment),
    steps: Type.Array(Closed({ at: Moment, title: Type.String(), note: Nullable(Type.String()) })),
    reward: Nullable(
      Closed({
        amountFen: Type.Integer(),
        words: Type.String(),
        dueOn: Nullable(Day),
        paidOn: Nullable(Day),
      }),
    ),
  },
  'Referral',
)
export type Referral = Static<typeof Referral>

/** A referral as the office works on it. */
export const ReferralCase = Closed(
  {
    ...Referral.properties,
    referrerMaskedName: Type.String(),
    about: Type.String(),
    maskedPhone: Nullable(Type.String()),
  },
  'ReferralCase',
)
export type ReferralCase = Static<typeof ReferralCase>

const own = { who: ['holder'], rows: 'own' } as const
const lead = { who: ['lead'], rows: 'all', office: true } as const
const code = Type.String({ pattern: '^[A-Za-z0-9_-]{20,64}$' })

/** Referrals by relatives and townspeople (亲情招商). */
export const referralRoutes = defineRoutes({
  'GET /referral-rewards': {
    summary: 'What referrals are worth, by kind',
    access: { who: 'anyone' },
    status: 200,
    reply: Closed({ items: Type.Array(ReferralReward) }),
    problems: [],
  },
  'POST /me/referrals': {
    summary:
      'Refer a person or a project. The person named is asked by SMS; nothing goes to the office before they agree',
    access: own,
    body: Closed({
      kind: OneOf(['person', 'project']),
      name: PersonName,
      phone: Phone,
      title: Line(60, 2),
      about: Paragraph(1000, 10),
      relation: Line(40),
    }),
    status: 201,
    reply: Referral,
    problems: ['already-referred', 'sms-not-sent', 'registration-needed'],
    idempotent: 'anew',
  },
  'GET /me/referrals': {
    summary: 'The caller’s referrals, newest first',
    access: own,
    query: PageQuery,
    status: 200,
    reply: PageOf(Referral),
    problems: [],
  },
  'GET /referral-requests/:code': {
    summary: 'What somebody is asked to agree to, by the secret of the SMS',
    access: { who: 'anyone' },
    params: Closed({ code }),
    status: 200,
    reply: Closed({
      referrerMaskedName: Type.String(),
      kind: OneOf(['person', 'project']),
      title: Type.String(),
      office: Type.String(),
      state: OneOf(referralStates),
    }),
    problems: ['referral-expired'],
  },
  'PUT /referral-requests/:code/answer': {
    summary: 'Agree or decline; a refusal erases name and number',
    access: { who: 'anyone' },
    params: Closed({ code }),
    body: Closed({ agree: Type.Boolean() }),
    status: 200,
    reply: Closed({ state: OneOf(referralStates) }),
    problems: ['referral-expired', 'referral-answered'],
  },
  'GET /referrals': {
    summary: 'Referrals with consent, newest first',
    access: lead,
    query: Closed({ ...PageQuery.properties, state: Type.Optional(OneOf(referralStates)) }),
    status: 200,
    reply: PageOf(ReferralCase),
    problems: [],
  },
  'POST /referrals/:referral/phone-views': {
    summary: 'See the phone number of who agreed, with the reason',
    access: lead,
    params: Closed({ referral: Id }),
    body: Closed({ why: Line(200, 4) }),
    status: 200,
    reply: Closed({ phone: Type.String() }),
    problems: [],
  },
  'POST /referrals/:referral/steps': {
    summary: 'What came of a referral; landing makes the reward due',
    access: lead,
    params: Closed({ referral: Id }),
    body: Closed({ state: OneOf(['followed', 'landed', 'closed']), note: Line(200, 2) }),
    status: 200,
    reply: ReferralCase,
    problems: ['event-not-allowed'],
    idempotent: 'anew',
  },
  'PUT /referrals/:referral/payment': {
    summary: 'The reward was paid',
    access: lead,
    params: Closed({ referral: Id }),
    body: Closed({ paidOn: Day }),
    status: 200,
    reply: ReferralCase,
    problems: ['event-not-allowed'],
  },
})
