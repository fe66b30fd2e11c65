import { stationOf } from '../../mock/city/stations'
import type { RoundBody } from '@jucai/contract/round-schemas'
import type { Harness } from '../harness'
import { openProject } from '../housing/world'
import {
  applicant,
  enterNumbers,
  lockRound,
  moments,
  publishedRound,
  roundBody,
  ticketBody,
  twoLeads,
  type Office,
} from '../rounds/world'

/** Somebody who applies in these tests. */
export type Applicant = Awaited<ReturnType<typeof applicant>>

const spouse = { relation: 'spouse' as const, name: '陈一鸣', bornOn: '1998-03-04' }
const child = { relation: 'child' as const, name: '陈小禾', bornOn: '2024-05-06' }

/** A round that is open, of two types of flats in one project, with people who have applied and one who has not. */
export interface OpenRound {
  office: Office
  round: string
  station: string
  types: string[]
  people: Applicant[]
  /** Has a family and has not applied. */
  family: Applicant
}

/** Publishes a round, lets the window open, and lets some apply. */
export const openRound = async (
  harness: Harness,
  { people: count = 12, changes = {} }: { people?: number; changes?: Partial<RoundBody> } = {},
): Promise<OpenRound> => {
  const office = await twoLeads(harness)
  const studios = await openProject(harness, 6)
  const rooms = await openProject(harness, 4, {
    station: stationOf.hostel,
    code: 'test-tower',
    layout: 'one-room',
    marketFen: 230_000,
  })
  const round = await publishedRound(
    office,
    roundBody([...studios.flats, ...rooms.flats], { kept: { 6: 'family', 7: 'family' }, ...changes }),
  )
  harness.clock.set(moments.window)
  const people: Applicant[] = []
  for (let at = 0; at < count; at += 1) {
    const person = await applicant(harness, { state: at === 3 ? 'rejected' : 'approved' })
    await person.call('PUT /me/rounds/:round/ticket', {
      params: { round },
      body: ticketBody(at % 2 === 0 ? studios.station : rooms.station),
    })
    people.push(person)
  }
  const family = await applicant(harness, { household: [spouse, child] })
  return { office, round, station: studios.station, types: [studios.type, rooms.type], people, family }
}

/** Applies for the family with documents that are sound. */
export const applyAsFamily = ({ family, round, station, types }: OpenRound) =>
  family.call('PUT /me/rounds/:round/ticket', {
    params: { round },
    body: ticketBody(station, {
      wishes: [
        { stationId: stationOf.hostel, typeId: types[1] ?? null },
        { stationId: station, typeId: types[0] ?? null },
      ],
      classes: ['family'],
      household: [
        { member: 0, documentType: 'passport', documentNumber: 'E12345678' },
        { member: 1, documentType: 'birth-certificate', documentNumber: 'P430001234' },
      ],
    }),
  })

/** Locks, and draws where it is asked. */
export const lockAndDraw = async (
  harness: Harness,
  { office, round }: OpenRound,
  { draw = true } = {},
): Promise<void> => {
  harness.clock.set(moments.lockable)
  await lockRound(office, round)
  if (!draw) return
  harness.clock.set(moments.drawn)
  await enterNumbers(office, round)
  await office.one.call('POST /round-desk/:round/draw', { params: { round } })
}
