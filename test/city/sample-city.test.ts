import { situations, stages } from '@jucai/contract/vocabulary'
import { startHarness, type Harness } from '../harness'
import { sampleCity } from '../../mock/city/city'
import { sampleActors } from '../../mock/people/people'
import { sampleSms } from '../../mock/fakes'
import { sampleRoutes } from '../../mock/sample-routes'
import { secondCity } from '../../mock/city/second'
import { publishSampleCity, seedSampleCity } from '../../mock/seed'
import { testVault } from '../../mock/fakes'

let harness: Harness
const sms = sampleSms()
beforeAll(async () => {
  harness = await startHarness({ sms, sample: sampleRoutes(sms), mode: 'sample' })
  await seedSampleCity(harness.db, { vault: testVault(), storage: harness.storage }, harness.clock.now())
  await harness.app.worker.drain() // the welcome messages, which would else be counted between two answers
})
afterAll(() => harness.close())

const post = async (as: unknown) => {
  const reply = await harness.app.http.inject({ method: 'POST', url: '/api/sample/sign-in', payload: { as } })
  return {
    status: reply.statusCode,
    body: reply.json<{ token: string; me: { name: string; assignments: { role: string }[] } }>(),
  }
}

it('has a service for every stage and situation, and marks every text as sample', () => {
  for (const stage of stages)
    expect(sampleCity.services.some((service) => service.stage === stage)).toBe(true)
  for (const situation of situations)
    expect(sampleCity.services.some((service) => service.situation === situation)).toBe(true)
  expect(sampleCity.services.every((service) => service.source.sample)).toBe(true)
})

it('signs each sample person in with the same reply as a real sign-in', async () => {
  const roles = []
  for (const as of sampleActors) {
    const { status, body } = await post(as)
    expect(status).toBe(201)
    expect(await harness.as(body.token)('GET /me')).toEqual(body.me)
    roles.push(body.me.assignments[0]?.role ?? null)
  }
  expect(roles).toEqual([
    null,
    null,
    'clerk',
    'clerk',
    'reviewer',
    'lead',
    'lead',
    'system-admin',
    'security-admin',
    'audit-admin',
  ])
  expect((await post('mayor')).status).toBe(422)
})

it('says that it is the sample city', async () => {
  expect((await harness.app.http.inject({ url: '/api/sample' })).json()).toEqual({ sample: true })
})

it('shows the code a text message would carry', async () => {
  await harness.as()('POST /sms-codes', { body: { phone: '13900002222', purpose: 'sign-in' } })
  const reply = await harness.app.http.inject({ url: '/api/sample/sms-codes/13900002222' })
  expect(reply.json()).toEqual({ code: sms.lastCode('13900002222'), sample: true })
  expect((await harness.app.http.inject({ url: '/api/sample/sms-codes/13900003333' })).statusCode).toBe(404)
})

it('is loaded once, and its figures are alive', async () => {
  const before = await harness.as()('GET /city/figures')
  await seedSampleCity(harness.db, { vault: testVault(), storage: harness.storage }, harness.clock.now())
  harness.clock.advance(60)
  const after = await harness.as()('GET /city/figures')
  expect(after.registered).toBe(before.registered)
  expect(after.registered).toBeGreaterThanOrEqual(120)
  expect(after.bySchool).toHaveLength(8)
  expect(after.bySchool.every(({ count }) => count >= 5)).toBe(true)
  expect((await harness.as()('GET /city')).version).toBe(1)
})

it('has months, schools and majors to draw of those who stayed', async () => {
  const { total, months, schools, majors, degrees } = await harness.as()('GET /city/graduates')
  expect(total).toBeGreaterThan(40)
  expect(months.filter(({ joined }) => joined > 0).length).toBeGreaterThanOrEqual(4)
  expect(schools.groups.length).toBeGreaterThanOrEqual(4)
  expect(majors.groups.length).toBeGreaterThanOrEqual(3)
  expect(degrees.groups.length).toBeGreaterThanOrEqual(2)
  harness.clock.advance(61)
  expect((await harness.as()('GET /city/figures')).stayed).toBe(total)
})

it('shows another brand by configuration alone, and its own again', async () => {
  const at = harness.clock.now()
  const before = await harness.as()('GET /city')
  await publishSampleCity(harness.db, at)
  expect((await harness.as()('GET /city')).version).toBe(before.version)
  await publishSampleCity(harness.db, at, 'river')
  const river = await harness.as()('GET /city')
  expect(river).toEqual({
    ...before,
    version: before.version + 1,
    district: secondCity.district,
    office: secondCity.office,
    brand: secondCity.brand,
  })
  expect(river.brand.palette?.light.night).not.toBeUndefined()
  await publishSampleCity(harness.db, at, 'river')
  expect((await harness.as()('GET /city')).version).toBe(before.version + 1)
  await publishSampleCity(harness.db, at, 'star')
  expect((await harness.as()('GET /city')).brand).toEqual(before.brand)
  await expect(publishSampleCity(harness.db, at, 'moon')).rejects.toThrow('可选：star、river')
})

it('has no sample routes without the sample city', async () => {
  const bare = await startHarness()
  expect((await bare.app.http.inject({ url: '/api/sample' })).statusCode).toBe(404)
  expect(
    (await bare.app.http.inject({ method: 'POST', url: '/api/sample/sign-in', payload: { as: 'graduate' } }))
      .statusCode,
  ).toBe(404)
  await bare.close()
})
