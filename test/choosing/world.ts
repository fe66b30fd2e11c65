import { stationOf } from '../../mock/city/stations'
import { flatsById, moveFlat } from '../../server/housing'
import type { Harness, Visitor } from '../harness'
import { openProject } from '../housing/world'
import { openRound, type InLine, type RoundRules } from './line'

/** A round of a test whose slots may be opened: its id, codes of its flats, its people. */
export interface Opened {
  roundId: string
  codes: string[]
  flats: string[]
}

let projects = 0
/** Opens a project with flats, puts them into a round, and lines people up. */
export const roundOf = async (
  harness: Pick<Harness, 'app' | 'db' | 'clock'>,
  people: readonly (InLine | Visitor)[],
  count: number,
  rules: RoundRules & { reserved?: Record<number, string>; station?: string } = {},
): Promise<Opened> => {
  const { app, db, clock } = harness
  await app.worker.drain() // who chose in a round before goes out of those there are, not of this one
  const { reserved = {}, station, ...times } = rules
  const project = await openAlso(harness, count, station)
  for (const flatId of project.flats)
    await moveFlat(
      { db, now: clock.now() },
      { flatId, from: ['free'], to: 'in-round', reason: '进入测试批次', by: null },
    )
  const facts = await flatsById(db, project.flats)
  const codes = project.flats.map((id) => facts.find((one) => one.id === id)?.code as string)
  const roundId = await openRound(
    db,
    people.map((one) => ({ ...('call' in one ? { personId: one.personId } : one) })),
    project.flats.map((flatId, at) => ({
      flatId,
      flatCode: codes[at] as string,
      reservedFor: reserved[at] ?? null,
    })),
    { choosingFrom: new Date('2026-11-22T00:00:00Z'), ...times },
  )
  return { roundId, codes, flats: project.flats }
}

const stations = Object.values(stationOf)
// A station is one project, so each further round of a test file is at another.
const openAlso = async (harness: Pick<Harness, 'db'>, count: number, station: string | undefined) => {
  projects += 1
  return openProject(harness, count, {
    code: `yard-${projects}`,
    station: station ?? stations[projects % stations.length],
  })
}
