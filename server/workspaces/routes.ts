import type { Handlers } from '../core/route'
import { workOf } from '../core/work'
import type { ByPerson, WorkspaceDeps } from './deps'
import { addSite, addUnit, changeUnit, describeSite } from './office'
import { dropWish } from './repository'
import { decideReview, growthRule, report, setGrowthRule } from './reviews'
import { lookAt, ownPlaces, ownTenancy, reviewList, shownTenancy, tenancyList, wish } from './show'
import { inventory, siteList, siteWithUnits } from './sites'
import type { TenancyRow } from './tables'
import { answerRenewal, askRenewal, endForBreach, handBack, leave, move } from './term'

/** Shows what an act made of a tenancy. */
const shown = async (work: ByPerson, row: Promise<TenancyRow>) => shownTenancy(work, await row)

const publicHandlers = (deps: WorkspaceDeps): Handlers => ({
  'GET /workspace-sites': ({ db, now }) => siteList({ db, now, deps }),
  'GET /workspace-sites/:workspaceSite': ({ db, now }, { params }) =>
    siteWithUnits({ db, now, deps }, params.workspaceSite),
  'GET /workspace-growth-rule': ({ db }) => growthRule({ db }),
})

const ownHandlers = (deps: WorkspaceDeps): Handlers => {
  const by = workOf(deps)
  return {
    'GET /me/workspaces': (call, { query }) => ownPlaces(by(call), query ?? {}),
    'PUT /me/workspace-wish': (call, { body }) => wish(by(call), body),
    'DELETE /me/workspace-wish': ({ db, actor }) => dropWish(db, actor.personId),
    'GET /me/workspaces/:workspaceTenancy': (call, { params }) =>
      ownTenancy(by(call), params.workspaceTenancy),
    'PUT /me/workspaces/:workspaceTenancy/report': (call, { params, body }) =>
      shown(by(call), report(by(call), params.workspaceTenancy, body)),
    'PUT /me/workspaces/:workspaceTenancy/renewal': (call, { params, body }) =>
      shown(by(call), askRenewal(by(call), params.workspaceTenancy, body.months)),
    'PUT /me/workspaces/:workspaceTenancy/leaving': (call, { params, body }) =>
      shown(by(call), leave(by(call), params.workspaceTenancy, body)),
  }
}

const placeHandlers = (deps: WorkspaceDeps): Handlers => {
  const by = workOf(deps)
  return {
    'GET /workspace-inventory': (call) => inventory(by(call)),
    'POST /workspace-sites': (call, { body }) => addSite(by(call), body),
    'PUT /workspace-sites/:workspaceSite': (call, { params, body }) =>
      describeSite(by(call), params.workspaceSite, body),
    'POST /workspace-sites/:workspaceSite/units': (call, { params, body }) =>
      addUnit(by(call), params.workspaceSite, body),
    'PUT /workspace-units/:workspaceUnit': (call, { params, body }) =>
      changeUnit(by(call), params.workspaceUnit, body),
    'PUT /workspace-growth-rule': (call, { body }) => setGrowthRule(by(call), body),
  }
}

const tenancyHandlers = (deps: WorkspaceDeps): Handlers => {
  const by = workOf(deps)
  return {
    'GET /workspace-tenancies': (call, { query }) => tenancyList(by(call), query ?? {}),
    'GET /workspace-tenancies/:workspaceTenancy': (call, { params }) =>
      lookAt(by(call), params.workspaceTenancy),
    'PUT /workspace-tenancies/:workspaceTenancy/unit': (call, { params, body }) =>
      shown(by(call), move(by(call), params.workspaceTenancy, body)),
    'PUT /workspace-tenancies/:workspaceTenancy/renewal-answer': (call, { params, body }) =>
      shown(by(call), answerRenewal(by(call), params.workspaceTenancy, body)),
    'PUT /workspace-tenancies/:workspaceTenancy/ending': (call, { params, body }) =>
      shown(by(call), endForBreach(by(call), params.workspaceTenancy, body)),
    'PUT /workspace-tenancies/:workspaceTenancy/hand-back': (call, { params, body }) =>
      shown(by(call), handBack(by(call), params.workspaceTenancy, body)),
    'GET /workspace-reviews': (call, { query }) => reviewList(by(call), query ?? {}),
    'PUT /workspace-reviews/:workspaceReview/decision': (call, { params, body }) =>
      shown(by(call), decideReview(by(call), params.workspaceReview, body)),
  }
}

/** Everything about workspaces. */
export const workspaceHandlers = (deps: WorkspaceDeps): Handlers => ({
  ...publicHandlers(deps),
  ...ownHandlers(deps),
  ...placeHandlers(deps),
  ...tenancyHandlers(deps),
})
