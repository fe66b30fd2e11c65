import { peopleWithRole } from '../accounts'
import type { Db } from '../core/db'
import type { Actor, Handlers } from '../core/route'
import { problem } from '../core/problem'
import { calendarInForce, calendarYears, enterYear, missingYear } from './calendar'
import { readCase } from './case'
import { assignCases, claim, readEvidence, unclaim, unmask } from './claims'
import { reviewers } from './colleagues'
import { decide } from './decide'
import { judgeAgain } from './judge-again'
import { discardDraft, draftPage, saveDraft } from './drafts'
import { decideObjection, makeObjection, publicNotices } from './notices'
import { ownEvent } from './own-events'
import type { ApplicationDeps } from './ports'
import { queuePage } from './queue'
import { applicationRow } from './repository'
import { ownApplication, ownPage } from './show'
import { submit } from './submit'
import { changeSettings, shownProgram, shownSummary, versionPage } from './versions'
import { forgetView, saveView, savedViews } from './views'
import type { OfficeWork, OwnWork } from './work'

/** What each handler is given. */
interface Call {
  db: Db
  now: Date
  actor: Actor
}

/** What one can apply for, and one's own applications. */
const applicantHandlers = (deps: ApplicationDeps): Handlers => {
  const own = ({ db, now, actor }: Call): OwnWork => ({
    db,
    now,
    deps,
    actor: { personId: actor.personId, role: 'applicant' },
  })
  return {
    'GET /programs': async ({ db }) => ({ items: (await deps.programs.allInForce(db)).map(shownSummary) }),
    'GET /programs/:program': async ({ db }, { params }) =>
      shownProgram(await deps.programs.inForce(db, params.program)),
    'GET /programs/:program/draft': (call, { params }) => draftPage(own(call), params.program),
    'PUT /programs/:program/draft': (call, { params, body }) => saveDraft(own(call), params.program, body),
    'DELETE /programs/:program/draft': (call, { params }) => discardDraft(own(call), params.program),
    'POST /programs/:program/applications': (call, { params, body }) =>
      submit(own(call), params.program, body),
    'GET /me/applications': (call, { query }) => ownPage(own(call), query),
    'GET /me/applications/:application': async (call, { params }) => {
      const row = await applicationRow(call.db, params.application)
      if (!row || row.person_id !== call.actor.personId) throw problem('not-found')
      return ownApplication(own(call), row)
    },
    'POST /me/applications/:application/events': (call, { params, body }) =>
      ownEvent(own(call), params.application, body),
    'GET /public-notices': ({ db, now }, { query }) => publicNotices({ db, now, deps }, query),
    'POST /public-notices/:notice/objections': (call, { params, body }) =>
      makeObjection(own(call), params.notice, body.text),
  }
}

/** The queue and the cases. */
const reviewHandlers = (deps: ApplicationDeps): Handlers => {
  const office = ({ db, now, actor }: Call): OfficeWork => ({
    db,
    now,
    deps,
    actor: { personId: actor.personId, role: actor.roles.includes('lead') ? 'lead' : 'reviewer' },
  })
  return {
    'GET /applications': (call, { query }) => queuePage(office(call), query),
    'GET /applications/:application': (call, { params }) => readCase(office(call), params.application),
    'POST /applications/:application/claim': (call, { params }) => claim(office(call), params.application),
    'DELETE /applications/:application/claim': (call, { params }) =>
      unclaim(office(call), params.application),
    'POST /applications/:application/events': {
      run: (call, { params, body }) => decide(office(call), params.application, body),
      again: (call, { params }) => readCase(office(call), params.application),
    },
    'POST /applications/:application/judgements': {
      run: (call, { params, body }) => judgeAgain(office(call), params.application, body),
      again: (call, { params }) => readCase(office(call), params.application),
    },
    'POST /applications/:application/unmaskings': (call, { params, body }) =>
      unmask(office(call), params.application, body),
    'GET /applications/:application/evidence/:file': (call, { params }) =>
      readEvidence(office(call), params.application, params.file),
    'PUT /objections/:objection/decision': (call, { params, body }) =>
      decideObjection(office(call), params.objection, body),
    'POST /application-assignments': (call, { body }) =>
      assignCases(office(call), body.applications, body.reviewerId),
    'GET /reviewers': async ({ db }) => ({
      items: await reviewers(db, deps, [
        ...(await peopleWithRole(db, 'reviewer')),
        ...(await peopleWithRole(db, 'lead')),
      ]),
    }),
    'GET /me/saved-views': async ({ db, actor }) => ({ items: await savedViews(db, actor.personId) }),
    'POST /me/saved-views': ({ db, now, actor }, { body }) => saveView(db, now, actor.personId, body),
    'DELETE /me/saved-views/:view': ({ db, actor }, { params }) =>
      forgetView(db, actor.personId, params.view),
  }
}

/** What the office sets. */
const settingHandlers = (deps: ApplicationDeps): Handlers => {
  const configurer = (actor: Actor) => ({
    personId: actor.personId,
    role: actor.roles.includes('lead') ? 'lead' : 'system-admin',
  })
  return {
    'GET /programs/:program/versions': ({ db }, { params, query }) =>
      versionPage({ db, deps }, params.program, query),
    'PUT /programs/:program/settings': async ({ db, now, actor }, { params, body }) =>
      shownProgram(await changeSettings({ db, now, deps, actor: configurer(actor) }, params.program, body)),
    'GET /calendar': async ({ db, now }) => ({
      items: await calendarYears(db),
      missing: missingYear(await calendarInForce(db), now),
    }),
    'PUT /calendar/:year': ({ db, now, actor }, { params, body }) =>
      enterYear(db, now, configurer(actor), params.year, body),
  }
}

/** Applying, reviewing, and what the office sets of it. */
export const applicationHandlers = (deps: ApplicationDeps): Handlers => ({
  ...applicantHandlers(deps),
  ...reviewHandlers(deps),
  ...settingHandlers(deps),
})
