import type { Handlers } from '../core/route'
import { workOf } from '../core/work'
import { dropDraft, publishDraft, putFact, putParameter, putPolicy, putRules } from './draft-changes'
import { shownDraft, type OfficeDeps } from './drafts'
import { askDryRun, dryRunPage, oneDryRun } from './dry-runs'
import { changesOf, oneVersion, versionPage } from './versions'

/** The book of policies as the office keeps it. */
export const policyOfficeHandlers = (deps: OfficeDeps): Handlers => {
  const work = workOf(deps)
  return {
    'GET /policy-draft': (call) => shownDraft(work(call)),
    'PUT /policy-draft/policies/:code': (call, { params, body }) => putPolicy(work(call), params.code, body),
    'PUT /policy-draft/parameters/:code': (call, { params, body }) =>
      putParameter(work(call), params.code, body),
    'PUT /policy-draft/facts/:code': (call, { params, body }) => putFact(work(call), params.code, body),
    'PUT /policy-draft/rules': (call, { body }) => putRules(work(call), body),
    'DELETE /policy-draft': (call, { query }) => dropDraft(work(call), query.revision),
    'POST /policy-draft/publication': (call, { body }) => publishDraft(work(call), body),
    'POST /policy-draft/dry-runs': (call, { body }) => askDryRun(work(call), body),
    'GET /policy-draft/dry-runs': ({ db }, { query }) => dryRunPage(db, deps, query),
    'GET /policy-draft/dry-runs/:dryRun': ({ db }, { params }) => oneDryRun(db, deps, params.dryRun),
    'GET /policy-books': ({ db }, { query }) => versionPage(db, deps, query),
    'GET /policy-books/:version': ({ db }, { params }) => oneVersion(db, deps, params.version),
    'GET /policy-books/:version/changes': ({ db }, { params }) => changesOf(db, params.version),
  }
}
