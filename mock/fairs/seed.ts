import type { TalkResult } from '@jucai/contract/fair-vocabulary'
import { fairDeps } from '../../server/app'
import { dayOf } from '../../server/core/clock'
import {
  askForBooth,
  boothDesk,
  callNext,
  changeBooth,
  decideBooth,
  inviteEmployer,
  makeFair,
  placeTaken,
  publishFair,
  signUp,
  stepTalk,
} from '../../server/fairs'
import { openPostsOf } from '../../server/posts'
import { stationOf } from '../city/stations'
import { sampleEmployerId, sampleEmployers } from '../employers/employers'
import { sampleLive } from '../live'
import { daysBefore, graduate, personAs, type Seed, type World } from '../world'

/** Who offers work, what work, and who comes. */
export const after: Seed['after'] = ['people', 'employers', 'posts']

type Tx = Parameters<Seed['seed']>[0]
const minuteMs = 60_000
const dayMs = 86_400_000

/** Acts at one moment, which is the database’s too: the sample tells what happened before it was loaded. */
const at = (tx: Tx, world: World, now: Date) => ({
  db: tx,
  now,
  deps: fairDeps({ vault: world.vault, live: sampleLive, boundary: () => Promise.resolve(now) }, () =>
    Promise.reject(new Error('nobody scans in the sample')),
  ),
})
/** Nine in the morning here, of the day of a moment. */
const nineOf = (moment: Date): Date => new Date(`${dayOf(moment)}T01:00:00.000Z`)
const later = (moment: Date, minutes: number): Date => new Date(moment.getTime() + minutes * minuteMs)

interface SampleFair {
  title: string
  opensAt: Date
  closesAt: Date
  /** Numbers of sample employers. */
  booths: readonly number[]
}

const memberOf = async (tx: Tx, world: World, number: number): Promise<string> => {
  const owner = sampleEmployers.find((one) => one.number === number)?.owner
  return owner === 'returnee' ? personAs(tx, world, owner) : graduate(tx, world, owner ?? 0)
}

/** A published fair with its booths. @returns its id, and those of its booths by employer */
const hold = async (tx: Tx, world: World, fair: SampleFair) => {
  const made = new Date(fair.opensAt.getTime() - 10 * dayMs)
  const work = at(tx, world, made)
  const office = { ...work, actor: { personId: await personAs(tx, world, 'lead'), role: 'lead' as const } }
  const { id, revision } = await makeFair(office, {
    title: fair.title,
    about: '示例招聘会，展位、岗位和人物都是虚构的。现场和线上都能谈，到现场请带人才码。',
    place: '星城市人才大厦一楼（示例）',
    stationId: stationOf.hall,
    online: true,
    opensAt: fair.opensAt.toISOString(),
    closesAt: fair.closesAt.toISOString(),
    callMinutes: 5,
  })
  await publishFair(office, id, revision)
  const booths = new Map<number, string>()
  for (const [order, number] of fair.booths.entries()) {
    const employerId = sampleEmployerId(number)
    const member = { ...work, actor: { personId: await memberOf(tx, world, number) } }
    const booth = await askForBooth(member, employerId, id)
    await decideBooth(office, { fair: id, fairBooth: booth.id }, { admit: true, place: `A${order + 1}` })
    const posts = await openPostsOf(tx, employerId, made)
    await changeBooth(
      member,
      { employerId, boothId: booth.id },
      {
        revision: booth.revision + 1,
        text: {
          about: '示例展位：欢迎来聊岗位、团队和成长。',
          posts: posts.slice(0, 3).map((post) => post.id),
          queue: true,
          slots: [60, 75, 90, 240, 255, 270].map((minutes) => ({
            startsAt: later(fair.opensAt, minutes).toISOString(),
            minutes: 15,
          })),
        },
      },
    )
    booths.set(number, booth.id)
  }
  return { id, booths, office }
}

/** Signs a person up and lets them queue at booths. @returns their ticket */
const come = async (
  tx: Tx,
  world: World,
  { personId, fair, booths, now }: { personId: string; fair: string; booths: readonly string[]; now: Date },
): Promise<string> => {
  const work = { ...at(tx, world, now), actor: { personId } }
  const { id } = await signUp(work, { fair, fields: ['name', 'degree', 'school', 'major'] })
  for (const booth of booths) await placeTaken(work, id, { booth, slot: null })
  return id
}

const results: readonly (readonly [TalkResult, string])[] = [
  ['further', '请下周二上午来公司面试，带上作品'],
  ['kept', '方向相近，有合适的岗位联系你'],
  ['unfit', '岗位要求两年以上经验，欢迎以后再来'],
]
/** Talks with the next of the queue, one after another. @returns when the last one ended */
const talkWith = async (
  tx: Tx,
  world: World,
  { number, booth, count, from }: { number: number; booth: string; count: number; from: Date },
): Promise<Date> => {
  const employerId = sampleEmployerId(number)
  const actor = { personId: await memberOf(tx, world, number) }
  let now = from
  const step = async (event: 'begin' | 'finish', turn: number) => {
    const work = { ...at(tx, world, now), actor }
    const { talk } = await boothDesk(work, employerId, booth)
    const [result, reason] = results[turn % results.length] ?? ['kept', '']
    await stepTalk(
      work,
      { employerId, boothId: booth, placeId: talk?.id ?? '' },
      { event, revision: talk?.revision ?? 0, ...(event === 'finish' ? { result, reason } : {}) },
    )
  }
  for (let turn = 0; turn < count; turn += 1) {
    await callNext({ ...at(tx, world, now), actor }, { employerId, boothId: booth }, null)
    now = later(now, 1)
    await step('begin', turn)
    now = later(now, 7 + (turn % 3) * 2)
    await step('finish', turn)
  }
  return now
}

/** Begins a talk with the next of the queue that goes on. */
const beginWith = async (
  tx: Tx,
  world: World,
  { number, booth, from }: { number: number; booth: string; from: Date },
): Promise<void> => {
  const employerId = sampleEmployerId(number)
  const actor = { personId: await memberOf(tx, world, number) }
  await callNext({ ...at(tx, world, from), actor }, { employerId, boothId: booth }, null)
  const work = { ...at(tx, world, later(from, 1)), actor }
  const { talk } = await boothDesk(work, employerId, booth)
  const placeId = talk?.id ?? ''
  await stepTalk(
    work,
    { employerId, boothId: booth, placeId },
    { event: 'begin', revision: talk?.revision ?? 0 },
  )
}

/** Three fairs of the sample city: one that is over, one that runs, one to come. */
export const seed: Seed['seed'] = async (tx, world) => {
  const { now } = world
  const pastOpening = nineOf(daysBefore(world, 14))
  const past = await hold(tx, world, {
    title: '秋季云端招聘会（示例）',
    opensAt: pastOpening,
    closesAt: later(pastOpening, 420),
    booths: [2, 3],
  })
  const began = later(pastOpening, 5)
  const pastBooth = past.booths.get(2) ?? ''
  for (const number of [20, 21, 22])
    await come(tx, world, {
      personId: await graduate(tx, world, number),
      fair: past.id,
      booths: [pastBooth],
      now: began,
    })
  await talkWith(tx, world, { number: 2, booth: pastBooth, count: 3, from: began })

  const opened = later(now, -100)
  const running = await hold(tx, world, {
    title: '冬季云端招聘会（示例）',
    opensAt: opened,
    closesAt: later(now, 24 * 60),
    booths: [1, 2, 3, 4],
  })
  const booths = [1, 2, 3, 4].map((number) => running.booths.get(number) ?? '')
  for (const [order, number] of [20, 21, 22, 23, 24, 25, 26, 27].entries())
    await come(tx, world, {
      personId: await graduate(tx, world, number),
      fair: running.id,
      booths: order % 2 === 0 ? booths.slice(0, 2) : booths.slice(0, 3),
      now: later(opened, 5 + order),
    })
  await talkWith(tx, world, { number: 1, booth: booths[0] ?? '', count: 5, from: later(opened, 20) })
  await beginWith(tx, world, { number: 1, booth: booths[0] ?? '', from: later(now, -4) })
  await come(tx, world, {
    personId: await personAs(tx, world, 'graduate'),
    fair: running.id,
    booths: booths.slice(0, 3),
    now: later(now, -15),
  })

  const comingOpening = nineOf(later(now, 5 * 24 * 60))
  const coming = await hold(tx, world, {
    title: '毕业生专场（示例）',
    opensAt: comingOpening,
    closesAt: later(comingOpening, 420),
    booths: [5, 6],
  })
  await inviteEmployer(
    { ...coming.office, now, deps: at(tx, world, now).deps },
    coming.id,
    sampleEmployerId(1),
  )
  await windUp(tx, world)
}

// The chore takes transactions of its own; the sample is one.
const windUp = async (tx: Tx, { now }: World): Promise<void> => {
  await tx
    .updateTable('fair')
    .set({ wound_up_at: now })
    .where('state', '=', 'published')
    .where('closes_at', '<=', now)
    .execute()
}
