import type { BoothDesk, BoothText, FairText, FairTicket } from '@jucai/contract/fair-shapes'
import type { TalkResult } from '@jucai/contract/fair-vocabulary'
import { employerOf, type EmployerOfTest } from '../employers/world'
import type { Harness, Visitor } from '../harness'

/** A moment so many minutes from now. */
export const minutesFrom = ({ clock }: Harness, minutes: number): string =>
  new Date(clock.now().getTime() + minutes * 60_000).toISOString()

/** A faultless fair that opens in an hour and lasts six. */
export const fairText = (harness: Harness, over: Partial<FairText> = {}): FairText => ({
  title: '冬季云端招聘会（示例）',
  about: '线上线下一起办，带上人才码。',
  place: '会展中心 2 号馆（示例）',
  stationId: null,
  online: true,
  opensAt: minutesFrom(harness, 60),
  closesAt: minutesFrom(harness, 420),
  callMinutes: 3,
  ...over,
})

/** What a booth brings when it brings nothing but a queue. */
export const boothText = (over: Partial<BoothText> = {}): BoothText => ({
  about: '来聊聊新能源材料。',
  posts: [],
  queue: true,
  slots: [],
  ...over,
})

/** A booth with its people. */
export interface BoothOfTest extends EmployerOfTest {
  booth: string
  fair: string
}

/** A published fair. */
export const fairOf = async (
  harness: Harness,
  lead: Visitor,
  over: Partial<FairText> = {},
): Promise<string> => {
  const made = await lead.call('POST /office/fairs', { body: fairText(harness, over) })
  await lead.call('POST /office/fairs/:fair/publication', {
    params: { fair: made.id },
    body: { revision: made.revision },
  })
  return made.id
}

/** An admitted booth of a new employer. */
export const boothOf = async (
  harness: Harness,
  lead: Visitor,
  fair: string,
  { employer, ...over }: Partial<BoothText> & { employer?: EmployerOfTest } = {},
): Promise<BoothOfTest> => {
  const of = employer ?? (await employerOf(harness))
  const asked = await of.recruiter.call('POST /employers/:employer/fair-booths', {
    params: { employer: of.id },
    body: { fair },
  })
  await lead.call('POST /office/fairs/:fair/booths/:fairBooth/decision', {
    params: { fair, fairBooth: asked.id },
    body: { admit: true, place: 'A1' },
  })
  await of.recruiter.call('PUT /employers/:employer/fair-booths/:fairBooth', {
    params: { employer: of.id, fairBooth: asked.id },
    body: { revision: 1, text: boothText(over) },
  })
  return { ...of, booth: asked.id, fair }
}

/** Somebody signed up. */
export interface VisitorOfTest extends Visitor {
  ticket: string
}
/** Signs somebody up, showing everything. */
export const signUp = async (person: Visitor, fair: string): Promise<VisitorOfTest> => {
  const { id } = await person.call('POST /me/fair-tickets', {
    body: { fair, fields: ['name', 'degree', 'school', 'major', 'graduatesOn'] },
  })
  return { ...person, ticket: id }
}
/** A new person, signed up. */
export const visitorOf = async (harness: Harness, fair: string): Promise<VisitorOfTest> =>
  signUp(await harness.registerPerson(), fair)

/** Takes a place at a booth. */
export const take = (
  { call, ticket }: VisitorOfTest,
  booth: string,
  slot: string | null = null,
): Promise<FairTicket> =>
  call('POST /me/fair-tickets/:fairTicket/places', {
    params: { fairTicket: ticket },
    body: { booth, slot },
  })
/** What somebody has of the fair now. */
export const ticketOf = ({ call, ticket }: VisitorOfTest): Promise<FairTicket> =>
  call('GET /me/fair-tickets/:fairTicket', { params: { fairTicket: ticket } })
/** Their place at a booth, as it stands now: the newest. */
export const placeAt = async (visitor: VisitorOfTest, booth: string) =>
  (await ticketOf(visitor)).places.filter((one) => one.booth.id === booth).at(-1)

const params = ({ id, booth }: BoothOfTest) => ({ employer: id, fairBooth: booth })
/** Calls the next, or who has booked. */
export const callNext = (
  of: BoothOfTest,
  place: string | null = null,
  by = of.recruiter,
): Promise<BoothDesk> =>
  by.call('POST /employers/:employer/fair-booths/:fairBooth/calls', { params: params(of), body: { place } })
/** The desk of a booth. */
export const deskOf = (of: BoothOfTest, by = of.recruiter): Promise<BoothDesk> =>
  by.call('GET /employers/:employer/fair-booths/:fairBooth/desk', { params: params(of) })
/** A step of the talk that is on the desk. */
export const step = async (
  of: BoothOfTest,
  event: 'begin' | 'finish' | 'pass',
  result: { result?: TalkResult; reason?: string } = {},
  by = of.recruiter,
): Promise<BoothDesk> => {
  const { talk } = await deskOf(of, by)
  return by.call('POST /employers/:employer/fair-booths/:fairBooth/places/:fairPlace/steps', {
    params: { ...params(of), fairPlace: talk?.id ?? of.booth },
    body: { event, revision: talk?.revision ?? 0, ...result },
  })
}
/** A whole talk of so many minutes with the next of the queue. */
export const talk = async (
  harness: Harness,
  of: BoothOfTest,
  minutes: number,
  result: { result: TalkResult; reason?: string } = { result: 'kept' },
): Promise<void> => {
  await callNext(of)
  await step(of, 'begin')
  harness.clock.advance(minutes * 60)
  await step(of, 'finish', result)
}
/** Titles of somebody’s messages, newest first, once all that happened is told. */
export const toldTo = async (harness: Harness, person: Visitor): Promise<string[]> => {
  await harness.app.worker.drain()
  return (await person.call('GET /me/messages')).items.map(({ title }) => title)
}
