import type { Feature } from '../core/feature'
import type { EngagementDeps } from './deps'
import { engagementReactions, passTimes } from './jobs'
import { engagementsExport, eraseEngagements, joinEngagements } from './own-data'
import { engagementHandlers } from './routes'
import { engagementTodos } from './todos'

const ofEngagement = { column: 'engagement_id', table: 'engagement' } as const
const withEngagement = { through: ofEngagement, exported: 'engagements' } as const

/** Shared and weekend experts (双聘、周末专家): terms, consents, hours, review. */
export const engagements = (deps: EngagementDeps): Feature => ({
  name: 'engagements',
  handlers: engagementHandlers(deps),
  reactions: engagementReactions(deps),
  todos: engagementTodos(deps),
  chores: [{ everyMs: 60_000, run: (now) => passTimes(deps, now) }],
  messages: ['engagement-consent'],
  people: {
    tables: {
      engagement: {
        of: ['person_id'],
        by: ['proposed_by'],
        sealed: [
          ...['expert_name', 'expert_document', 'ended_why'],
          ...['home_name', 'home_contact', 'home_phone', 'home_hours'],
        ],
        exported: 'engagements',
        onErase: 'sealed',
      },
      engagement_terms: {
        ...withEngagement,
        by: ['made_by'],
        onErase: { stays: 'what an employer offered, by bare ids' },
      },
      engagement_consent: { ...withEngagement, sealed: ['signer_name', 'why'], onErase: 'sealed' },
      engagement_code: {
        of: ['person_id'],
        exported: { not: 'the hash of a code that its owner has seen' },
        onErase: 'rows',
      },
      engagement_hours: {
        of: ['person_id'],
        by: ['answered_by'],
        sealed: ['what', 'why'],
        exported: 'engagements',
        onErase: 'sealed',
      },
      engagement_review: { ...withEngagement, by: ['by_person'], sealed: ['why'], onErase: 'sealed' },
      engagement_step: {
        ...withEngagement,
        by: ['by_person'],
        onErase: { stays: 'what became of an engagement, by bare ids' },
      },
    },
    exports: { engagements: (db, personId, now) => engagementsExport(deps, db, personId, now) },
    erase: (db, personId, now) => eraseEngagements(deps, db, personId, now),
    merge: joinEngagements,
  },
})
