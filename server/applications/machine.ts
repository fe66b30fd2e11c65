import type {
  ApplicationActor,
  ApplicationEvent,
  ApplicationState,
} from '@jucai/contract/application-vocabulary'
import type { Facts, Machine, StepResult, Transition } from '../core/machine'

/**
 * Facts a row may ask for, set by the engine before a step. `another-person`: not who recommended it, where
 * two persons are asked for; `another-judge`: not who refused it; `appeal-open`: within the time,
 * and the first appeal; `notice-over`: the public notice has had its days; `no-open-objection`: every
 * objection to it was answered and dismissed; `answered-before`: a station answered.
 */
export const guards = [
  'another-person',
  'another-judge',
  'appeal-open',
  'notice-over',
  'no-open-objection',
  'answered-before',
] as const
export type Guard = (typeof guards)[number]

/** The words machines of applications are written in. */
export interface ApplicationTerms {
  state: ApplicationState
  event: ApplicationEvent
  actor: ApplicationActor
  guard: Guard
}
/** One row of such a machine. */
export type ApplicationTransition = Transition<ApplicationTerms>
/** What the guards of a step are judged on. */
export type ApplicationFacts = Facts<ApplicationTerms>
/** What a step of an application came to. */
export type ApplicationStepResult = StepResult<ApplicationTerms>

/**
 * What the clock does in a state. `runs`: counts working days for the office, going on where it was;
 * `restarts`: counts afresh on entering; `stopped`: waits for the applicant; `notice`: until the public
 * notice is over; absent: at rest.
 */
export type ClockMode = 'runs' | 'restarts' | 'stopped' | 'notice'

/** How applications of a program go from state to state, and in which of them time runs. */
export interface ApplicationMachine extends Machine<ApplicationTerms> {
  clock: Readonly<Partial<Record<ApplicationState, ClockMode>>>
}
