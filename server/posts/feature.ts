import type { Feature } from '../core/feature'
import type { PostRoomDeps } from './deps'
import { forgetDrafts } from './draft-rows'
import { passPosts, postReactions } from './jobs'
import { draftsExport, endJobs, jobsExport, joinJobs, searchesExport } from './own-data'
import { postHandlers } from './routes'
import { postTodos } from './todos'

/** Posts (岗位) of employers, who applies for them and how they are answered. */
export const posts = (deps: PostRoomDeps): Feature => ({
  name: 'posts',
  handlers: postHandlers(deps),
  reactions: postReactions(deps),
  todos: postTodos,
  chores: [
    { everyMs: 60_000, run: (now) => passPosts(deps, now) },
    { everyMs: 3_600_000, run: (now) => forgetDrafts(deps.db, now) },
  ],
  figures: {},
  people: {
    tables: {
      post: {
        by: ['made_by'],
        exported: { not: 'a post of an employer; nothing in it is about a person' },
        onErase: { stays: 'a post of an employer, by a bare id' },
      },
      job_application: {
        of: ['person_id'],
        by: ['answered_by'],
        sealed: ['shown', 'note', 'contact', 'reason', 'interview'],
        exported: 'jobApplications',
        onErase: 'sealed',
      },
      job_application_draft: {
        of: ['person_id'],
        sealed: ['body'],
        exported: 'jobApplicationDrafts',
        onErase: 'rows',
      },
      saved_search: { of: ['person_id'], exported: 'savedSearches', onErase: 'rows' },
    },
    exports: {
      jobApplications: (db, personId) => jobsExport(db, deps.vault, personId),
      jobApplicationDrafts: (db, personId) => draftsExport(db, deps.vault, personId),
      savedSearches: searchesExport,
    },
    erase: (db, personId) => endJobs(db, personId),
    merge: (db, fromId, intoId) => joinJobs(db, deps.vault, fromId, intoId),
  },
})
