import type { Colleague } from '@jucai/contract/review'
import { roleLabels, type StaffRole } from '@jucai/contract/vocabulary'
import { rolesOf } from '../accounts'
import type { Db } from '../core/db'
import type { ApplicationDeps } from './ports'

/**
 * Names of staff by person: what colleagues call each other. Reads two statements however many they are,
 * none for nobody.
 */
export const colleaguesOf = async (
  db: Db,
  deps: Pick<ApplicationDeps, 'staffNames'>,
  ids: readonly (string | null)[],
): Promise<Map<string, Colleague>> => {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))]
  if (wanted.length === 0) return new Map()
  const names = await deps.staffNames(db, wanted)
  const roles = await rolesOf(db, wanted)
  return new Map(
    wanted.map((personId) => [
      personId,
      { personId, name: names.get(personId) ?? '', role: roleWords(roles.get(personId)) },
    ]),
  )
}

const rank: readonly StaffRole[] = ['lead', 'reviewer', 'clerk']
const roleWords = (roles: readonly StaffRole[] = []): string => {
  const role = rank.find((one) => roles.includes(one)) ?? roles[0]
  return role ? roleLabels[role] : ''
}

/** Everybody who may be given cases: reviewers and leads, by name. */
export const reviewers = async (
  db: Db,
  deps: Pick<ApplicationDeps, 'staffNames'>,
  personIds: readonly string[],
): Promise<Colleague[]> =>
  [...(await colleaguesOf(db, deps, personIds)).values()].sort((a, b) =>
    a.name.localeCompare(b.name, 'zh-Hans-CN'),
  )
