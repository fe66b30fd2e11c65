import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import type { Handlers } from '../core/route'
import type { SubsidyDeps } from './deps'
import { endGrant, undoEnd } from './ending'
import { subsidyFile, subsidyPage } from './office-show'
import { takeBackEnd } from './take-back'
import { ownSubsidies, ownSubsidy, type Look } from './show'

/** Subsidies that were granted, for their people and for the office. */
export const subsidyHandlers = (deps: SubsidyDeps): Handlers => {
  const { vault, names } = deps
  const look = ({ now, actor }: { now: Date; actor: { personId: string } }): Look => ({
    vault,
    personId: actor.personId,
    today: dayOf(now),
  })
  const fileOf = ({ db, now }: { db: Db; now: Date }, id: string) =>
    subsidyFile(db, { vault, names, today: dayOf(now) }, id)
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
    'GET /subsidies/:grant': (call, { params }) => fileOf(call, params.grant),
    'POST /subsidies/:grant/end': {
      run: async (call, { params, body }) => {
        await endGrant({ ...call, deps }, params.grant, { ...body, by: 'lead', byId: call.actor.personId })
        return fileOf(call, params.grant)
      },
      again: (call, { params }) => fileOf(call, params.grant),
    },
    'POST /subsidies/:grant/resumption': {
      run: async (call, { params, body: { why } }) => {
        await takeBackEnd({ ...call, deps }, params.grant, { why, byId: call.actor.personId })
        return fileOf(call, params.grant)
      },
      again: (call, { params }) => fileOf(call, params.grant),
    },
  }
}
