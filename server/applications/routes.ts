import { peopleWithRole } from '../accounts'
import type { Actor, Handlers } from '../core/route'
import { problem } from '../core/problem'
import { calendarYears, enterYear } from './calendar'
import { readCase, type Officer } from './case'
import { assignCases, claim, readEvidence, unclaim, unmask } from './claims'
import { reviewers } from './colleagues'
import { decide } from './decide'
import { discardDraft, draftPage, saveDraft } from './drafts'
import { decideObjection, object, publicNotices } from './notices'
import { ownEvent } from './own-events'
import type { ApplicationDeps } from './ports'
import { queuePage } from './queue'
import { applicationRow } from './repository'
import { ownApplication, ownPage } from './show'
import { submit } from './submit'
import { changeSettings, shownProgram, shownSummary, versionPage } from './versions'
import { forgetView, saveView, savedViews } from './views'

const officer = (actor: Actor): Officer => ({
  personId: actor.personId,
  role: actor.roles.includes('lead') ? 'lead' : 'reviewer',
})
const configurer = (actor: Actor) => ({
  personId: actor.personId,
  role: actor.roles.includes('lead') ? 'lead' : 'system-admin',
})
const pageSize = 20

/** What one can apply for, and one's own applications. */
const applicantHandlers = (deps: ApplicationDeps): Handlers => ({
  'GET /programs': async ({ db }) => ({ items: (await deps.programs.allInForce(db)).map(shownSummary) }),
  'GET /programs/:program': async ({ db }, { params }) =>
    shownProgram(await deps.programs.inForce(db, params.program)),
  'GET /programs/:program/draft': ({ db, now, actor }, { params }) =>
    draftPage(db, deps, now, actor.personId, params.program),
  'PUT /programs/:program/draft': ({ db, now, actor }, { params, body }) =>
    saveDraft(db, deps, now, actor.personId, params.program, body),
  'DELETE /programs/:program/draft': ({ db, actor }, { params }) =>
    discardDraft(db, deps, actor.personId, params.program),
  'POST /programs/:program/applications': ({ db, now, actor }, { params, body }) =>
    submit(db, deps, now, actor.personId, params.program, body),
  'GET /me/applications': ({ db, now, actor }, { query }) =>
    ownPage(db, deps, now, actor.personId, query.after, query.limit ?? pageSize),
  'GET /me/applications/:application': async ({ db, now, actor }, { params }) => {
    const row = await applicationRow(db, params.application)
    if (!row || row.person_id !== actor.personId) throw problem('not-found')
    return ownApplication(db, deps, now, row)
  },
  'POST /me/applications/:application/events': ({ db, now, actor }, { params, body }) =>
    ownEvent(db, deps, now, actor.personId, params.application, body),
  'GET /public-notices': ({ db, now }, { query }) =>
    publicNotices(db, deps, now, query.after, query.limit ?? pageSize),
  'POST /public-notices/:notice/objections': ({ db, now, actor }, { params, body }) =>
    object(db, deps, now, actor.personId, params.notice, body.text),
})

/** The queue and the cases. */
const reviewHandlers = (deps: ApplicationDeps): Handlers => ({
  'GET /applications': ({ db, now, actor }, { query }) => queuePage(db, deps, now, officer(actor), query),
  'GET /applications/:application': ({ db, now, actor }, { params }) =>
    readCase(db, deps, now, officer(actor), params.application),
  'POST /applications/:application/claim': ({ db, now, actor }, { params }) =>
    claim(db, deps, now, officer(actor), params.application),
  'DELETE /applications/:application/claim': ({ db, now, actor }, { params }) =>
    unclaim(db, now, officer(actor), params.application),
  'POST /applications/:application/events': ({ db, now, actor }, { params, body }) =>
    decide(db, deps, now, officer(actor), params.application, body),
  'POST /applications/:application/unmaskings': ({ db, now, actor }, { params, body }) =>
    unmask(db, deps, now, officer(actor), params.application, body),
  'GET /applications/:application/evidence/:file': ({ db, now, actor }, { params }) =>
    readEvidence(db, deps, now, officer(actor), params.application, params.file),
  'PUT /objections/:objection/decision': ({ db, now, actor }, { params, body }) =>
    decideObjection(db, deps, now, officer(actor), params.objection, body),
  'POST /application-assignments': ({ db, now, actor }, { body }) =>
    assignCases(db, now, officer(actor), body.applications, body.reviewerId),
  'GET /reviewers': async ({ db }) => ({
    items: await reviewers(db, deps, [
      ...(await peopleWithRole(db, 'reviewer')),
      ...(await peopleWithRole(db, 'lead')),
    ]),
  }),
  'GET /me/saved-views': async ({ db, actor }) => ({ items: await savedViews(db, actor.personId) }),
  'POST /me/saved-views': ({ db, now, actor }, { body }) => saveView(db, now, actor.personId, body),
  'DELETE /me/saved-views/:view': ({ db, actor }, { params }) => forgetView(db, actor.personId, params.view),
})

/** What the office sets. */
const settingHandlers = (deps: ApplicationDeps): Handlers => ({
  'GET /programs/:program/versions': ({ db }, { params, query }) =>
    versionPage(db, deps.programs, params.program, query.after, query.limit ?? pageSize, (ids) =>
      deps.staffNames(db, ids),
    ),
  'PUT /programs/:program/settings': async ({ db, now, actor }, { params, body }) =>
    shownProgram(await changeSettings(db, deps.programs, now, configurer(actor), params.program, body)),
  'GET /calendar': async ({ db }) => ({ items: await calendarYears(db) }),
  'PUT /calendar/:year': ({ db, now, actor }, { params, body }) =>
    enterYear(db, now, configurer(actor), params.year, body),
})

/** Applying, reviewing, and what the office sets of it. */
export const applicationHandlers = (deps: ApplicationDeps): Handlers => ({
  ...applicantHandlers(deps),
  ...reviewHandlers(deps),
  ...settingHandlers(deps),
})
