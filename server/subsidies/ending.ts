import { dayInWords, isDay } from '@jucai/contract/policies/days'
import { endReasonLabels, type EndReason } from '@jucai/contract/subsidy-vocabulary'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Vault } from '../core/encryption'
import { fieldProblem, problem } from '../core/problem'
import { quoted } from '../core/quoted'
import { cancelOpen } from '../ledger'
import { notify } from '../notifications'
import {
  endedNote,
  holdGrant,
  holdInstalments,
  markInstalments,
  plannedOf,
  referenceOf,
  updateGrant,
  type GrantRow,
  type InstalmentRow,
} from './grants'
import type { Plain } from './owing'
import { isAfter, monthFor, monthInWords } from './schedule'
import { schemeOf } from './schemes'

/** The page that messages lead to. */
export const minePage = '/subsidies/mine/index'

/** Who ends a subsidy, why, and from which day on. */
export interface End {
  by: 'holder' | 'lead' | 'system'
  byId: string | null
  because: EndReason
  on: string
  note?: string
}

/**
 * Cancels instalments of a subsidy that is held: what was never owed, and what is owed and not yet sent. What was sent
 * or paid stays.
 */
const cancelThose = async (
  { db, now }: Plain,
  grant: GrantRow,
  those: readonly InstalmentRow[],
): Promise<void> => {
  const open = those.filter((one) => one.cancelled_at === null)
  const owed = open.filter((one) => one.owed_at !== null)
  const states = await cancelOpen(
    { db, now },
    grant.scheme,
    owed.map(({ number }) => referenceOf(grant, number)),
  )
  const cancelled = open.filter(
    (one) => one.owed_at === null || states.get(referenceOf(grant, one.number)) === 'cancelled',
  )
  await markInstalments(
    db,
    grant.id,
    cancelled.map(({ number }) => number),
    { cancelled_at: now },
  )
}

/** Cancels whatever of a subsidy was not sent: its person is gone. */
export const cancelRest = async (work: Plain, grant: GrantRow): Promise<void> =>
  cancelThose(work, grant, await holdInstalments(work.db, grant.id))

/** What follows once the day is there: nothing is paid for later months. Again: what came back meanwhile is cancelled too. */
export const settleEnd = async (work: Plain, grant: GrantRow): Promise<void> => {
  const { ended_on: on } = grant
  if (on === null) return
  const instalments = await holdInstalments(work.db, grant.id)
  const isOver = (one: InstalmentRow) =>
    grant.ended_because === 'account-closed' || isAfter(plannedOf(one), on)
  await cancelThose(work, grant, instalments.filter(isOver))
  await updateGrant(work.db, grant.id, { state: 'ended' })
}

const notNow = (detail: string) => problem('event-not-allowed', { detail })

const checkDay = async ({ db }: Plain, grant: GrantRow, on: string): Promise<void> => {
  const instalments = await holdInstalments(db, grant.id)
  const live = instalments.filter((one) => one.cancelled_at === null)
  if (!isDay(on) || !live.some((one) => isAfter(plannedOf(one), on))) {
    const last = live.at(-1)
    throw fieldProblem(
      '/on',
      last
        ? `最后一期是 ${monthInWords(monthFor(plannedOf(last)))}的，到那时就发完了，不用提前结束`
        : '没有还要发放的了',
    )
  }
}

const toldOf = (grant: GrantRow, end: End, today: string) => {
  const title = schemeOf(grant.scheme).title
  const month = monthInWords(end.on.slice(0, 7))
  const why = `${endReasonLabels[end.because]}，${dayInWords(end.on)}`
  return end.on > today
    ? {
        title: '停发已登记',
        body: `${title}：${why}。${month}是发放的最后一个月${end.by === 'holder' ? '；那天之前可以撤回' : ''}。${end.note ? `人才办说明：${end.note}。` : ''}`,
      }
    : {
        title: '补贴已停发',
        body: `${title}：${why}。发到 ${month}为止，之后的不再发放。${end.note ? `人才办说明：${end.note}。` : ''}`,
      }
}

/**
 * Ends a subsidy from a day on, in the caller's transaction: at once, or when the day comes.
 * @param id of the subsidy; `isOwn` whether its row may be ended by who asks
 * @throws Problem not-found, event-not-allowed, invalid-request
 */
export const endGrant = async (
  work: Plain & { deps: { vault: Vault } },
  id: string,
  end: End,
  isOwn: (grant: GrantRow) => boolean = () => true,
): Promise<void> => {
  const { db, now, deps } = work
  const grant = await holdGrant(db, id)
  if (!grant || !isOwn(grant)) throw problem('not-found')
  if (grant.state === 'finished') throw notNow('这项补贴已经发完，没有可以停发的了')
  if (grant.state === 'ended') throw notNow('这项补贴已经停发')
  if (end.by === 'holder' && grant.ended_on !== null) throw notNow('你已经登记过停发，先撤回再改')
  await checkDay(work, grant, end.on)
  const ended = {
    ended_on: end.on,
    ended_because: end.because,
    ended_as: end.by,
    ended_by: end.byId,
    ended_at: now,
    ended_note: end.note ? endedNote.seal(deps.vault, id, end.note) : null,
  }
  await updateGrant(db, id, ended)
  await audit(db, {
    at: now,
    actorId: end.byId,
    actorRole: end.by,
    action: 'subsidy.ended',
    object: `subsidy:${id}`,
    personId: grant.person_id,
    detail: {
      because: end.because,
      on: end.on,
      ...(end.by === 'lead'
        ? { what: `停发了你的${quoted(schemeOf(grant.scheme).title)}`, why: endReasonLabels[end.because] }
        : {}),
    },
  })
  if (end.on <= dayOf(now)) await settleEnd(work, { ...grant, ...ended })
  await notify(db, deps.vault, now, {
    personId: grant.person_id,
    kind: 'payment',
    ...toldOf(grant, end, dayOf(now)),
    link: minePage,
  })
}

/** Whether what was announced may be taken back: by whom it was, while its day has not come. */
export const isUndoable = (grant: GrantRow, today: string): boolean =>
  grant.state === 'running' &&
  grant.ended_as === 'holder' &&
  grant.ended_on !== null &&
  grant.ended_on > today

/** Takes back what its person announced. @throws Problem not-found, event-not-allowed */
export const undoEnd = async ({ db, now }: Plain, id: string, personId: string): Promise<void> => {
  const grant = await holdGrant(db, id)
  if (!grant || grant.person_id !== personId) throw problem('not-found')
  if (!isUndoable(grant, dayOf(now)))
    throw notNow(
      grant.ended_on === null
        ? '这项补贴没有登记停发'
        : '停发的那一天已经到了，或者是人才办办理的，不能在这里撤回。有疑问请联系人才办',
    )
  await updateGrant(db, id, {
    ended_on: null,
    ended_because: null,
    ended_as: null,
    ended_by: null,
    ended_at: null,
  })
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: 'subsidy.end-undone',
    object: `subsidy:${id}`,
    personId,
  })
}
