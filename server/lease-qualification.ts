import { relations, type Relation } from '@jucai/contract/lease-vocabulary'
import { approvedByNumber, judgedBy, newestApproved, type ApplicationDeps } from './applications'
import { dayOf } from './core/clock'
import type { LeaseDeps } from './leases'
import { profileOf } from './profiles'

const program = 'apartment'
const isRelation = (text: unknown): text is Relation => relations.some((one) => one === text)

/**
 * What leases ask of the qualification for a flat, which belongs to the application engine: whether it still holds, by
 * what was answered then and what was told since; and who lives with somebody by it.
 */
export const leaseQualification = (
  deps: ApplicationDeps,
): Pick<LeaseDeps, 'qualification' | 'household' | 'qualifiedBy'> => ({
  qualification: async (db, personId, now) => {
    const approved = (await newestApproved(db, deps.vault, [personId], program)).get(personId)
    const profile = await profileOf(db, deps.vault, personId)
    if (!approved || !profile) return null
    const { definition, form } = await deps.programs.inForce(db, program)
    const judged = await judgedBy(
      db,
      deps,
      { definition, form },
      {
        profile,
        answers: approved.answers,
        answeredOn: dayOf(approved.at),
        day: dayOf(now),
        newer: await deps.told(db, personId, now),
      },
    )
    return (
      judged && {
        outcome: judged.outcome,
        criteria: judged.criteria.map(({ quotes: _, ...clause }) => clause),
      }
    )
  },
  household: async (db, personId) => {
    const answers = (await newestApproved(db, deps.vault, [personId], program)).get(personId)?.answers
    const household = answers?.household
    if (!Array.isArray(household)) return []
    return household.flatMap((one) => {
      const { relation, name } = one as { relation?: unknown; name?: unknown }
      return isRelation(relation) && typeof name === 'string' ? [{ relation, name }] : []
    })
  },
  qualifiedBy: (db, number) => approvedByNumber(db, program, number),
})
