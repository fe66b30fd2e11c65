import type { LeaseActor, LeaseEvent, LeaseGuard, LeaseState } from '@jucai/contract/lease-vocabulary'
import type { Machine } from '../core/machine'

/** The words the machine of a lease is written in. */
export interface LeaseTerms {
  state: LeaseState
  event: LeaseEvent
  actor: LeaseActor
  guard: LeaseGuard
}

/** A lease from the offer to the deposit. Which timers send the system's events is in jobs.ts. */
export const leaseMachine: Machine<LeaseTerms> = {
  initial: 'to-sign',
  transitions: [
    { from: 'to-sign', event: 'sign', to: 'signed', by: ['tenant'] },
    { from: 'to-sign', event: 'lapse', to: 'lapsed', by: ['system'] },
    { from: 'to-sign', event: 'cancel', to: 'cancelled', by: ['tenant', 'office', 'system'] },
    { from: 'signed', event: 'pay', to: 'paid', by: ['system'] },
    { from: 'signed', event: 'lapse', to: 'lapsed', by: ['system'] },
    { from: 'signed', event: 'cancel', to: 'cancelled', by: ['tenant', 'office', 'system'] },
    {
      from: 'paid',
      event: 'hand-over',
      to: 'living',
      by: ['clerk'],
      when: ['in-term', 'both-agreed', 'flat-empty'],
    },
    { from: 'paid', event: 'cancel', to: 'cancelled', by: ['tenant', 'office', 'system'] },
    { from: 'paid', event: 'end-unfetched', to: 'cancelled', by: ['office'], when: ['unfetched'] },
    { from: 'living', event: 'give-notice', to: 'ending', by: ['tenant'] },
    { from: 'living', event: 'renew', to: 'living', by: ['tenant'] },
    { from: 'living', event: 'pass-end', to: 'ending', by: ['system'] },
    { from: 'living', event: 'take-back', to: 'inspected', by: ['clerk'] },
    { from: 'ending', event: 'take-back-notice', to: 'living', by: ['tenant'], when: ['in-term'] },
    { from: 'ending', event: 'take-back', to: 'inspected', by: ['clerk'] },
    { from: 'inspected', event: 'settle', to: 'settled', by: ['system'], when: ['nothing-open'] },
  ],
}
