import type { TenancyState } from '@jucai/contract/workspace-vocabulary'
import { problem } from '../core/problem'
import type { Db } from '../core/db'
import type { Place } from '../core/keyset'
import type { GrowthRuleRow, ReviewRow, SiteRow, StepRow, TenancyRow, UnitRow, WishRow } from './tables'

/** What the database itself refuses, in words. */
const refusals = {
  workspace_site_name_key: ['workspace-known', '已经有同名的地点，请换一个名称'],
  workspace_unit_label: ['workspace-known', '这个地点已经有同名的单元，请换一个编号'],
  workspace_unit_spot: ['workspace-known', '平面图上这个位置已经有单元，请换一排，或者换排里第几个'],
  workspace_unit_once: ['workspace-taken', '这个单元在这段时间里已经有人使用。请换一个单元，或换一个日期'],
  workspace_one_place: ['workspace-settled', '这个团队已经有一处在用。交还以后才能再分'],
} as const
/** Puts what a constraint refuses into words. @throws Problem workspace-known, workspace-taken, workspace-settled */
export const inWords = (error: unknown): never => {
  const name: unknown = error instanceof Error ? Reflect.get(error, 'constraint') : undefined
  const found =
    typeof name === 'string' && Object.hasOwn(refusals, name) ? refusals[name as keyof typeof refusals] : null
  if (found === null) throw error
  throw problem(found[0], { detail: found[1] })
}

/** Sites by name; everybody sees only those that are published. */
export const allSites = (db: Db, publishedOnly: boolean): Promise<SiteRow[]> =>
  db
    .selectFrom('workspace_site')
    .selectAll()
    .$if(publishedOnly, (query) => query.where('published', '=', true))
    .orderBy('name')
    .execute()
/** A site. */
export const siteById = (db: Db, id: string): Promise<SiteRow | undefined> =>
  db.selectFrom('workspace_site').selectAll().where('id', '=', id).executeTakeFirst()
/** A site, held until the transaction ends. */
export const siteForUpdate = (db: Db, id: string): Promise<SiteRow | undefined> =>
  db.selectFrom('workspace_site').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
/** Several of them. */
export const sitesByIds = async (db: Db, ids: readonly string[]): Promise<Map<string, SiteRow>> =>
  new Map(
    ids.length === 0
      ? []
      : (await db.selectFrom('workspace_site').selectAll().where('id', 'in', ids).execute()).map((row) => [
          row.id,
          row,
        ]),
  )

/** Units of sites, as they stand on the plan. */
export const unitsOf = (db: Db, siteIds: readonly string[]): Promise<UnitRow[]> =>
  siteIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('workspace_unit')
        .selectAll()
        .where('site_id', 'in', siteIds)
        .orderBy('grid_row')
        .orderBy('grid_column')
        .execute()
/** A unit. */
export const unitById = (db: Db, id: string): Promise<UnitRow | undefined> =>
  db.selectFrom('workspace_unit').selectAll().where('id', '=', id).executeTakeFirst()
/** Several of them. */
export const unitsByIds = async (db: Db, ids: readonly string[]): Promise<Map<string, UnitRow>> =>
  new Map(
    ids.length === 0
      ? []
      : (await db.selectFrom('workspace_unit').selectAll().where('id', 'in', ids).execute()).map((row) => [
          row.id,
          row,
        ]),
  )

/** Tenancies of sites from a day on, and those whose unit was not handed back. */
export const tenanciesAt = (db: Db, siteIds: readonly string[], today: string): Promise<TenancyRow[]> =>
  siteIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('workspace_tenancy')
        .selectAll()
        .where('site_id', 'in', siteIds)
        .where('state', '<>', 'cancelled')
        .where(({ or, eb }) => or([eb('last_day', '>=', today), eb('state', 'in', ['running', 'ending'])]))
        .orderBy('first_day')
        .execute()

/** A tenancy. */
export const tenancyById = (db: Db, id: string): Promise<TenancyRow | undefined> =>
  db.selectFrom('workspace_tenancy').selectAll().where('id', '=', id).executeTakeFirst()
/** A tenancy, held until the transaction ends. */
export const tenancyForUpdate = (db: Db, id: string): Promise<TenancyRow | undefined> =>
  db.selectFrom('workspace_tenancy').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
/** A person's place that is in use or not handed back. */
export const openTenancyOf = (db: Db, personId: string): Promise<TenancyRow | undefined> =>
  db
    .selectFrom('workspace_tenancy')
    .selectAll()
    .where('person_id', '=', personId)
    .where('state', 'in', ['running', 'ending'])
    .executeTakeFirst()
/** All tenancies of a person. */
export const allTenanciesOf = (db: Db, personId: string): Promise<TenancyRow[]> =>
  db
    .selectFrom('workspace_tenancy')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('allotted_at')
    .orderBy('id')
    .execute()
/** Tenancies newest first, of a person or in a state, after a place in that order; one more than `limit`. */
export const tenancyPage = (
  db: Db,
  by: { personId?: string; state?: TenancyState | undefined },
  { after, limit }: { after: Place | null; limit: number },
): Promise<TenancyRow[]> =>
  db
    .selectFrom('workspace_tenancy')
    .selectAll()
    .$if(by.personId !== undefined, (query) => query.where('person_id', '=', by.personId as string))
    .$if(by.state !== undefined, (query) => query.where('state', '=', by.state as TenancyState))
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('allotted_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('allotted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** Adds a tenancy. @throws Problem workspace-taken, workspace-settled */
export const insertTenancy = (db: Db, row: Omit<TenancyRow, 'serial' | 'span'>): Promise<TenancyRow> =>
  db.insertInto('workspace_tenancy').values(row).returningAll().executeTakeFirstOrThrow().catch(inWords)
/** Changes a tenancy. @throws Problem workspace-taken when the unit has another in those days */
export const updateTenancy = (
  db: Db,
  id: string,
  set: Partial<Omit<TenancyRow, 'serial' | 'span'>>,
): Promise<TenancyRow> =>
  db
    .updateTable('workspace_tenancy')
    .set(set)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch(inWords)

/** Writes a line of the history. */
export const insertStep = async (db: Db, row: Omit<StepRow, 'id'>): Promise<void> => {
  await db.insertInto('workspace_step').values(row).execute()
}
/** The history of tenancies, oldest first. */
export const stepsOf = (db: Db, ids: readonly string[]): Promise<StepRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('workspace_step').selectAll().where('tenancy_id', 'in', ids).orderBy('id').execute()

/** Reviews of tenancies, in their order. */
export const reviewsOf = (db: Db, ids: readonly string[]): Promise<ReviewRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('workspace_review').selectAll().where('tenancy_id', 'in', ids).orderBy('due_on').execute()
/** A review. */
export const reviewById = (db: Db, id: string): Promise<ReviewRow | undefined> =>
  db.selectFrom('workspace_review').selectAll().where('id', '=', id).executeTakeFirst()
/** Changes a review. */
export const updateReview = async (db: Db, id: string, set: Partial<ReviewRow>): Promise<void> => {
  await db.updateTable('workspace_review').set(set).where('id', '=', id).execute()
}
/** Reviews of teams that are there which are not decided, those due first before; one more than `limit`. */
export const waitingReviews = (
  db: Db,
  { after, limit }: { after: Place | null; limit: number },
): Promise<ReviewRow[]> =>
  db
    .selectFrom('workspace_review')
    .innerJoin('workspace_tenancy as tenancy', 'tenancy.id', 'workspace_review.tenancy_id')
    .selectAll('workspace_review')
    .where('workspace_review.state', '<>', 'decided')
    .where('tenancy.state', '=', 'running')
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('due_on', 'workspace_review.id'),
          '>',
          tuple((after?.at as Date).toISOString().slice(0, 10), after?.id as string),
        ),
      ),
    )
    .orderBy('due_on')
    .orderBy('workspace_review.id')
    .limit(limit + 1)
    .execute()

/** What growth is measured by now. */
export const growthRuleInForce = (db: Db): Promise<GrowthRuleRow | undefined> =>
  db.selectFrom('workspace_growth_rule').selectAll().orderBy('version', 'desc').limit(1).executeTakeFirst()

/** Where somebody would like to be. */
export const wishOf = (db: Db, personId: string): Promise<WishRow | undefined> =>
  db.selectFrom('workspace_wish').selectAll().where('person_id', '=', personId).executeTakeFirst()
/** Writes it; it replaces the one before. */
export const putWish = async (db: Db, row: WishRow): Promise<void> => {
  const { person_id: _person, ...set } = row
  await db
    .insertInto('workspace_wish')
    .values(row)
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(set))
    .execute()
}
/** Takes it back. */
export const dropWish = async (db: Db, personId: string): Promise<void> => {
  await db.deleteFrom('workspace_wish').where('person_id', '=', personId).execute()
}
