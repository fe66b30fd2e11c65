import type { Policy } from '../../contract/policies/book'
import { publishBook } from '../../server/policies'
import { lookAtDue } from '../../server/policies/outlook'
import { testVault } from '../../mock/fakes'
import { openSession } from '../../server/accounts/sessions'
import { systemRandomness } from '../../server/adapters/keys'
import { startHarness, type Harness, type Visitor } from '../harness'
import { offerBook, offered } from './offer-book'

/** A message on the day when a policy opens or ends for somebody, once, and to nobody who did not ask for it. */
let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const applied = (code: string, title: string, more: Partial<Policy>): Policy => ({
  ...offered({ code, title, criterion: null }),
  offered: false,
  ...more,
})
const afterAYear = applied('after-a-year', '满一年补贴', {
  criterion: { clause: '4', label: '毕业满 1 年', fact: 'graduatesOn', sinceAtLeast: { years: 1 } },
})
const twoYears = applied('two-years', '两年内补贴', {
  criterion: { clause: '4', label: '毕业 2 年内', fact: 'graduatesOn', sinceAtMost: { years: 2 } },
})
const fromNewYear = applied('new-year', '新年补贴', {
  inForceFrom: '2027-01-01',
  criterion: { clause: '3', label: '大专以上', fact: 'degree', atLeast: { value: 'associate' } },
})
const untilNewYear = applied('old-year', '旧年补贴', {
  inForceTo: '2026-12-31',
  criterion: { clause: '3', label: '大专以上', fact: 'degree', atLeast: { value: 'associate' } },
})

const publish = (...policies: Policy[]) =>
  publishBook(harness.db, { book: offerBook(...policies), source: '试验文件' }, harness.clock.now())
const look = (at: string) => {
  harness.clock.set(at)
  return lookAtDue(
    { db: harness.db, vault: testVault(), recognisedTiers: async () => new Map() },
    harness.clock.now(),
  )
}
/** The same person on a later day: sessions last 30 days. */
const later = async (person: Visitor): Promise<Visitor> => {
  const { token } = await openSession(
    { db: harness.db, now: harness.clock.now(), deps: { random: systemRandomness } },
    { personId: person.personId, device: '手机' },
  )
  return { ...person, token, call: harness.as(token) }
}
const told = async (person: Visitor) =>
  (await (await later(person)).call('GET /me/messages')).items
    .filter(({ kind }) => kind === 'policy')
    .map(({ body, link }) => ({ body: body.replace(/按你登记.*/, ''), link }))
const watching = async (graduatesOn: string, on = true) => {
  const person = await harness.registerPerson({ graduatesOn })
  await harness.app.worker.drain()
  if (on) await person.call('PUT /me/policy-watch', { body: { on } })
  return person
}

it('is off until somebody turns it on, visible, and ends at once', async () => {
  harness.clock.set('2026-12-01T02:00:00Z')
  await publish(afterAYear)
  const person = await watching('2025-12-10', false)
  expect(await person.call('GET /me/policy-watch')).toEqual({ since: null })
  const { since } = await person.call('PUT /me/policy-watch', { body: { on: true } })
  expect(since).toBe('2026-12-01T02:00:00.000Z')
  harness.clock.advance(60)
  expect(await person.call('PUT /me/policy-watch', { body: { on: true } })).toEqual({ since })
  expect(await person.call('PUT /me/policy-watch', { body: { on: false } })).toEqual({ since: null })
  const silent = await watching('2025-12-10', false)
  await look('2026-12-10T02:00:00Z')
  expect([await told(person), await told(silent)]).toEqual([[], []])
})

it('comes on the day itself by the calendar here, and never twice', async () => {
  harness.clock.set('2026-12-01T02:00:00Z')
  await publish(afterAYear)
  const person = await watching('2025-12-10')
  await look('2026-12-09T15:59:59Z')
  expect(await told(person)).toEqual([])
  await look('2026-12-09T16:00:00Z')
  const once = [
    { body: '《满一年补贴》：2026年12月10日起可以享受。', link: '/policies/policy/index?code=after-a-year' },
  ]
  expect(await told(person)).toEqual(once)
  await look('2026-12-10T09:00:00Z')
  await look('2027-02-01T09:00:00Z')
  expect(await told(person)).toEqual(once)
})

it('is one message of all that turns at the year’s end, each on its day', async () => {
  harness.clock.set('2026-12-20T02:00:00Z')
  await publish(fromNewYear, untilNewYear)
  const person = await watching('2026-06-30')
  await look('2026-12-31T01:00:00Z')
  const ended = {
    body: '《旧年补贴》：享受到2026年12月31日为止。',
    link: '/policies/policy/index?code=old-year',
  }
  expect(await told(person)).toEqual([ended])
  await look('2026-12-31T16:00:00Z') // 1 January in China
  expect(await told(person)).toEqual([
    { body: '《新年补贴》：2027年1月1日起可以享受。', link: '/policies/policy/index?code=new-year' },
    ended,
  ])
})

it('that is late by an outage says the true days, in one message', async () => {
  harness.clock.set('2026-12-20T02:00:00Z')
  await publish(fromNewYear, untilNewYear)
  const person = await watching('2026-06-30')
  await look('2027-01-05T01:00:00Z')
  expect(await told(person)).toEqual([
    {
      body: '《旧年补贴》：享受到2026年12月31日为止。《新年补贴》：2027年1月1日起可以享受。',
      link: '/policies/mine/index',
    },
  ])
})

it('knows 29 February: a year after it is 28 February, two years from it last until then', async () => {
  harness.clock.set('2028-03-01T02:00:00Z')
  await publish(afterAYear, twoYears)
  const person = await watching('2028-02-29')
  await look('2029-02-28T01:00:00Z')
  await look('2030-02-28T01:00:00Z')
  await look('2030-03-02T01:00:00Z')
  expect(await told(person)).toEqual([
    { body: '《两年内补贴》：享受到2030年2月28日为止。', link: '/policies/policy/index?code=two-years' },
    { body: '《满一年补贴》：2029年2月28日起可以享受。', link: '/policies/policy/index?code=after-a-year' },
  ])
})

it('goes by facts and book as they are: changed ones set another day, or none', async () => {
  harness.clock.set('2026-12-01T02:00:00Z')
  await publish(afterAYear)
  const person = await watching('2025-12-10')
  await person.call('PUT /me/profile', { body: { ...person.registration, graduatesOn: '2025-12-15' } })
  await harness.app.worker.drain()
  await look('2026-12-10T02:00:00Z')
  expect(await told(person)).toEqual([])
  await publish({
    ...afterAYear,
    criterion: { clause: '4', label: '毕业满 1 年', fact: 'graduatesOn', sinceAtLeast: { months: 13 } },
  })
  await look('2026-12-15T02:00:00Z')
  expect(await told(person)).toEqual([])
  await look('2027-01-15T02:00:00Z')
  expect((await told(person)).map(({ body }) => body)).toEqual(['《满一年补贴》：2027年1月15日起可以享受。'])
})

it('tells of a policy that a new book brings into force on a day gone by, with that day', async () => {
  harness.clock.set('2027-01-10T02:00:00Z')
  await publish(afterAYear)
  const person = await watching('2026-06-30')
  harness.clock.set('2027-01-20T02:00:00Z')
  await publish(afterAYear, { ...fromNewYear, inForceFrom: '2027-01-15' })
  await look('2027-01-20T03:00:00Z')
  expect((await told(person)).map(({ body }) => body)).toEqual(['《新年补贴》：2027年1月15日起可以享受。'])
})

it('tells of what a new book gave or took, though no day of it lies between, once', async () => {
  harness.clock.set('2027-02-01T02:00:00Z')
  const master = { clause: '3', label: '硕士以上', fact: 'degree', atLeast: { value: 'master' } } as const
  await publish({ ...fromNewYear, criterion: master }, afterAYear)
  const person = await watching('2025-06-30')
  await look('2027-02-02T02:00:00Z')
  await publish(fromNewYear)
  await look('2027-02-02T03:00:00Z')
  await look('2027-02-03T03:00:00Z')
  expect((await told(person)).map(({ body }) => body)).toEqual([
    '《新年补贴》：政策有了新的一版，按它你现在可以享受。《满一年补贴》：政策有了新的一版，按它你不再符合。',
  ])
})

it('goes by what was told too, also before anybody registered; what was due is told before it changes', async () => {
  harness.clock.set('2026-12-20T02:00:00Z')
  await publish(
    applied('new-rent', '新年租房', {
      inForceFrom: '2027-01-01',
      criterion: { clause: '4', label: '在本市无房', fact: 'ownsHome', is: false },
    }),
  )
  const person = await harness.signIn()
  const tell = async (call: Visitor['call'], value: boolean) => {
    const { revision } = await call('GET /me/facts')
    await call('PUT /me/facts', { body: { revision, answers: [{ code: 'ownsHome', value }] } })
  }
  await tell(person.call, false)
  await person.call('PUT /me/policy-watch', { body: { on: true } })
  harness.clock.set('2027-01-02T02:00:00Z')
  await tell((await later(person)).call, true)
  expect((await told(person)).map(({ body }) => body)).toEqual(['《新年租房》：2027年1月1日起可以享受。'])
})
