import { employerLimits, looksAllowed } from '@jucai/contract/employer-vocabulary'
import type { Kysely } from 'kysely'
import { auditEach } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Database, Db } from '../core/db'
import { emit } from '../core/outbox'
import { Problem, problem } from '../core/problem'
import { takeTurns } from '../core/turns'
import './events'
import { insertLooks, insertStop, lookedAtOn } from './look-rows'
import { employersById } from './repository'

/** People about to be shown to an employer. */
export interface Look {
  employerId: string
  /** Who of its people looks. */
  actorId: string
  personIds: readonly string[]
  /** How many of its posts are open. */
  openPosts: number
  /** What was looked at and why, in Chinese, as the person reads it under 谁看过我的信息. */
  what: string
  why: string
}

/**
 * How many of the first of these people, in the order of a page, an employer may be shown today: so that a page ends
 * where its limit does, and the rest of the limit is not lost. Null is a row that shows nobody. Asked in the
 * transaction that then asks {@link lookedAt}. Zero is left to that one, which refuses and tells the office.
 */
export const looksWithin = async (
  db: Db,
  now: Date,
  { employerId, openPosts }: Pick<Look, 'employerId' | 'openPosts'>,
  personIds: readonly (string | null)[],
): Promise<number> => {
  await takeTurns(db, `employer-looks:${employerId}`)
  const seen = await lookedAtOn(db, employerId, dayOf(now))
  const allowed = looksAllowed(openPosts)
  for (const [at, personId] of personIds.entries()) {
    if (personId !== null) seen.add(personId)
    if (seen.size > allowed && personId !== null) return at
  }
  return personIds.length
}

/**
 * Puts on record that people of an employer look at these persons, in the transaction that shows them. Each
 * person counts once a day; over the limit nobody is shown and the office is told. Asked inside
 * {@link looking}, or a route that writes, so that the office learns of it though nothing else is done.
 * @throws Problem employer-look-limit
 */
export const lookedAt = async (db: Db, now: Date, look: Look): Promise<void> => {
  const { employerId, actorId, personIds, openPosts, what, why } = look
  const day = dayOf(now)
  await takeTurns(db, `employer-looks:${employerId}`)
  const before = await lookedAtOn(db, employerId, day)
  const fresh = [...new Set(personIds)].filter((id) => !before.has(id))
  const allowed = looksAllowed(openPosts)
  if (before.size + fresh.length > allowed) {
    if (await insertStop(db, { employer_id: employerId, day, at: now }))
      await emit(db, now, 'employer.look-limit-reached', { employerId, day })
    throw problem('employer-look-limit', {
      commit: true,
      detail:
        `单位今天最多看 ${allowed} 人：基本 ${employerLimits.looksADay} 人，每个公开的岗位再加 ${employerLimits.looksPerPost} 人，最多 ${employerLimits.mostLooksADay} 人。` +
        '今天看过的人还可以再看，其余请明天再看',
    })
  }
  await insertLooks(
    db,
    fresh.map((id) => ({ employer_id: employerId, day, person_id: id, at: now })),
  )
  const name = (await employersById(db, [employerId])).get(employerId)?.name ?? ''
  await auditEach(
    db,
    personIds.map((personId) => ({
      at: now,
      actorId,
      actorRole: 'employer',
      action: 'employer.looked',
      object: `employer:${employerId}`,
      personId,
      detail: { what, why, station: name },
    })),
  )
}

/**
 * Runs a GET that shows people to an employer in one transaction: what is shown and that it was shown are one
 * act, and a refusal that must be told to the office is kept.
 */
export const looking = async <T>(db: Kysely<Database>, run: (tx: Db) => Promise<T>): Promise<T> => {
  const came = await db.transaction().execute(async (tx): Promise<{ reply: T } | { refusal: Problem }> => {
    try {
      return { reply: await run(tx) }
    } catch (error) {
      if (error instanceof Problem && error.options.commit) return { refusal: error }
      throw error
    }
  })
  if ('refusal' in came) throw came.refusal
  return came.reply
}
