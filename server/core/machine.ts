import type {
  ApplicationActor,
  ApplicationEvent,
  ApplicationState,
} from '@jucai/contract/application-vocabulary'

/**
 * One row of a machine: in `from`, `event` by one of `by` leads to `to`. `when` names guards that must all
 * hold; several rows of one event are tried in order.
 */
export interface Transition {
  from: ApplicationState
  event: ApplicationEvent
  to: ApplicationState
  by: readonly ApplicationActor[]
  /** Facts that must be true, by their keys in the facts given to {@link step}. */
  when?: readonly Guard[]
}

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
export type Facts = Readonly<Record<Guard, boolean>>

/**
 * What the clock does in a state. `runs`: counts working days for the office, going on where it was;
 * `restarts`: counts afresh on entering; `stopped`: waits for the applicant; `notice`: until the public
 * notice is over; absent: at rest.
 */
export type ClockMode = 'runs' | 'restarts' | 'stopped' | 'notice'

/** A whole machine as a table. */
export interface Machine {
  key: string
  initial: ApplicationState
  transitions: readonly Transition[]
  clock: Readonly<Partial<Record<ApplicationState, ClockMode>>>
}

/** What a step came to. `refused`: no row fits; `guarded`: a row fits but this guard does not hold. */
export type StepResult =
  | { ok: true; transition: Transition }
  | { ok: false; because: 'refused' }
  | { ok: false; because: 'guarded'; guard: Guard }

const failing = (transition: Transition, facts: Facts): Guard | undefined =>
  transition.when?.find((guard) => !facts[guard])

/** The one step a machine can take: pure, and the same on every call. */
export const step = (
  machine: Machine,
  from: ApplicationState,
  event: ApplicationEvent,
  by: ApplicationActor,
  facts: Facts,
): StepResult => {
  const rows = machine.transitions.filter(
    (row) => row.from === from && row.event === event && row.by.includes(by),
  )
  const transition = rows.find((row) => failing(row, facts) === undefined)
  if (transition) return { ok: true, transition }
  const [guarded] = rows
  const guard = guarded && failing(guarded, facts)
  return guard ? { ok: false, because: 'guarded', guard } : { ok: false, because: 'refused' }
}

/** The events an actor may send now, in the order of the table. */
export const allowedEvents = (
  machine: Machine,
  from: ApplicationState,
  by: ApplicationActor,
  facts: Facts,
): ApplicationEvent[] => [
  ...new Set(
    machine.transitions
      .filter((row) => row.from === from && row.by.includes(by) && failing(row, facts) === undefined)
      .map((row) => row.event),
  ),
]
