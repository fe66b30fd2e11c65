import type { Feature } from '../core/feature'
import type { InternshipDeps } from './deps'
import { internshipReactions, passTimes } from './jobs'
import { eraseInternships, internshipsExport, joinInternships } from './own-data'
import { internshipHandlers } from './routes'
import { internshipTodos } from './todos'

const ofInternship = { column: 'internship_id', table: 'internship' } as const
const withInternship = { through: ofInternship, exported: 'internships' } as const

/** 就业见习: bases, places, the agreement of three, attendance, stipends, certificates. */
export const internships = (deps: InternshipDeps): Feature => ({
  name: 'internships',
  handlers: internshipHandlers(deps),
  reactions: internshipReactions(deps),
  todos: internshipTodos,
  chores: [{ everyMs: 60_000, run: (now) => passTimes(deps, now) }],
  people: {
    tables: {
      internship_base: {
        by: ['decided_by'],
        exported: { not: 'describes an employer' },
        onErase: { stays: 'who decided on a base, by a bare id' },
      },
      internship_review: {
        by: ['by_person'],
        exported: { not: 'describes an employer' },
        onErase: { stays: 'who reviewed a base, by a bare id' },
      },
      internship_round: {
        by: ['made_by'],
        exported: { not: 'describes a round' },
        onErase: { stays: 'who opened a round, by a bare id' },
      },
      internship_place: {
        of: ['offered_by'],
        keeps: { tutor: 'the tutor that a base names, who is not the one erased' },
        exported: { not: 'describes a place of a base, which all of its people see' },
        onErase: { stays: 'a place belongs to its base' },
      },
      internship_wish: {
        of: ['person_id'],
        sealed: ['words', 'masked_name', 'shown'],
        exported: 'internships',
        onErase: 'sealed',
      },
      internship: {
        of: ['person_id'],
        sealed: ['intern_name', 'intern_document', 'ended_why'],
        keeps: { tutor: 'the tutor that a base names, who is not the one erased' },
        exported: 'internships',
        onErase: 'sealed',
      },
      internship_step: {
        ...withInternship,
        by: ['by_person'],
        onErase: { stays: 'what became of an internship, by bare ids' },
      },
      internship_day: {
        ...withInternship,
        by: ['by_person'],
        sealed: ['reason', 'correction'],
        onErase: 'sealed',
      },
      internship_month: {
        of: ['person_id'],
        by: ['confirmed_by', 'decided_by'],
        exported: 'internships',
        onErase: { stays: 'amounts and days, which the books of the ledger name too' },
      },
      internship_certificate: {
        of: ['person_id'],
        by: ['revoked_by'],
        sealed: ['code', 'masked_name'],
        exported: 'internships',
        onErase: 'sealed',
      },
    },
    exports: { internships: (db, personId, now) => internshipsExport(deps, db, personId, now) },
    erase: (db, personId, now) => eraseInternships(deps, db, personId, now),
    merge: joinInternships,
  },
})
