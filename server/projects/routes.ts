import type { Handlers } from '../core/route'
import type { PageRequest } from '../core/keyset'
import { workOf } from '../core/work'
import { addCommitment, correctCapital, decideOnCapital, enterCapital, takeCommitmentBack } from './capital'
import { comparison, comparisonCsv, officePage } from './comparison'
import { answerCode, objectTo, ownPage, readRequest } from './consenting'
import type { ByPerson, ProjectDeps } from './deps'
import { askIntroduction, endAsOffice } from './introductions'
import { tieReferral } from './rewards'
import { problem } from '../core/problem'
import { projectById } from './repository'
import { shownProject } from './show'
import { capitalPage, commitmentPage, introductionPage, quotaPage, stepPage } from './show-lists'
import { takeStepBack } from './taking-back'
import type { ProjectRow } from './tables'
import { addProject, moveProject, saveDetails } from './stages'

type Call = Parameters<ReturnType<typeof workOf<ProjectDeps>>>[0] & { actor: ByPerson['actor'] }
type InProject = { params: { investmentProject: string } }

/** The lists of a project that go on. */
const listHandlers = (deps: ProjectDeps) => {
  const by = workOf(deps)
  const of =
    <T>(page: (work: ByPerson, row: ProjectRow, asked: PageRequest) => Promise<T>) =>
    async (call: Call, { params, query }: InProject & { query: PageRequest }): Promise<T> => {
      const row = await projectById(call.db, params.investmentProject)
      if (!row) throw problem('not-found')
      return page(by(call), row, query)
    }
  return {
    'GET /office/investment-projects/:investmentProject/steps': of(stepPage),
    'GET /office/investment-projects/:investmentProject/capital': of(capitalPage),
    'GET /office/investment-projects/:investmentProject/commitments': of(commitmentPage),
    'GET /office/investment-projects/:investmentProject/introductions': of(introductionPage),
    'GET /office/investment-projects/:investmentProject/quota': of(quotaPage),
  } satisfies Handlers
}

/** Of the office. Every write can be asked again, and answers the project as it stands by then. */
const officeHandlers = (deps: ProjectDeps): Handlers => {
  const by = workOf(deps)
  const again = (call: Call, { params }: InProject) => shownProject(by(call), params.investmentProject)
  return {
    'GET /office/investment-projects': (call, { query }) => officePage(by(call), query),
    'POST /office/investment-projects': {
      run: (call, { body }) => addProject(by(call), body),
      keep: ({ id }) => id,
      again: (call, _request, id) => shownProject(by(call), id),
    },
    'GET /office/investment-projects/:investmentProject': again,
    'PUT /office/investment-projects/:investmentProject/details': {
      run: (call, { params, body }) => saveDetails(by(call), params.investmentProject, body),
      again,
    },
    'POST /office/investment-projects/:investmentProject/steps': {
      run: (call, { params, body }) => moveProject(by(call), params.investmentProject, body),
      again,
    },
    'POST /office/investment-projects/:investmentProject/step-corrections': {
      run: (call, { params, body }) => takeStepBack(by(call), params.investmentProject, body),
      again,
    },
    'POST /office/investment-projects/:investmentProject/capital': {
      run: (call, { params, body }) => enterCapital(by(call), params.investmentProject, body),
      again,
    },
    'POST /office/investment-projects/:investmentProject/capital/:capitalEntry/correction': {
      run: (call, { params, body }) =>
        correctCapital(by(call), params.investmentProject, params.capitalEntry, body),
      again,
    },
    'POST /office/investment-projects/:investmentProject/capital/:capitalEntry/decision': {
      run: (call, { params, body }) =>
        decideOnCapital(by(call), params.investmentProject, params.capitalEntry, body),
      again,
    },
    'POST /office/investment-projects/:investmentProject/commitments': {
      run: (call, { params, body }) => addCommitment(by(call), params.investmentProject, body),
      again,
    },
    'POST /office/investment-projects/:investmentProject/commitments/:commitment/withdrawal': {
      run: (call, { params, body }) =>
        takeCommitmentBack(by(call), params.investmentProject, params.commitment, body.reason),
      again,
    },
    'POST /office/investment-projects/:investmentProject/introductions': {
      run: (call, { params, body }) => askIntroduction(by(call), params.investmentProject, body),
      keep: ({ code }) => code,
      again: async (call, { params }, code) => ({
        project: await shownProject(by(call), params.investmentProject),
        code,
      }),
    },
    'POST /office/investment-projects/:investmentProject/introductions/:introduction/end': {
      run: (call, { params, body }) =>
        endAsOffice(by(call), params.investmentProject, params.introduction, body),
      again,
    },
    'PUT /office/investment-projects/:investmentProject/referral': {
      run: (call, { params, body }) => tieReferral(by(call), params.investmentProject, body),
      again,
    },
    'GET /office/investment-comparison': (call) => comparison(by(call)),
    'GET /office/investment-comparison/csv': (call) => comparisonCsv(by(call)),
  }
}

/** Of whoever is introduced. */
const personHandlers = (deps: ProjectDeps): Handlers => {
  const by = workOf(deps)
  return {
    'POST /me/introduction-requests': (call, { body }) => readRequest(by(call), body.code),
    'POST /me/introductions': (call, { body }) => answerCode(by(call), body),
    'GET /me/introductions': (call, { query }) => ownPage(by(call), query),
    'POST /me/introductions/:introduction/objection': (call, { params, body }) =>
      objectTo(by(call), params.introduction, body.words),
  }
}

/** What the room answers. */
export const projectHandlers = (deps: ProjectDeps): Handlers => ({
  ...officeHandlers(deps),
  ...listHandlers(deps),
  ...personHandlers(deps),
})
