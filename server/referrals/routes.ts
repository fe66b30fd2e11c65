import type { SmsGateway } from '../core/ports'
import { problem } from '../core/problem'
import type { Handlers } from '../core/route'
import type { Kysely } from 'kysely'
import type { Database } from '../core/db'
import {
  answer,
  move,
  numberIndex,
  officePage,
  ownPage,
  pay,
  phoneView,
  refer,
  request,
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
  return {
    'GET /referral-rewards': async ({ db }) => ({ items: [...(await rewardsInForce(db))] }),
    'POST /me/referrals': async ({ db, now, actor, afterCommit }, { body }) => {
      if (!deps.publicUrl) throw notSent
      const { referral, code } = await refer(db, deps, now, actor.personId, body)
      // What follows the host: a variable of a template may not hold a whole address.
      const values = [`homecoming/referral-answer/index?code=${code}`]
      afterCommit(async () => {
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
    'GET /me/referrals': ({ db, actor }, { query }) =>
      ownPage(db, vault, actor.personId, query.after, query.limit ?? 20),
    'GET /referral-requests/:code': ({ db, now }, { params }) => request(db, vault, now, params.code),
    'PUT /referral-requests/:code/answer': ({ db, now }, { params, body }) =>
      answer(db, vault, now, params.code, body.agree),
    'GET /referrals': ({ db, now, actor }, { query }) =>
      officePage(db, vault, now, actor.personId, query.state, query.after, query.limit ?? 20),
    'POST /referrals/:referral/phone-views': ({ db, now, actor }, { params, body }) =>
      phoneView(db, vault, now, actor.personId, params.referral, body.why),
    'POST /referrals/:referral/steps': ({ db, now, actor }, { params, body }) =>
      move(db, deps, now, actor.personId, params.referral, body.state, body.note),
    'PUT /referrals/:referral/payment': ({ db, now, actor }, { params, body }) =>
      pay(db, vault, now, actor.personId, params.referral, body.paidOn),
  }
}
