import { addDays } from '@jucai/contract/policies/days'
import {
  closingWords,
  jobApplicationMeanings,
  jobApplicationWords,
  postLimits,
  postPages,
} from '@jucai/contract/post-vocabulary'
import { inChina } from '@jucai/contract/china-time'
import { peopleWithRole } from '../accounts'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import type { NamedReactions } from '../core/feature'
import { emit } from '../core/outbox'
import { takeTurns } from '../core/turns'
import { employersById, peopleOfEmployer } from '../employers'
import { notify } from '../notifications'
import { closePost, endGoing, endWaiting, restoreEnded, runOutPost, tellDrafters } from './closing'
import type { PostDeps, PostRoomDeps, PostWork } from './deps'
import './events'
import { interviewOf, jobById, lateUntold, markLateTold, openPart } from './job-rows'
import {
  pausePosts,
  postById,
  postForUpdate,
  postsByIds,
  runningOut,
  runOut,
  unclosedOf,
  updatePost,
  type PostRow,
} from './repository'
import { tellSearches } from './saved-searches'
import { tellChanged } from './versions'

declare module '../core/outbox' {
  interface Events {
    /** A page of the posts of an employer that ended is closed. */
    'post.employer-ended': { employerId: string }
  }
}

interface Words {
  title: string
  body: string
}
/** Tells the people of the employer of a post. */
const tellEmployer = async (
  { db, now, deps }: PostWork,
  post: PostRow,
  words: Words,
  page: string = postPages.employerPost,
): Promise<void> => {
  for (const personId of await peopleOfEmployer(db, post.employer_id))
    await notify(db, deps.vault, now, {
      personId,
      kind: 'application',
      ...words,
      link: `${page}?employer=${post.employer_id}&post=${post.id}`,
    })
}
const tellOffice = async ({ db, now, deps }: PostWork, words: Words, deskLink: string): Promise<void> => {
  for (const role of ['lead', 'reviewer'] as const)
    for (const personId of await peopleWithRole(db, role))
      await notify(db, deps.vault, now, { personId, kind: 'application', ...words, link: null, deskLink })
}

const nameOf = async (db: Db, employerId: string): Promise<string> =>
  (await employersById(db, [employerId])).get(employerId)?.name ?? '用人单位'

/** The employer answered, or the post ended: the candidate reads it, with the reason. */
const tellCandidate = async (work: PostWork, id: string): Promise<void> => {
  const { db, now, deps } = work
  const row = await jobById(db, id)
  const post = row && (await postById(db, row.post_id))
  if (!row || !post || row.state === 'withdrawn') return
  const reason = openPart(deps.vault, row, 'reason')
  const interview = interviewOf(deps.vault, row)
  const met = interview ? `时间：${closingWords(interview.at)}，地点：${interview.place}。` : ''
  await notify(db, deps.vault, now, {
    personId: row.person_id,
    kind: 'application',
    title: `投递有了答复：${jobApplicationMeanings[row.state].label}`,
    body: `${await nameOf(db, row.employer_id)}“${post.title}”。${jobApplicationWords(row.state, 'candidate')}${row.state === 'interview' ? met : ''}${reason ? `理由：${reason}` : ''}`,
    link: `${postPages.application}?id=${row.id}`,
  })
}

const settledTitles = {
  accepted: '求职者接受了录用',
  declined: '求职者谢绝了录用',
  withdrawn: '有一份投递撤回了',
} as const
const isSettled = (state: string): state is keyof typeof settledTitles => state in settledTitles

/** What follows from events of this room and of employers. */
export const postReactions = (deps: PostDeps): NamedReactions => {
  const work = ({ tx, now }: { tx: Db; now: Date }): PostWork => ({ db: tx, now, deps })
  const withPost = async (at: PostWork, id: string, run: (post: PostRow) => Promise<void>) => {
    const post = await postById(at.db, id)
    if (post) await run(post)
  }
  return {
    'post.submitted': {
      tell: (reaction, { postId }) =>
        withPost(work(reaction), postId, async (post) =>
          tellOffice(
            work(reaction),
            {
              title: '有一个岗位等审核',
              body: `${await nameOf(reaction.tx, post.employer_id)}“${post.title}”：这是该单位的第一个岗位。`,
            },
            `/post-checks?post=${postId}`,
          ),
        ),
    },
    'post.appealed': {
      tell: (reaction, { postId }) =>
        withPost(work(reaction), postId, async (post) =>
          tellOffice(
            work(reaction),
            { title: '有一个岗位提出申诉', body: `“${post.title}”被下架后，单位提出了申诉。` },
            `/post-checks?post=${postId}`,
          ),
        ),
    },
    'post.returned': {
      tell: (reaction, { postId }) =>
        withPost(work(reaction), postId, (post) =>
          tellEmployer(work(reaction), post, {
            title: '岗位要修改后再提交',
            body: `“${post.title}”：${post.return_reason ?? ''}`,
          }),
        ),
    },
    'post.opened': {
      tell: (reaction, { postId }) =>
        withPost(work(reaction), postId, (post) =>
          tellEmployer(work(reaction), post, {
            title: '岗位已经公开',
            body: `“${post.title}”从现在起接受投递，${closingWords(post.closes_at ?? reaction.now)}截止。收到投递后请在 ${post.answer_days} 个工作日内答复。`,
          }),
        ),
    },
    'post.closed': {
      tell: (reaction, { postId, cause }) =>
        withPost(work(reaction), postId, async (post) => {
          if (cause === 'filled' || cause === 'cancelled') return
          await tellEmployer(work(reaction), post, {
            title: cause === 'expired' ? '岗位到期了' : '岗位已经结束',
            body:
              cause === 'expired'
                ? `“${post.title}”不再接受投递。已经投递的人仍在等你们答复。`
                : `“${post.title}”：${post.closed_reason ?? '单位已停止在这里招聘'}${cause === 'taken-down' ? '。不同意的，可以在岗位页申诉一次。' : ''}`,
          })
        }),
    },
    'post.appeal-decided': {
      tell: (reaction, { postId }) =>
        withPost(work(reaction), postId, (post) =>
          tellEmployer(work(reaction), post, {
            title: post.appeal_state === 'upheld' ? '申诉成立' : '申诉没有成立',
            body: `“${post.title}”：${post.appeal_answer ?? ''}${post.state === 'open' ? '岗位已经恢复公开。' : ''}`,
          }),
        ),
    },
    'post.drafters-left': {
      tell: (reaction, { postId, after }) => tellDrafters(work(reaction), postId, after),
    },
    'post.changed': { tell: (reaction, change) => tellChanged(work(reaction), change) },
    'post.restored': { restore: (reaction, { postId }) => restoreEnded(work(reaction), postId) },
    'post.waiting-left': { end: (reaction, { postId, all }) => endWaiting(work(reaction), postId, all) },
    'job-application.sent': {
      tell: (reaction, { jobApplicationId, postId }) =>
        withPost(work(reaction), postId, async (post) => {
          const row = await jobById(reaction.tx, jobApplicationId)
          if (row?.state === 'sent')
            await tellEmployer(
              work(reaction),
              post,
              { title: '收到一份投递', body: `“${post.title}”：请在 ${row.answer_by} 前答复。` },
              postPages.candidates,
            )
        }),
    },
    'job-application.answered': {
      tell: (reaction, { jobApplicationId }) => tellCandidate(work(reaction), jobApplicationId),
    },
    'job-application.settled': {
      tell: (reaction, { postId, state }) =>
        withPost(work(reaction), postId, async (post) => {
          if (isSettled(state))
            await tellEmployer(
              work(reaction),
              post,
              {
                title: settledTitles[state],
                body: `“${post.title}”：${jobApplicationWords(state, 'employer')}`,
              },
              postPages.candidates,
            )
        }),
    },
    'employer.suspended': { pause: ({ tx }, { employerId }) => pausePosts(tx, employerId, true) },
    'employer.verified': { resume: ({ tx }, { employerId }) => pausePosts(tx, employerId, false) },
    'employer.closed': {
      close: ({ tx, now }, { employerId }) => emit(tx, now, 'post.employer-ended', { employerId }),
    },
    'post.employer-ended': {
      close: (reaction, { employerId }) => endPosts(work(reaction), employerId),
    },
  }
}

const atOnce = 50
/** Closes a page of the posts of an employer that is gone, then ends who waits there, and goes on with the next. */
const endPosts = async (work: PostWork, employerId: string): Promise<void> => {
  const ids = await unclosedOf(work.db, employerId, atOnce)
  for (const id of ids) {
    const row = await postForUpdate(work.db, id)
    if (row && row.state !== 'closed') await closePost(work, row, 'employer-ended', null)
  }
  const areMore = ids.length === atOnce || (await endGoing(work, employerId))
  if (areMore) await emit(work.db, work.now, 'post.employer-ended', { employerId })
}

// People are held before posts, as everywhere: whoever joins accounts holds people and then changes posts.
const remind = async (work: PostWork, id: string): Promise<void> => {
  await takeTurns(work.db, `post-reminder:${id}`)
  const row = await postById(work.db, id)
  if (row?.state !== 'open' || row.reminded_at || (row.closes_at as Date) <= work.now) return
  // Who published it for less than that knows when it ends.
  const lead = postLimits.remindDays * 86_400_000
  if ((row.closes_at as Date).getTime() - (row.opened_at as Date).getTime() > lead)
    await tellEmployer(work, row, {
      title: '有一个岗位快到期了',
      body: `“${row.title}”${closingWords(row.closes_at as Date)}截止。还要招的，请在到期前延长；已经招满的，请提前结束。`,
    })
  await updatePost(work.db, id, { reminded_at: work.now })
}

const mostLate = 200
/** Reminds employers of whom they left without an answer, a message a post, and tells the office. */
const tellLate = async (work: PostWork): Promise<void> => {
  await takeTurns(work.db, 'late-answers')
  const rows = await lateUntold(work.db, dayOf(work.now), mostLate)
  const byPost = new Map<string, number>()
  for (const { post_id: id } of rows) byPost.set(id, (byPost.get(id) ?? 0) + 1)
  const posts = await postsByIds(work.db, [...byPost.keys()])
  for (const [id, count] of byPost)
    await tellEmployer(
      work,
      posts.get(id) as PostRow,
      {
        title: '有人过了答复日还在等',
        body: `“${posts.get(id)?.title ?? ''}”有 ${count} 人过了约定的答复日还没有答复。岗位页上已经公开这个人数，请尽快答复。`,
      },
      postPages.candidates,
    )
  const since = addedDays(work.now, -officeAgainDays)
  const untold = [...posts.values()].filter(({ overdue_told_at: told }) => !told || told < since)
  if (untold.length > 0)
    await tellOffice(
      work,
      { title: '有单位没有按时答复', body: `${untold.length} 个岗位有人过了答复日还在等，请督促单位。` },
      '/overdue-answers',
    )
  for (const { id } of untold) await updatePost(work.db, id, { overdue_told_at: work.now })
  await markLateTold(
    work.db,
    rows.map(({ id }) => id),
    work.now,
  )
}
const officeAgainDays = 7
const addedDays = (now: Date, days: number): Date => new Date(`${addDays(dayOf(now), days)}T00:00:00+08:00`)

const remindFromHour = 9
/** What the clock does: posts run out, employers are reminded, searches tell. Each a page at a time. */
export const passPosts = async (deps: PostRoomDeps, now: Date): Promise<void> => {
  const alone = (run: (work: PostWork) => Promise<unknown>) =>
    deps.db.transaction().execute((tx) => run({ db: tx, now, deps }))
  for (const id of await runOut(deps.db, now, atOnce)) await alone((work) => runOutPost(work, id))
  if (inChina(now).getUTCHours() < remindFromHour) return
  const soon = new Date(now.getTime() + postLimits.remindDays * 86_400_000)
  for (const id of await runningOut(deps.db, soon, atOnce)) await alone((work) => remind(work, id))
  await alone(tellLate)
  await tellSearches(deps.db, deps, now)
}
