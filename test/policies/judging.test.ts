import type { FactValue, Facts } from '@jucai/contract/policies/facts'
import { sampleBook } from '../../mock/policies/book'
import { testVault } from '../../mock/fakes'
import { judgeByBook, publishBook } from '../../server/policies'
import { profileOf } from '../../server/profiles'
import { startHarness, type Harness } from '../harness'
import { smallBook } from './small-book'

/** Judging by the book in force, or by an earlier version of it. */
let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const day = '2026-11-22'
const told = (values: Record<string, FactValue['value']>): Facts =>
  Object.fromEntries(
    Object.entries(values).map(([code, value]) => [code, { value, source: 'self' as const, asOf: day }]),
  )
const nobodyElse = { recognisedTiers: async () => new Map() }
const judge = (asked: Partial<Parameters<typeof judgeByBook>[2]>) =>
  judgeByBook(harness.db, nobodyElse, { policy: 'rent-subsidy', facts: {}, day, ...asked })

const tenant = {
  degree: 'master',
  graduatesOn: '2025-06-30',
  employedHere: true,
  insuranceMonths: 8,
  rentsHere: true,
  ownsHome: false,
  otherBenefit: 'none',
}

it('says what is given, and by which version', async () => {
  const judgement = await judge({ facts: told(tenant) })
  expect(judgement).toMatchObject({ bookVersion: 1, day, outcome: 'pass' })
  expect(judgement.gives).toMatchObject({
    policy: 'rent-subsidy',
    bookVersion: 1,
    label: '硕士',
    payment: { fenPerMonth: 120_000, months: 36 },
  })
  expect(judgement.gives?.paidWithinWorkingDays).toEqual(expect.any(Number))
  const once = told({
    degree: 'associate',
    documentType: 'resident-id',
    householdHere: false,
    birthday: '2003-05-20',
  })
  expect((await judge({ policy: 'settling', facts: once })).gives?.payment).toEqual({ fen: 200_000 })
})

it('keeps of the facts only those that the policy speaks of', async () => {
  const { facts } = await judge({ facts: told({ ...tenant, married: true }) })
  expect(facts.married).toBeUndefined()
  expect(facts.degree).toMatchObject({ value: 'master', source: 'self' })
})

it('gives nothing while something is not known, or fails', async () => {
  const { ownsHome: _home, ...unknown } = tenant
  expect(await judge({ facts: told(unknown) })).toMatchObject({ outcome: 'unknown', gives: null })
  expect(await judge({ facts: told({ ...tenant, ownsHome: true }) })).toMatchObject({
    outcome: 'fail',
    gives: null,
  })
})

it('computes nothing by a policy that is not there, or not in force on the day', async () => {
  expect(await judge({ policy: 'gone' })).toMatchObject({
    bookVersion: 1,
    outcome: 'not-computed',
    criteria: [],
  })
  expect(await judge({ facts: told(tenant), day: '2025-12-31' })).toMatchObject({
    outcome: 'not-computed',
    gives: null,
  })
})

it('the office’s part is told as the office’s', async () => {
  const { criteria } = await judge({
    policy: 'homecoming',
    facts: told({ homeRegion: 'elsewhere', ties: 'relatives' }),
  })
  expect(criteria.find(({ result }) => result === 'office')?.because).toMatch(/^由人才办认定：/)
})

it('knows of the registration where somebody lives and comes from, and in which tier they are', async () => {
  const person = await harness.registerPerson({
    presentRegion: '440305',
    homeRegion: '430121',
    degree: 'master',
  })
  const abroad = await harness.registerPerson({ presentRegion: '947400', homeRegion: '810000' })
  const valuesOf = async ({ call }: typeof person) =>
    Object.fromEntries((await call('GET /me/facts')).items.map(({ code, value }) => [code, value]))
  expect(await valuesOf(person)).toMatchObject({
    presentRegion: 'elsewhere',
    homeRegion: 'here',
    talentTier: 'b',
  })
  expect(await valuesOf(abroad)).toMatchObject({
    presentRegion: 'abroad',
    homeRegion: 'elsewhere',
    talentTier: 'c',
  })
})

it('what is handed in goes before the registration; what is not, the registration says with its day', async () => {
  const { personId } = await harness.registerPerson({ degree: 'master' })
  const registration = await profileOf(harness.db, testVault(), personId)
  if (!registration) throw new Error('nobody is registered')
  const { degree: _degree, graduatesOn: _day, ...rest } = tenant
  const { facts } = await judge({ facts: told({ ...rest, degree: 'doctor' }), registration })
  expect(facts.degree).toMatchObject({ value: 'doctor', source: 'self' })
  expect(facts.graduatesOn).toMatchObject({ value: '2026-06-30', source: 'registration' })
})

it('by an earlier version it comes out as it did then', async () => {
  await publishBook(harness.db, { book: smallBook, source: '试验文件' }, harness.clock.now())
  expect((await judge({ policy: 'settling' })).criteria).toEqual([])
  const before = await judge({ facts: told(tenant), version: 1 })
  expect(before).toMatchObject({ bookVersion: 1, outcome: 'pass' })
  expect(before.criteria[0]?.source.paper).toBe(
    sampleBook.policies.find(({ code }) => code === 'rent-subsidy')?.source.paper,
  )
})
