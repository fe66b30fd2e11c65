import type { PolicyInShort } from '@jucai/contract/city'
import type { Db } from '../core/db'
import type { PlanDeps } from './figures'
import { cityInForce } from './repository'

/** Each part of the plan with its policies; empty before any book was published. @throws Problem unavailable */
export const partsOf = async (db: Db, deps: Pick<PlanDeps, 'policies'>) => {
  const { pillars } = (await cityInForce(db)).plan
  const found = await deps.policies(
    db,
    pillars.flatMap(({ policies = [] }) => policies),
  )
  const byCode = new Map((found ?? []).map((policy) => [policy.code, policy]))
  return {
    published: found !== null,
    items: pillars.map(({ key, policies = [] }) => ({
      key,
      policies: policies.map((code) => byCode.get(code)).filter((one): one is PolicyInShort => !!one),
    })),
  }
}
