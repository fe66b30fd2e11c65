import type { Feature } from '../core/feature'
import type { WorkspaceDeps } from './deps'
import { passTenancies, workspaceReactions } from './jobs'
import { eraseWorkspaces, joinWorkspaces, workspacesExport } from './own-data'
import { workspaceHandlers } from './routes'
import { shownWish } from './show'

const ofTenancy = { column: 'tenancy_id', table: 'workspace_tenancy' } as const

/** 青年创新创业平台: sites and units, tenancies, half-yearly reviews. */
export const workspaces = (deps: WorkspaceDeps): Feature => ({
  name: 'workspaces',
  handlers: workspaceHandlers(deps),
  reactions: workspaceReactions(deps),
  chores: [{ everyMs: 300_000, run: (now) => passTenancies(deps, now) }],
  people: {
    tables: {
      workspace_site: {
        by: ['changed_by'],
        exported: { not: 'describes a site' },
        onErase: { stays: 'who changed what a site says of itself, by a bare id' },
      },
      workspace_growth_rule: {
        by: ['made_by'],
        exported: { not: 'what growth is measured by' },
        onErase: { stays: 'who set the rule, by a bare id' },
      },
      workspace_wish: { of: ['person_id'], exported: 'workspaceWish', onErase: 'rows' },
      workspace_tenancy: {
        of: ['person_id'],
        by: ['back_by'],
        sealed: ['renewal_why', 'ended_why'],
        exported: 'workspaces',
        onErase: 'sealed',
      },
      workspace_review: {
        through: ofTenancy,
        by: ['decided_by'],
        sealed: ['reported', 'confirmed', 'why'],
        exported: 'workspaces',
        onErase: 'sealed',
      },
      workspace_step: {
        through: ofTenancy,
        by: ['by_person'],
        exported: 'workspaces',
        onErase: { stays: 'what became of a tenancy, by bare ids' },
      },
    },
    exports: {
      workspaces: (db, personId, now) => workspacesExport(deps, db, personId, now),
      workspaceWish: (db, personId, now) => shownWish({ db, now, deps }, personId),
    },
    erase: (db, personId, now) => eraseWorkspaces(deps, db, personId, now),
    merge: joinWorkspaces,
  },
})
