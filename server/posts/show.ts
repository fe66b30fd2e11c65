import type { OwnPost, PostCard, PublicPost } from '@jucai/contract/post-shapes'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { employersById } from '../employers'
import { faultsOf, requirementsOf, textOf } from './checking'
import type { KnownChains, PostWork } from './deps'
import { draftOf } from './draft-rows'
import { countsOf, jobFor, overdueOf } from './job-rows'
import { postsByIds, type PostRow } from './repository'

const nameless = '已注销的单位'
/** Whether a post takes applications at a moment. */
export const isOpen = (row: Pick<PostRow, 'state' | 'paused' | 'closes_at'>, now: Date): boolean =>
  row.state === 'open' && !row.paused && row.closes_at !== null && row.closes_at > now

const employersOf = (work: PostWork, rows: readonly PostRow[]) =>
  employersById(
    work.db,
    rows.map((row) => row.employer_id),
  )
const employerOf = (names: ReadonlyMap<string, { name: string }>, row: PostRow) => ({
  id: row.employer_id,
  name: names.get(row.employer_id)?.name ?? nameless,
})

const cardOf = (
  { deps }: PostWork,
  row: PostRow,
  names: ReadonlyMap<string, { name: string }>,
  overdue: number,
): PostCard => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  employer: employerOf(names, row),
  regionName: deps.regionName(row.region) ?? row.region,
  place: row.place,
  pay: { lowFen: row.pay_low_fen, highFen: row.pay_high_fen, unit: row.pay_unit },
  requirements: requirementsOf(row),
  headcount: row.headcount,
  chainKey: row.chain_key,
  closesAt: (row.closes_at as Date).toISOString(),
  openedAt: (row.opened_at as Date).toISOString(),
  overdue,
})

/** Posts as a list shows them. */
export const postCards = async (work: PostWork, rows: readonly PostRow[]): Promise<PostCard[]> => {
  const names = await employersOf(work, rows)
  const overdue = await overdueOf(
    work.db,
    rows.map(({ id }) => id),
    dayOf(work.now),
  )
  return rows.map((row) => cardOf(work, row, names, overdue.get(row.id) ?? 0))
}

/** Where in the chains a post belongs, by what is published. */
const placedIn = ({ names, shortages }: KnownChains, row: PostRow): PublicPost['placed'] => {
  const chain = row.chain_key === null ? undefined : names.get(row.chain_key)
  if (!chain) return null
  const { link_key: link, shortage_key: key } = row
  const shortage = key === null ? undefined : shortages.get(key)
  return {
    chain: chain.name,
    link: (link && chain.links.get(link)) ?? null,
    shortage: key !== null && shortage ? { key, title: shortage.title } : null,
  }
}

/** A post as everybody reads it, and where a person stands with it. */
export const publicPost = async (
  work: PostWork,
  row: PostRow,
  personId: string | null,
): Promise<PublicPost> => {
  const [card] = await postCards(work, [row])
  const job = personId ? await jobFor(work.db, row.id, personId) : undefined
  return {
    ...(card as PostCard),
    region: row.region,
    transport: row.transport,
    placed: placedIn(await work.deps.chains(work.db), row),
    linkKey: row.link_key,
    shortageKey: row.shortage_key,
    duties: row.duties,
    wants: row.wants,
    answerDays: row.answer_days,
    open: isOpen(row, work.now),
    paused: row.paused,
    // Its time is over before any chore has written it down.
    closedCause:
      row.closed_cause ?? (row.state === 'open' && (row.closes_at as Date) <= work.now ? 'expired' : null),
    mine: personId
      ? {
          jobApplication: job?.id ?? null,
          state: job?.state ?? null,
          draft: (await draftOf(work.db, work.deps.vault, row.id, personId)) !== null,
        }
      : null,
  }
}

/** Posts that are or were public, by id, with their employers' names, for rooms whose rows point at them. */
export const publicPostNames = async (
  db: Db,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, { id: string; title: string; employerName: string; open: boolean }>> => {
  const rows = [...(await postsByIds(db, ids)).values()].filter((row) => row.opened_at !== null)
  const names = await employersById(
    db,
    rows.map((row) => row.employer_id),
  )
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        title: row.title,
        employerName: names.get(row.employer_id)?.name ?? nameless,
        open: isOpen(row, now),
      },
    ]),
  )
}

/** Posts as their employer and the office see them. */
export const ownPosts = async (work: PostWork, rows: readonly PostRow[]): Promise<OwnPost[]> => {
  const names = await employersOf(work, rows)
  const counts = await countsOf(
    work.db,
    rows.map(({ id }) => id),
    dayOf(work.now),
  )
  return Promise.all(
    rows.map(async (row): Promise<OwnPost> => {
      const text = textOf(row)
      const isLive = row.state === 'open' || row.state === 'checking'
      return {
        ...text,
        id: row.id,
        employer: employerOf(names, row),
        regionName: work.deps.regionName(row.region) ?? row.region,
        state: row.state,
        paused: row.paused,
        revision: row.revision,
        returnReason: row.return_reason,
        closedCause: row.closed_cause,
        closedReason: row.closed_reason,
        openedAt: row.opened_at?.toISOString() ?? null,
        changedAt: row.changed_at.toISOString(),
        appeal:
          row.appeal_state && row.appeal_at
            ? {
                text: row.appeal_text ?? '',
                state: row.appeal_state,
                answer: row.appeal_answer,
                at: row.appeal_at.toISOString(),
              }
            : null,
        counts: counts.get(row.id) ?? { all: 0, waiting: 0, overdue: 0 },
        faults: isLive ? await faultsOf(work, text, row.state !== 'open') : [],
      }
    }),
  )
}
/** One of them. */
export const ownPost = async (work: PostWork, row: PostRow): Promise<OwnPost> =>
  (await ownPosts(work, [row]))[0] as OwnPost
