import type { Feature } from '../core/feature'
import type { ProjectRoomDeps } from './deps'
import { projectReactions } from './jobs'
import { checkMerge, eraseOwn, introductionsExport, rewardsExport } from './own-data'
import { oweWaiting } from './rewards'
import { projectHandlers } from './routes'

const ofTheCity = { not: 'a project of the city, about nobody' }
const whoActed = { stays: 'who entered it, by a bare id' }

/** Investment projects with their talent (项目＋人才): stages, quota, introductions, reconciliation. */
export const projects = (deps: ProjectRoomDeps): Feature => ({
  name: 'projects',
  handlers: projectHandlers(deps),
  reactions: projectReactions(deps),
  chores: [{ everyMs: 300_000, run: (now) => oweWaiting(deps, now) }],
  people: {
    tables: {
      project: { by: ['made_by'], exported: ofTheCity, onErase: whoActed },
      project_step: { by: ['by_person'], exported: ofTheCity, onErase: whoActed },
      project_capital: { by: ['entered_by', 'decided_by'], exported: ofTheCity, onErase: whoActed },
      project_commitment: { by: ['entered_by', 'withdrawn_by'], exported: ofTheCity, onErase: whoActed },
      project_introduction: {
        of: ['person_id'],
        by: ['asked_by', 'ended_by'],
        sealed: ['note', 'reason'],
        exported: 'projectIntroductions',
        onErase: 'sealed',
      },
      project_quota: {
        through: { column: 'introduction_id', table: 'project_introduction' },
        by: ['by_person'],
        exported: { not: 'that a place was used for them stands under projectIntroductions' },
        onErase: { stays: 'rows of a quota ledger; they hold no words about people' },
      },
      project_reward: {
        of: ['person_id'],
        exported: 'projectRewards',
        onErase: { stays: 'amounts and days, which the books of the ledger name too' },
      },
    },
    exports: {
      projectIntroductions: (db, personId, now) => introductionsExport(db, deps, personId, now),
      projectRewards: rewardsExport,
    },
    erase: (db, personId, now) => eraseOwn(db, deps, personId, now),
    merge: checkMerge,
  },
})
