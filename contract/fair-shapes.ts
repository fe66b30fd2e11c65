import { Type, type Static } from '@sinclair/typebox'
import {
  boothStates,
  endCauses,
  fairFields,
  fairLimits,
  fairStandings,
  placeStates,
  talkResults,
} from './fair-vocabulary'
import { Closed, Count, Id, Line, Moment, Nullable, OneOf, Paragraph } from './route'

// What crosses the wire of fairs; the routes are in fairs.ts.

/** What the office writes of a fair. */
export const FairText = Closed(
  {
    title: Line(40, 4),
    about: Paragraph(1000),
    place: Nullable(Line(80, 2)),
    stationId: Nullable(Id),
    online: Type.Boolean(),
    opensAt: Moment,
    closesAt: Moment,
    callMinutes: Type.Integer({ minimum: 1, maximum: 30 }),
  },
  'FairText',
)
export type FairText = Static<typeof FairText>

/** A fair in a list. */
export const FairCard = Closed(
  {
    id: Id,
    title: Type.String(),
    standing: OneOf(fairStandings),
    opensAt: Moment,
    closesAt: Moment,
    place: Nullable(Type.String({ description: 'Null: online only.' })),
    online: Type.Boolean(),
    booths: Type.Integer({ description: 'How many are admitted.' }),
  },
  'FairCard',
)
export type FairCard = Static<typeof FairCard>

const Employer = Closed({ id: Id, name: Type.String() })
const PostName = Closed({ id: Id, title: Type.String(), open: Type.Boolean() })

/** How long somebody waits, from finished talks of the booth; nulls: too few to say. */
export const Waiting = Closed(
  {
    finished: Type.Integer(),
    lowMinutes: Nullable(Type.Integer()),
    highMinutes: Nullable(Type.Integer()),
  },
  'FairWaiting',
)

/** A booth in the list of a fair. */
export const BoothCard = Closed(
  {
    id: Id,
    employer: Employer,
    state: OneOf(boothStates),
    about: Type.String(),
    place: Type.String({ description: 'Where on site: A12.' }),
    posts: Type.Array(PostName),
    queue: Type.Boolean({ description: 'Whether one may stand in a queue.' }),
    waiting: Type.Integer(),
    freeSlots: Type.Integer(),
    cancelReason: Nullable(Type.String()),
  },
  'FairBoothCard',
)
export type BoothCard = Static<typeof BoothCard>

/** A fair as everybody reads it. */
export const PublicFair = Closed(
  {
    ...FairCard.properties,
    about: Type.String(),
    stationId: Nullable(Id),
    callMinutes: Type.Integer(),
    cancelReason: Nullable(Type.String()),
    revision: Count,
    changedAt: Moment,
    boothList: Type.Array(BoothCard),
    ticket: Nullable(Id),
  },
  'PublicFair',
)
export type PublicFair = Static<typeof PublicFair>

/** A booth as everybody reads it. */
export const PublicBooth = Closed(
  {
    ...BoothCard.properties,
    fair: Closed({
      id: Id,
      title: Type.String(),
      standing: OneOf(fairStandings),
      opensAt: Moment,
      closesAt: Moment,
      callMinutes: Type.Integer(),
    }),
    slots: Type.Array(
      Closed({
        id: Id,
        startsAt: Moment,
        minutes: Type.Integer(),
        free: Type.Boolean(),
        mine: Type.Boolean(),
      }),
    ),
    wait: Waiting,
    ticket: Nullable(Id),
    mine: Nullable(Id),
  },
  'PublicBooth',
)
export type PublicBooth = Static<typeof PublicBooth>

const ShownValue = Closed({ field: OneOf(fairFields), value: Type.String() })

/** A place in a queue or a booked slot, as whoever has it sees it. */
export const FairPlace = Closed(
  {
    id: Id,
    booth: Closed({ id: Id, employer: Type.String(), place: Type.String() }),
    state: OneOf(placeStates),
    slot: Nullable(Closed({ startsAt: Moment, minutes: Type.Integer() })),
    ahead: Nullable(Type.Integer({ description: 'How many are in front; null where nobody waits.' })),
    wait: Nullable(Waiting),
    paused: Type.Boolean({
      description: 'Called or talking elsewhere, or about to: not called here, not lost.',
    }),
    until: Nullable(Moment),
    misses: Type.Integer(),
    result: Nullable(OneOf(talkResults)),
    reason: Nullable(Type.String()),
    endCause: Nullable(OneOf(endCauses)),
    endReason: Nullable(Type.String()),
    live: Nullable(Type.String({ description: 'Where to talk online: an address, or a page of the app.' })),
  },
  'FairPlace',
)
export type FairPlace = Static<typeof FairPlace>

/** What somebody has of a fair. */
export const FairTicket = Closed(
  {
    id: Id,
    withdrawn: Type.Boolean(),
    fair: Closed({
      ...FairCard.properties,
      callMinutes: Type.Integer(),
      cancelReason: Nullable(Type.String()),
      revision: Count,
      changedAt: Moment,
    }),
    signedUpAt: Moment,
    cameAt: Nullable(Moment),
    shown: Type.Array(ShownValue),
    places: Type.Array(FairPlace),
  },
  'FairTicket',
)
export type FairTicket = Static<typeof FairTicket>

/** What an employer brings to a fair. */
export const BoothText = Closed(
  {
    about: Paragraph(500),
    posts: Type.Array(Id, { uniqueItems: true, maxItems: fairLimits.posts }),
    queue: Type.Boolean(),
    slots: Type.Array(Closed({ startsAt: Moment, minutes: Type.Integer({ minimum: 5, maximum: 60 }) }), {
      maxItems: fairLimits.slots,
    }),
  },
  'FairBoothText',
)
export type BoothText = Static<typeof BoothText>

/** A booth as its employer and the office see it. */
export const OwnBooth = Closed(
  {
    id: Id,
    employer: Employer,
    fair: FairCard,
    state: OneOf(boothStates),
    revision: Count,
    about: Type.String(),
    place: Type.String(),
    posts: Type.Array(PostName),
    queue: Type.Boolean(),
    slots: Type.Array(Closed({ startsAt: Moment, minutes: Type.Integer(), booked: Type.Boolean() })),
    waiting: Type.Integer(),
    reason: Nullable(Type.String({ description: 'Why it was declined or cancelled.' })),
  },
  'OwnFairBooth',
)
export type OwnBooth = Static<typeof OwnBooth>

/** A fair at which an employer may ask for a booth, or has one. */
export const EmployerFair = Closed({ fair: FairCard, booth: Nullable(OwnBooth) }, 'EmployerFair')
export type EmployerFair = Static<typeof EmployerFair>

/** Who was called to a booth: what they agreed to show. */
export const Talk = Closed(
  {
    id: Id,
    state: OneOf(placeStates),
    revision: Count,
    slot: Nullable(Moment),
    until: Nullable(Moment),
    beganAt: Nullable(Moment),
    endedAt: Nullable(Moment),
    shown: Type.Array(ShownValue),
    misses: Type.Integer(),
    result: Nullable(OneOf(talkResults)),
    reason: Nullable(Type.String()),
  },
  'FairTalk',
)
export type Talk = Static<typeof Talk>

/** The desk of a booth, for one of its people. */
export const BoothDesk = Closed(
  {
    booth: OwnBooth,
    waiting: Type.Integer(),
    next: Type.Array(
      Closed({ id: Id, name: Type.String(), since: Moment, paused: Type.Boolean(), misses: Type.Integer() }),
      { description: 'The first ten who wait, with part of the name hidden.' },
    ),
    booked: Type.Array(
      Closed({
        id: Id,
        name: Type.String(),
        startsAt: Moment,
        minutes: Type.Integer(),
        paused: Type.Boolean(),
      }),
    ),
    talk: Nullable(Talk),
    others: Type.Integer({ description: 'How many are called or talk with colleagues.' }),
    unfinished: Type.Array(
      Closed({
        id: Id,
        state: OneOf(placeStates),
        revision: Count,
        name: Type.String(),
        until: Nullable(Moment),
        attended: Type.Boolean({ description: 'A colleague who is still there has called them.' }),
      }),
      {
        description:
          'Who colleagues called or talk with, with part of the name hidden, and talks that the visitor has left: ' +
          'any colleague may write the result.',
      },
    ),
    done: Type.Integer(),
    wait: Waiting,
    live: Nullable(Type.String()),
  },
  'FairBoothDesk',
)
export type BoothDesk = Static<typeof BoothDesk>

/** A fair at the door where codes are scanned. */
export const DoorFair = Closed(
  {
    ...FairCard.properties,
    signedUp: Type.Integer({ description: 'Without those who withdrew.' }),
    came: Type.Integer(),
  },
  'DoorFair',
)
export type DoorFair = Static<typeof DoorFair>

/** A fair as the office sees it. */
export const OfficeFair = Closed(
  {
    ...FairText.properties,
    id: Id,
    standing: OneOf(fairStandings),
    revision: Count,
    cancelReason: Nullable(Type.String()),
    boothList: Type.Array(OwnBooth),
    signedUp: Type.Integer(),
    came: Type.Integer(),
    talks: Type.Integer(),
    further: Type.Integer(),
  },
  'OfficeFair',
)
export type OfficeFair = Static<typeof OfficeFair>
