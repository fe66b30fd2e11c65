import { cursorUnknown } from '../core/keyset'
import { problem } from '../core/problem'
import type { Handlers } from '../core/route'
import { isId } from '../core/values'
import { workOf } from '../core/work'
import { giveAccount, ownAccount, returnedTo } from './bank-accounts'
import { allot, budgetPage, setBudget, wouldAllot } from './budgets'
import type { LedgerDeps } from './deps'
import { linePage, openLines, returnById, returnPage, suspenseOf } from './return-rows'
import { commitReturn, discardReturn, showReturn, uploadReturn } from './returns'
import { orderPage } from './run-rows'
import { createRun, releaseRun, runFile, runPage, showRun, withdrawRun } from './runs'
import { explainLine, settleLine, settleLines } from './settle'
import { ownPayment, ownPayments, paymentPage } from './show'
import { publicTotals } from './totals'

/** A place in a list by number: a row, a number in a run. @throws Problem invalid-request */
const numberAfter = (after: string | undefined): number => {
  if (after === undefined) return 0
  if (!/^\d{1,9}$/.test(after)) throw cursorUnknown()
  return Number(after)
}
const idAfter = (after: string | undefined): string | null => {
  if (after === undefined) return null
  if (!isId(after)) throw cursorUnknown()
  return after
}

const ownHandlers = ({ vault }: LedgerDeps): Handlers => ({
  'GET /me/payments': ({ db, actor }, { query }) => ownPayments(db, vault, actor.personId, query),
  'GET /me/payments/:payment': ({ db, actor }, { params }) =>
    ownPayment(db, vault, actor.personId, params.payment),
  'GET /me/bank-account': async ({ db, actor }) => ({
    account: await ownAccount(db, vault, actor.personId),
    returned: await returnedTo(db, actor.personId),
  }),
  'GET /ledger/totals': ({ db, now }, { query }) => publicTotals(db, now, query.scheme),
})

const runHandlers = (deps: LedgerDeps): Handlers => {
  const by = workOf(deps)
  return {
    'POST /ledger/runs': (call, { body }) => createRun(by(call), body),
    'GET /ledger/runs': ({ db, actor }, { query }) => runPage(db, actor.personId, query),
    'GET /ledger/runs/:run': ({ db, actor }, { params }) => showRun(db, params.run, actor.personId),
    'GET /ledger/runs/:run/orders': async ({ db, actor }, { params, query }) => {
      await showRun(db, params.run, actor.personId)
      return orderPage(db, deps.vault, params.run, {
        after: numberAfter(query.after),
        limit: query.limit ?? 20,
      })
    },
    'POST /ledger/runs/:run/release': (call, { params, body }) =>
      releaseRun(by(call), params.run, body.version),
    'POST /ledger/runs/:run/withdrawal': (call, { params, body }) => withdrawRun(by(call), params.run, body),
    'GET /ledger/runs/:run/file': (call, { params }) => runFile(by(call), params.run),
  }
}

const returnHandlers = (deps: LedgerDeps): Handlers => {
  const by = workOf(deps)
  const { vault } = deps
  return {
    'POST /ledger/returns': {
      ask: async ({ body }, { now }) => {
        const take = await uploadReturn(deps, now, body)
        return (call) => take(by(call))
      },
    },
    'GET /ledger/returns': ({ db }, { query }) => returnPage(db, query),
    'GET /ledger/returns/:bankReturn': ({ db }, { params }) => showReturn(db, params.bankReturn),
    'GET /ledger/returns/:bankReturn/lines': async ({ db }, { params, query }) => {
      if (!(await returnById(db, params.bankReturn))) throw problem('not-found')
      return linePage(db, vault, params.bankReturn, {
        after: numberAfter(query.after),
        limit: query.limit ?? 20,
        verdict: query.verdict,
        state: query.state,
        mismatch: query.mismatch,
      })
    },
    'POST /ledger/returns/:bankReturn/commit': (call, { params }) =>
      commitReturn(by(call), params.bankReturn),
    'DELETE /ledger/returns/:bankReturn': (call, { params }) => discardReturn(by(call), params.bankReturn),
    'POST /ledger/returns/:bankReturn/settlements': (call, { params, body }) =>
      settleLines(by(call), params.bankReturn, body),
    'GET /ledger/open-lines': async ({ db }, { query }) => ({
      ...(await openLines(db, vault, { after: idAfter(query.after), limit: query.limit ?? 20 })),
      ...(await suspenseOf(db)),
    }),
    'POST /ledger/lines/:line/settlement': (call, { params, body }) =>
      settleLine(by(call), params.line, body),
    'PUT /ledger/lines/:line/explanation': (call, { params, body }) =>
      explainLine(by(call), params.line, body.why),
  }
}

/** What people are paid, the office's work on it, and the public's totals. */
export const ledgerHandlers = (deps: LedgerDeps): Handlers => {
  const by = workOf(deps)
  return {
    ...ownHandlers(deps),
    ...runHandlers(deps),
    ...returnHandlers(deps),
    'PUT /me/bank-account': (call, { body: { payeeName, bankName, number } }) =>
      giveAccount(by(call), call.actor.personId, { name: payeeName, bank: bankName, number }),
    'GET /ledger/budgets': ({ db }, { query }) => budgetPage(db, query),
    'PUT /ledger/budgets/:scheme/:year': (call, { params, body }) => setBudget(by(call), params, body),
    'GET /ledger/budgets/:scheme/:year/allotments': (call, { params, query }) =>
      wouldAllot(call, params, query),
    'POST /ledger/budgets/:scheme/:year/allotments': (call, { params, body }) =>
      allot(by(call), params, body),
    'GET /ledger/payments': ({ db }, { query }) => paymentPage(db, query),
  }
}
