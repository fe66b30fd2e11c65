import { v7 as uuidv7 } from 'uuid'
import { choosingDeps } from '../../server/app'
import { confirmChoice, holdFlat, insertSlot } from '../../server/choosing'
import type { Db } from '../../server/core/db'
import { flatsById } from '../../server/housing'
import { chooserOf, nextUp, passOver, roundFlats, roundsChoosing, type NextUp } from '../../server/rounds'
import { personAs, type Seed, type World } from '../world'

/** The round in which people choose. */
export const after: Seed['after'] = ['rounds']

/** How many chose before the sample graduate’s turn. */
const chosenBefore = 4
/** The sample graduate’s slot is longer than the round’s, so that whoever tries the sample finds it open. */
const graduateHours = 24

const openSlot = (
  tx: Db,
  { roundId, person, opensAt, endsAt }: { roundId: string; person: NextUp; opensAt: Date; endsAt: Date },
) =>
  insertSlot(tx, {
    id: uuidv7(),
    round_id: roundId,
    person_id: person.personId,
    ticket_id: person.ticketId,
    number: person.number,
    opens_at: opensAt,
    ends_at: endsAt,
    last_call_at: null,
    outcome: null,
    settled_at: null,
  })

/** The largest flat of those that a place may have and that are left. */
const codeFor = async (tx: Db, roundId: string, person: NextUp): Promise<string | undefined> => {
  const people = (await chooserOf(tx, roundId, person.personId))?.people ?? 1
  const quota = person.quota === 'general' ? null : person.quota.reservedFor
  const flats = await roundFlats(tx, roundId)
  const facts = await flatsById(
    tx,
    flats
      .filter(({ reservedFor }) => reservedFor === null || reservedFor === quota)
      .map(({ flatId }) => flatId),
  )
  return facts
    .filter((flat) => flat.state === 'in-round' && flat.people >= people)
    .sort((a, b) => (a.code < b.code ? 1 : -1))[0]?.code
}

const chooseFor = async (tx: Db, { now, vault }: World, roundId: string, person: NextUp): Promise<void> => {
  const at = new Date(now.getTime() - 60 * 60_000)
  const deps = choosingDeps({ vault, boundary: () => Promise.resolve(at) })
  const work = { db: tx, now: at, deps, actor: { personId: person.personId } }
  const code = await codeFor(tx, roundId, person)
  if (code === undefined) return
  const held = await holdFlat(work, roundId, code)
  if (held.hold) await confirmChoice(work, roundId, held.hold.token)
}

/**
 * In the round in which people choose some have chosen, and it is the sample graduate’s turn (示例). Whoever stands
 * before the graduate and would wait did not come.
 */
export const seed: Seed['seed'] = async (tx, world) => {
  const { now } = world
  const graduate = await personAs(tx, world, 'graduate')
  for (const roundId of await roundsChoosing(tx)) {
    const place = await chooserOf(tx, roundId, graduate)
    if (!place?.called) continue
    const hourAgo = new Date(now.getTime() - 60 * 60_000)
    const first = (await nextUp(tx, roundId, chosenBefore + 1)).filter(
      ({ personId }) => personId !== graduate,
    )
    for (const person of first.slice(0, chosenBefore)) {
      await openSlot(tx, { roundId, person, opensAt: new Date(hourAgo.getTime() - 60_000), endsAt: now })
      await chooseFor(tx, world, roundId, person)
    }
    for (;;) {
      const called = await nextUp(tx, roundId, 100)
      const mine = called.find(({ personId }) => personId === graduate)
      if (mine) {
        const endsAt = new Date(now.getTime() + graduateHours * 3_600_000)
        await openSlot(tx, { roundId, person: mine, opensAt: now, endsAt })
        break
      }
      const [other] = called
      if (!other) break
      await passOver({ db: tx, now }, { roundId, number: other.number, reason: 'no-answer', by: null })
    }
  }
}
