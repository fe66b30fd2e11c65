import type { PostFilter } from '@jucai/contract/post-shapes'
import { maxCount } from '@jucai/contract/route'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { problem } from '../core/problem'
import type { Actor, Handlers } from '../core/route'
import { workOf } from '../core/work'
import { looking, requireMember } from '../employers'
import { answerMany, answerOne } from './answering'
import {
  apply,
  applyForm,
  giveContact,
  keepDraft,
  ownDrafts,
  ownJobsPage,
  ownStep,
  readOwnJob,
} from './applying'
import { candidatesPage, readAttached, readCandidate, showAgain } from './candidates'
import { closeEarly } from './closing'
import type { OfficeWork, PersonWork, PostDeps, PostRoomDeps, PostWork } from './deps'
import { deleteDraft } from './draft-rows'
import { checksPage, decideAppeal, decideCheck, overduePosts, readCheck, takeDown } from './office'
import { employerPage, postById } from './repository'
import { forgetSearch, savedSearches, saveSearch, setAlerts } from './saved-searches'
import { findRanks, postsByRank } from './search'
import { ownPost, ownPosts, postCards, publicPost } from './show'
import { appealPost, changePost, draftPost, postOfEmployer, publishPost } from './writing'

/** A rank that a list wrote as its cursor. @throws Problem invalid-request */
const readRank = (after: string | undefined): number | null => {
  if (after === undefined) return null
  const rank = /^\d{1,10}$/.test(after) ? Number(after) : 0
  if (rank === 0 || rank > maxCount)
    throw problem('invalid-request', {
      errors: [{ pointer: '/after', detail: '翻页标记无效，请从第一页重新打开' }],
    })
  return rank
}

/** Open posts that are meant, newest first. */
export const searchPage = async (
  work: PostWork,
  { after, limit = 20, ...filter }: PageRequest & PostFilter,
) => {
  const asked = { filter, now: work.now, below: readRank(after), above: null, limit: limit + 1 }
  const rows = await postsByRank(work.db, await findRanks(work.db, asked))
  const page = pageOf(
    rows,
    limit,
    (row) => String(row.rank),
    (row) => row,
  )
  return { items: await postCards(work, page.items), next: page.next }
}

const readPublic = async (work: PostWork, id: string, personId: string | null) => {
  const row = await postById(work.db, id)
  if (!row?.opened_at) throw problem('not-found')
  return publicPost(work, row, personId)
}

/** For everybody and for who applies. */
const personHandlers = (deps: PostDeps): Handlers => {
  const by = workOf(deps)
  return {
    'GET /posts': ({ db, now }, { query }) => searchPage({ db, now, deps }, query),
    'GET /posts/:post': ({ db, now, actor }, { params }) =>
      readPublic({ db, now, deps }, params.post, actor?.personId ?? null),
    'GET /me/saved-searches': (call) => savedSearches(by(call)),
    'POST /me/saved-searches': (call, { body }) => saveSearch(by(call), body),
    'PUT /me/saved-searches/:savedSearch': (call, { params, body }) =>
      setAlerts(by(call), params.savedSearch, body.alerts),
    'DELETE /me/saved-searches/:savedSearch': (call, { params }) =>
      forgetSearch(by(call), params.savedSearch),
    'GET /me/job-application-drafts': (call, { query }) => ownDrafts(by(call), query),
    'GET /me/job-application-drafts/:post': (call, { params }) => applyForm(by(call), params.post),
    'PUT /me/job-application-drafts/:post': (call, { params, body }) =>
      keepDraft(by(call), params.post, body),
    'DELETE /me/job-application-drafts/:post': ({ db, actor }, { params }) =>
      deleteDraft(db, params.post, actor.personId),
    'POST /me/job-applications': (call, { body }) => apply(by(call), body),
    'GET /me/job-applications': (call, { query }) => ownJobsPage(by(call), query),
    'GET /me/job-applications/:jobApplication': (call, { params }) =>
      readOwnJob(by(call), params.jobApplication),
    'POST /me/job-applications/:jobApplication/steps': (call, { params, body }) =>
      ownStep(by(call), params.jobApplication, body),
    'PUT /me/job-applications/:jobApplication/contact': (call, { params, body }) =>
      giveContact(by(call), params.jobApplication, body.given),
  }
}

const postsPage = async (work: PersonWork, employerId: string, { after, limit = 20 }: PageRequest) => {
  await requireMember(work.db, work.actor, employerId)
  const page = pageOf(
    await employerPage(work.db, employerId, placeOf(after), limit),
    limit,
    (row) => cursorOf(row.changed_at, row.id),
    (row) => row,
  )
  return { items: await ownPosts(work, page.items), next: page.next }
}

/** For the people of an employer. */
const employerHandlers = (deps: PostRoomDeps): Handlers => {
  const by = workOf<PostDeps>(deps)
  // What is shown and that it was shown are one act; a GET has no transaction of its own.
  const look = <T>(call: { now: Date; actor: Actor }, run: (work: PersonWork) => Promise<T>): Promise<T> =>
    looking(deps.db, (tx) => run(by({ db: tx, now: call.now, actor: call.actor })))
  return {
    'GET /employers/:employer/posts': (call, { params, query }) =>
      postsPage(by(call), params.employer, query),
    'POST /employers/:employer/posts': (call, { params, body }) => draftPost(by(call), params.employer, body),
    'GET /employers/:employer/posts/:post': async (call, { params }) =>
      ownPost(by(call), await postOfEmployer(by(call), params.employer, params.post)),
    'PUT /employers/:employer/posts/:post': (call, { params, body }) =>
      changePost(by(call), { employerId: params.employer, postId: params.post, ...body }),
    'POST /employers/:employer/posts/:post/publication': (call, { params, body }) =>
      publishPost(by(call), { employerId: params.employer, postId: params.post, ...body }),
    'POST /employers/:employer/posts/:post/closing': (call, { params, body }) =>
      closeEarly(by(call), { employerId: params.employer, postId: params.post, ...body }),
    'POST /employers/:employer/posts/:post/appeal': (call, { params, body }) =>
      appealPost(by(call), { employerId: params.employer, postId: params.post, ...body }),
    'GET /employers/:employer/posts/:post/candidates': (call, { params, query }) =>
      look(call, (work) => candidatesPage(work, { employerId: params.employer, postId: params.post }, query)),
    'POST /employers/:employer/posts/:post/answers': (call, { params, body }) =>
      answerMany(by(call), { employerId: params.employer, postId: params.post }, body),
    'GET /employers/:employer/job-applications/:jobApplication': (call, { params }) =>
      look(call, (work) => readCandidate(work, params.employer, params.jobApplication)),
    'POST /employers/:employer/job-applications/:jobApplication/steps': {
      run: (call, { params, body: { revision, ...answer } }) =>
        answerOne(by(call), { employerId: params.employer, id: params.jobApplication, revision }, answer),
      again: (call, { params }) => showAgain(by(call), params.employer, params.jobApplication),
    },
    'GET /employers/:employer/job-applications/:jobApplication/files/:evidence': (call, { params }) =>
      look(call, (work) => readAttached(work, params.employer, params)),
  }
}

/** For the office. */
const officeHandlers = (deps: PostDeps): Handlers => {
  const by = (call: { db: PostWork['db']; now: Date; actor: Actor }): OfficeWork => ({
    db: call.db,
    now: call.now,
    deps,
    actor: {
      personId: call.actor.personId,
      role: call.actor.roles.includes('lead') ? 'lead' : 'reviewer',
    },
  })
  return {
    'GET /post-checks': (call, { query }) => checksPage(by(call), query),
    'GET /post-checks/:post': (call, { params }) => readCheck(by(call), params.post),
    'POST /post-checks/:post/decision': (call, { params, body }) => decideCheck(by(call), params.post, body),
    'POST /post-checks/:post/take-down': (call, { params, body }) =>
      takeDown(by(call), params.post, body.reason),
    'POST /post-checks/:post/appeal-decision': (call, { params, body }) =>
      decideAppeal(by(call), params.post, body),
    'GET /overdue-answers': (call, { query }) => overduePosts(by(call), query),
  }
}

/** Everything about posts. */
export const postHandlers = (deps: PostRoomDeps): Handlers => ({
  ...personHandlers(deps),
  ...employerHandlers(deps),
  ...officeHandlers(deps),
})
