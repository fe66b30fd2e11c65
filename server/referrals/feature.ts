import type { Feature } from '../core/feature'
import { referralReactions } from './jobs'
import { referralsExport } from './own-data'
import { closeUnanswered } from './repository'
import { referralHandlers, type ReferralRouteDeps } from './routes'

/** 亲情招商: who referred whom or what, and what came of it. */
export const referrals = (deps: ReferralRouteDeps): Feature => ({
  name: 'referrals',
  handlers: referralHandlers(deps),
  reactions: referralReactions(deps),
  messages: ['referral-request'],
  people: {
    tables: {
      referral: {
        of: ['referrer_id'],
        sealed: ['relation'],
        keeps: {
          name: 'of somebody else, who agreed to it; deleted when they decline',
          phone: 'the same',
          title: 'the same',
          about: 'the same',
        },
        exported: 'referrals',
        onErase: 'sealed',
      },
      referral_step: {
        through: { column: 'referral_id', table: 'referral' },
        by: ['by_person'],
        keeps: { note: 'what the office wrote about the case of somebody who agreed' },
        exported: 'referrals',
        onErase: { stays: 'the history of a case that goes on' },
      },
    },
    exports: { referrals: (db, personId) => referralsExport(db, deps.vault, personId) },
    erase: closeUnanswered,
  },
})
