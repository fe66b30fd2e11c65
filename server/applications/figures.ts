import type { Db } from '../core/db'
import type { Figure } from '../core/feature'
import type { ProgramDefinition } from './program'

type Counting = Pick<ProgramDefinition, 'key' | 'counts'>

const countPeople = async (db: Db, programs: readonly Counting[]): Promise<number> =>
  (
    await db
      .selectFrom('application')
      .select(({ fn }) => fn.count<number>('person_id').distinct().as('count'))
      .where(({ or, and, eb }) =>
        or(
          programs.map(({ key, counts }) =>
            and([eb('program', '=', key), eb('state', 'in', counts?.states ?? [])]),
          ),
        ),
      )
      .executeTakeFirstOrThrow()
  ).count

/** The public figures that programs say they count in. A person counts once in each. */
export const applicationFigures = (programs: readonly Counting[]): Record<string, Figure> => {
  const counting = (figure: string) => programs.filter(({ counts }) => counts?.figure === figure)
  const figures = new Set(programs.flatMap(({ counts }) => counts?.figure ?? []))
  return Object.fromEntries([...figures].map((figure) => [figure, (db) => countPeople(db, counting(figure))]))
}
