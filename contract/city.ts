import { Type, type Static, type TOptional, type TString } from '@sinclair/typebox'
import { figureKeys } from './figure-words'
import { brandColours, cardFaces, type BrandColour } from './palette'
import { Closed, Day, Id, Line, Nullable, OneOf, PageOf, defineRoutes } from './route'
import { degrees, situations, stages, stationKinds } from './vocabulary'

/** Where a rule comes from: the paper, its clause and the wording, and whether it is sample text. */
export const Source = Closed(
  {
    paper: Type.String(),
    clause: Type.String(),
    text: Type.String(),
    effectiveOn: Day,
    sample: Type.Boolean(),
  },
  'Source',
)
export type Source = Static<typeof Source>

/** A tier of talent with what leads to it. Tiers and their rules are city configuration. */
export const Tier = Closed(
  {
    key: Type.String(),
    name: Type.String(),
    rank: Type.Integer({ description: '1 is the highest.' }),
    degrees: Type.Array(OneOf(degrees)),
    graduatedWithinYears: Nullable(Type.Integer()),
    validMonths: Type.Integer(),
    source: Source,
  },
  'Tier',
)
export type Tier = Static<typeof Tier>

/**
 * How often a service may be recorded for one person: once a `day`, a `month` or `ever`,
 * counted for the whole `city` or at each `station` apart.
 */
export const Occasion = Closed(
  { per: OneOf(['day', 'month', 'ever']), scope: OneOf(['city', 'station']) },
  'Occasion',
)
export type Occasion = Static<typeof Occasion>

/** A service that the talent code opens at a station. */
export const Service = Closed(
  {
    id: Type.String(),
    name: Type.String(),
    summary: Type.String(),
    stage: OneOf(stages),
    situation: OneOf(situations),
    benefit: Type.String({ description: 'What one gets, concretely.' }),
    steps: Type.Array(Type.String()),
    tiers: Type.Array(Type.String(), { description: 'Keys of the tiers that may have it.' }),
    stationIds: Type.Array(Id),
    occasion: Occasion,
    challenge: Type.Optional(
      Type.Boolean({ description: 'Recorded only for a code that answers the digits on the scanner.' }),
    ),
    source: Source,
    keywords: Type.Optional(
      Type.Array(Type.String(), {
        description:
          'Words for searching on the phone. In a reply with the name, and all of them in pinyin and by initials.',
      }),
    ),
  },
  'Service',
)
export type Service = Static<typeof Service>

/** A place where codes are scanned. */
export const Station = Closed(
  {
    id: Id,
    name: Type.String(),
    kind: OneOf(stationKinds),
    region: Type.String({ description: 'Division code of 6 digits.' }),
    regionName: Type.String(),
    address: Type.String(),
    hours: Type.String(),
    phone: Type.String(),
    latitude: Type.Number(),
    longitude: Type.Number(),
  },
  'Station',
)
export type Station = Static<typeof Station>

/** What a referral is worth once it has landed, with the paper it stands in. */
export const ReferralReward = Closed(
  {
    kind: OneOf(['person', 'project']),
    amountFen: Type.Integer({ minimum: 0 }),
    words: Type.String({ description: 'What landing means for it.' }),
    workingDays: Type.Integer({ minimum: 1, description: 'From landing until it is paid.' }),
    source: Source,
  },
  'ReferralReward',
)
export type ReferralReward = Static<typeof ReferralReward>

const Colour = Type.String({ pattern: '^#[0-9a-f]{6}$', description: 'As #rrggbb, in small letters.' })
const Colours = Closed(
  Object.fromEntries(brandColours.map((name) => [name, Type.Optional(Colour)])) as Record<
    BrandColour,
    TOptional<TString>
  >,
  'BrandColours',
)

/** How the city shows itself: what it is called, its colours and what is drawn on its talent card. */
export const Brand = Closed(
  {
    name: Type.String(),
    slogan: Type.String(),
    palette: Type.Optional(Closed({ light: Colours, dark: Colours }, 'BrandPalette')),
    cardFace: Type.Optional(OneOf(cardFaces)),
  },
  'Brand',
)

/** A part of the plan: which policies it rests on, the live figures beside it, and the ways in. */
export const Pillar = Closed(
  {
    key: Type.String({ pattern: '^[a-z][a-z-]{0,29}$' }),
    title: Type.String(),
    text: Type.String(),
    policies: Type.Optional(
      Type.Array(Type.String(), { maxItems: 30, description: 'Codes of the policy book.' }),
    ),
    figures: Type.Optional(Type.Array(OneOf(figureKeys), { maxItems: 12 })),
    ways: Type.Optional(
      Type.Array(
        Closed({
          title: Type.String(),
          note: Type.String(),
          to: Type.String({
            pattern: '^(/[a-z][a-z-]*){2,4}([?][a-z]+=[a-z0-9-]+)?$',
            description: 'A page of the app.',
          }),
        }),
        { maxItems: 8 },
      ),
    ),
  },
  'Pillar',
)
export type Pillar = Static<typeof Pillar>

/** A campaign to keep graduates here: how many, from when until when, and who counts. */
export const Campaign = Closed(
  {
    title: Type.String(),
    target: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    from: Day,
    until: Type.String({ format: 'date', description: 'The last day, included; at most 60 months.' }),
    graduatedWithinYears: Type.Integer({
      minimum: 0,
      maximum: 20,
      description: 'How long before `from` somebody may have graduated.',
    }),
    regions: Type.Array(Type.String({ pattern: '^\\d{6}$' }), {
      minItems: 1,
      maxItems: 20,
      description: 'Division codes; who lives inside one of them is here.',
    }),
    regionName: Type.String({ description: 'What they are called together.' }),
  },
  'Campaign',
)
export type Campaign = Static<typeof Campaign>

/** One line of the sketch map: what runs where, drawn simply. */
export const SketchLine = Closed(
  {
    kind: OneOf(['river', 'road', 'rail']),
    name: Type.String({ maxLength: 12 }),
    points: Type.Array(Type.Tuple([Type.Number(), Type.Number()]), {
      minItems: 2,
      maxItems: 40,
      description: 'Longitude and latitude, as those of the stations.',
    }),
  },
  'SketchLine',
)
export type SketchLine = Static<typeof SketchLine>

/** The city's public configuration: everything that differs between cities. */
export const City = Closed(
  {
    version: Type.Integer(),
    id: Type.String(),
    name: Type.String(),
    district: Type.String(),
    region: Type.Optional(
      Type.String({
        pattern: '^\\d{6}$',
        description: 'Its division code: who lives in it is here. Absent: nobody is told by their region.',
      }),
    ),
    office: Type.String(),
    officePhone: Type.String(),
    complaintPhone: Type.String(),
    sample: Type.Boolean({ description: 'True for sample data, which pages must mark as 示例.' }),
    brand: Brand,
    plan: Closed({
      name: Type.String(),
      summary: Type.String(),
      source: Source,
      pillars: Type.Array(Pillar),
      campaign: Type.Optional(Campaign),
      offers: Type.Array(
        Closed({
          key: Type.String(),
          title: Type.String(),
          figure: Type.String(),
          text: Type.String(),
          source: Source,
        }),
      ),
      targets: Type.Array(
        Closed({
          key: OneOf(['registered', 'stayed', 'coded', 'served', 'recognised', 'returned', 'housed']),
          label: Type.String(),
          target: Type.Integer(),
        }),
      ),
    }),
    tiers: Type.Array(Tier),
    services: Type.Array(Service),
    stations: Type.Array(Station),
    sketch: Type.Optional(
      Type.Array(SketchLine, {
        maxItems: 20,
        description:
          'The river and a few roads by which people know where something is; absent: none are drawn.',
      }),
    ),
    referralRewards: Type.Optional(
      Type.Array(ReferralReward, {
        description:
          'At most one a kind; a kind without one is not rewarded. They hold for referrals made under this version.',
      }),
    ),
  },
  'City',
)
export type City = Static<typeof City>

/** Live counts from real records, as of `asOf`. A figure of a room that is not named here is a whole number too. */
export const Figures = Type.Object(
  {
    registered: Type.Integer(),
    stayed: Type.Integer(),
    coded: Type.Integer(),
    served: Type.Integer(),
    recognised: Type.Integer(),
    returned: Type.Integer(),
    housed: Type.Integer(),
    asOf: Type.String({ format: 'date-time' }),
    bySchool: Type.Array(Closed({ school: Type.String(), count: Type.Integer() }), {
      description: 'At most 8, only schools with 5 or more people.',
    }),
  },
  { title: 'Figures', additionalProperties: Type.Integer() },
)
export type Figures = Static<typeof Figures>

/** A policy as a part of the plan names it. */
export const PolicyInShort = Closed(
  { code: Type.String(), title: Type.String(), summary: Type.String() },
  'PolicyInShort',
)
export type PolicyInShort = Static<typeof PolicyInShort>

/** A division of China: province, prefecture or county, by its code of 6 digits (GB/T 2260). */
export const Region = Closed(
  {
    code: Type.String(),
    name: Type.String(),
    path: Type.String({ description: '“湖南省 长沙市 岳麓区”' }),
    hasChildren: Type.Boolean(),
  },
  'Region',
)
export type Region = Static<typeof Region>
/** A university or college. */
export const School = Closed({ code: Type.String(), name: Type.String(), city: Type.String() }, 'School')
export type School = Static<typeof School>

const Search = {
  q: Type.Optional(Line(120)),
  after: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 50 })),
}

/** What anybody may read of the city. */
export const cityRoutes = defineRoutes({
  'GET /city': {
    summary: 'The city configuration in force',
    access: { who: 'anyone' },
    status: 200,
    reply: City,
    problems: [],
  },
  'GET /city/figures': {
    summary: 'Live counts of the plan',
    access: { who: 'anyone' },
    status: 200,
    reply: Figures,
    problems: [],
  },
  'GET /city/parts': {
    summary: 'The policies that each part of the plan rests on, as the policy book in force words them',
    access: { who: 'anyone' },
    status: 200,
    reply: Closed({
      published: Type.Boolean({ description: 'Whether there is a policy book yet.' }),
      items: Type.Array(Closed({ key: Type.String(), policies: Type.Array(PolicyInShort) })),
    }),
    problems: [],
  },
  'GET /regions': {
    summary: 'Divisions below `parent` (none: provinces), or by words, pinyin initials or code in `q`',
    access: { who: 'anyone' },
    query: Closed({ ...Search, parent: Type.Optional(Type.String({ pattern: '^\\d{6}$' })) }),
    status: 200,
    reply: PageOf(Region),
    problems: [],
  },
  'GET /schools': {
    summary: 'Universities and colleges by words or pinyin',
    access: { who: 'anyone' },
    query: Closed(Search),
    status: 200,
    reply: PageOf(School),
    problems: [],
  },
})
