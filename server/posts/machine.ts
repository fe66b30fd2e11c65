import type { AnswerEvent, CandidateEvent, JobApplicationState } from '@jucai/contract/post-vocabulary'
import { allowedEvents, step, type Machine } from '../core/machine'

/** The words of the machine of job applications. */
export interface JobTerms {
  state: JobApplicationState
  event: AnswerEvent | CandidateEvent | 'look' | 'close'
  actor: 'candidate' | 'employer' | 'system'
  guard: never
}

const waiting = ['sent', 'seen'] as const
const going = [...waiting, 'shortlisted', 'interview'] as const
const unfinished = [...going, 'offered'] as const

/**
 * From sending to an end that one can read. Whoever was answered no is answered with a reason. An appeal that is upheld
 * takes what ended with its post back to where it stood (`restoreEnded`), which no event of this machine does.
 */
export const jobMachine: Machine<JobTerms> = {
  initial: 'sent',
  transitions: [
    { from: 'sent', event: 'look', to: 'seen', by: ['employer'] },
    ...waiting.map((from) => ({ from, event: 'shortlist', to: 'shortlisted', by: ['employer'] }) as const),
    ...(['shortlisted', 'interview'] as const).map(
      (from) => ({ from, event: 'interview', to: 'interview', by: ['employer'] }) as const,
    ),
    ...(['shortlisted', 'interview'] as const).map(
      (from) => ({ from, event: 'offer', to: 'offered', by: ['employer'] }) as const,
    ),
    ...going.map((from) => ({ from, event: 'reject', to: 'rejected', by: ['employer'] }) as const),
    { from: 'offered', event: 'accept', to: 'accepted', by: ['candidate'] },
    { from: 'offered', event: 'decline', to: 'declined', by: ['candidate'] },
    ...[...unfinished, 'accepted' as const].map(
      (from) => ({ from, event: 'withdraw', to: 'withdrawn', by: ['candidate'] }) as const,
    ),
    ...unfinished.map((from) => ({ from, event: 'close', to: 'closed-with-post', by: ['system'] }) as const),
  ],
}

/** Where an event leads; null when it may not happen there. */
export const leadsTo = (
  from: JobApplicationState,
  event: JobTerms['event'],
  by: JobTerms['actor'],
): JobApplicationState | null => {
  const result = step(jobMachine, from, event, by, {} as Record<never, boolean>)
  return result.ok ? result.transition.to : null
}
/** What somebody may do now. */
export const eventsAt = (from: JobApplicationState, by: 'candidate' | 'employer'): JobTerms['event'][] =>
  allowedEvents(jobMachine, from, by, {} as Record<never, boolean>)
