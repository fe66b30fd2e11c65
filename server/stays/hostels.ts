import type { Hostel, HostelNight, StayStanding } from '@jucai/contract/stays'
import { nightsOf, nightsShown, yearOfStay } from '@jucai/contract/stay-vocabulary'
import { addDays } from '@jucai/contract/policies/days'
import { cityInForce, openStation } from '../city'
import { dayOf } from '../core/clock'
import { fieldProblem, problem } from '../core/problem'
import { profileOf } from '../profiles'
import { freeByNight, isInService } from './availability'
import type { GuestWork, StayWork } from './deps'
import { guestOf } from './guests'
import { nightsTaken } from './nights'
import { allHostels, bedsOf, countedIn, hostelById, rulesOf } from './repository'

/** Every open hostel, in the order of the city's stations. */
export const hostelList = async ({ db, now, deps }: StayWork): Promise<{ items: Hostel[] }> => {
  const { stations } = await cityInForce(db)
  const rows = new Map((await allHostels(db)).map((row) => [row.station_id, row]))
  const tonight = dayOf(now)
  const limits = await deps.limits(db, tonight)
  const items: Hostel[] = []
  for (const station of stations) {
    const row = rows.get(station.id)
    if (!row) continue
    const beds = (await bedsOf(db, station.id)).filter((bed) => isInService(bed, tonight))
    const [night] = freeByNight(beds, await nightsTaken(db, station.id, tonight, tonight), [tonight])
    const { id, name, regionName, address, latitude, longitude, phone, hours } = station
    items.push({
      ...{ id, name, regionName, address, latitude, longitude, phone, hours },
      about: row.about,
      houseRules: row.house_rules as string[],
      ...rulesOf(row),
      limits,
      beds: (night?.free ?? []).map(({ kind }) => ({
        kind,
        beds: beds.filter((bed) => bed.kind === kind).length,
      })),
      freeTonight: (night?.free ?? []).reduce((sum, { beds: free }) => sum + free, 0),
    })
  }
  return { items }
}

/** Free beds by night, as far as one may book. @throws Problem not-found, invalid-request */
export const hostelNights = async (
  { db, now }: StayWork,
  hostelId: string,
  from: string | undefined,
): Promise<{ items: HostelNight[] }> => {
  const hostel = await hostelById(db, hostelId)
  if (!hostel || !(await openStation(db, hostelId))) throw problem('not-found')
  const today = dayOf(now)
  const first = from ?? today
  if (first < today) throw fieldProblem('/from', '这一天已经过去')
  const end = addDays(today, hostel.ahead_days)
  const last = addDays(first, nightsShown - 1)
  const nights = nightsOf(first, addDays(last < end ? last : end, 1))
  return {
    items: freeByNight(await bedsOf(db, hostelId), await nightsTaken(db, hostelId, first, last), nights),
  }
}

/** Whether somebody may stay from a day on, by the policy, and what is left of the year. */
export const stayStanding = async (
  { db, now, deps, actor: { personId } }: GuestWork,
  day = dayOf(now),
): Promise<StayStanding> => {
  const profile = await profileOf(db, deps.vault, personId)
  const limits = await deps.limits(db, day)
  const year = yearOfStay(day)
  const guest = profile ? guestOf(deps.vault, profile) : { personId, documentIndex: null }
  const staysCounted = await countedIn(db, guest, year)
  const judged = profile
    ? await deps.judge(db, { registration: profile, day })
    : { outcome: 'unknown' as const, criteria: [] }
  return {
    day,
    outcome: judged.outcome,
    criteria: judged.criteria,
    limits,
    year,
    staysCounted,
    staysLeft: Math.max(0, (limits?.staysPerYear ?? 0) - staysCounted),
  }
}
