import type { Handlers } from '../core/route'
import { dayOf } from '../core/clock'
import { workOf } from '../core/work'
import { changeExpected, changeState, flatHistory, projectBoard } from './board'
import type { HousingDeps, HousingRoomDeps } from './deps'
import { addFavourite, favouritesOf, removeFavourite } from './favourites'
import {
  annotatedOf,
  commitImport,
  dropImport,
  importPage,
  registeredNow,
  showImport,
  uploadInventory,
} from './imports'
import { inventoryTemplate } from './inventory-sheets'
import { occupancy } from './occupancy'
import { addType, changeType, describeProject, inventory } from './office'
import { projectList, wholeProject } from './projects'
import { flatStanding } from './standing'
import { endWatch, setWatch, watchOf } from './watch'

/** For everybody, and for people on what is theirs. */
const lookHandlers = (deps: HousingDeps): Handlers => {
  const by = workOf(deps)
  return {
    'GET /housing/projects': ({ db, now }) => projectList({ db, now, deps }),
    'GET /housing/projects/:project': ({ db, now }, { params }) =>
      wholeProject({ db, now, deps }, params.project),
    'GET /me/flat-standing': (call) => flatStanding(by(call)),
    'GET /me/flat-favourites': async ({ db, actor }) => ({ items: await favouritesOf(db, actor.personId) }),
    'PUT /me/flat-favourites/:type': (call, { params }) => addFavourite(by(call), params.type),
    'DELETE /me/flat-favourites/:type': (call, { params }) => removeFavourite(by(call), params.type),
    'GET /me/flat-watch': async ({ db, actor }) => ({ watch: await watchOf(db, actor.personId) }),
    'PUT /me/flat-watch': async (call, { body }) => ({ watch: await setWatch(by(call), body) }),
    'DELETE /me/flat-watch': (call) => endWatch(by(call)),
  }
}

/** For the office. */
const officeHandlers = (deps: HousingRoomDeps): Handlers => {
  const by = workOf<HousingDeps>(deps)
  return {
    'GET /housing/inventory': (call) => inventory(by(call)),
    'PUT /housing/projects/:project': (call, { params, body }) =>
      describeProject(by(call), params.project, body),
    'POST /housing/projects/:project/types': (call, { params, body }) =>
      addType(by(call), params.project, body),
    'PUT /housing/types/:type': (call, { params, body }) => changeType(by(call), params.type, body),
    'GET /housing/projects/:project/board': (call, { params }) => projectBoard(by(call), params.project),
    'GET /housing/flats/:flat/history': (call, { params }) => flatHistory(by(call), params.flat),
    'PUT /housing/flats/:flat/state': (call, { params, body }) => changeState(by(call), params.flat, body),
    'PUT /housing/flats/:flat/expected-free': (call, { params, body }) =>
      changeExpected(by(call), params.flat, body),
    'GET /housing/occupancy': (call) => occupancy(by(call)),
    'GET /housing/inventory-template': async ({ db, now }) => ({
      fileName: '房源模板.xlsx',
      data: (await inventoryTemplate(await registeredNow(db, dayOf(now)))).toString('base64'),
    }),
    'POST /housing/imports': {
      ask: async ({ body }, { now }) => {
        const take = await uploadInventory(deps.db, now, body)
        return (call) => take(by(call))
      },
    },
    'GET /housing/imports': ({ db }, { query }) => importPage(db, query),
    'GET /housing/imports/:flatImport': ({ db }, { params }) => showImport(db, params.flatImport),
    'GET /housing/imports/:flatImport/annotated': ({ db }, { params }) => annotatedOf(db, params.flatImport),
    'POST /housing/imports/:flatImport/commit': (call, { params }) =>
      commitImport(by(call), params.flatImport),
    'DELETE /housing/imports/:flatImport': (call, { params }) => dropImport(by(call), params.flatImport),
  }
}

/** Everything about flats. */
export const housingHandlers = (deps: HousingRoomDeps): Handlers => ({
  ...lookHandlers(deps),
  ...officeHandlers(deps),
})
