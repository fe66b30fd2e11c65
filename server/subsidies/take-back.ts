import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Vault } from '../core/encryption'
import { stillThere } from '../core/person'
import { problem } from '../core/problem'
import { quoted } from '../core/quoted'
import { takeTurns } from '../core/turns'
import { reopen } from '../ledger'
import { notify } from '../notifications'
import { minePage } from './ending'
import {
  grantsOf,
  holdGrant,
  holdInstalments,
  markInstalments,
  referenceOf,
  updateGrant,
  type GrantRow,
} from './grants'
import type { Plain } from './owing'
import { isPaidOut } from './reactions'
import { schemeOf } from './schemes'

/** Whether the office may take back an end that it put down: on that day, or while the end is to come. */
export const mayTakeBack = (grant: GrantRow, today: string): boolean =>
  grant.ended_as === 'lead' &&
  grant.ended_on !== null &&
  grant.ended_at !== null &&
  (dayOf(grant.ended_at) === today || grant.ended_on > today)

const notNow = (detail: string) => problem('event-not-allowed', { detail })

const checkMay = async ({ db, now }: Plain, grant: GrantRow): Promise<void> => {
  if (!mayTakeBack(grant, dayOf(now)))
    throw notNow(
      grant.ended_on === null
        ? '这项补贴没有停发'
        : '只有人才办办理的停发能撤回，而且要在办理的当天或停发的日子之前。以后再符合的，请本人重新申请',
    )
  const since = grant.ended_at ?? now
  const others = await grantsOf(db, [grant.person_id])
  if (others.some((one) => one.id !== grant.id && one.created_at >= since))
    throw notNow('停发以后本人又批准了别的补贴，撤回可能重复发放。先核对那一项，再请本人重新申请')
}

/**
 * Takes back an end that the office put down by mistake: what it cancelled is owed again, reserved anew, and its person
 * is told.
 * @throws Problem not-found, event-not-allowed, budget-exhausted: nothing is changed then
 */
export const takeBackEnd = async (
  work: Plain & { deps: { vault: Vault } },
  id: string,
  { why, byId }: { why: string; byId: string },
): Promise<void> => {
  const { db, now, deps } = work
  const known = await db
    .selectFrom('subsidy_grant')
    .select('person_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!known || !(await stillThere(db, known.person_id))) throw problem('not-found')
  await takeTurns(db, `subsidy:${known.person_id}`) // as what is granted beside it
  const grant = await holdGrant(db, id)
  if (!grant) throw problem('not-found')
  await checkMay(work, grant)
  const cancelled = (await holdInstalments(db, id)).filter((one) => one.cancelled_at !== null)
  const owed = cancelled.filter((one) => one.owed_at !== null)
  await reopen(
    work,
    grant.scheme,
    owed.map(({ number }) => referenceOf(grant, number)),
  )
  await markInstalments(
    db,
    id,
    cancelled.map(({ number }) => number),
    { cancelled_at: null },
  )
  await updateGrant(db, id, {
    state: (await isPaidOut(db, grant)) ? 'finished' : 'running',
    ended_on: null,
    ended_because: null,
    ended_as: null,
    ended_by: null,
    ended_at: null,
    ended_note: null,
  })
  const title = quoted(schemeOf(grant.scheme).title)
  await audit(db, {
    at: now,
    actorId: byId,
    actorRole: 'lead',
    action: 'subsidy.end-taken-back',
    object: `subsidy:${id}`,
    personId: grant.person_id,
    detail: { what: `撤回了你的${title}的停发`, why, restored: cancelled.length },
  })
  await notify(db, deps.vault, now, {
    personId: grant.person_id,
    kind: 'payment',
    title: '停发已撤回',
    body: `${schemeOf(grant.scheme).title}：人才办撤回了停发，${cancelled.length > 0 ? `取消的 ${cancelled.length} 期恢复，照原来的月份发放` : '照常发放'}。人才办说明：${why}。`,
    link: minePage,
  })
}
