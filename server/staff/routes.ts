import type { StaffRole } from '@jucai/contract/vocabulary'
import { audit } from '../core/audit'
import { auditPage } from '../core/audit-log'
import type { Vault } from '../core/encryption'
import type { Randomness } from '../core/ports'
import type { Actor, Handlers } from '../core/route'
import { accept, invite, removeRole, takeBack, type By } from './commands'
import { staffPage, type StaffNames } from './members'
import { invitationPage } from './repository'

const by = (actor: Actor, ...roles: StaffRole[]): By => ({
  personId: actor.personId,
  role: roles.find((role) => actor.roles.includes(role)) ?? 'holder',
})

/** What the staff room is built from. */
export interface StaffDeps {
  vault: Vault
  random: Randomness
  names: StaffNames
}

/** Inviting staff, roles, and the audit log. */
export const staffHandlers = ({ vault, random, names }: StaffDeps): Handlers => ({
  'POST /staff-invitations': ({ db, now, actor }, { body }) =>
    invite(db, random, now, by(actor, 'system-admin'), body),
  'GET /staff-invitations': ({ db }, { query }) => invitationPage(db, query.after, query.limit ?? 20),
  'DELETE /staff-invitations/:invitation': ({ db, now, actor }, { params }) =>
    takeBack(db, now, by(actor, 'system-admin'), params.invitation),
  'POST /me/assignments': ({ db, now, actor }, { body }) => accept(db, now, actor.personId, body.code),
  'GET /staff': ({ db, now, actor }, { query }) =>
    staffPage(
      db,
      vault,
      names,
      now,
      by(actor, 'system-admin', 'security-admin'),
      query.after,
      query.limit ?? 20,
    ),
  'DELETE /staff/:person/roles/:role': ({ db, now, actor }, { params }) =>
    removeRole(db, now, by(actor, 'system-admin', 'security-admin'), params.person, params.role),
  'GET /audit-entries': async ({ db, now, actor }, { query }) => {
    const page = await auditPage(db, query.action, query.after, query.limit ?? 20)
    await audit(db, {
      at: now,
      actorId: actor.personId,
      actorRole: 'audit-admin',
      action: 'audit.read',
      object: 'audit-log',
      detail: { entries: page.items.length },
    })
    return page
  },
})
