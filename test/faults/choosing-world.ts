import { sql } from 'kysely'
import { publishSampleCity } from '../../mock/seed'
import { testVault } from '../../mock/fakes'
import { openSession } from '../../server/accounts/sessions'
import { systemRandomness } from '../../server/adapters/keys'
import { choosingDeps } from '../../server/app'
import { advance } from '../../server/choosing'
import { openDatabase, type Db } from '../../server/core/db'
import { migrate } from '../../server/core/migrate'
import { flatsById } from '../../server/housing'
import { openProject } from '../housing/world'
import { choosingSetOn, toMorning } from './daytime'
import { drawnRound } from './real-round'

/** Somebody who has a ticket, and their session. */
export interface Chooser {
  personId: string
  token: string
}
/** A round that was applied for, locked and drawn, in which everybody whom it calls may choose at the same time. */
export interface ChoosingWorld {
  roundId: string
  flats: string[]
  codes: string[]
  people: Chooser[]
  /** How far the clock of choosing is set on, so that it is day. */
  setOnMs: number
}

/** Makes it in this database; the slots of whom the procedure calls first are open. */
export const makeChoosingWorld = async (
  url: string,
  { people: count, flats, holdSeconds }: { people: number; flats: number; holdSeconds: number },
): Promise<ChoosingWorld> => {
  const db = openDatabase(url)
  const now = new Date()
  const setOnMs = toMorning(now)
  await migrate(db)
  await publishSampleCity(db, now)
  const project = await openProject({ db }, flats)
  const facts = await flatsById(db, project.flats)
  const codes = project.flats.map((id) => facts.find((one) => one.id === id)?.code as string)
  const roundId = await drawnRound(db, now, {
    flats: project.flats,
    station: project.station,
    tickets: count,
    atOnce: count,
  })
  await holdFor(db, roundId, holdSeconds)
  const people: Chooser[] = []
  const tickets = await db
    .selectFrom('round_ticket')
    .select('person_id')
    .where('round_id', '=', roundId)
    .orderBy('serial')
    .execute()
  for (const { person_id: personId } of tickets) {
    const work = { db, now, deps: { vault: testVault(), random: systemRandomness } }
    const { token } = await openSession(work, { personId, device: 'choosing' })
    people.push({ personId, token })
  }
  const deps = choosingDeps({ vault: testVault(), choosing: choosingSetOn(setOnMs) })
  await db.transaction().execute((tx) => advance({ db: tx, now, deps }, roundId))
  await db.destroy()
  return { roundId, flats: project.flats, codes, people, setOnMs }
}

// Holds of seconds, so that many run out within a run; a round may not say so.
const holdFor = async (db: Db, roundId: string, seconds: number): Promise<void> => {
  await sql`alter table housing_round drop constraint housing_round_hold_seconds_check`.execute(db)
  await sql`update housing_round set hold_seconds = ${seconds} where id = ${roundId}`.execute(db)
}
