import type { ApplicationActor, ApplicationState } from '@jucai/contract/application-vocabulary'
import type { ApplicationTransition } from './machine'

/** Who decides for the office. */
export const officers: readonly ApplicationActor[] = ['reviewer', 'lead']

/**
 * Rows that programs share: changes asked for in `waiting` and made, withdrawal while nothing is decided,
 * lapse when the applicant does not answer, and the appeal against a refusal, once and within its time,
 * decided by a lead who did not make it, or ended with the account. What was corrected or won on appeal goes on in `review`.
 */
export const usualSteps = (
  waiting: readonly ApplicationState[],
  review: ApplicationState,
  withdrawable: readonly ApplicationState[] = waiting,
): ApplicationTransition[] => [
  ...waiting.map((from): ApplicationTransition => ({
    from,
    event: 'request-changes',
    to: 'changes-requested',
    by: officers,
  })),
  { from: 'changes-requested', event: 'correct', to: review, by: ['applicant'] },
  { from: 'changes-requested', event: 'lapse', to: 'lapsed', by: ['system'] },
  ...[...withdrawable, 'changes-requested' as const].map((from): ApplicationTransition => ({
    from,
    event: 'withdraw',
    to: 'withdrawn',
    by: ['applicant'],
  })),
  { from: 'rejected', event: 'appeal', to: 'appealed', by: ['applicant'], when: ['appeal-open'] },
  { from: 'appealed', event: 'uphold', to: 'rejected', by: ['lead'], when: ['another-judge'] },
  { from: 'appealed', event: 'overturn', to: review, by: ['lead'], when: ['another-judge'] },
  { from: 'appealed', event: 'close', to: 'closed', by: ['system'] }, // whoever appealed has deleted their account
]
