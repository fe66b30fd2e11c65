import type { Internship } from '@jucai/contract/internship-shapes'
import { addDays } from '@jucai/contract/policies/days'
import { dayOf } from '../../server/core/clock'
import { stationOf } from '../../mock/city/stations'
import { testKey } from '../credentials/keys'
import { claimCode, codeOf, type HolderOfCode } from '../credentials/world'
import { employerOf, type EmployerOfTest } from '../employers/world'
import type { Harness, Visitor } from '../harness'

/** The door of the tests. */
export const door = stationOf.hall

/** An approved base, and the office. */
export interface InternshipWorld {
  harness: Harness
  lead: Visitor
  base: EmployerOfTest
  baseId: string
}
/** Somebody with a talent code. */
export interface Intern extends Visitor, HolderOfCode {}

export const today = ({ clock }: Harness): string => dayOf(clock.now())

/** Makes an employer a base that may have this many interns. */
export const openBase = async (
  harness: Harness,
  lead: Visitor,
  quota = 3,
  employer?: EmployerOfTest,
): Promise<Pick<InternshipWorld, 'base' | 'baseId'>> => {
  const base = employer ?? (await employerOf(harness))
  const applied = await base.owner.call('PUT /employers/:employer/internship-base', {
    params: { employer: base.id },
    body: {
      about: '新材料研发和生产，有专人带教。',
      insurance: '人身意外伤害保险，保额 50 万元',
      wanted: 3,
      version: 0,
    },
  })
  await lead.call('PUT /internship-bases/:base/decision', {
    params: { base: applied.id },
    body: {
      decision: 'approve',
      quota,
      validUntil: addDays(today(harness), 700),
      why: '现场核对过，符合条件',
      version: 1,
    },
  })
  await harness.app.worker.drain()
  return { base, baseId: applied.id }
}

/** Offers a place that begins so many days from now. */
export const offer = (
  { harness, base }: Pick<InternshipWorld, 'harness' | 'base'>,
  over: { inDays?: number; months?: number; number?: number; roundId?: string } = {},
) => {
  const startDay = addDays(today(harness), over.inDays ?? 9)
  return base.recruiter.call('POST /employers/:employer/internship-places', {
    params: { employer: base.id },
    body: {
      title: '材料检测见习',
      tasks: '跟着工程师做样品制备和检测，写记录。',
      tutor: '周师傅',
      stationId: door,
      startDay,
      months: over.months ?? 3,
      number: over.number ?? 2,
      applyBy: new Date(Date.parse(`${addDays(startDay, -1)}T00:00:00Z`)).toISOString(),
      roundId: over.roundId ?? null,
    },
  })
}

let keys = 7000
/** A registered person with a talent code. */
export const newIntern = async (harness: Harness): Promise<Intern> => {
  const person = await harness.registerPerson()
  const key = testKey((keys += 1))
  const someone = { ...person, id: person.personId }
  return { ...someone, key, credential: await claimCode(someone, key) }
}

/** Applies for a place. */
export const wish = (person: Visitor, placeId: string, rank = 1) =>
  person.call('POST /me/internship-wishes', {
    body: { placeId, rank, words: '想学检测', shown: ['school', 'major'], notEmployed: true },
  })

/** The base chooses. @returns the id of the internship */
export const choose = async ({ base }: Pick<InternshipWorld, 'base'>, person: Visitor, wishId: string) => {
  await base.recruiter.call('PUT /employers/:employer/internship-wishes/:wish/answer', {
    params: { employer: base.id, wish: wishId },
    body: { chosen: true, answer: '欢迎' },
  })
  return (await person.call('GET /me/internships')).items[0]?.id as string
}

/** All three sign. */
export const signAll = async (
  { harness, lead, base }: InternshipWorld,
  person: Visitor,
  id: string,
): Promise<Internship> => {
  const params = { internship: id }
  const { agreement } = await person.call('PUT /me/internships/:internship/agreement', { params })
  const sha256 = agreement?.sha256 as string
  await person.call('POST /me/internships/:internship/signature-codes', { params, body: { sha256 } })
  await person.call('POST /me/internships/:internship/signature', {
    params,
    body: { sha256, code: harness.sms.lastCode(person.phone) as string },
  })
  const theirs = { employer: base.id, internship: id }
  await base.owner.call('POST /employers/:employer/internships/:internship/signature-codes', {
    params: theirs,
    body: { sha256 },
  })
  await base.owner.call('POST /employers/:employer/internships/:internship/signature', {
    params: theirs,
    body: { sha256, code: harness.sms.lastCode(base.owner.phone) as string },
  })
  return lead.call('POST /internships/:internship/seal', { params, body: { sha256 } })
}

/** From the place to all three signatures. */
export const signedIntern = async (world: InternshipWorld, over: Parameters<typeof offer>[1] = {}) => {
  const place = await offer(world, over)
  const person = await newIntern(world.harness)
  const made = await wish(person, place.id)
  const id = await choose(world, person, made.id)
  return { person, place, internship: await signAll(world, person, id) }
}

/** What is sent when somebody's code is scanned. */
export const scanned = ({ clock }: Harness, person: Intern) => ({
  code: codeOf(person, clock.now()),
  scannedAt: clock.now().toISOString(),
})
