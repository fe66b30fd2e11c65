import { Type, type Static } from '@sinclair/typebox'
import type { PolicyBook } from './policies/book'
import { factSources } from './policies/facts'
import { Closed, Count, Day, Moment, Nullable, OneOf, PageOf, PageQuery, defineRoutes } from './route'

/** The code of a policy or of a fact. */
export const Code = Type.String({
  pattern: '^[a-z][A-Za-z0-9-]{1,39}$',
  'x-must': '编号用字母、数字和横线，以小写字母开头，最多 40 个',
})

/** A book in force. Its shape is `PolicyBook`; `keywords` are in pinyin and by initials too, and examples left out. */
export const PublishedBook = Closed(
  {
    version: Count,
    publishedAt: Moment,
    source: Type.String({ description: 'Which paper it was taken from.' }),
    book: Nullable(
      Type.Unsafe<PolicyBook>({
        type: 'object',
        additionalProperties: true,
        description: 'null when the caller has this version',
      }),
    ),
  },
  'PublishedBook',
)
export type PublishedBook = Static<typeof PublishedBook>

/** What a fact can be. What one takes is said by its definition in the book, and refused in its words. */
export const Value = Type.Union([
  Type.Boolean(),
  Type.Integer({ minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }),
  Type.String({ maxLength: 60 }),
])

/** One fact of the caller, with where it comes from and of when it is. */
export const OwnFact = Closed(
  {
    code: Code,
    value: Value,
    source: OneOf(factSources),
    asOf: Day,
    expiresOn: Nullable(Day),
  },
  'OwnFact',
)
export type OwnFact = Static<typeof OwnFact>

/** What the caller has or had of a policy, as it was granted; see `Held` of `policies/granting.ts`. */
export const HeldBenefit = Closed(
  {
    code: Code,
    label: Type.String(),
    from: Day,
    until: Nullable(Day),
    payments: Type.Array(
      Closed({
        month: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' }),
        fen: Type.Integer({ minimum: 0, description: 'Whole fen.' }),
      }),
    ),
  },
  'HeldBenefit',
)

/** What is known of the caller. `revision` counts what they told themselves, and goes back with it. */
export const OwnFacts = Closed(
  {
    revision: Count,
    items: Type.Array(OwnFact),
    held: Type.Array(HeldBenefit, {
      description: 'What the caller has or had of the policies, oldest first.',
    }),
  },
  'OwnFacts',
)
export type OwnFacts = Static<typeof OwnFacts>

/** A version of the book in which one policy changed: what was and what is, as texts; null where there is nothing. */
export const PolicyVersion = Closed(
  {
    version: Count,
    publishedAt: Moment,
    source: Type.String({ description: 'Which paper it was taken from.' }),
    kind: OneOf(['added', 'changed', 'removed']),
    changes: Type.Array(
      Closed({
        label: Type.String(),
        before: Nullable(Type.String()),
        after: Nullable(Type.String()),
      }),
    ),
  },
  'PolicyVersion',
)
export type PolicyVersion = Static<typeof PolicyVersion>

const own = { who: ['holder'], rows: 'own' } as const

/** The library of policies, and the facts by which a person is held against them. */
export const policyRoutes = defineRoutes({
  'GET /policy-book': {
    summary:
      'The policies in force with everything that decides about them: the phone holds a person against them by itself. With `known`, the version that it has, the book comes only when there is another',
    access: { who: 'anyone' },
    query: Closed({ known: Type.Optional(Count) }),
    status: 200,
    reply: PublishedBook,
    problems: [],
  },
  'GET /policies/:policy/versions': {
    summary:
      'The versions of the book in which a policy changed, newest first, with what differs from the version before',
    access: { who: 'anyone' },
    params: Closed({ policy: Code }),
    query: PageQuery,
    status: 200,
    reply: PageOf(PolicyVersion),
    problems: [],
  },
  'GET /me/facts': {
    summary:
      'What is known of the caller, from the registration and from what they told, and what they hold of the policies',
    access: own,
    status: 200,
    reply: OwnFacts,
    problems: [],
  },
  'PUT /me/facts': {
    summary:
      'Tell facts of oneself, or take them back (`value: null`); what the registration holds is changed there. Said against the day and the other facts: a sentence a field, at `/answers/<index>/value`',
    access: own,
    body: Closed({
      revision: Count,
      answers: Type.Array(Closed({ code: Code, value: Nullable(Value) }), { minItems: 1, maxItems: 60 }),
    }),
    status: 200,
    reply: OwnFacts,
    problems: ['stale-version'],
    idempotent: true,
  },
})
