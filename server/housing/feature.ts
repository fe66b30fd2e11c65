import type { Feature } from '../core/feature'
import type { HousingRoomDeps } from './deps'
import { favouritesInWords } from './favourites'
import { dropOldImports } from './imports'
import { joinFlatData } from './own-data'
import { housingHandlers } from './routes'
import { tellingReactions } from './telling'
import { watchOf } from './watch'

/** 青年人才公寓: projects, types and flats, what is free, and being told of it. */
export const housing = (deps: HousingRoomDeps): Feature => ({
  name: 'housing',
  handlers: housingHandlers(deps),
  reactions: tellingReactions(deps),
  chores: [{ everyMs: 3_600_000, run: (now) => dropOldImports(deps.db, now) }],
  people: {
    tables: {
      housing_project: {
        by: ['changed_by'],
        exported: { not: 'describes a project' },
        onErase: { stays: 'who changed what a project says of itself, by a bare id' },
      },
      flat_event: {
        by: ['by_person'],
        exported: { not: 'what became of a flat' },
        onErase: { stays: 'who changed where a flat stands, by a bare id' },
      },
      flat_import: {
        by: ['uploaded_by'],
        exported: { not: 'a list of flats' },
        onErase: { stays: 'who handed in a list of flats, by a bare id' },
      },
      flat_favourite: { of: ['person_id'], exported: 'flatFavourites', onErase: 'rows' },
      flat_watch: { of: ['person_id'], exported: 'flatWatch', onErase: 'rows' },
    },
    exports: { flatFavourites: favouritesInWords, flatWatch: watchOf },
    merge: joinFlatData,
  },
})
