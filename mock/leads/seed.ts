import { applicationDeps } from '../../server/app'
import { applicationRows } from '../../server/applications'
import { dayOf } from '../../server/core/clock'
import { addNote, followUp, planNext, type LeadDeps } from '../../server/stations'
import { clerkAt, daysBefore, graduate, type Seed } from '../world'
import { sampleFollowUps } from './follow-ups'

/** Whose registrations they follow up. */
export const after: Seed['after'] = ['applications']

/** What came of the registrations of returnees. */
export const seed: Seed['seed'] = async (tx, world) => {
  const { now, vault } = world
  const deps: LeadDeps = { vault, applications: await applicationDeps({ vault }) }
  for (const { graduate: number, next, note, came } of sampleFollowUps) {
    const { id, station_id: stationId } = await applicationRows(tx)
      .where('person_id', '=', await graduate(tx, world, number))
      .where('program', '=', 'homecoming')
      .executeTakeFirstOrThrow()
    const work = { db: tx, now, deps, actor: await clerkAt(tx, world, stationId ?? '') }
    if (note) await addNote(work, id, note)
    for (const { daysAgo, kind, note: words, amountFen = null } of came)
      await followUp(work, id, { kind, on: dayOf(daysBefore(world, daysAgo)), note: words, amountFen })
    if (next !== undefined) await planNext(work, id, dayOf(daysBefore(world, -next)))
  }
}
