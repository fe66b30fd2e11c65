import type { ApplicationActor, ApplicationEvent, ApplicationState } from '@jucai/contract/application-vocabulary'

/** One row of a machine: in `from`, `event` by one of `by` leads to `to`. `when` names a guard that must hold; several rows of one event are tried in order. */
export interface Transition {
  from: ApplicationState
  event: ApplicationEvent
  to: ApplicationState
  by: readonly ApplicationActor[]
  /** A fact that must be true, by its key in the facts given to {@link step}. */
  when?: Guard
}

/** Facts a row may ask for: set by the engine before a step. */
export const guards = ['another-person', 'appeal-open', 'notice-over', 'no-open-objection'] as const
export type Guard = (typeof guards)[number]
export type Facts = Readonly<Record<Guard, boolean>>

/** What the clock does in a state: `runs` counts working days for the office, `stopped` waits for the applicant, `none` is at rest. */
export type ClockMode = 'runs' | 'stopped' | 'none'

/** A whole machine as a table. */
export interface Machine { key: string; initial: ApplicationState; transitions: readonly Transition[]; clock: Readonly<Partial<Record<ApplicationState, ClockMode>>> }

/** What a step came to. `refused`: no row fits; `guarded`: a row fits but its guard does not hold. */
export type StepResult = { ok: true; transition: Transition } | { ok: false; because: 'refused' } | { ok: false; because: 'guarded'; guard: Guard }

const holds = (transition: Transition, facts: Facts): boolean => !transition.when || facts[transition.when]

/** The one step a machine can take: pure, and the same on every call. */
export const step = (machine: Machine, from: ApplicationState, event: ApplicationEvent, by: ApplicationActor, facts: Facts): StepResult => {
  const rows = machine.transitions.filter((row) => row.from === from && row.event === event && row.by.includes(by))
  const transition = rows.find((row) => holds(row, facts))
  if (transition) return { ok: true, transition }
  const [guarded] = rows
  return guarded?.when ? { ok: false, because: 'guarded', guard: guarded.when } : { ok: false, because: 'refused' }
}

/** The events an actor may send now, in the order of the table. */
export const allowedEvents = (machine: Machine, from: ApplicationState, by: ApplicationActor, facts: Facts): ApplicationEvent[] =>
  [...new Set(machine.transitions.filter((row) => row.from === from && row.by.includes(by) && holds(row, facts)).map((row) => row.event))]
