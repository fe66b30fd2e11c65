import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { holdPerson } from '../core/person'
import type { Work, WorkBy } from '../core/work'
import { versionInForce } from './books'
import type { FactDeps } from './facts'
import { lookAt, outlookOf } from './outlook'

type WatchWork = WorkBy<{ personId: string }, FactDeps>

/** Since when somebody is told on the day when a policy opens or ends for them; null: they are not. */
export const watchOf = async (db: Db, personId: string): Promise<{ since: string | null }> => ({
  since: (await outlookOf(db, personId))?.watched_since?.toISOString() ?? null,
})

const setSince = async ({ db, now, actor }: WatchWork, since: Date | null): Promise<void> => {
  const day = dayOf(now)
  await db
    .insertInto('policy_outlook')
    .values({
      person_id: actor.personId,
      book_version: 0,
      looked_on: day,
      next_on: day,
      watched_since: since,
    })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ watched_since: since }))
    .execute()
}

/** Agrees to be told, or ends it at once; saying the same again changes nothing. */
export const setWatch = async (work: WatchWork, on: boolean): Promise<{ since: string | null }> => {
  const { db, now, actor } = work
  await holdPerson(db, actor.personId)
  const { since } = await watchOf(db, actor.personId)
  if ((since !== null) === on) return { since }
  await setSince(work, on ? now : null)
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'holder',
    action: on ? 'policy-watch.on' : 'policy-watch.off',
    object: `person:${actor.personId}`,
    personId: actor.personId,
  })
  if (on) await lookAt(work, actor.personId, 'own act')
  return watchOf(db, actor.personId)
}

/** Before somebody tells other facts: what their day has brought is told of those that they told before. */
export const lookBeforeTelling = async (work: WatchWork): Promise<void> => {
  await holdPerson(work.db, work.actor.personId) // before the turn of their answers, as it is held after them too
  const row = await outlookOf(work.db, work.actor.personId)
  if (!row?.watched_since) return
  const isBehind = row.book_version > 0 && row.book_version < (await versionInForce(work.db))
  if (isBehind || row.next_on <= dayOf(work.now)) await lookAt(work, row.person_id, 'the day')
}

/** After facts changed of somebody who is looked at. */
export const lookAgain = async (
  work: Work<FactDeps>,
  personId: string,
  because: 'own act' | 'a decision',
): Promise<void> => {
  if (await outlookOf(work.db, personId)) await lookAt(work, personId, because)
}

/** Two accounts become one, which is looked at anew; whoever agreed to be told in either goes on being told. */
export const joinOutlooks = async (db: Db, fromId: string, intoId: string, now: Date): Promise<void> => {
  const from = await outlookOf(db, fromId)
  const into = await outlookOf(db, intoId)
  if (!from && !into) return
  await db.deleteFrom('policy_outlook').where('person_id', 'in', [fromId, intoId]).execute()
  const day = dayOf(now)
  await db
    .insertInto('policy_outlook')
    .values({
      person_id: intoId,
      book_version: 0,
      looked_on: day,
      next_on: day,
      watched_since: into?.watched_since ?? from?.watched_since ?? null,
    })
    .execute()
}
