/** The words a machine is written in: its states, its events, who sends them, and what they may depend on. */
export interface Terms {
  state: string
  event: string
  actor: string
  guard: string
}

/**
 * One row of a machine: in `from`, `event` by one of `by` leads to `to`. `when` names guards that must all
 * hold; several rows of one event are tried in order.
 */
export interface Transition<T extends Terms> {
  from: T['state']
  event: T['event']
  to: T['state']
  by: readonly T['actor'][]
  /** Facts that must be true, by their keys in the facts given to {@link step}. */
  when?: readonly T['guard'][]
}

/** Whether each guard holds. */
export type Facts<T extends Terms> = Readonly<Record<T['guard'], boolean>>

/** What may happen, as a table. */
export interface Machine<T extends Terms> {
  initial: T['state']
  transitions: readonly Transition<T>[]
}

/** What a step came to. `refused`: no row fits; `guarded`: a row fits but this guard does not hold. */
export type StepResult<T extends Terms> =
  | { ok: true; transition: Transition<T> }
  | { ok: false; because: 'refused' }
  | { ok: false; because: 'guarded'; guard: T['guard'] }

const failing = <T extends Terms>(transition: Transition<T>, facts: Facts<T>): T['guard'] | undefined =>
  transition.when?.find((guard: T['guard']) => !facts[guard])

/** The one step a machine can take: pure, and the same on every call. */
export const step = <T extends Terms>(
  machine: Machine<T>,
  from: T['state'],
  event: T['event'],
  by: T['actor'],
  facts: Facts<T>,
): StepResult<T> => {
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
export const allowedEvents = <T extends Terms>(
  machine: Machine<T>,
  from: T['state'],
  by: T['actor'],
  facts: Facts<T>,
): T['event'][] => [
  ...new Set(
    machine.transitions
      .filter((row) => row.from === from && row.by.includes(by) && failing(row, facts) === undefined)
      .map((row) => row.event),
  ),
]
