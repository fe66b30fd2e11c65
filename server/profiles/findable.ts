import { sql } from 'kysely'
import type { Db } from '../core/db'

/** The first notice that tells of the home region being searched by. */
const homeSince = 3

/**
 * Whom the office may search: registered, and the consent to the pool in force at this moment. A relation for
 * other rooms to select from; without name, number and document. Texts also as they are searched for.
 */
export const findableRows = (db: Db) =>
  db
    .selectFrom('profile')
    .innerJoinLateral(
      ({ selectFrom }) =>
        selectFrom('consent')
          .select(['consent.given', 'consent.notice_version'])
          .whereRef('consent.person_id', '=', 'profile.person_id')
          .where('consent.purpose', '=', 'talent-pool')
          .orderBy('consent.at', 'desc')
          .orderBy('consent.id', 'desc')
          .limit(1)
          .as('answer'),
      (join) => join.onTrue(),
    )
    .select([
      'profile.person_id',
      'profile.degree',
      'profile.school',
      'profile.major',
      'profile.graduates_on',
      // Whom the notice they agreed to did not tell of it keeps their home to themselves.
      sql<string | null>`case when answer.notice_version >= ${homeSince} then profile.home_region end`.as(
        'home_region',
      ),
      'profile.present_region',
      'profile.aims',
      'profile.updated_at',
      'profile.school_key',
      'profile.major_key',
    ])
    .where('answer.given', '=', true)

/** When what people are found by was withdrawn last: the consent to the pool, or the registration. */
const withdrawals = (db: Db) =>
  db
    .selectFrom('consent')
    .select(({ fn }) => ['person_id', fn.max('at').as('at')])
    .where('purpose', 'in', ['talent-pool', 'registration'])
    .where('given', '=', false)
    .groupBy('person_id')

/**
 * When these people last left the pool by a withdrawal of their own. Who never did is left out; what was
 * withdrawn at an account before it was joined to theirs counts there alone, see {@link leftPoolBefore}.
 */
export const leftPoolAt = async (db: Db, personIds: readonly string[]): Promise<Map<string, Date>> =>
  personIds.length === 0
    ? new Map()
    : new Map(
        (
          await withdrawals(db)
            .where('person_id', 'in', [...new Set(personIds)])
            .where('joined_from', 'is', null)
            .execute()
        ).map(({ person_id, at }) => [person_id, at]),
      )

/** When an account last left the pool before it was joined to another; undefined when it never did. */
export const leftPoolBefore = async (db: Db, joinedId: string): Promise<Date | undefined> =>
  (await withdrawals(db).where('joined_from', '=', joinedId).executeTakeFirst())?.at
