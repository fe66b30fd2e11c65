import { addDays, daysBetween, dayInWords, type Day } from '@jucai/contract/policies/days'
import {
  endReasonLabels,
  reminderDays,
  spanWords,
  tenancyNumber,
  workspaceLimits,
  workspacePages,
  type WorkspaceActor,
} from '@jucai/contract/workspace-vocabulary'
import { v7 as uuidv7 } from 'uuid'
import { peopleWithRole } from '../accounts'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import type { NamedReactions } from '../core/feature'
import { notify } from '../notifications'
import type { WorkspaceDeps, WorkspaceWork } from './deps'
import { growthRuleInForce, reviewsOf, siteById, tenancyById, unitById, updateTenancy } from './repository'
import { unseal } from './sealed'
import { bySystem, holdTenancy, onRecord, tellOf, type TenancyNews } from './steps'
import type { TenancyRow } from './tables'
import { endTenancy, nextReview } from './term'

type Words = readonly [title: string, body: string]
/** What tenant and leads read of a piece of news; absent: nothing. */
interface News {
  tenant?: Words
  leads?: Words
}

const ended = (row: TenancyRow): string =>
  row.ended_because === null ? '' : `原因：${endReasonLabels[row.ended_because]}。`
const newsOf = (
  row: TenancyRow,
  { what, why, today }: { what: string; why: string; today: Day },
): Record<TenancyNews, News> => {
  const said = why === '' ? '' : `${why}。`
  const until = dayInWords(row.last_day)
  const left = daysBetween(today, row.last_day)
  return {
    allot: { tenant: ['创业空间分好了', `${what}。进驻那天带人才码到平台前台。`] },
    move: { tenant: ['给你们换了一处', `${what}。`] },
    renew: { tenant: ['续期办好了', `${what}，用到 ${until}。`] },
    'renewal-asked': { leads: ['有团队申请续期', `${what}，请在 ${until} 前答复。`] },
    'renewal-refused': { tenant: ['续期没有同意', `${what}，用到 ${until} 为止。请看理由。`] },
    // Who stays to the end of the term is told that the unit waits.
    end:
      row.ended_because === 'term'
        ? {}
        : {
            tenant: [
              '使用到期日已定',
              `${what}，用到 ${until}。${ended(row)}${said}请在这一天前搬走并到前台交还。`,
            ],
          },
    cancel: { tenant: ['进驻取消了', `${what}。${said}`] },
    'hand-back': { tenant: ['已经交还', `${what}。谢谢，欢迎以后再来。`] },
    'review-open': { tenant: ['请填半年考核', `${what}。打开“我的创业空间”填几个数，人才办核定。`] },
    reported: { leads: ['有半年考核等核定', `${what}。`] },
    reviewed: { tenant: ['半年考核核定了', `${what}。结果和理由在“我的创业空间”。`] },
    remind: {
      tenant: [
        left === 0 ? '今天是最后一天' : `还有 ${left} 天到期`,
        row.state === 'running'
          ? `${what}，用到 ${until}。想继续用请申请续期；不续请在这一天前搬走并到前台交还。`
          : `${what}，用到 ${until}。请在这一天前搬走并到前台交还。`,
      ],
    },
    overstay: {
      tenant: ['已经到期，请交还', `${what}，${until} 到期。请尽快搬走并到前台交还。`],
      leads: ['有一处到期没有交还', `${what}，${until} 到期。`],
    },
  }
}

const milestones: Partial<Record<TenancyNews, string>> = {
  allot: '入驻创业平台',
  renew: '在创业平台续期',
  'hand-back': '从创业平台退出',
}
const tell = async (
  work: WorkspaceWork,
  row: TenancyRow,
  { event, by }: { event: TenancyNews; by: WorkspaceActor },
): Promise<void> => {
  const { db, deps, now } = work
  const [site, unit] = [await siteById(db, row.site_id), await unitById(db, row.unit_id)]
  const where = `${site?.name ?? '创业平台'} ${unit?.label ?? ''}`.trim()
  const what = `${tenancyNumber(row.serial)}，${where}，${spanWords(row.first_day, row.last_day)}`
  const why = unseal(deps.vault, 'workspace_tenancy.ended_why', row.id, row.ended_why)
  const { tenant, leads } = newsOf(row, { what, why, today: dayOf(now) })[event]
  if (tenant && by !== 'tenant')
    await notify(db, deps.vault, now, {
      kind: 'work',
      personId: row.person_id,
      title: tenant[0],
      body: tenant[1],
      link: workspacePages.mine,
    })
  for (const personId of leads ? await peopleWithRole(db, 'lead') : [])
    await notify(db, deps.vault, now, {
      kind: 'staff',
      personId,
      title: leads?.[0] ?? '',
      body: leads?.[1] ?? '',
      deskLink: '/workspace-tenants',
    })
  const step = milestones[event]
  if (step) await deps.milestone(db, now, row.person_id, `${step}：${where}`)
}

/** Messages and the journey. */
export const workspaceReactions = (deps: WorkspaceDeps): NamedReactions => ({
  'workspace.moved': {
    tell: async ({ tx, now }, { tenancyId, event, by }) => {
      const row = await tenancyById(tx, tenancyId)
      if (row) await tell({ db: tx, now, deps }, row, { event, by })
    },
  },
})

/** Begins the review of a tenancy whose half year is nearly over. The row is held. */
export const beginReview = async (work: WorkspaceWork, row: TenancyRow, today: Day): Promise<void> => {
  const due = row.review_due
  if (row.state !== 'running' || due === null || addDays(due, -workspaceLimits.reviewDays) > today) return
  const rule = await growthRuleInForce(work.db)
  const reviews = await reviewsOf(work.db, [row.id])
  // One after the other; and nothing is asked before the office has said what counts.
  if (!rule || reviews.some(({ state }) => state !== 'decided')) return
  await work.db
    .insertInto('workspace_review')
    .values({
      id: uuidv7(),
      tenancy_id: row.id,
      due_on: due,
      criteria: JSON.stringify(rule.criteria),
      needed: rule.needed,
      state: 'open',
      reported: null,
      reported_at: null,
      confirmed: null,
      grown: null,
      goes_on: null,
      why: null,
      decided_by: null,
      decided_at: null,
      opened_at: work.now,
      version: 1,
    })
    .execute()
  await updateTenancy(work.db, row.id, { review_due: nextReview(row, [...reviews, { due_on: due }]) })
  await onRecord(work, row, { event: 'review-open', by: bySystem, note: due })
  await tellOf(work, row, 'review-open', 'system')
}

/** The nearest reminder whose day has come; null: none, or it was sent. */
const reminderOf = (row: TenancyRow, today: Day): number | null => {
  const left = daysBetween(today, row.last_day)
  if (left < 0) return null
  const due = [...reminderDays].reverse().find((days) => left <= days)
  if (due === undefined) return null
  const isSent = row.reminded_for === row.last_day && row.reminded_days !== null && row.reminded_days <= due
  return isSent ? null : due
}
const remind = async (work: WorkspaceWork, row: TenancyRow, today: Day): Promise<void> => {
  const days = today < row.first_day ? null : reminderOf(row, today)
  if (days === null) return
  await updateTenancy(work.db, row.id, { reminded_for: row.last_day, reminded_days: days })
  await tellOf(work, row, 'remind', 'system')
}

/** A day past the end: who was in it is leaving, and is told once that the unit waits. */
const passEnd = async (work: WorkspaceWork, row: TenancyRow, today: Day): Promise<void> => {
  if (row.last_day >= today) return
  if (row.state === 'running')
    await endTenancy(work, row, { by: bySystem, because: 'term', lastDay: row.last_day, why: '' })
  const told = row.reminded_for === row.last_day && row.reminded_days === -1
  if (told) return
  await updateTenancy(work.db, row.id, { reminded_for: row.last_day, reminded_days: -1 })
  await tellOf(work, row, 'overstay', 'system')
}

const pass = async (work: WorkspaceWork, id: string): Promise<void> => {
  const row = await holdTenancy(work.db, id)
  const today = dayOf(work.now)
  await beginReview(work, row, today)
  await remind(work, row, today)
  await passEnd(work, row, today)
}

const atOnce = 200
const dueAfter = (db: Db, soon: Day, after: string) =>
  db
    .selectFrom('workspace_tenancy')
    .select('id')
    .where(({ or, and, eb }) =>
      or([
        and([eb('state', 'in', ['running', 'ending']), eb('last_day', '<=', soon)]),
        and([eb('state', '=', 'running'), eb('review_due', '<=', soon)]),
      ]),
    )
    .$if(after !== '', (query) => query.where('id', '>', after))
    .orderBy('id')
    .limit(atOnce)
    .execute()

/**
 * Begins reviews, reminds of ends, and ends what is past its last day. One that fails keeps no other waiting.
 * @returns how many were looked at
 */
export const passTenancies = async (deps: WorkspaceDeps, now: Date): Promise<number> => {
  const failures: unknown[] = []
  const soon = addDays(dayOf(now), Math.max(workspaceLimits.reviewDays, ...reminderDays))
  let seen = 0
  for (let after = ''; ;) {
    const due = await dueAfter(deps.db, soon, after)
    for (const { id } of due)
      await deps.db
        .transaction()
        .execute((db) => pass({ db, now, deps }, id))
        .catch((error: unknown) => failures.push(error))
    seen += due.length
    after = due.at(-1)?.id ?? ''
    if (due.length < atOnce) break
  }
  if (failures.length > 0) throw failures[0]
  return seen
}
