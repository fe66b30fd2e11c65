import { joined, type Feature } from '../core/feature'
import type { EmployerRoomDeps } from './deps'
import './events'
import { employerReactions, tidyEmployers } from './jobs'
import { contactsExport, employersExport, requestsExport } from './own-data'
import { joinMemberships, leaveAll } from './people'
import { returneeReactions } from './returnees'
import { employerHandlers } from './routes'

/** Employers (用人单位): registered by credit code, verified by the office, with their own people. */
export const employers = (deps: EmployerRoomDeps): Feature => ({
  name: 'employers',
  handlers: employerHandlers(deps),
  reactions: joined(employerReactions(deps), returneeReactions(deps)),
  chores: [{ everyMs: 3_600_000, run: (now) => tidyEmployers(deps.db, now) }],
  people: {
    tables: {
      employer: {
        of: ['contact_of'],
        by: ['made_by'],
        sealed: ['contact_name', 'contact_phone'],
        exported: 'employerContacts',
        onErase: 'sealed',
      },
      employer_member: { of: ['person_id'], sealed: ['name'], exported: 'employers', onErase: 'rows' },
      employer_invitation: {
        of: ['accepted_by'],
        by: ['created_by'],
        sealed: ['note'],
        exported: { not: 'that they joined stands under employers' },
        onErase: 'sealed',
      },
      employer_join_request: {
        of: ['person_id'],
        by: ['decided_by'],
        sealed: ['name', 'words', 'reason'],
        exported: 'employerRequests',
        onErase: 'sealed',
      },
      employer_step: {
        by: ['by_person'],
        exported: { not: 'what became of an employer' },
        onErase: { stays: 'a record of the employer, without words about people and without who acted' },
      },
      employer_returnee: {
        of: ['person_id'],
        exported: { not: 'what they chose stands in their registration' },
        onErase: 'rows',
      },
      employer_look: {
        of: ['person_id'],
        exported: { not: 'each look stands under reads' },
        onErase: 'rows',
      },
    },
    exports: {
      employers: (db, personId) => employersExport(db, deps.vault, personId),
      employerContacts: (db, personId) => contactsExport(db, deps.vault, personId),
      employerRequests: (db, personId) => requestsExport(db, deps.vault, personId),
    },
    erase: leaveAll,
    merge: joinMemberships,
  },
})
