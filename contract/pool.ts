import { Type, type Static } from '@sinclair/typebox'
import { phonePattern } from './forms'
import { poolInvitationStates, searchKinds } from './pool-vocabulary'
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
import { aims, degrees } from './vocabulary'

const some = <T extends ReturnType<typeof Line>>(item: T) =>
  Type.Optional(Type.Array(item, { minItems: 1, maxItems: 10, uniqueItems: true }))
const someOf = <const T extends readonly string[]>(values: T) =>
  Type.Optional(Type.Array(OneOf(values), { minItems: 1, maxItems: values.length, uniqueItems: true }))
const regionCode = Type.Optional(Type.String({ pattern: '^\\d{6}$' }))

/**
 * Whom a search is about: every criterion that is there must hold, of several words one. Words are parts of
 * what was registered, whatever the width and case of letters.
 */
export const PoolCriteria = Closed(
  {
    degrees: someOf(degrees),
    majors: some(Line(40)),
    schools: some(Line(40)),
    graduatesFrom: Type.Optional(Day),
    graduatesTo: Type.Optional(Day),
    homeRegion: regionCode,
    presentRegion: regionCode,
    aims: someOf(aims),
    tiers: some(Line(40)),
  },
  'PoolCriteria',
)
export type PoolCriteria = Static<typeof PoolCriteria>

/** A search on record: what the office looks for and why. Nothing in it is about a person. */
export const PoolSearch = Closed(
  {
    id: Id,
    kind: OneOf(searchKinds),
    title: Type.String(),
    why: Type.String(),
    criteria: PoolCriteria,
    homeRegionName: Nullable(Type.String()),
    presentRegionName: Nullable(Type.String()),
    madeAt: Moment,
    madeBy: Type.String({ description: 'The officer’s name, for colleagues.' }),
    mine: Type.Boolean(),
    invitations: Closed({ open: Type.Integer(), accepted: Type.Integer(), all: Type.Integer() }),
  },
  'PoolSearch',
)
export type PoolSearch = Static<typeof PoolSearch>

/** What a list shows of somebody: masked, without a number of any kind. */
export const PoolCard = Closed(
  {
    id: Id,
    maskedName: Type.String(),
    degree: OneOf(degrees),
    school: Type.String(),
    major: Type.String(),
    graduationYear: Type.Integer(),
    region: Type.String({ description: 'Where they live, to the city.' }),
    aims: Type.Array(OneOf(aims)),
    tier: Nullable(Closed({ key: Type.String(), name: Type.String() })),
    invitation: Nullable(OneOf(poolInvitationStates, 'Of the last invitation for this search.')),
  },
  'PoolCard',
)
export type PoolCard = Static<typeof PoolCard>

/** Somebody opened: a little more, still masked. */
export const PoolPerson = Closed(
  {
    ...PoolCard.properties,
    graduatesOn: Day,
    homeRegionName: Nullable(
      Type.String({ description: 'Null where the notice they agreed to did not tell of it.' }),
    ),
    updatedOn: Day,
    cannotInvite: Nullable(Type.String({ description: 'Why they cannot be invited now, in a sentence.' })),
  },
  'PoolPerson',
)
export type PoolPerson = Static<typeof PoolPerson>

/** An invitation as the office sees it: masked until it is accepted, and then in the list too. */
export const SentInvitation = Closed(
  {
    id: Id,
    searchId: Id,
    searchTitle: Type.String(),
    maskedName: Nullable(Type.String({ description: 'Null once the person has left the pool.' })),
    subject: Nullable(Type.String()),
    state: OneOf(poolInvitationStates),
    sentAt: Moment,
    answerBy: Day,
    answeredAt: Nullable(Moment),
    reason: Nullable(Type.String({ description: 'Why they declined, if they said so.' })),
    postTitle: Nullable(Type.String({ description: 'The post that it is to; null: to none.' })),
    hasContact: Type.Boolean({ description: 'Whether name and contact can be seen.' }),
    sentBy: Type.String(),
  },
  'SentInvitation',
)
export type SentInvitation = Static<typeof SentInvitation>

/** An invitation as whoever is invited sees it. */
export const PoolInvitation = Closed(
  {
    id: Id,
    kind: OneOf(searchKinds),
    title: Type.String({ description: 'The purpose of the search.' }),
    why: Type.String(),
    subject: Type.String(),
    text: Type.String(),
    office: Type.String(),
    contactName: Type.String(),
    contactPhone: Type.String(),
    state: OneOf(poolInvitationStates),
    sentAt: Moment,
    answerBy: Day,
    answeredAt: Nullable(Moment),
    reason: Nullable(Type.String()),
    givenPhone: Nullable(Type.String({ description: 'What the office can see; null: nothing.' })),
    /** The public post that it is to, and whether it takes applications now. */
    post: Nullable(
      Closed({ id: Id, title: Type.String(), employerName: Type.String(), open: Type.Boolean() }),
    ),
    mayAccept: Type.Boolean(),
    mayDecline: Type.Boolean({ description: 'Also of one that was accepted: takes the contact back.' }),
  },
  'PoolInvitation',
)
export type PoolInvitation = Static<typeof PoolInvitation>

const anyPhone = Type.String({
  pattern: phonePattern,
  format: 'phone',
  'x-must': '请填写 11 位手机号；境外号码以 + 和国家代码开头，例如 +6581234567',
})
const own = { who: ['holder'], rows: 'own' } as const
const office = { who: ['lead', 'reviewer'], rows: 'all', office: true } as const
const search = Closed({ search: Id })
const poolInvitation = Closed({ poolInvitation: Id })

/** The talent search with consent (寻才), of the office and of who is found. */
export const poolRoutes = defineRoutes({
  'POST /pool/searches': {
    summary: 'Put a search on record: a purpose and at least one criterion; 30 a day of one officer',
    access: office,
    body: Closed({
      kind: OneOf(searchKinds),
      title: Line(60, 2),
      why: Line(200, 4),
      criteria: PoolCriteria,
    }),
    status: 201,
    reply: PoolSearch,
    problems: ['pool-limit-reached'],
    idempotent: true,
  },
  'GET /pool/searches': {
    summary: 'Searches of the office, newest first',
    access: office,
    query: PageQuery,
    status: 200,
    reply: PageOf(PoolSearch),
    problems: [],
  },
  'GET /pool/searches/:search': {
    summary:
      'A search and how many it finds, in words and by fives: whether it finds few or nobody is not told. Nobody is looked at',
    access: office,
    params: search,
    status: 200,
    reply: Closed({ search: PoolSearch, found: Type.String() }),
    problems: [],
  },
  'GET /pool/searches/:search/people': {
    summary:
      'Who agreed to be found and fits, last changed first, masked; everybody on the page reads that they were looked at. At most 200 people a day for one officer',
    access: office,
    params: search,
    query: PageQuery,
    status: 200,
    reply: PageOf(PoolCard),
    problems: ['pool-limit-reached'],
  },
  'GET /pool/searches/:search/people/:person': {
    summary: 'One of them, masked; a look on record',
    access: office,
    params: Closed({ search: Id, person: Id }),
    status: 200,
    reply: PoolPerson,
    problems: ['pool-limit-reached'],
  },
  'POST /pool/searches/:search/invitations': {
    summary:
      'Invite one of them; at most one for a search and person, 3 that wait for a person, 5 a day of one officer',
    access: office,
    params: search,
    body: Closed({
      person: Id,
      subject: Line(60, 2),
      text: Paragraph(2000, 10),
      contactName: PersonName,
      contactPhone: Type.String({
        pattern: '^\\+?[0-9]{5,20}$',
        format: 'phone',
        'x-must': '请填写能打通的电话，5 到 20 位数字，座机写上区号',
      }),
      answerBy: Day,
      post: Type.Optional(Id),
    }),
    status: 201,
    reply: SentInvitation,
    problems: ['pool-limit-reached', 'already-invited'],
    idempotent: 'anew',
  },
  'GET /pool/invitations': {
    summary: 'Invitations of the office, newest first; those of one search with `search`',
    access: office,
    query: Closed({ ...PageQuery.properties, search: Type.Optional(Id) }),
    status: 200,
    reply: PageOf(SentInvitation),
    problems: [],
  },
  'GET /pool/invitations/:poolInvitation/contact': {
    summary: 'Name and contact of who accepted, for this invitation; a look on record',
    access: office,
    params: poolInvitation,
    status: 200,
    reply: Closed({ name: Type.String(), phone: Type.String() }),
    problems: [],
  },
  'GET /me/pool-invitations': {
    summary: 'Invitations to the caller, newest first',
    access: own,
    query: PageQuery,
    status: 200,
    reply: PageOf(PoolInvitation),
    problems: [],
  },
  'GET /me/pool-invitations/:poolInvitation': {
    summary: 'One of them',
    access: own,
    params: poolInvitation,
    status: 200,
    reply: PoolInvitation,
    problems: [],
  },
  'PUT /me/pool-invitations/:poolInvitation/answer': {
    summary:
      'Accept with a contact, or decline. One that was declined can be accepted until its last day; one that was accepted can be declined at any time, which takes the contact back',
    access: own,
    params: poolInvitation,
    body: Type.Union([
      Closed({ answer: OneOf(['accept']), contact: OneOf(['sign-in']) }),
      Closed({ answer: OneOf(['accept']), contact: OneOf(['other']), phone: anyPhone }),
      Closed({ answer: OneOf(['decline']), reason: Type.Optional(Line(200)) }),
    ]),
    status: 200,
    reply: PoolInvitation,
    problems: ['pool-invitation-over'],
  },
})
