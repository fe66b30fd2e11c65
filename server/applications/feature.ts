import type { Kysely } from 'kysely'
import type { Database } from '../core/db'
import { joined, type Feature } from '../core/feature'
import type { DeliveryDeps } from '../notifications'
import { endDrafts } from './draft-end'
import { applicationFigures, workFigures } from './figures'
import { applicationReactions } from './messages'
import { mergeOwn } from './merging'
import { eraseOwn, exportApplications, exportDrafts, exportObjections } from './own-data'
import { outsideReactions } from './outside'
import { savedViews } from './views'
import type { ProgramDefinition } from './program'
import type { ApplicationDeps } from './ports'
import { applicationHandlers } from './routes'
import { calendarReactions, warnOfMissingYear } from './settle-dates'
import { forgetFiredTimers } from './timer-rows'
import { runTimers, timerReactions } from './timers'
import { applicationTodos } from './todos'

/** Runs every program: drafts, applications, review, public notices, deadlines. */
export const applications = (
  deps: ApplicationDeps & { db: Kysely<Database> },
  definitions: readonly ProgramDefinition[],
  deliveries: DeliveryDeps,
): Feature => {
  return {
    name: 'applications',
    handlers: applicationHandlers(deps),
    reactions: joined(
      applicationReactions(deps),
      timerReactions(deps),
      calendarReactions(deps),
      outsideReactions(deps, deliveries),
    ),
    chores: [
      { everyMs: 20_000, run: (now) => runTimers(deps.db, now) },
      { everyMs: 3_600_000, run: (now) => warnOfMissingYear(deps.db, now) },
      { everyMs: 3_600_000, run: (now) => endDrafts(deps, now) },
      { everyMs: 3_600_000, run: (now) => forgetFiredTimers(deps.db, now) },
    ],
    figures: { ...applicationFigures(definitions), ...workFigures },
    todos: applicationTodos(deps),
    messages: ['application-progress', 'changes-requested', 'rejected'],
    people: {
      tables: {
        program_version: {
          by: ['published_by'],
          exported: { not: 'a form and its rules' },
          onErase: { stays: 'who published which rules, by a bare id' },
        },
        calendar_year: {
          by: ['changed_by'],
          exported: { not: 'days off' },
          onErase: { stays: 'who entered them, by a bare id' },
        },
        application: {
          of: ['person_id'],
          by: ['contact_id', 'assigned_to', 'claimed_by', 'recommended_by'],
          sealed: ['answers', 'masked_name', 'requested', 'refusal', 'appeal'],
          exported: 'applications',
          onErase: 'sealed',
        },
        application_step: {
          through: { column: 'application_id', table: 'application' },
          by: ['actor_id'],
          sealed: ['note'],
          exported: 'applications',
          onErase: 'sealed',
        },
        application_judgement: {
          through: { column: 'application_id', table: 'application' },
          by: ['judged_by'],
          sealed: ['result'],
          exported: 'applications',
          onErase: 'sealed',
        },
        application_draft: {
          of: ['person_id'],
          sealed: ['answers', 'device'],
          exported: 'applicationDrafts',
          onErase: 'rows',
        },
        objection: {
          of: ['person_id'],
          by: ['decided_by'],
          sealed: ['text', 'answer'],
          exported: 'objections',
          onErase: 'sealed',
        },
        saved_view: { of: ['person_id'], exported: 'savedViews', onErase: 'rows' },
      },
      exports: {
        applications: (db, personId) => exportApplications(db, deps, personId),
        applicationDrafts: (db, personId) => exportDrafts(db, deps.vault, personId),
        objections: (db, personId) => exportObjections(db, deps, personId),
        savedViews,
      },
      erase: (db, personId, now) => eraseOwn(db, deps, personId, now),
      merge: (db, fromId, intoId, now) => mergeOwn({ db, now, deps }, fromId, intoId),
    },
  }
}
