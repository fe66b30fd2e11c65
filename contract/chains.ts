import { Type, type Static } from '@sinclair/typebox'
import { urgencies, type ChainBook } from './chain-vocabulary'
import { mostMajors, mostOthers, longestOther, mostYears } from './fit/requirements'
import {
  Closed,
  Count,
  Day,
  Id,
  Line,
  Moment,
  Nullable,
  OneOf,
  PageOf,
  PageQuery,
  Paragraph,
  defineRoutes,
} from './route'
import { degrees } from './vocabulary'

/** Key of a chain, a link or a shortage post. */
export const ChainKey = Type.String({
  pattern: '^[a-z][a-z0-9-]{1,39}$',
  'x-must': '编号用小写字母开头，只含小写字母、数字和横线，最多 40 个',
})
const Years = Type.Integer({ minimum: 1, maximum: mostYears })
/** What a post asks for; what it means is said at `FitRequirements` of fit/requirements.ts. */
export const Requirements = Closed(
  {
    minDegree: Type.Optional(OneOf(degrees)),
    majors: Type.Optional(
      Type.Array(Type.String({ pattern: '^\\d{2}(\\d{2})?$' }), { maxItems: mostMajors, uniqueItems: true }),
    ),
    experienceYears: Type.Optional(Years),
    graduatedWithinYears: Type.Optional(Years),
    title: Type.Optional(Line(40)),
    tier: Type.Optional(Line(40)),
    others: Type.Optional(Type.Array(Line(longestOther), { maxItems: mostOthers })),
  },
  'Requirements',
)

const Member = Closed({ employer: Nullable(Id), name: Line(120) })
const Link = Closed({
  key: ChainKey,
  name: Line(20),
  about: Paragraph(200, 1),
  feeds: Type.Array(ChainKey, { maxItems: 16, uniqueItems: true }),
  members: Type.Array(Member, { maxItems: 60 }),
})
const Chain = Closed(
  {
    key: ChainKey,
    name: Line(20),
    about: Paragraph(300, 1),
    links: Type.Array(Link, { minItems: 1, maxItems: 16 }),
  },
  'Chain',
)
const Fen = Type.Integer({ minimum: 10_000, maximum: 100_000_000 })
/** A post of the catalogue as it is written. */
export const ShortagePost = Closed(
  {
    key: ChainKey,
    title: Line(40),
    chain: ChainKey,
    link: ChainKey,
    about: Paragraph(400, 1),
    requirements: Requirements,
    payFromFenPerMonth: Fen,
    payToFenPerMonth: Fen,
    wanted: Type.Integer({ minimum: 1, maximum: 100_000 }),
    urgency: OneOf(urgencies),
  },
  'ShortagePost',
)
const UrgencyMeans = Closed({ urgent: Line(120), scarce: Line(120), reserve: Line(120) })
const Basis = { asOf: Day, counted: Paragraph(300, 1), urgencyMeans: UrgencyMeans }

/** What every number of chains rests on: its day, how it was counted, which paper it was published by. */
const Published = Closed({
  version: Count,
  publishedAt: Moment,
  source: Type.String(),
  sample: Type.Boolean(),
  ...Basis,
})
const Named = Closed({ key: Type.String(), name: Type.String() })
/** A post as lists and pages show it. */
export const ShownShortagePost = Closed(
  { ...ShortagePost.properties, chain: Named, link: Named },
  'ShownShortagePost',
)
export type ShownShortagePost = Static<typeof ShownShortagePost>

const ChainInShort = Closed({
  key: Type.String(),
  name: Type.String(),
  about: Type.String(),
  links: Count,
  members: Count,
  posts: Count,
  wanted: Count,
})
const LinkPost = Closed({
  key: Type.String(),
  title: Type.String(),
  wanted: Count,
  urgency: OneOf(urgencies),
  takesGraduates: Type.Boolean(),
})
/** A chain as its picture needs it. */
export const ShownChain = Closed(
  {
    published: Published,
    key: Type.String(),
    name: Type.String(),
    about: Type.String(),
    links: Type.Array(
      Closed({
        key: Type.String(),
        name: Type.String(),
        about: Type.String(),
        feeds: Type.Array(Type.String()),
        members: Type.Array(
          Closed({
            name: Type.String(),
            verified: Type.Boolean(),
            employer: Nullable(Id),
          }),
        ),
        posts: Type.Array(LinkPost),
      }),
    ),
  },
  'ShownChain',
)
export type ShownChain = Static<typeof ShownChain>

const Book = Type.Unsafe<ChainBook>({ type: 'object', additionalProperties: true })
const DraftFaults = Type.Array(Closed({ at: Type.String(), message: Type.String() }))
/** The draft of chains and catalogue; where none is open, what is published. */
export const ChainDraft = Closed(
  {
    revision: Count,
    open: Type.Boolean(),
    basedOn: Count,
    proposal: Nullable(
      Closed({ by: Type.String(), mine: Type.Boolean(), at: Moment, source: Type.String() }),
    ),
    changes: Type.Array(Type.String(), { description: 'What it changes, a sentence each.' }),
    faults: DraftFaults,
    book: Book,
  },
  'ChainDraft',
)
export type ChainDraft = Static<typeof ChainDraft>
/** A version of chains and catalogue: who changed what on which day. */
export const ChainVersion = Closed(
  {
    version: Count,
    publishedAt: Moment,
    source: Type.String(),
    by: Nullable(Type.String()),
    proposedBy: Nullable(Type.String()),
    changes: Type.Array(Type.String()),
  },
  'ChainVersion',
)

/** People as a number that tells of nobody. */
const People = Type.String()
const Months = Type.Array(Closed({ month: Type.String(), people: People }))
/** What a chain lacks against who is there and who will graduate. */
export const ChainGaps = Closed(
  {
    chain: Named,
    asOf: Day,
    definitions: Type.Array(Type.String()),
    links: Type.Array(
      Closed({
        key: Type.String(),
        name: Type.String(),
        wanted: Count,
        pool: People,
        graduates: Months,
        posts: Type.Array(
          Closed({
            key: Type.String(),
            title: Type.String(),
            wanted: Count,
            pool: People,
            degrees: Type.Array(OneOf(degrees)),
            majorWords: Type.Array(Type.String()),
          }),
        ),
      }),
    ),
  },
  'ChainGaps',
)
export type ChainGaps = Static<typeof ChainGaps>

const anyone = { who: 'anyone' } as const
const lead = { who: ['lead'], rows: 'all', office: true } as const
const office = { who: ['lead', 'reviewer'], rows: 'all', office: true } as const
const draftProblems = ['stale-version'] as const
const Saved = Closed({ revision: Count, faults: DraftFaults })

/** Industry chains (产业链), the posts that each lacks, and who could fit. */
export const chainRoutes = defineRoutes({
  'GET /chains': {
    summary: 'The industry chains with what each lacks, and what the numbers rest on',
    access: anyone,
    status: 200,
    reply: Closed({ published: Published, chains: Type.Array(ChainInShort) }),
    problems: [],
  },
  'GET /chains/:chain': {
    summary: 'A chain: its links, who is in each, and the posts that it lacks',
    access: anyone,
    params: Closed({ chain: ChainKey }),
    status: 200,
    reply: ShownChain,
    problems: [],
  },
  'GET /shortage-posts': {
    summary:
      'The catalogue of shortage posts, the most pressing first; searched by words, pinyin or its first letters',
    access: anyone,
    query: Closed({
      ...PageQuery.properties,
      words: Type.Optional(Type.String({ maxLength: 40 })),
      chain: Type.Optional(ChainKey),
      degree: Type.Optional(OneOf(degrees, 'Only posts for which this degree is enough.')),
      urgency: Type.Optional(OneOf(urgencies)),
    }),
    status: 200,
    reply: Closed({ ...PageOf(ShownShortagePost).properties, published: Published }),
    problems: [],
  },
  'GET /shortage-posts/:shortagePost': {
    summary: 'A post of the catalogue, and what its numbers rest on',
    access: anyone,
    params: Closed({ shortagePost: ChainKey }),
    status: 200,
    reply: Closed({ post: ShownShortagePost, published: Published }),
    problems: [],
  },
  'GET /chain-draft': {
    summary: 'The draft of chains and catalogue with everything that keeps it from being published',
    access: lead,
    status: 200,
    reply: ChainDraft,
    problems: [],
  },
  'PUT /chain-draft/basis': {
    summary: 'Write into the draft what the numbers rest on. The first change opens the draft',
    access: lead,
    body: Closed({ revision: Count, ...Basis }),
    status: 200,
    reply: Saved,
    problems: draftProblems,
    idempotent: true,
  },
  'PUT /chain-draft/chains/:chain': {
    summary: 'Write a chain into the draft; null takes it out with its posts',
    access: lead,
    params: Closed({ chain: ChainKey }),
    body: Closed({ revision: Count, chain: Nullable(Chain) }),
    bodyLimitBytes: 256 * 1024,
    status: 200,
    reply: Saved,
    problems: draftProblems,
    idempotent: true,
  },
  'PUT /chain-draft/shortage-posts/:shortagePost': {
    summary: 'Write a post into the draft; null takes it out',
    access: lead,
    params: Closed({ shortagePost: ChainKey }),
    body: Closed({ revision: Count, post: Nullable(ShortagePost) }),
    status: 200,
    reply: Saved,
    problems: draftProblems,
    idempotent: true,
  },
  'DELETE /chain-draft': {
    summary: 'Throw the draft away',
    access: lead,
    query: Closed({ revision: Count }),
    status: 204,
    problems: draftProblems,
  },
  'POST /chain-draft/publication': {
    summary:
      'Propose the draft for publication, and as another person publish what was proposed. `source` is the paper it is taken from; any change takes the proposal back',
    access: lead,
    body: Closed({ revision: Count, source: Line(200, 4) }),
    status: 200,
    reply: Closed({ published: Nullable(Count), revision: Count }),
    problems: ['stale-version', 'two-person-rule'],
    idempotent: true,
  },
  'GET /chain-versions': {
    summary: 'Versions of chains and catalogue, newest first: who changed what on which day',
    access: office,
    query: PageQuery,
    status: 200,
    reply: PageOf(ChainVersion),
    problems: [],
  },
  'GET /chains/:chain/gaps': {
    summary:
      'What each link lacks against people who agreed to be found, counted by fives, and against graduates to come by month; fewer than five are not told',
    access: office,
    params: Closed({ chain: ChainKey }),
    heavy: true,
    status: 200,
    reply: ChainGaps,
    problems: [],
  },
})
