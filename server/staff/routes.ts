import type { StaffRole } from '@jucai/contract/vocabulary'
import { audit } from '../core/audit'
import { auditPage } from '../core/audit-log'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Randomness } from '../core/ports'
import { problem } from '../core/problem'
import type { Actor, Handlers } from '../core/route'
import type { WorkBy } from '../core/work'
import { accept, invite, removeRole, takeBack, type By } from './commands'
import { staffPage, type StaffNames } from './members'
import { invitationById, invitationPage, shownInvitation } from './repository'

interface Call {
  db: Db
  now: Date
  actor: Actor
}

/** What the staff room is built from. */
export interface StaffDeps {
  /** For chores. */
  db: Db
  vault: Vault
  random: Randomness
  names: StaffNames
}

/** Inviting staff, roles, and the audit log. */
export const staffHandlers = (deps: StaffDeps): Handlers => {
  /** Work in the first of these roles that the caller holds. */
  const by = ({ db, now, actor }: Call, ...roles: StaffRole[]): WorkBy<By, StaffDeps> => ({
    db,
    now,
    deps,
    actor: {
      personId: actor.personId,
      role: roles.find((role) => actor.roles.includes(role)) ?? 'holder',
    },
  })
  return {
    'POST /staff-invitations': {
      run: (call, { body }) => invite(by(call, 'system-admin'), body),
      keep: ({ invitation, code }) => `${invitation.id} ${code}`,
      again: async ({ db }, _request, kept) => {
        const [id = '', code = ''] = kept.split(' ')
        const row = await invitationById(db, id)
        if (!row) throw problem('not-found')
        return { invitation: shownInvitation(deps.vault, row), code }
      },
    },
    'GET /staff-invitations': ({ db }, { query }) =>
      invitationPage(db, deps.vault, query.after, query.limit ?? 20),
    'DELETE /staff-invitations/:invitation': (call, { params }) =>
      takeBack(by(call, 'system-admin'), params.invitation),
    'POST /me/assignments': ({ db, now, actor }, { body }) => accept(db, now, actor.personId, body.code),
    'GET /staff': (call, { query }) => staffPage(by(call, 'system-admin', 'security-admin'), query),
    'DELETE /staff/:person/roles/:role': (call, { params }) =>
      removeRole(by(call, 'system-admin', 'security-admin'), params.person, params.role),
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
  }
}
