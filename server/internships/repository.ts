import type { WishState } from '@jucai/contract/internship-vocabulary'
import type { ExpressionBuilder, Insertable, Updateable } from 'kysely'
import type { Database, Db } from '../core/db'
import type { Place } from '../core/keyset'
import { soughtBy } from './search'
import type {
  BaseRow,
  CertificateRow,
  DayRow,
  InternshipRow,
  MonthRow,
  PlaceRow,
  ReviewRow,
  RoundRow,
  WishRow,
} from './tables'

/** The base of an employer. */
export const baseOf = (db: Db, employerId: string): Promise<BaseRow | undefined> =>
  db.selectFrom('internship_base').selectAll().where('employer_id', '=', employerId).executeTakeFirst()
/** A base. */
export const baseById = (db: Db, id: string): Promise<BaseRow | undefined> =>
  db.selectFrom('internship_base').selectAll().where('id', '=', id).executeTakeFirst()
/** A base, held: who counts its seats goes one after another. */
export const holdBase = (db: Db, id: string): Promise<BaseRow | undefined> =>
  db.selectFrom('internship_base').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
/** Bases by their ids. */
export const basesByIds = (db: Db, ids: readonly string[]): Promise<BaseRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('internship_base').selectAll().where('id', 'in', ids).execute()
/** Changes a base. @returns it as it is now */
export const updateBase = (
  db: Db,
  id: string,
  set: Updateable<Database['internship_base']>,
): Promise<BaseRow> =>
  db.updateTable('internship_base').set(set).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
/** Reviews of these bases, newest first. */
export const reviewsOf = (db: Db, ids: readonly string[]): Promise<ReviewRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('internship_review')
        .selectAll()
        .where('base_id', 'in', ids)
        .orderBy('year', 'desc')
        .execute()

/** How many finished at each base since a day, and how many of them were kept as both say. */
export const retentionOf = async (
  db: Db,
  baseIds: readonly string[],
  since: string,
  until: string,
): Promise<Map<string, { finished: number; kept: number }>> =>
  new Map(
    baseIds.length === 0
      ? []
      : (
          await db
            .selectFrom('internship')
            .select(({ fn }) => [
              'base_id',
              fn.countAll<number>().as('finished'),
              fn
                .countAll<number>()
                .filterWhere(({ eb, and }) =>
                  and([eb('kept_told', '=', true), eb('kept_confirmed', '=', true)]),
                )
                .as('kept'),
            ])
            .where('base_id', 'in', baseIds)
            .where('state', '=', 'finished')
            .where('last_day', '>=', since)
            .where('last_day', '<=', until)
            .groupBy('base_id')
            .execute()
        ).map(({ base_id: id, finished, kept }) => [id, { finished: Number(finished), kept: Number(kept) }]),
  )

const live = ['to-sign', 'running'] as const
/** How many seats of each of these bases or places are taken now. */
export const seatsTaken = async (
  db: Db,
  by: 'base_id' | 'place_id',
  ids: readonly string[],
): Promise<Map<string, number>> =>
  new Map(
    ids.length === 0
      ? []
      : (
          await db
            .selectFrom('internship')
            .select(({ fn }) => [by, fn.countAll<number>().as('count')])
            .where(by, 'in', ids)
            // Of a base those who are there now; of a place whoever had a seat that did not come free again.
            .where(({ eb }) => (by === 'base_id' ? eb('state', 'in', live) : eb('state', '<>', 'cancelled')))
            .groupBy(by)
            .execute()
        ).map((row) => [row[by], Number(row.count)]),
  )

/** A place. */
export const placeById = (db: Db, id: string): Promise<PlaceRow | undefined> =>
  db.selectFrom('internship_place').selectAll().where('id', '=', id).executeTakeFirst()
/** Places by their ids. */
export const placesByIds = (db: Db, ids: readonly string[]): Promise<PlaceRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('internship_place').selectAll().where('id', 'in', ids).execute()
/** What a place is looked for by: words of its title, tasks or base, at most so many months, in a round or not. */
export interface PlaceFilter {
  q?: string | undefined
  months?: number | undefined
  inRound?: boolean | undefined
}
const hasSeats = (eb: ExpressionBuilder<Database, 'internship_place'>) =>
  eb(
    eb
      .selectFrom('internship')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .whereRef('internship.place_id', '=', 'internship_place.id')
      .where('internship.state', '<>', 'cancelled'),
    '<',
    eb.ref('internship_place.number'),
  )
/** Open places of bases that stand with seats that nobody has, those that close first; one more than `limit`. */
export const openPlaces = (
  db: Db,
  { at, today, after, limit }: { at: Date; today: string; after: Place | null; limit: number },
  { q, months, inRound }: PlaceFilter = {},
): Promise<PlaceRow[]> =>
  db
    .selectFrom('internship_place')
    .innerJoin('internship_base', 'internship_base.id', 'internship_place.base_id')
    .selectAll('internship_place')
    .where('internship_place.state', '=', 'open')
    .where('internship_base.state', '=', 'approved')
    .where('internship_base.paused', '=', false)
    .where('valid_until', '>=', today)
    .where('apply_by', '>', at)
    .where(hasSeats)
    .$if(q !== undefined, (query) =>
      soughtBy(q as string).reduce((narrower, holds) => narrower.where(holds), query),
    )
    .$if(months !== undefined, (query) => query.where('months', '<=', months as number))
    .$if(inRound !== undefined, (query) => query.where('round_id', inRound ? 'is not' : 'is', null))
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('apply_by', 'internship_place.id'), '>', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('apply_by')
    .orderBy('internship_place.id')
    .limit(limit + 1)
    .execute()
/** Places of a base, newest first; one more than `limit`. */
export const placesOf = (
  db: Db,
  baseId: string,
  { after, limit }: { after: Place | null; limit: number },
): Promise<PlaceRow[]> =>
  db
    .selectFrom('internship_place')
    .selectAll()
    .where('base_id', '=', baseId)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('made_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** A wish. */
export const wishById = (db: Db, id: string): Promise<WishRow | undefined> =>
  db.selectFrom('internship_wish').selectAll().where('id', '=', id).executeTakeFirst()
/** A wish, held. */
export const holdWish = (db: Db, id: string): Promise<WishRow | undefined> =>
  db.selectFrom('internship_wish').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
/** Changes a wish. @returns it as it is now */
export const updateWish = (
  db: Db,
  id: string,
  set: Updateable<Database['internship_wish']>,
): Promise<WishRow> =>
  db.updateTable('internship_wish').set(set).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
/** How many places of a base are open and have not begun: they explain at how many people it looks. */
export const placesToFill = async (db: Db, baseId: string, today: string): Promise<number> => {
  const { count } = await db
    .selectFrom('internship_place')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('base_id', '=', baseId)
    .where('state', '=', 'open')
    .where('start_day', '>', today)
    .executeTakeFirstOrThrow()
  return Number(count)
}
/** What a wish led to is over. */
export const endWish = (db: Db, id: string): Promise<unknown> =>
  db
    .updateTable('internship_wish')
    .set({ state: 'over' })
    .where('id', '=', id)
    .where('state', '=', 'chosen')
    .execute()
/** Wishes by person or place and state, newest first; one more than `limit`. */
export const wishesBy = (
  db: Db,
  by: 'person_id' | 'place_id',
  id: string,
  { after, limit, state }: { after: Place | null; limit: number; state?: WishState | undefined },
): Promise<WishRow[]> =>
  db
    .selectFrom('internship_wish')
    .selectAll()
    .where(by, '=', id)
    .$if(state !== undefined, (query) => query.where('state', '=', state as WishState))
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('made_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
/** Wishes of a person in rounds that wait, held in one order; twenty at most are ranked. */
export const waitingWishesOf = (db: Db, personId: string): Promise<WishRow[]> =>
  db
    .selectFrom('internship_wish')
    .selectAll()
    .where('person_id', '=', personId)
    .where('state', '=', 'applied')
    .where('place_id', 'in', (inner) =>
      inner.selectFrom('internship_place').select('id').where('round_id', 'is not', null),
    )
    .orderBy('id')
    .limit(20)
    .forUpdate()
    .execute()
/** How many wait for an answer at each of these places. */
export const waitingAt = async (db: Db, placeIds: readonly string[]): Promise<Map<string, number>> =>
  new Map(
    placeIds.length === 0
      ? []
      : (
          await db
            .selectFrom('internship_wish')
            .select(({ fn }) => ['place_id', fn.countAll<number>().as('count')])
            .where('place_id', 'in', placeIds)
            .where('state', '=', 'applied')
            .groupBy('place_id')
            .execute()
        ).map((row) => [row.place_id, Number(row.count)]),
  )
/** Wishes of these places in a state, held in one order. */
export const holdWishesOf = (
  db: Db,
  placeIds: readonly string[],
  state: WishState = 'applied',
): Promise<WishRow[]> =>
  placeIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('internship_wish')
        .selectAll()
        .where('place_id', 'in', placeIds)
        .where('state', '=', state)
        .orderBy('id')
        .forUpdate()
        .execute()

/** An internship. */
export const internshipById = (db: Db, id: string): Promise<InternshipRow | undefined> =>
  db.selectFrom('internship').selectAll().where('id', '=', id).executeTakeFirst()
/** An internship, held. */
export const internshipForUpdate = (db: Db, id: string): Promise<InternshipRow | undefined> =>
  db.selectFrom('internship').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
/** Adds one. @returns it with its serial */
export const insertInternship = (db: Db, row: Insertable<Database['internship']>): Promise<InternshipRow> =>
  db.insertInto('internship').values(row).returningAll().executeTakeFirstOrThrow()
/** Changes one. @returns it as it is now */
export const updateInternship = (
  db: Db,
  id: string,
  set: Updateable<Database['internship']>,
): Promise<InternshipRow> =>
  db.updateTable('internship').set(set).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
/** Internships of a person or an employer, newest first; one more than `limit`. */
export const internshipsBy = (
  db: Db,
  by: Partial<Record<'person_id' | 'employer_id', string>>,
  { after, limit }: { after: Place | null; limit: number },
  only?: readonly string[],
): Promise<InternshipRow[]> =>
  db
    .selectFrom('internship')
    .selectAll()
    .$if(by.person_id !== undefined, (query) => query.where('person_id', '=', by.person_id as string))
    .$if(by.employer_id !== undefined, (query) => query.where('employer_id', '=', by.employer_id as string))
    .$if(only !== undefined, (query) => query.where('id', 'in', only as string[]))
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('made_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
/** Every internship of a person, oldest first. */
export const allInternships = (db: Db, personId: string): Promise<InternshipRow[]> =>
  db
    .selectFrom('internship')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('made_at')
    .orderBy('id')
    .execute()
/** Internships of these wishes, by wish. */
export const internshipsOfWishes = async (db: Db, wishIds: readonly string[]): Promise<Map<string, string>> =>
  new Map(
    wishIds.length === 0
      ? []
      : (
          await db
            .selectFrom('internship')
            .select(['id', 'wish_id'])
            .where('wish_id', 'in', wishIds)
            .execute()
        ).map(({ id, wish_id: wish }) => [wish as string, id]),
  )

/** Days of an internship in a span. */
export const daysOf = (db: Db, internshipId: string, from: string, to: string): Promise<DayRow[]> =>
  db
    .selectFrom('internship_day')
    .selectAll()
    .where('internship_id', '=', internshipId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .execute()
/** Months of these internships that a base has confirmed. */
export const monthsOf = (db: Db, ids: readonly string[]): Promise<MonthRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('internship_month')
        .selectAll()
        .where('internship_id', 'in', ids)
        .orderBy('month')
        .execute()
/** The certificate of an internship. */
export const certificateOf = (db: Db, internshipId: string): Promise<CertificateRow | undefined> =>
  db
    .selectFrom('internship_certificate')
    .selectAll()
    .where('internship_id', '=', internshipId)
    .executeTakeFirst()
/** A round. */
export const roundsByIds = (db: Db, ids: readonly string[]): Promise<RoundRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('internship_round').selectAll().where('id', 'in', ids).execute()
