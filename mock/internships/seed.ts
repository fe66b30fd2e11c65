import { internshipScheme, monthParts, stipendTitle } from '@jucai/contract/internship-vocabulary'
import { addDays } from '@jucai/contract/policies/days'
import { createHash } from 'node:crypto'
import { applicationDeps, internshipDeps } from '../../server/app'
import { dayOf } from '../../server/core/clock'
import type { Db } from '../../server/core/db'
import type { Signatures } from '../../server/core/ports'
import { builtInCalendar, isWorkingDay } from '../../server/core/working-days'
import {
  answerWish,
  applyForBase,
  certify,
  confirmMonth,
  decideBase,
  decideMonth,
  drawUp,
  finishDue,
  makeWish,
  offerPlace,
  openRound,
  shownMonths,
  sign,
  tellKept,
  wishStanding,
  type InternshipDeps,
} from '../../server/internships'
import { setBudget } from '../../server/ledger'
import { stationOf } from '../city/stations'
import { sampleEmployerId, sampleEmployers } from '../employers/employers'
import { workAt as ledgerAt } from '../ledger/seed'
import { clerkAt, daysBefore, graduate, personAs, type Seed, type World } from '../world'
import { sampleBases, sampleInsurance, samplePlaces, type SampleBase, type SamplePlace } from './internships'

/** Who takes interns, who are interns, and by which budget they are paid. */
export const after: Seed['after'] = ['people', 'employers', 'applications', 'ledger', 'subsidies']

/** Signs at once: nobody of the sample reads a message to do so. */
const sampleSignatures = (at: Date): Signatures => {
  const proof = (requestId: string, sha256: string) =>
    Promise.resolve({
      provider: '示例签约服务',
      serial: `SQ${requestId.replaceAll('-', '').slice(0, 16).toUpperCase()}`,
      at,
      signature: createHash('sha256').update(`${requestId} ${sha256}`).digest('base64'),
    })
  return {
    request: () => Promise.resolve(),
    confirm: ({ requestId, sha256 }) => proof(requestId, sha256),
    seal: ({ requestId, sha256 }) => proof(requestId, sha256),
  }
}

/** The same check code at every start. */
const sampleRandomness = {
  bytes: (count: number) => new Uint8Array(Array.from({ length: count }, (_, at) => (at * 37 + 11) % 256)),
  digits6: () => '000000',
}

interface Making {
  tx: Db
  world: World
  deps: InternshipDeps
  lead: string
  /** Who may be an intern, and is not yet one. */
  free: number[]
}

/** Work of somebody so many days ago; what is due is judged as of then. */
const workAt = ({ tx, world, deps }: Making, daysAgo: number, personId: string) => {
  const now = daysBefore(world, daysAgo)
  return {
    db: tx,
    now,
    actor: { personId },
    deps: { ...deps, boundary: () => Promise.resolve(now), signatures: sampleSignatures(now) },
  }
}

const ownerOf = ({ tx, world }: Making, number: number): Promise<string> => {
  const owner = sampleEmployers.find((one) => one.number === number)?.owner
  if (owner === undefined) throw new Error(`no sample employer ${number}`)
  return owner === 'returnee' ? personAs(tx, world, owner) : graduate(tx, world, owner)
}

const openBase = async (making: Making, { employer, quota, approvedDaysAgo, about }: SampleBase) => {
  const owner = await ownerOf(making, employer)
  const applied = await applyForBase(
    workAt(making, (approvedDaysAgo ?? 1) + 1, owner),
    sampleEmployerId(employer),
    { about, insurance: sampleInsurance, wanted: quota || 3, version: 0 },
  )
  if (approvedDaysAgo === null) return
  await decideBase(workAt(making, approvedDaysAgo, making.lead), applied.id, {
    decision: 'approve',
    quota,
    validUntil: addDays(dayOf(making.world.now), 300),
    why: '现场核对过，带教和保险都落实（示例）',
    version: applied.version,
  })
}

const offer = async (making: Making, place: SamplePlace, roundId: string | null = null): Promise<string> => {
  const { title, tasks, tutor, months, number, employer, startsIn, offeredDaysAgo } = place
  const startDay = addDays(dayOf(making.world.now), startsIn)
  const owner = await ownerOf(making, employer)
  const { id } = await offerPlace(workAt(making, offeredDaysAgo, owner), sampleEmployerId(employer), {
    ...{ title, tasks, tutor, months, number, startDay, roundId },
    stationId: stationOf.hall,
    applyBy: new Date(`${addDays(startDay, -3)}T18:00:00+08:00`).toISOString(),
  })
  return id
}

/** The next graduate who may be an intern at a place; null when the years have passed them all by. */
const nextIntern = async (making: Making, placeId: string, daysAgo: number): Promise<string | null> => {
  for (let number = making.free.shift(); number !== undefined; number = making.free.shift()) {
    const personId = await graduate(making.tx, making.world, number)
    const { outcome, against } = await wishStanding(workAt(making, daysAgo, personId), placeId)
    if (outcome === 'pass' && against === null) return personId
  }
  return null
}

const wishAt = (making: Making, daysAgo: number, personId: string, placeId: string, rank = 1) =>
  makeWish(workAt(making, daysAgo, personId), {
    placeId,
    rank,
    words: '示例留言：专业对口，想学现场的做法。',
    shown: ['degree', 'school', 'major', 'graduatesOn'],
    notEmployed: true,
  })

/** From the wish to the signatures, of all three or of those before the office. */
const takeOn = async (
  making: Making,
  place: SamplePlace,
  { sealed }: { sealed: boolean },
): Promise<{ id: string; personId: string } | null> => {
  const { tx } = making
  const placeId = await offer(making, place)
  const daysAgo = place.offeredDaysAgo - 2
  const personId = await nextIntern(making, placeId, daysAgo)
  if (!personId) return null
  const wish = await wishAt(making, daysAgo, personId, placeId)
  const owner = await ownerOf(making, place.employer)
  await answerWish(
    workAt(making, daysAgo - 3, owner),
    { employerId: sampleEmployerId(place.employer), wishId: wish.id },
    { chosen: true, answer: '欢迎来见习（示例）' },
  )
  const { id } = await tx
    .selectFrom('internship')
    .select('id')
    .where('wish_id', '=', wish.id)
    .executeTakeFirstOrThrow()
  const own = workAt(making, daysAgo - 4, personId)
  await (
    await drawUp(own, id)
  )(tx)
  const { sha256 } = await tx
    .selectFrom('agreement')
    .select('sha256')
    .where('held_for', '=', `internship:${id}`)
    .executeTakeFirstOrThrow()
  const rowOf = () => tx.selectFrom('internship').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const signers = [
    { party: 'intern', personId, code: '000000' },
    { party: 'base', personId: owner, code: '000000' },
    ...(sealed ? ([{ party: 'office', personId: making.lead, code: null }] as const) : []),
  ] as const
  for (const [turn, { party, personId: by, code }] of signers.entries()) {
    const work = workAt(making, daysAgo - 4 - turn / 10, by)
    await (
      await sign(work, await rowOf(), { party, sha256, code })
    )(tx)
  }
  return { id, personId }
}

/** They come on working days until yesterday, but for one on leave. */
const attend = async ({ tx, world }: Making, id: string): Promise<void> => {
  const { personId: clerk } = await clerkAt(tx, world, stationOf.hall)
  const row = await tx.selectFrom('internship').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const yesterday = addDays(dayOf(world.now), -1)
  const until = row.last_day < yesterday ? row.last_day : yesterday
  const days = monthParts(row.first_day, until)
    .flatMap(({ from, days: count }) => Array.from({ length: count }, (_, at) => addDays(from, at)))
    .filter((day) => isWorkingDay(builtInCalendar, day))
  if (days.length === 0) return
  await tx
    .insertInto('internship_day')
    .values(
      days.map((day, at) => ({
        internship_id: id,
        day,
        kind: at % 17 === 11 ? ('absent' as const) : ('present' as const),
        by_role: 'desk' as const,
        by_person: clerk,
        at: new Date(`${day}T08:5${at % 6}:00+08:00`),
        reason: null,
        correction: null,
        was: null,
      })),
    )
    .execute()
}

/** The base confirms the months that are over; the office approves all but the last of them. */
const payMonths = async (
  making: Making,
  id: string,
  employer: number,
  { openLast }: { openLast: boolean },
): Promise<void> => {
  const { tx, world } = making
  const row = await tx.selectFrom('internship').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const owner = await ownerOf(making, employer)
  const today = dayOf(world.now)
  const over = monthParts(row.first_day, row.last_day).filter(({ to }) => addDays(to, 2) < today)
  for (const [turn, part] of over.entries()) {
    const daysAgo = (Date.parse(today) - Date.parse(part.to)) / 86_400_000 - 1
    const work = workAt(making, daysAgo, owner)
    const amountFen = await amountOf(making, id, part.month)
    await confirmMonth(work, row, { month: part.month, amountFen, by: { role: 'base', personId: owner } })
    if (!openLast || turn < over.length - 1)
      await decideMonth(workAt(making, daysAgo - 0.5, making.lead), id, {
        month: part.month,
        approved: true,
        why: '出勤核对过（示例）',
      })
  }
}

const amountOf = async (making: Making, id: string, month: string): Promise<number> => {
  const row = await making.tx
    .selectFrom('internship')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const months = await shownMonths(workAt(making, 0, making.lead), row)
  return months.find((one) => one.month === month)?.amountFen ?? 0
}

const setBudgets = async ({ tx, world, lead }: Making): Promise<void> => {
  const years = new Set([130, 0].map((daysAgo) => Number(dayOf(daysBefore(world, daysAgo)).slice(0, 4))))
  for (const year of years)
    await setBudget(
      ledgerAt(tx, world, 130, lead),
      { scheme: internshipScheme, year },
      { title: `${stipendTitle}（示例）`, amountFen: 30_000_000, why: '年初安排', version: 0 },
    )
}

/** One who finished: kept, as both say, with a certificate. */
const finishOne = async (making: Making): Promise<void> => {
  const place = samplePlaces.finished
  const made = await takeOn(making, place, { sealed: true })
  if (!made) return
  await attend(making, made.id)
  const owner = await ownerOf(making, place.employer)
  await finishDue(workAt(making, 5, making.lead), made.id)
  await payMonths(making, made.id, place.employer, { openLast: false })
  const rowOf = () =>
    making.tx.selectFrom('internship').selectAll().where('id', '=', made.id).executeTakeFirstOrThrow()
  await tellKept(workAt(making, 4, owner), await rowOf(), {
    kept: true,
    by: { role: 'base', personId: owner },
  })
  await tellKept(workAt(making, 3, made.personId), await rowOf(), {
    kept: true,
    by: { role: 'intern', personId: made.personId },
  })
  await certify(workAt(making, 3, made.personId), made.id)
}

/** Bases, places, a wish that waits, internships in four states, and a round (示例). */
export const seed: Seed['seed'] = async (tx, world) => {
  const forApplications = await applicationDeps({ vault: world.vault })
  const now = () => Promise.resolve(world.now)
  const real = internshipDeps(
    {
      ...{ db: tx, clock: () => world.now, vault: world.vault, storage: world.storage },
      signatures: sampleSignatures(world.now),
      boundary: now,
      random: sampleRandomness,
    },
    forApplications,
    () => Promise.reject(new Error('nobody scans in the sample')),
  )
  const making: Making = {
    tx,
    world,
    // Of days before the book begins, what it says first.
    deps: {
      ...real,
      stipend: async (db, day) => (await real.stipend(db, day)) ?? { minimumWageFen: 210_000, percent: 80 },
    },
    lead: await personAs(tx, world, 'lead'),
    free: Array.from({ length: 40 }, (_, at) => 61 + at),
  }
  await setBudgets(making)
  for (const base of sampleBases) await openBase(making, base)
  await finishOne(making)
  const running = await takeOn(making, samplePlaces.running, { sealed: true })
  if (running) {
    await attend(making, running.id)
    await payMonths(making, running.id, samplePlaces.running.employer, { openLast: true })
  }
  await takeOn(making, samplePlaces.toSeal, { sealed: false })
  const open = await offer(making, samplePlaces.open)
  const waiting = await nextIntern(making, open, 2)
  if (waiting) await wishAt(making, 2, waiting, open)
  await playRound(making)
}

/** A round that takes applications, with two places and two who ranked them. */
const playRound = async (making: Making): Promise<void> => {
  const day = (days: number) => addDays(dayOf(making.world.now), days)
  const round = await openRound(workAt(making, 5, making.lead), {
    title: '春季见习双选（示例）',
    applyBy: new Date(`${day(12)}T18:00:00+08:00`).toISOString(),
    rankBy: new Date(`${day(20)}T18:00:00+08:00`).toISOString(),
  })
  const first = await offer(making, samplePlaces.first, round.id)
  const second = await offer(making, samplePlaces.second, round.id)
  for (const order of [
    [first, second],
    [second, first],
  ]) {
    const personId = await nextIntern(making, first, 3)
    if (!personId) return
    for (const [turn, placeId] of order.entries()) await wishAt(making, 3, personId, placeId, turn + 1)
  }
}
