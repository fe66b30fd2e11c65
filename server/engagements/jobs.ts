import {
  actorLabels,
  engagementKindLabels,
  engagementLimits,
  engagementNumber,
  engagementPages,
  termWords,
  type EngagementActor,
} from '@jucai/contract/engagement-vocabulary'
import { addDays } from '@jucai/contract/policies/days'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import type { NamedReactions } from '../core/feature'
import { employersById, peopleOfEmployer } from '../employers'
import { notify } from '../notifications'
import type { EngagementDeps, EngagementWork } from './deps'
import { cancelEngagement, dropPending, finish } from './ending'
import { todayOf } from './moments'
import { engagementById, engagementsAt, termsOf, updateEngagement } from './repository'
import { unseal } from './sealed'
import { bySystem, holdEngagement, isPending, tellOf, type EngagementNews } from './steps'
import type { EngagementRow } from './tables'

type Words = readonly [title: string, body: string]
/** What each side reads of a piece of news; absent: nothing. */
interface News {
  expert?: Words
  employer?: Words
}

const newsOf = (
  event: EngagementNews,
  by: EngagementActor,
  { what, why }: { what: string; why: string },
): News => {
  const who = actorLabels[by]
  const because = why === '' ? '' : `原因：${why}`
  const news: Record<EngagementNews, News> = {
    propose: { expert: ['有单位想聘你', `${what}。请看约定，接受或者谢绝；不答复的，期限过后自动作废。`] },
    accept: { employer: ['专家接受了邀约', `${what}。专家签协议以后轮到你们签。`] },
    change: { expert: ['约定有改动', `${what}。请重新看，各方重新签；签过的一版原样保存。`] },
    signed:
      by === 'expert'
        ? { employer: ['有一份协议等你们签', `${what}。专家已经签了。`] }
        : { expert: ['聘用单位签了', `${what}。给你现单位的链接已用短信发出，等对方同意。`] },
    sign: {
      expert: ['三方都签了，已生效', `${what}。做完以后请登记工时。`],
      employer: ['三方都签了，已生效', `${what}。专家登记工时后请确认。`],
    },
    refused: {
      expert: ['现单位没有同意改动', `${what}。原来的一版继续有效。`],
      employer: ['专家的现单位没有同意改动', `${what}。原来的一版继续有效。`],
    },
    lapsed: {
      expert: ['改动没有签成', `${what}。期限内没有签完，原来的一版继续有效。`],
      employer: ['改动没有签成', `${what}。期限内没有签完，原来的一版继续有效。`],
    },
    cancel: {
      expert: ['聘用没有签成', `${what}，由${who}办理。${because}`],
      employer: ['聘用没有签成', `${what}，由${who}办理。${because}`],
    },
    end: {
      expert: [
        '聘用已结束',
        `${what}，由${who}办理。${because}已经确认的工时照付报酬；单位不能办理的，还没有确认的由人才办核对。`,
      ],
      employer: ['聘用已结束', `${what}，由${who}办理。${because}已经确认的工时照付报酬。`],
    },
    queried: { expert: ['单位对工时有疑问', `${what}。请看是哪一次，和单位说清楚；有误的删掉重记。`] },
    'hours-by-office': {
      expert: ['人才办答复了你的工时', `${what}。单位现在不能办理，工时由人才办核对，写了原因。`],
    },
    review: {
      expert: ['快满一年了，请说继续还是停止', `${what}。`],
      employer: ['快满一年了，请说继续还是停止', `${what}。`],
    },
    'go-on': {
      expert: ['单位说继续', `${what}。请你也说一声。`],
      employer: ['专家说继续', `${what}。请你们也说一声。`],
    },
    stop: {
      expert: ['单位说停止', `${what}，到这一年满的那天为止。`],
      employer: ['专家说停止', `${what}，到这一年满的那天为止。`],
    },
    'link-unsent': { expert: ['给现单位的短信没有发出', `${what}。请核对手机号，打开这份聘用重新发。`] },
  }
  return news[event]
}

const milestones: Partial<Record<EngagementNews, string>> = { sign: '聘用生效', end: '聘用结束' }

const tellAll = async (
  { db, now, deps }: EngagementWork,
  row: EngagementRow,
  news: News,
  by: EngagementActor,
): Promise<void> => {
  const told = { kind: 'work' } as const
  const { expert, employer } = news
  if (expert && by !== 'expert')
    await notify(db, deps.vault, now, {
      ...told,
      personId: row.person_id,
      title: expert[0],
      body: expert[1],
      link: `${engagementPages.one}?id=${row.id}`,
    })
  if (!employer || by === 'employer') return
  for (const personId of await peopleOfEmployer(db, row.employer_id))
    await notify(db, deps.vault, now, {
      ...told,
      personId,
      title: employer[0],
      body: employer[1],
      link: `${engagementPages.employerOne}?employer=${row.employer_id}&id=${row.id}`,
    })
}

const tell = async (
  work: EngagementWork,
  row: EngagementRow,
  event: EngagementNews,
  by: EngagementActor,
): Promise<void> => {
  const employer = (await employersById(work.db, [row.employer_id])).get(row.employer_id)?.name ?? '单位'
  const { title } = await termsOf(work.db, row.id, row.revision)
  const what = `${engagementNumber(row.serial)}，${employer}，${title}，${termWords(row.first_day, row.last_day)}`
  const why = unseal(work.deps.vault, 'engagement.ended_why', row.id, row.ended_why)
  await tellAll(work, row, newsOf(event, by, { what, why }), by)
  const step = milestones[event]
  const isFirst = event !== 'sign' || (await wasFirst(work.db, row.id))
  if (step && isFirst)
    await work.deps.milestone(
      work.db,
      work.now,
      row.person_id,
      `${engagementKindLabels[row.kind]}${step}：${employer}，${title}`,
    )
}
// A renewal is no second beginning.
const wasFirst = async (db: Db, engagementId: string): Promise<boolean> =>
  (
    await db
      .selectFrom('engagement_step')
      .select('id')
      .where('engagement_id', '=', engagementId)
      .where('event', '=', 'sign')
      .limit(2)
      .execute()
  ).length < 2

/** What follows from events: messages, the journey, and what an employer's end brings. */
export const engagementReactions = (deps: EngagementDeps): NamedReactions => ({
  'engagement.moved': {
    tell: async ({ tx, now }, { engagementId, event, by }) => {
      const row = await engagementById(tx, engagementId)
      if (row) await tell({ db: tx, now, deps }, row, event, by)
    },
  },
  'employer.suspended': {
    stop: ({ tx, now }, { employerId }) => stopUnsigned({ db: tx, now, deps }, employerId, '单位已暂停'),
  },
  'employer.closed': {
    end: async ({ tx, now }, { employerId }) => {
      const work = { db: tx, now, deps }
      await stopUnsigned(work, employerId, '单位已注销')
      for (const id of await engagementsAt(tx, employerId, ['running'])) {
        const row = await holdEngagement(tx, id)
        if (row.state === 'running') await endToday(work, row, '单位已注销')
      }
    },
  },
})

const stopUnsigned = async (work: EngagementWork, employerId: string, why: string): Promise<void> => {
  for (const id of await engagementsAt(work.db, employerId, ['proposed', 'to-sign', 'running'])) {
    const row = await holdEngagement(work.db, id)
    if (row.state === 'proposed' || row.state === 'to-sign') await cancelEngagement(work, row, bySystem, why)
    else if (isPending(row)) await dropPending(work, row, bySystem, 'lapsed')
  }
}

/** Ends one that is in force as of today, because of something else. */
export const endToday = async (work: EngagementWork, row: EngagementRow, why: string): Promise<void> => {
  const today = await todayOf(work)
  const lastDay = today < row.first_day ? row.first_day : today < row.last_day ? today : row.last_day
  await finish(work, row, bySystem, { lastDay, why })
}

const atOnce = 200
const pass = async (work: EngagementWork, id: string, at: Date): Promise<void> => {
  const today = dayOf(at)
  const row = await holdEngagement(work.db, id)
  if (row.due_at !== null && row.due_at <= at) {
    if (isPending(row)) await dropPending(work, row, bySystem, 'lapsed')
    else if (row.state !== 'running')
      await cancelEngagement(
        work,
        row,
        bySystem,
        row.state === 'proposed' ? '期限内没有答复' : '期限内没有签完',
      )
  }
  const now = await engagementById(work.db, id)
  if (now?.state === 'running' && now.last_day < today)
    await finish(work, now, bySystem, { lastDay: now.last_day, why: '' })
}

/**
 * Ends what nobody answered or signed in time and what is past its last day, and asks for reviews. One that fails keeps no
 * other waiting. @returns how many
 */
export const passTimes = async (deps: EngagementDeps, now: Date): Promise<number> => {
  const at = await deps.boundary(deps.db)
  const due = await deps.db
    .selectFrom('engagement')
    .select('id')
    .where(({ or, and, eb }) =>
      or([eb('due_at', '<=', at), and([eb('state', '=', 'running'), eb('last_day', '<', dayOf(at))])]),
    )
    .orderBy('id')
    .limit(atOnce)
    .execute()
  const failures: unknown[] = []
  const alone = (run: (work: EngagementWork) => Promise<void>) =>
    deps.db
      .transaction()
      .execute((db) => run({ db, now, deps }))
      .catch((error: unknown) => failures.push(error))
  for (const { id } of due) await alone((work) => pass(work, id, at))
  for (const { id } of await reviewsToRemind(deps.db, dayOf(at))) await alone((work) => remind(work, id))
  await deps.db.deleteFrom('engagement_code').where('expires_at', '<=', at).execute()
  if (failures.length > 0) throw failures[0]
  return due.length
}

const reviewsToRemind = (db: Db, today: string) =>
  db
    .selectFrom('engagement')
    .select('id')
    .where('state', '=', 'running')
    .where('review_due', '<=', addDays(today, engagementLimits.reviewDays))
    .where(({ or, eb, ref }) =>
      or([eb('review_reminded', 'is', null), eb('review_reminded', '<>', ref('review_due'))]),
    )
    .orderBy('id')
    .limit(atOnce)
    .execute()
const remind = async (work: EngagementWork, id: string): Promise<void> => {
  const row = await holdEngagement(work.db, id)
  if (row.review_due === null || row.review_reminded === row.review_due) return
  await updateEngagement(work.db, id, { review_reminded: row.review_due })
  await tellOf(work, row, 'review', 'system')
}
