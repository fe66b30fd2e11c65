import { Type, type Static } from '@sinclair/typebox'
import { Closed, Id, Line, Moment, Nullable, OneOf, PageOf, PageQuery, defineRoutes } from './route'
import { roles, staffRoles } from './vocabulary'

/** An invitation to become staff; its code is shown once and kept as a hash. */
export const Invitation = Closed(
  {
    id: Id,
    role: OneOf(roles),
    station: Nullable(Closed({ id: Id, name: Type.String() })),
    note: Type.String(),
    createdAt: Moment,
    expiresAt: Moment,
    acceptedAt: Nullable(Moment),
    revokedAt: Nullable(Moment),
  },
  'Invitation',
)
export type Invitation = Static<typeof Invitation>

/** A member of staff, masked. */
export const StaffMember = Closed(
  {
    personId: Id,
    maskedName: Type.String(),
    maskedPhone: Type.String(),
    role: OneOf(roles),
    station: Nullable(Closed({ id: Id, name: Type.String() })),
    since: Moment,
  },
  'StaffMember',
)
export type StaffMember = Static<typeof StaffMember>

/** One line of the audit log, with its place in the hash chain once sealed. */
export const AuditEntry = Closed(
  {
    id: Id,
    at: Moment,
    actorRole: Type.String(),
    actorId: Nullable(Id),
    action: Type.String(),
    object: Type.String(),
    detail: Type.String(),
    seal: Nullable(Closed({ sequence: Type.Integer(), hash: Type.String() })),
  },
  'AuditEntry',
)
export type AuditEntry = Static<typeof AuditEntry>

const system = { who: ['system-admin'], rows: 'all' } as const

/** Staff: invitations, roles, the audit log. */
export const staffRoutes = defineRoutes({
  'POST /staff-invitations': {
    summary: 'Invite a member of staff; a clerk needs a station',
    access: system,
    body: Closed({ role: OneOf(staffRoles), stationId: Nullable(Id), note: Line(60) }),
    status: 201,
    reply: Closed({ invitation: Invitation, code: Type.String({ description: 'Told once.' }) }),
    problems: [],
    idempotent: 'anew',
  },
  'GET /staff-invitations': {
    summary: 'Invitations, newest first',
    access: system,
    query: PageQuery,
    status: 200,
    reply: PageOf(Invitation),
    problems: [],
  },
  'DELETE /staff-invitations/:invitation': {
    summary: 'Revoke an invitation not yet accepted',
    access: system,
    params: Closed({ invitation: Id }),
    status: 204,
    problems: ['invitation-invalid'],
  },
  'POST /me/assignments': {
    summary: 'Accept an invitation',
    access: { who: ['holder'], rows: 'own' },
    body: Closed({ code: Line(40) }),
    status: 201,
    reply: Closed({ role: OneOf(roles), stationName: Nullable(Type.String()) }),
    problems: ['invitation-invalid', 'invitation-expired', 'role-conflict'],
    idempotent: true,
  },
  'GET /staff': {
    summary: 'Members of staff, masked',
    access: { who: ['system-admin', 'security-admin'], rows: 'all' },
    query: PageQuery,
    status: 200,
    reply: PageOf(StaffMember),
    problems: [],
  },
  'DELETE /staff/:person/roles/:role': {
    summary: 'Take a role from a person; their sessions end',
    access: { who: ['system-admin', 'security-admin'], rows: 'all' },
    params: Closed({ person: Id, role: OneOf(staffRoles) }),
    status: 204,
    problems: ['last-admin'],
  },
  'GET /audit-entries': {
    summary: 'The audit log, newest first',
    access: { who: ['audit-admin'], rows: 'all' },
    query: Closed({ ...PageQuery.properties, action: Type.Optional(Line(60)) }),
    status: 200,
    reply: PageOf(AuditEntry),
    problems: [],
  },
})
