import { createHash } from 'node:crypto'
import { addDays, dayNumber } from '@jucai/contract/policies/days'
import type { RoundBody } from '@jucai/contract/round-schemas'
import { roundDeps } from '../../server/app'
import { startOfDay } from '../../server/core/clock'
import type { Db } from '../../server/core/db'
import { moveFlat } from '../../server/housing'
import { profileOf } from '../../server/profiles'
import {
  apply,
  askLock,
  confirmLock,
  draw,
  endRound,
  enterSource,
  markChoosing,
  nextUp,
  passOver,
  publish,
  recordChoice,
  roundById,
  roundFlats,
  writeRound,
  type RoundRoomDeps,
} from '../../server/rounds'
import { dayOf } from '../../server/core/clock'
import { graduate, personAs, type Seed, type World } from '../world'
import { qualifyOnPaper, type SampleRelative } from './qualified'
import { rulesText, sampleClasses, sampleRounds, type SampleRound } from './rounds'

/** Who applies, and what they apply for. */
export const after: Seed['after'] = ['people', 'housing', 'applications']

/** Salts of the sample, the same at every start: they protect nobody. */
const sampleRandomness = () => {
  let count = 0
  return {
    bytes: (length: number) =>
      createHash('sha256')
        .update(`jucai sample ${(count += 1)}`)
        .digest()
        .subarray(0, length),
    digits6: () => '000000',
  }
}

interface Making {
  tx: Db
  world: World
  lead: string
  second: string
  random: RoundRoomDeps['random']
}
/** Work of somebody at a moment of the past; the window is judged as of then. */
const workAt = ({ tx, world, random }: Making, now: Date, personId: string) => ({
  db: tx,
  now,
  actor: { personId },
  deps: {
    ...roundDeps({ vault: world.vault, random, boundary: () => Promise.resolve(now) }),
    db: tx,
    names: () => Promise.resolve(new Map<string, string>()),
    issuer: {
      key: {
        id: new Uint8Array(8),
        publicKey: new Uint8Array(32),
        sign: () => Promise.resolve(new Uint8Array(64)),
      },
    },
  },
})

/** So many days from today, at an hour of the day here. */
const momentOf = ({ now }: World, days: number, hour: number): Date =>
  new Date(startOfDay(now).getTime() + (days * 24 + hour) * 3_600_000)

/** Official numbers as the lotteries count: the year, then the drawing of the year. */
const issuesOn = ({ now }: World, days: number): RoundBody['sources'] => {
  const day = addDays(dayOf(now), days)
  const year = day.slice(0, 4)
  const turn = dayNumber(day) - dayNumber(`${year}-01-01`) + 1
  const of = (prefix: string) => [turn, turn + 1].map((one) => `${prefix}${String(one).padStart(3, '0')}`)
  return [
    { game: 'cwl-kl8', issues: of(year) },
    { game: 'lottery-pl5', issues: of(year.slice(2)) },
  ]
}
/** Made up (示例); no lottery drew them. */
const drawn: Record<'ended' | 'choosing', number[][]> = {
  ended: [
    [3, 4, 8, 15, 19, 22, 27, 30, 34, 39, 42, 47, 51, 56, 58, 61, 66, 70, 74, 80],
    [9, 3, 0, 5, 2],
  ],
  choosing: [
    [2, 5, 9, 11, 13, 17, 20, 24, 29, 33, 38, 41, 46, 52, 55, 60, 63, 68, 71, 79],
    [4, 0, 7, 7, 1],
  ],
}

const bodyOf = async ({ tx, world }: Making, round: SampleRound): Promise<RoundBody> => {
  const flats: string[] = []
  for (const [project, count] of round.flats)
    flats.push(
      ...(
        await tx
          .selectFrom('flat')
          .innerJoin('housing_project', 'housing_project.station_id', 'flat.station_id')
          .select('flat.id')
          .where('housing_project.code', '=', project)
          .where('flat.state', '=', 'free')
          .orderBy('flat.code')
          .limit(count)
          .execute()
      ).map(({ id }) => id),
    )
  return {
    code: `${dayOf(world.now).slice(0, 4)}-${round.code}`,
    title: round.title,
    rule: 'draw',
    rules: rulesText,
    classes: sampleClasses,
    scoring: [],
    reserved: round.reserved,
    algorithm: 'sha-256',
    sources: issuesOn(world, round.drawing),
    firstDrawingAt: momentOf(world, round.drawing, 21).toISOString(),
    opensAt: momentOf(world, round.opens, 9).toISOString(),
    closesAt: momentOf(world, round.closes, 18).toISOString(),
    openingMinutes: 0,
    choosingFrom: momentOf(world, round.choosing, 9).toISOString(),
    slotMinutes: 30,
    longerSlotMinutes: 60,
    holdSeconds: 300,
    atOnce: 3,
    refusing: '放弃一次，不影响下一批；同一年里放弃两次，当年不再参加配租（示例）。',
    redo: null,
    pools: [],
    flats: flats.map((flatId, at) => ({ flatId, pool: 'all', reservedFor: round.kept[at] ?? null })),
  }
}

const publishSample = async (making: Making, round: SampleRound): Promise<string> => {
  const { world, lead, second } = making
  const writing = workAt(making, momentOf(world, round.published, 10), lead)
  const { id, version } = await writeRound(writing, await bodyOf(making, round))
  await publish(workAt(making, momentOf(world, round.published, 15), second), id, version)
  return id
}

/** Every third lives with a partner and a child; of 61 and 62 the child is the same, as happens. */
const householdOf = (number: number): SampleRelative[] =>
  number % 3 === 1 || number === 62
    ? [
        { relation: 'spouse', name: `示例伴${number}`, bornOn: '1999-05-06' },
        {
          relation: 'child',
          name: `示例宝${number === 62 ? 61 : number}`,
          bornOn: '2023-04-05',
        },
      ]
    : []
const documentsOf = (number: number) =>
  householdOf(number).map(({ relation }, member) => ({
    member,
    documentType: relation === 'child' ? ('birth-certificate' as const) : ('passport' as const),
    documentNumber:
      relation === 'child' ? `P4300${10_000 + (number === 62 ? 61 : number)}` : `EA${5_000_000 + number}`,
  }))

const applyAll = async (making: Making, roundId: string, round: SampleRound): Promise<void> => {
  const { tx, world } = making
  const homes = await tx
    .selectFrom('round_flat')
    .innerJoin('flat', 'flat.id', 'round_flat.flat_id')
    .select(['flat.station_id', 'flat.type_id'])
    .distinct()
    .where('round_id', '=', roundId)
    .orderBy('flat.type_id')
    .execute()
  const wishOf = (turn: number) => {
    const home = homes[turn % homes.length]
    return { stationId: home?.station_id ?? '', typeId: turn % 4 === 0 ? null : (home?.type_id ?? null) }
  }
  const people = [
    ...round.graduates.map((number) => ({ number, id: graduate(tx, world, number) })),
    ...(round.withGraduate ? [{ number: 90, id: personAs(tx, world, 'graduate') }] : []),
  ]
  for (const [turn, { number, id }] of people.entries()) {
    const at = new Date(momentOf(world, round.opens, 9).getTime() + (turn + 1) * 31 * 60_000)
    if (at > world.now) break
    const [first, second] = [wishOf(turn), wishOf(turn + 1)]
    const wishes = JSON.stringify(first) === JSON.stringify(second) ? [first] : [first, second]
    await apply(workAt(making, at, await id), roundId, {
      revision: 1,
      pool: 'all',
      wishes,
      classes: ['family', 'doctor'],
      household: documentsOf(number),
      longerSlot: turn % 9 === 0,
    })
  }
}

const drawSample = async (making: Making, roundId: string, which: 'ended' | 'choosing'): Promise<void> => {
  const { tx, world, lead, second } = making
  const round = sampleRounds[which]
  const versionOf = async () => (await roundById(tx, roundId))?.version ?? 0
  await askLock(workAt(making, momentOf(world, round.closes, 19), lead), roundId, await versionOf())
  await confirmLock(workAt(making, momentOf(world, round.closes, 20), second), roundId, await versionOf())
  const sources = issuesOn(world, round.drawing)
  for (const personId of [lead, second])
    for (const [position, numbers] of drawn[which].entries())
      await enterSource(workAt(making, momentOf(world, round.drawing, 22), personId), {
        roundId,
        position,
        said: {
          issue: sources[position]?.issues[0] ?? '',
          outcome: 'held',
          numbers,
          address: `https://bulletin.example.cn/sample/${sources[position]?.issues[0] ?? ''}`,
          pageHash: null,
        },
      })
  await draw(workAt(making, momentOf(world, round.drawing, 23), lead), roundId)
  const at = momentOf(world, round.choosing, 9)
  await markChoosing({ db: tx, now: at < world.now ? at : world.now, by: lead }, roundId)
}

/** Whoever is called chooses, but the first, who does not answer. */
const chooseAll = async ({ tx, world, lead }: Making, roundId: string): Promise<void> => {
  const at = momentOf(world, sampleRounds.ended.choosing, 10)
  const [silent] = await nextUp(tx, roundId, 1)
  if (silent)
    await passOver({ db: tx, now: at }, { roundId, number: silent.number, reason: 'no-answer', by: lead })
  const flats = await roundFlats(tx, roundId)
  for (const { flatId } of flats) {
    const [next] = await nextUp(tx, roundId, 1)
    if (!next) break
    await recordChoice({ db: tx, now: at }, { roundId, number: next.number, flatId })
    await moveFlat(
      { db: tx, now: at },
      { flatId, from: ['in-round'], to: 'chosen', reason: '第一批选定（示例）', by: null },
    )
  }
  await endRound({ db: tx, now: momentOf(world, sampleRounds.ended.choosing + 10, 18), by: lead }, roundId)
}

const qualifyAll = async ({ tx, world }: Making): Promise<void> => {
  // 30 to 32 have leases; 37 has a family and has not applied to any round yet.
  const numbers = [30, 31, 32, 37, ...Array.from({ length: 39 }, (_, at) => 41 + at)]
  const people = [
    ...numbers.map((number) => ({ number, id: graduate(tx, world, number) })),
    { number: 90, id: personAs(tx, world, 'graduate') },
  ]
  for (const { number, id: found } of people) {
    const id = await found
    const profile = await profileOf(tx, world.vault, id)
    await qualifyOnPaper(tx, world, {
      id,
      name: profile?.name ?? '示例',
      serial: number,
      household: householdOf(number),
    })
  }
}

/** Three rounds: one ended with its result, one in which people choose, one open (示例). */
export const seed: Seed['seed'] = async (tx, world) => {
  const making: Making = {
    tx,
    world,
    lead: await personAs(tx, world, 'lead'),
    second: await personAs(tx, world, 'second-lead'),
    random: sampleRandomness(),
  }
  await qualifyAll(making)
  const ended = await publishSample(making, sampleRounds.ended)
  await applyAll(making, ended, sampleRounds.ended)
  await drawSample(making, ended, 'ended')
  await chooseAll(making, ended)
  const choosing = await publishSample(making, sampleRounds.choosing)
  await applyAll(making, choosing, sampleRounds.choosing)
  await drawSample(making, choosing, 'choosing')
  const open = await publishSample(making, sampleRounds.open)
  await applyAll(making, open, sampleRounds.open)
}
