import type { Db } from './db'

/** What an act is done with: the open transaction, the moment of the act, what its room is built from. */
export interface Work<Deps> {
  db: Db
  now: Date
  deps: Deps
}

/** The same, and who acts. */
export interface WorkBy<Actor, Deps> extends Work<Deps> {
  actor: Actor
}

/** Makes the work of a request out of what its handler is given. */
export const workOf =
  <Deps>(deps: Deps) =>
  <Actor>({ db, now, actor }: { db: Db; now: Date; actor: Actor }): WorkBy<Actor, Deps> => ({
    db,
    now,
    deps,
    actor,
  })
