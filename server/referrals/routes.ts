import type { SmsGateway } from '../core/ports'
import { problem } from '../core/problem'
import type { Handlers } from '../core/route'
import { workOf } from '../core/work'
import type { Kysely } from 'kysely'
import type { Database } from '../core/db'
import {
  answerReferral,
  moveReferral,
  numberIndex,
  officePage,
  officeReferral,
  ownPage,
  ownReferral,
  payReward,
  readRequest,
  refer,
  viewPhone,
  type ReferralDeps,
} from './commands'
import { deleteReferral, unaskNumber } from './repository'
import { rewardsInForce } from './rewards'

/** What the routes need beside: the gateway for the question, and the address its link leads to. */
export interface ReferralRouteDeps extends ReferralDeps {
  db: Kysely<Database>
  sms: SmsGateway
  publicUrl: string | null
}

const notSent = problem('sms-not-sent', { detail: '推荐短信没有发出，请稍后再试，或联系人才办' })

/** Referring, the answer of the person named, and the office's side of it. */
export const referralHandlers = (deps: ReferralRouteDeps): Handlers => {
  const { vault } = deps
  const by = workOf(deps)
  return {
    'GET /referral-rewards': async ({ db }) => ({ items: [...(await rewardsInForce(db))] }),
    'POST /me/referrals': {
      run: async (call, { body }) => {
        if (!deps.publicUrl) throw notSent
        const { referral, code } = await refer(by(call), body)
        // What follows the host: a variable of a template may not hold a whole address.
        const values = [`homecoming/referral-answer/index?code=${code}`]
        call.afterCommit(async () => {
          const outcome = await deps.sms.sendNotice(
            body.phone,
            { topic: 'referral-request', values },
            referral.id,
          )
          if (outcome === 'sent') return
          await deleteReferral(deps.db, referral.id)
          await unaskNumber(deps.db, numberIndex(vault, body.phone))
          throw notSent
        })
        return referral
      },
      keep: ({ id }) => id,
      again: (call, _request, id) => ownReferral(by(call), id),
    },
    'GET /me/referrals': (call, { query }) => ownPage(by(call), query),
    'GET /referral-requests/:code': (call, { params }) => readRequest(by(call), params.code),
    'PUT /referral-requests/:code/answer': (call, { params, body }) =>
      answerReferral(by(call), params.code, body.agree),
    'GET /referrals': (call, { query }) => officePage(by(call), query),
    'POST /referrals/:referral/phone-views': (call, { params, body }) =>
      viewPhone(by(call), params.referral, body.why),
    'POST /referrals/:referral/steps': {
      run: (call, { params, body }) => moveReferral(by(call), params.referral, body),
      again: (call, { params }) => officeReferral(by(call), params.referral),
    },
    'PUT /referrals/:referral/payment': (call, { params, body }) =>
      payReward(by(call), params.referral, body.paidOn),
  }
}
