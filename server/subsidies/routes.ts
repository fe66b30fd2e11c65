import { dayOf } from '../core/clock'
import type { Handlers } from '../core/route'
import type { SubsidyDeps } from './deps'
import { endGrant, undoEnd } from './ending'
import { ownSubsidies, ownSubsidy, subsidyItem, subsidyPage, type Look } from './show'

/** Subsidies that were granted, for their people and for the office. */
export const subsidyHandlers = (deps: SubsidyDeps): Handlers => {
  const { vault, names } = deps
  const look = ({ now, actor }: { now: Date; actor: { personId: string } }): Look => ({
    vault,
    personId: actor.personId,
    today: dayOf(now),
  })
  return {
    'GET /me/subsidies': (call, { query }) => ownSubsidies(call.db, look(call), query),
    'POST /me/subsidies/:grant/end': async (call, { params, body }) => {
      const { personId } = call.actor
      const end = { ...body, by: 'holder', byId: personId } as const
      await endGrant({ ...call, deps }, params.grant, end, (grant) => grant.person_id === personId)
      return ownSubsidy(call.db, look(call), params.grant)
    },
    'DELETE /me/subsidies/:grant/end': async (call, { params }) => {
      await undoEnd(call, params.grant, call.actor.personId)
      return ownSubsidy(call.db, look(call), params.grant)
    },
    'GET /subsidies': ({ db }, { query }) => subsidyPage(db, names, query),
    'POST /subsidies/:grant/end': async (call, { params, body }) => {
      await endGrant({ ...call, deps }, params.grant, { ...body, by: 'lead', byId: call.actor.personId })
      return subsidyItem(call.db, names, params.grant)
    },
  }
}
