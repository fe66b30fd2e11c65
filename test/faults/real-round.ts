import { testVault } from '../../mock/fakes'
import { issuerKeyFromSeed, systemRandomness } from '../../server/adapters/keys'
import type { Db } from '../../server/core/db'
import { addPerson } from '../../server/core/person'
import { currentNotice, recordConsent, register } from '../../server/profiles'
import {
  apply,
  askLock,
  confirmLock,
  draw,
  enterSource,
  markChoosing,
  publish,
  writeRound,
  type RoundRoomDeps,
} from '../../server/rounds'
import { registrationOf } from '../harness'
import { bulletins, drawnNumbers, qualify, roundBody, ticketBody } from '../rounds/world'

const dayMs = 86_400_000

const vault = testVault()
const depsAt = (db: Db, moment: Date): RoundRoomDeps => ({
  db,
  vault,
  random: systemRandomness,
  boundary: () => Promise.resolve(moment),
  tiers: () => Promise.resolve(new Map()),
  rentPercent: () => Promise.resolve(null),
  names: () => Promise.resolve(new Map()),
  issuer: { key: issuerKeyFromSeed(new Uint8Array(32).fill(5)) },
})

// Of one name and birthday, each would stand in everybody else’s household.
const nameOf = (at: number): string =>
  `林${[...String(at)].map((digit) => '零一二三四五六七八九'[Number(digit)]).join('')}`

/** Somebody registered and qualified, who applies. */
const applies = (db: Db, now: Date, { round, station, at }: { round: string; station: string; at: number }) =>
  db.transaction().execute(async (tx) => {
    const personId = await addPerson(tx, now)
    const work = { db: tx, now, deps: depsAt(tx, now), actor: { personId } }
    for (const purpose of ['registration', 'id-number'] as const)
      await recordConsent(work, { purpose, given: true, noticeVersion: currentNotice.version })
    await register(work, registrationOf({ name: nameOf(at) }))
    await qualify({ db: tx, clock: { now: () => now } }, personId)
    await apply(work, round, ticketBody(station))
  })

/** A round as two of the office take it through its steps, each at its moment, which all lie before `now`. */
export const drawnRound = async (
  db: Db,
  now: Date,
  { flats, station, tickets, atOnce }: { flats: string[]; station: string; tickets: number; atOnce: number },
): Promise<string> => {
  const at = (days: number) => new Date(now.getTime() + days * dayMs)
  const office = [await addPerson(db, at(-30)), await addPerson(db, at(-30))] as const
  const by = (who: 0 | 1, moment: Date) => {
    return { db, now: moment, deps: depsAt(db, moment), actor: { personId: office[who] } }
  }
  const body = roundBody(flats, {
    opensAt: at(-20).toISOString(),
    closesAt: at(-10).toISOString(),
    firstDrawingAt: at(-9).toISOString(),
    choosingFrom: at(-1).toISOString(),
    slotMinutes: 360,
    longerSlotMinutes: 360,
    atOnce,
    classes: [],
  })
  const { id, version } = await writeRound(by(0, at(-22)), body)
  await publish(by(1, at(-21)), id, version)
  for (let one = 0; one < tickets; one += 1) await applies(db, at(-15), { round: id, station, at: one })
  const asked = await askLock(by(0, at(-9.9)), id, version + 1)
  await confirmLock(by(1, at(-9.8)), id, asked.version)
  for (const [position, { game, issues }] of body.sources.entries())
    for (const who of [0, 1] as const)
      await enterSource(by(who, at(-8)), {
        roundId: id,
        position,
        said: {
          issue: issues[0] as string,
          outcome: 'held',
          numbers: [...drawnNumbers[game as keyof typeof drawnNumbers]],
          address: bulletins[position] as string,
          pageHash: null,
        },
      })
  await draw(by(0, at(-8)), id)
  await markChoosing({ db, now: at(-1), by: null }, id)
  return id
}
