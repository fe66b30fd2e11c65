import type { Feature } from '../core/feature'
import { staffReactions } from './jobs'
import { forgetOldInvitations, invitationsTo } from './repository'
import { staffHandlers, type StaffDeps } from './routes'

/** Inviting staff, their roles, and the audit log. */
export const staff = (deps: StaffDeps): Feature => ({
  name: 'staff',
  handlers: staffHandlers(deps),
  reactions: staffReactions(deps),
  chores: [{ everyMs: 3_600_000, run: (now) => forgetOldInvitations(deps.db, now) }],
  people: {
    tables: {
      staff_invitation: {
        of: ['accepted_by'],
        by: ['created_by'],
        sealed: ['note'],
        exported: 'invitations',
        onErase: 'sealed',
      },
    },
    exports: { invitations: invitationsTo },
  },
})
