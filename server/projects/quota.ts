import type { QuotaKind } from '@jucai/contract/project-vocabulary'
import { placesFor } from '@jucai/contract/project-vocabulary'
import type { Db } from '../core/db'
import { problem } from '../core/problem'
import type { ByPerson } from './deps'
import { earnedPlaces, inPlaceFen, insertQuota, lastQuota } from './repository'
import type { CapitalRow, ProjectRow } from './tables'

interface Entry {
  kind: QuotaKind
  places: number
  capital?: string
  introduction?: string
  reason: string
  by: string | null
}
/** Writes the next row of a quota ledger; the caller holds the project. The database refuses a use of what is not there. */
const write = async (
  db: Db,
  now: Date,
  projectId: string,
  { kind, places, capital, introduction, reason, by }: Entry,
): Promise<void> => {
  const last = await lastQuota(db, projectId)
  await insertQuota(db, {
    project_id: projectId,
    number: (last?.number ?? 0) + 1,
    kind,
    places,
    remaining: (last?.remaining ?? 0) + places,
    capital_id: capital ?? null,
    introduction_id: introduction ?? null,
    reason,
    at: now,
    by_person: by,
  })
}

/** Places that are left; less than none after a correction took back what was used. */
export const remainingPlaces = async (db: Db, projectId: string): Promise<number> =>
  (await lastQuota(db, projectId))?.remaining ?? 0

/**
 * Brings the quota up to the capital that is in place, by the rule of the day of signing: earns, or takes back. What is
 * used already may be taken back too: the remainder is then less than none, and nothing is used until it is made good.
 * @throws Problem project-settled where the book has no rule for that day
 */
export const settleQuota = async (
  { db, now, deps, actor }: ByPerson,
  project: ProjectRow,
  entry: CapitalRow,
): Promise<void> => {
  const rule = await deps.rule(db, project.signed_on ?? project.stage_on)
  if (!rule)
    throw problem('project-settled', {
      detail: `政策库里没有签约日（${project.signed_on ?? ''}）的名额标准，算不出名额。请先在“数值”里补上并发布，再来复核；这一笔还在。`,
    })
  const wanted = placesFor(await inPlaceFen(db, project.id), rule)
  const change = wanted - (await earnedPlaces(db, project.id))
  if (change === 0) return
  await write(db, now, project.id, {
    kind: change > 0 ? 'earn' : 'take-back',
    places: change,
    capital: entry.id,
    reason: change > 0 ? `资金到位：${entry.document}` : `到位资金改正：${entry.reason}`,
    by: actor.personId,
  })
}

/** What is said where no place is left. */
export const usedUp = (remaining: number) =>
  problem('quota-used-up', {
    detail:
      remaining < 0
        ? `到位资金改正以后，名额用超了 ${-remaining} 个。补足以前不能再引进，请联系人才办`
        : '名额已经用完。资金再到位、或有人离开退回名额以后可以再引进，请联系人才办',
  })

/** Uses a place for somebody. @throws Problem quota-used-up */
export const usePlace = async (
  { db, now }: { db: Db; now: Date },
  projectId: string,
  used: { introduction: string; by: string },
): Promise<void> => {
  const remaining = await remainingPlaces(db, projectId)
  if (remaining < 1) throw usedUp(remaining)
  await write(db, now, projectId, { kind: 'use', places: -1, reason: '本人同意引进', ...used })
}

/** Gives a place back. */
export const givePlaceBack = (
  { db, now }: { db: Db; now: Date },
  projectId: string,
  given: { introduction: string; reason: string; by: string | null },
): Promise<void> => write(db, now, projectId, { kind: 'give-back', places: 1, ...given })
