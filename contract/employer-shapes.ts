import { Type, type Static } from '@sinclair/typebox'
import {
  employerEvents,
  employerKinds,
  employerSizes,
  employerStates,
  joinRequestStates,
  memberRights,
} from './employer-vocabulary'
import { Closed, Count, Day, Id, Moment, Nullable, OneOf } from './route'

/** One of somebody's employers, in their list. */
export const EmployerCard = Closed(
  {
    id: Id,
    name: Type.String(),
    creditCode: Type.String(),
    state: OneOf(employerStates),
    reason: Nullable(Type.String({ description: 'Of the office, where it returned or suspended.' })),
    right: OneOf(memberRights),
    waiting: Type.Integer({ description: 'Requests to be let in that an owner has to decide.' }),
  },
  'EmployerCard',
)
export type EmployerCard = Static<typeof EmployerCard>

/** Something of an employer that is not finished, in another room. */
export const OpenThing = Closed({ what: Type.String(), count: Type.Integer() }, 'OpenThing')
export type OpenThing = Static<typeof OpenThing>

/** An employer as its people see it. */
export const Employer = Closed(
  {
    id: Id,
    name: Type.String(),
    creditCode: Type.String(),
    kind: OneOf(employerKinds),
    address: Type.String(),
    field: Type.String(),
    chainKeys: Type.Array(Type.String()),
    size: Nullable(OneOf(employerSizes)),
    contactName: Type.String(),
    contactPhone: Type.String(),
    licence: Nullable(Id),
    state: OneOf(employerStates),
    stateAt: Moment,
    reason: Nullable(Type.String()),
    verifiedOn: Nullable(Day),
    version: Count,
    right: OneOf(memberRights),
    missing: Type.Array(Type.String(), { description: 'What has to be filled in before it is submitted.' }),
    open: Type.Array(OpenThing),
    looks: Closed({ today: Type.Integer(), allowed: Type.Integer() }),
    waiting: Type.Integer(),
  },
  'Employer',
)
export type Employer = Static<typeof Employer>

/** One of the people of an employer, as colleagues see them: by the name they gave for that. */
export const EmployerMember = Closed(
  { id: Id, name: Type.String(), right: OneOf(memberRights), since: Moment, me: Type.Boolean() },
  'EmployerMember',
)
export type EmployerMember = Static<typeof EmployerMember>

/** An invitation to an employer. */
export const EmployerInvitation = Closed(
  {
    id: Id,
    right: OneOf(memberRights),
    note: Type.String(),
    createdAt: Moment,
    expiresAt: Moment,
    state: OneOf(['open', 'accepted', 'revoked', 'expired']),
  },
  'EmployerInvitation',
)
export type EmployerInvitation = Static<typeof EmployerInvitation>

/** Somebody asks to be let in. */
export const JoinRequest = Closed(
  {
    id: Id,
    employerId: Id,
    employerName: Type.String(),
    name: Type.String(),
    words: Type.String(),
    state: OneOf(joinRequestStates),
    decides: OneOf(['owner', 'office']),
    askedAt: Moment,
    decidedAt: Nullable(Moment),
    reason: Nullable(Type.String()),
  },
  'JoinRequest',
)
export type JoinRequest = Static<typeof JoinRequest>

/** What everybody may know of a verified employer: nothing of its people. */
export const EmployerProfile = Closed(
  {
    id: Id,
    name: Type.String(),
    creditCode: Type.String(),
    kind: OneOf(employerKinds),
    field: Type.String(),
    size: Nullable(OneOf(employerSizes)),
    verifiedOn: Day,
  },
  'EmployerProfile',
)
export type EmployerProfile = Static<typeof EmployerProfile>

/** A row of the office's list. */
export const EmployerRow = Closed(
  {
    id: Id,
    name: Type.String(),
    creditCode: Type.String(),
    kind: OneOf(employerKinds),
    state: OneOf(employerStates),
    stateAt: Moment,
    ownerless: Type.Boolean(),
  },
  'EmployerRow',
)
export type EmployerRow = Static<typeof EmployerRow>

/** An employer as the office sees it. */
export const EmployerFile = Closed(
  {
    ...EmployerRow.properties,
    address: Type.String(),
    field: Type.String(),
    chainKeys: Type.Array(Type.String()),
    size: Nullable(OneOf(employerSizes)),
    contactName: Type.String(),
    maskedPhone: Type.String(),
    licence: Nullable(Id),
    reason: Nullable(Type.String()),
    verifiedOn: Nullable(Day),
    version: Count,
    people: Type.Array(Closed({ id: Id, name: Type.String(), right: OneOf(memberRights), since: Moment })),
    open: Type.Array(OpenThing),
    looks: Closed({ today: Type.Integer(), allowed: Type.Integer() }),
    requests: Type.Array(JoinRequest),
    steps: Type.Array(
      Closed({
        at: Moment,
        event: Type.String(),
        state: OneOf(employerStates),
        by: OneOf(['member', 'office', 'system']),
        note: Type.String(),
      }),
    ),
    allowedEvents: Type.Array(OneOf(employerEvents)),
  },
  'EmployerFile',
)
export type EmployerFile = Static<typeof EmployerFile>

/** A returnee as an employer of their field sees them: nothing by which to know who it is. */
export const EmployerReturnee = Closed(
  {
    id: Id,
    field: Type.String(),
    intention: Type.String(),
    horizon: Type.String(),
    contributions: Type.Array(Type.String()),
  },
  'EmployerReturnee',
)
export type EmployerReturnee = Static<typeof EmployerReturnee>
