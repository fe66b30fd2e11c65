import type { Engagement } from '@jucai/contract/engagement-shapes'
import type { Db } from '../core/db'
import { problem } from '../core/problem'
import type { EngagementDeps } from './deps'
import { cancelEngagement } from './ending'
import { shownHours } from './hours'
import { endToday } from './jobs'
import { allEngagements, consentsOf, hoursOfPerson } from './repository'
import { homeOf, unseal } from './sealed'
import { shownEngagement } from './show'
import { bySystem, holdEngagement } from './steps'

const ever = ['1900-01-01', '2199-12-31'] as const

/** Everything that is kept of an expert's engagements; the files are read one by one. */
export const engagementsExport = async (deps: EngagementDeps, db: Db, personId: string, now: Date) => {
  const work = { db, now, deps }
  const hours = await hoursOfPerson(db, personId, ...ever)
  const found: (Omit<Engagement, 'may' | 'month'> & { consents: unknown[] })[] = []
  for (const row of await allEngagements(db, personId)) {
    const { may: _may, month: _month, ...shown } = await shownEngagement(work, row, 'expert')
    const { vault } = deps
    found.push({
      ...shown,
      home: homeOf(vault, row),
      hours: hours.filter((one) => one.engagement_id === row.id).map((one) => shownHours(deps, one)),
      consents: (await consentsOf(db, row.id)).map((one) => ({
        state: one.state,
        sentAt: one.sent_at.toISOString(),
        answeredAt: one.answered_at?.toISOString() ?? null,
        signer: unseal(vault, 'engagement_consent.signer_name', one.id, one.signer_name),
        why: unseal(vault, 'engagement_consent.why', one.id, one.why),
      })),
    })
  }
  return found
}

/** Somebody deletes their account: what is not signed is cancelled, what is in force ends today. */
export const eraseEngagements = async (
  deps: EngagementDeps,
  db: Db,
  personId: string,
  now: Date,
): Promise<void> => {
  const work = { db, now, deps }
  for (const { id } of await allEngagements(db, personId)) {
    const row = await holdEngagement(db, id)
    if (row.state === 'proposed' || row.state === 'to-sign')
      await cancelEngagement(work, row, bySystem, '账号已注销')
    if (row.state === 'running') await endToday(work, row, '账号已注销')
  }
}

/**
 * Two accounts become one: the same minutes in both are for the office. Of two codes the older account's goes.
 * @throws Problem account-not-empty
 */
export const joinEngagements = async (db: Db, fromId: string, intoId: string): Promise<void> => {
  const [theirs, mine] = [await hoursOfPerson(db, fromId, ...ever), await hoursOfPerson(db, intoId, ...ever)]
  const isTwice = theirs.some((one) =>
    mine.some(
      (other) =>
        other.day === one.day && one.from_minute < other.to_minute && other.from_minute < one.to_minute,
    ),
  )
  if (isTwice)
    throw problem('account-not-empty', {
      detail:
        '两个账号在同一段时间各登记了工时，不能自动合并。请先删掉一边没有确认的，或者带上证件到人才办办理',
    })
  const codes = await db
    .selectFrom('engagement_code')
    .select('person_id')
    .where('person_id', 'in', [fromId, intoId])
    .execute()
  if (codes.length > 1) await db.deleteFrom('engagement_code').where('person_id', '=', fromId).execute()
}
