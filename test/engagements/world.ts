import type { EngagementTerms, HomeEmployer } from '@jucai/contract/engagement-shapes'
import type { EngagementKind } from '@jucai/contract/engagement-vocabulary'
import { addDays } from '@jucai/contract/policies/days'
import { dayOf } from '../../server/core/clock'
import { employerOf, type EmployerOfTest } from '../employers/world'
import type { Harness, Visitor } from '../harness'

export const today = ({ clock }: Harness): string => dayOf(clock.now())

/** Saturdays, a year long, from so many days on. */
export const terms = (harness: Harness, over: Partial<EngagementTerms> = {}): EngagementTerms => ({
  title: '材料工艺顾问',
  scope: '每周六到现场一次，看配方试验，提出改进意见。',
  ip: '为甲方完成的成果归甲方，署名权归乙方。',
  confidentiality: '双方的技术资料只为本协议使用，结束后两年内仍要保密。',
  payFen: 80_000,
  payUnit: 'hour',
  firstDay: addDays(today(harness), 2),
  lastDay: addDays(today(harness), 366),
  week: [{ weekday: 6, from: '09:00', to: '12:00' }],
  ...over,
})

let phones = 0
/** A home employer at work from Monday to Friday. */
export const home = (over: Partial<HomeEmployer> = {}): HomeEmployer => ({
  name: '星河测试研究院（示例）',
  contact: '贺主任',
  phone: `1390000${String((phones += 1)).padStart(4, '0')}`,
  hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:30', to: '17:30' })),
  ...over,
})

/** An employer, an expert, and what they are about. */
export interface EngagementWorld {
  harness: Harness
  employer: EmployerOfTest
  expert: Visitor
  at: HomeEmployer
  id: string
}

/** An employer proposes to somebody who gave it a code. */
export const proposed = async (
  harness: Harness,
  {
    kind = 'weekend',
    employer,
    expert,
    ...over
  }: Partial<EngagementTerms> & {
    kind?: EngagementKind
    employer?: EmployerOfTest
    expert?: Visitor
  } = {},
): Promise<EngagementWorld> => {
  const by = employer ?? (await employerOf(harness))
  const asked = expert ?? (await harness.registerPerson())
  const { code } = await asked.call('POST /me/engagement-codes')
  const { id } = await by.recruiter.call('POST /employers/:employer/engagements', {
    params: { employer: by.id },
    body: { kind, applicationId: null, code, terms: terms(harness, over) },
  })
  return { harness, employer: by, expert: asked, at: home(), id }
}

/** The expert accepts. */
export const accepted = async (world: EngagementWorld): Promise<EngagementWorld> => {
  await world.expert.call('PUT /me/engagements/:engagement/acceptance', {
    params: { engagement: world.id },
    body: world.at,
  })
  return world
}

/** Expert and employer sign. @returns the secret of the link that went to the home employer */
export const signedByTwo = async ({
  harness,
  expert,
  employer,
  at,
  id,
}: EngagementWorld): Promise<string> => {
  const params = { engagement: id }
  const { agreement } = await expert.call('PUT /me/engagements/:engagement/agreement', { params })
  const sha256 = agreement?.sha256 as string
  await expert.call('POST /me/engagements/:engagement/signature-codes', { params, body: { sha256 } })
  await expert.call('POST /me/engagements/:engagement/signature', {
    params,
    body: { sha256, code: harness.sms.lastCode(expert.phone) as string },
  })
  const theirs = { employer: employer.id, engagement: id }
  await employer.owner.call('POST /employers/:employer/engagements/:engagement/signature-codes', {
    params: theirs,
    body: { sha256 },
  })
  await employer.owner.call('POST /employers/:employer/engagements/:engagement/signature', {
    params: theirs,
    body: { sha256, code: harness.sms.lastCode(employer.owner.phone) as string },
  })
  return secretAt(harness, at.phone)
}

/** The secret of the newest link to a number. */
export const secretAt = ({ sms }: Harness, phone: string): string =>
  /code=([\w-]+)$/.exec(sms.lastConsentLink(phone) ?? '')?.[1] ?? ''

/** The home employer signs by its link. */
export const signedByHome = async ({ harness, at }: EngagementWorld, consent: string) => {
  const anybody = harness.as()
  const { sha256 } = await anybody('GET /engagement-consents/:consent', { params: { consent } })
  await anybody('POST /engagement-consents/:consent/signature-codes', {
    params: { consent },
    body: { name: '贺主任' },
  })
  return anybody('POST /engagement-consents/:consent/signature', {
    params: { consent },
    body: { sha256, code: harness.sms.lastCode(at.phone) as string },
  })
}

/** In force, begun two days ago. */
export const running = async (
  harness: Harness,
  over: Parameters<typeof proposed>[1] = {},
): Promise<EngagementWorld & { consent: string }> => {
  const world = await accepted(await proposed(harness, over))
  const consent = await signedByTwo(world)
  await signedByHome(world, consent)
  await harness.db
    .updateTable('engagement')
    .set({ first_day: addDays(today(harness), -30) })
    .where('id', '=', world.id)
    .execute()
  await harness.app.worker.drain()
  return { ...world, consent }
}
/** The expert records hours. */
export const record = (
  { expert, id }: Pick<EngagementWorld, 'expert' | 'id'>,
  day: string,
  from = '09:00',
  to = '12:00',
) =>
  expert.call('POST /me/engagements/:engagement/hours', {
    params: { engagement: id },
    body: { day, from, to, what: '看配方试验' },
  })
