import type { FollowUp } from '@jucai/contract/stations'
import { applicationOf, calendarInForce, dueOf } from '../applications'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { problem } from '../core/problem'
import { followUpsOf, handOversOf, homecomingsOf, leadOf, notesOf } from './lead-records'
import { stationsInForce } from './profiles'
import { staffName } from './roster'
import { allVisits, shownVisit } from './visit-records'
import type { VisitorWork } from './visits'

/** Who answers for a returnee's registration, by when, and what has happened. @throws Problem not-found */
export const followUpOf = async (
  { db, now, deps: { vault }, actor: { personId } }: VisitorWork,
  id: string,
): Promise<FollowUp> => {
  const record = await applicationOf(db, vault, id)
  if (!record || record.personId !== personId || record.program !== 'homecoming') throw problem('not-found')
  const { city, stations } = await stationsInForce(db)
  const station = stations.find((one) => one.id === record.stationId)
  const contact = record.contactId
    ? {
        name: await staffName(db, vault, record.contactId),
        station: station?.name ?? city.office,
        phone: station?.phone ?? city.officePhone,
      }
    : null
  return {
    applicationId: id,
    contact,
    replyBy: dueOf(await calendarInForce(db), record.clock, now),
    answer: (await leadOf(db, vault, id)).answer,
    milestones: (await followUpsOf(db, vault, id)).map(({ kind, on, note }) => ({ kind, on, note })),
    visits: (await allVisits(db, personId))
      .filter((visit) => visit.state !== 'cancelled' && visit.booked_at >= record.submittedAt)
      .map(shownVisit(vault)),
  }
}

/** What stations keep about a person, for the export of their data. */
export const leadsExport = async (db: Db, vault: Vault, personId: string): Promise<unknown[]> => {
  const all: unknown[] = []
  for (const id of await homecomingsOf(db, personId)) {
    all.push({
      applicationId: id,
      ...(await leadOf(db, vault, id)),
      milestones: await followUpsOf(db, vault, id),
      handOvers: await handOversOf(db, vault, id),
      notes: (await notesOf(db, vault, id)).map(({ at, text }) => ({ at, text })),
    })
  }
  return all
}
