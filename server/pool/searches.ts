import type { PoolCard, PoolCriteria, PoolPerson, PoolSearch } from '@jucai/contract/pool'
import { poolLimits, searchKindLabels, type SearchKind } from '@jucai/contract/pool-vocabulary'
import { cityInForce, regionByCode, tierFor } from '../city'
import { audit, auditEach } from '../core/audit'
import { peopleShownTo } from '../core/audit-log'
import { dayOf, startOfDay } from '../core/clock'
import type { Db } from '../core/db'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { maskName } from '../core/masking'
import { fieldProblem, problem } from '../core/problem'
import { takeTurns } from '../core/turns'
import { namesOf } from '../profiles'
import { hasCriterion, tierRanges } from './criteria'
import { standingOf, type OfficeWork, type PoolDeps } from './deps'
import { whyNotInvite } from './limits'
import { countFound, peopleFound, personFound, type Found, type Sought } from './people'
import {
  insertSearch,
  invitationCounts,
  invitedFor,
  searchById,
  searchPage,
  searchesSince,
  type SearchRow,
} from './repository'

/** What somebody of the office wants to look for. */
export interface Wanted {
  kind: SearchKind
  title: string
  why: string
  criteria: PoolCriteria
}

/** The purpose of a search as those who are shown read it. */
export const purposeOf = ({ kind, title }: Pick<SearchRow, 'kind' | 'title'>): string =>
  `${searchKindLabels[kind]}：${title}`

/** A search by id. @throws Problem not-found */
export const searchOf = async (db: Db, id: string): Promise<SearchRow> => {
  const row = await searchById(db, id)
  if (!row) throw problem('not-found', { detail: '没有这次查找' })
  return row
}

const shownSearches = async (
  { db, deps, actor }: OfficeWork,
  rows: readonly SearchRow[],
): Promise<PoolSearch[]> => {
  const names = await deps.staffNames(
    db,
    rows.map((row) => row.by_person),
  )
  const counts = await invitationCounts(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const of = counts.filter(({ search_id }) => search_id === row.id)
    const sum = (...states: string[]) =>
      of.reduce(
        (all, { state, count }) => all + (states.length === 0 || states.includes(state) ? count : 0),
        0,
      )
    const { id, kind, title, why, criteria } = row
    const regionName = (code: string | undefined) => (code ? deps.regionName(code) : null)
    return {
      ...{ id, kind, title, why, criteria },
      homeRegionName: regionName(criteria.homeRegion),
      presentRegionName: regionName(criteria.presentRegion),
      madeAt: row.made_at.toISOString(),
      madeBy: names.get(row.by_person) ?? '已离开的同事',
      mine: row.by_person === actor.personId,
      invitations: { open: sum('open'), accepted: sum('accepted'), all: sum() },
    }
  })
}

const checkCriteria = async (criteria: PoolCriteria): Promise<void> => {
  if (!hasCriterion(criteria)) throw fieldProblem('/criteria', '至少写一个条件，说明要找什么样的人')
  for (const field of ['homeRegion', 'presentRegion'] as const)
    if (criteria[field] && !(await regionByCode(criteria[field])))
      throw fieldProblem(`/criteria/${field}`, '没有这个地区，请从列表中选择')
  const { graduatesFrom: from, graduatesTo: to } = criteria
  if (from && to && from > to) throw fieldProblem('/criteria/graduatesTo', '毕业时间的终点早于起点，请调换')
}

/** Puts a search on record. @throws Problem invalid-request, pool-limit-reached */
export const makeSearch = async (work: OfficeWork, wanted: Wanted): Promise<PoolSearch> => {
  const { db, now, actor } = work
  await checkCriteria(wanted.criteria)
  await takeTurns(db, `pool-searches:${actor.personId}`)
  if ((await searchesSince(db, actor.personId, startOfDay(now))) >= poolLimits.searchesADay)
    throw problem('pool-limit-reached', {
      detail: `您今天已记录 ${poolLimits.searchesADay} 次查找，请用已有的查找，或明天再新建`,
    })
  const row = await insertSearch(db, { ...wanted, by_person: actor.personId, made_at: now })
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: actor.role,
    action: 'pool.searched',
    object: `pool-search:${row.id}`,
    detail: { kind: row.kind, criteria: Object.keys(row.criteria) },
  })
  return (await shownSearches(work, [row]))[0] as PoolSearch
}

/** A page of searches. */
export const searchesPage = async (work: OfficeWork, { after, limit = 20 }: PageRequest) => {
  const page = pageOf(
    await searchPage(work.db, placeOf(after), limit),
    limit,
    (row) => cursorOf(row.made_at, row.id),
    (row) => row,
  )
  return { items: await shownSearches(work, page.items), next: page.next }
}

const soughtBy = async ({ db, now, actor }: OfficeWork, { criteria }: SearchRow): Promise<Sought> => ({
  criteria,
  tiers: criteria.tiers ? tierRanges((await cityInForce(db)).tiers, dayOf(now)) : [],
  officerId: actor.personId,
})

const fewest = 5
/**
 * How many were found. Counting leaves no look on record, so it must not tell of anybody: few and nobody are
 * one answer, and by fives two searches that differ in one person are too, nearly always.
 */
const countWords = (count: number): string => {
  if (count < fewest) return `不到 ${fewest} 人，也可能没有`
  if (count > poolLimits.peopleADay) return `超过 ${poolLimits.peopleADay} 人`
  return `至少 ${count - (count % fewest)} 人`
}

/** A search, and how many it finds. @throws Problem not-found */
export const readSearch = async (work: OfficeWork, id: string) => {
  const row = await searchOf(work.db, id)
  const count = await countFound(work.db, await soughtBy(work, row), poolLimits.peopleADay + 1)
  return { search: (await shownSearches(work, [row]))[0] as PoolSearch, found: countWords(count) }
}

const looks = ['pool.listed', 'pool.opened'] as const

/**
 * Puts on record that these people were looked at, within what one officer may see a day.
 * @throws Problem pool-limit-reached
 */
const look = async (
  { db, now, actor }: OfficeWork,
  search: SearchRow,
  { action, what, people }: { action: (typeof looks)[number]; what: string; people: readonly string[] },
): Promise<void> => {
  await takeTurns(db, `pool-looks:${actor.personId}`)
  const shown = await peopleShownTo(db, actor.personId, looks, startOfDay(now))
  for (const id of people) shown.add(id)
  if (shown.size > poolLimits.peopleADay)
    throw problem('pool-limit-reached', {
      detail: `一人一天最多看 ${poolLimits.peopleADay} 位。请把条件收窄，只找需要的人，或明天再看`,
    })
  await auditEach(
    db,
    people.map((personId) => ({
      at: now,
      actorId: actor.personId,
      actorRole: actor.role,
      action,
      object: `pool-search:${search.id}`,
      personId,
      detail: { what, why: purposeOf(search) },
    })),
  )
}

/** A place to the city: 湖南省 长沙市; of a country its whole name. */
const toCity = (regionName: PoolDeps['regionName'], code: string): string =>
  (code.startsWith('9') ? null : regionName(`${code.slice(0, 4)}00`)) ?? regionName(code) ?? code

const cardsOf = async (
  { db, now, deps }: OfficeWork,
  search: SearchRow,
  found: readonly Found[],
): Promise<PoolCard[]> => {
  const ids = found.map((one) => one.person_id)
  const names = await namesOf(db, deps.vault, ids)
  const city = await cityInForce(db)
  const invited = await invitedFor(db, search.id, ids)
  return found.map((one) => {
    const tier = tierFor({ degree: one.degree, graduatesOn: one.graduates_on }, city, now)
    const invitation = invited.find((row) => row.person_id === one.person_id)
    return {
      id: one.person_id,
      maskedName: maskName(names.get(one.person_id) ?? ''),
      degree: one.degree,
      school: one.school,
      major: one.major,
      graduationYear: Number(one.graduates_on.slice(0, 4)),
      region: toCity(deps.regionName, one.present_region),
      aims: one.aims,
      tier: tier && { key: tier.key, name: tier.name },
      invitation: invitation ? standingOf(invitation, undefined, now) : null,
    }
  })
}

/** A page of who fits, each a look on record. @throws Problem not-found, pool-limit-reached */
export const peoplePage = async (work: OfficeWork, id: string, { after, limit = 20 }: PageRequest) => {
  const search = await searchOf(work.db, id)
  const page = pageOf(
    await peopleFound(work.db, await soughtBy(work, search), placeOf(after), limit),
    limit,
    (one) => cursorOf(one.updated_at, one.person_id),
    (one) => one,
  )
  await look(work, search, {
    action: 'pool.listed',
    what: '在人才库里查找时看到了你（姓名隐去部分，没有联系方式）',
    people: page.items.map((one) => one.person_id),
  })
  return { items: await cardsOf(work, search, page.items), next: page.next }
}

/** One of them, a look on record. @throws Problem not-found, pool-limit-reached */
export const readPerson = async (work: OfficeWork, id: string, personId: string): Promise<PoolPerson> => {
  const search = await searchOf(work.db, id)
  const one = await fittingPerson(work, search, personId)
  await look(work, search, {
    action: 'pool.opened',
    what: '打开了你在人才库里的资料（姓名隐去部分，没有联系方式）',
    people: [personId],
  })
  const [card] = await cardsOf(work, search, [one])
  return {
    ...(card as PoolCard),
    graduatesOn: one.graduates_on,
    homeRegionName: one.home_region && toCity(work.deps.regionName, one.home_region),
    updatedOn: dayOf(one.updated_at),
    cannotInvite: (await whyNotInvite(work, search, personId))?.detail ?? null,
  }
}

/** Somebody who fits a search now. @throws Problem not-found */
export const fittingPerson = async (
  work: OfficeWork,
  search: SearchRow,
  personId: string,
): Promise<Found> => {
  const one = await personFound(work.db, await soughtBy(work, search), personId)
  if (!one) throw problem('not-found', { detail: '这位已不在人才库里，或不再符合这次的条件' })
  return one
}
