import { publishCity } from '../../server/city'
import { sampleCity } from '../../mock/city/city'
import { stationOf } from '../../mock/city/stations'
import { stationProfiles } from '../../mock/stations/profiles'
import { apply, homecomingAnswers } from '../applications/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing } from '../matchers'

let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
  lead = await harness.office('lead')
  for (const [station, body] of stationProfiles)
    await lead.call('PUT /stations/:station/profile', { params: { station }, body })
})
afterAll(() => harness.close())

const register = async (presentRegion: string) => {
  const returnee = await harness.registerPerson({ name: '周归远' })
  return { returnee, ...(await apply(returnee, 'homecoming', homecomingAnswers({ presentRegion }))) }
}
const reassign = (leads: string[], stationId: string) =>
  lead.call('POST /stranded-leads/reassignments', { body: { leads, stationId, why: '驻深圳站已撤销' } })

it('lists who is left behind when a station closes, and gives them to an open one, on record and told', async () => {
  const [first, second, elsewhere] = [
    await register('440305'),
    await register('440305'),
    await register('430104'),
  ]
  expect((await lead.call('GET /stranded-leads')).items).toEqual([])
  const stations = sampleCity.stations.filter(({ id }) => id !== stationOf.shenzhen)
  const services = sampleCity.services.map((service) => ({
    ...service,
    stationIds: service.stationIds.filter((id) => id !== stationOf.shenzhen),
  }))
  await publishCity(harness.db, { ...sampleCity, stations, services }, '撤销驻深圳站', harness.clock.now())
  const { items } = await lead.call('GET /stranded-leads')
  expect(items.map(({ id }) => id)).toEqual([first.id, second.id])
  expect(items[0]).toMatchObject({
    maskedName: '周**',
    presentCity: containing('深圳'),
    station: { id: stationOf.shenzhen },
    suggested: { id: stationOf.hall },
  })
  const page = await lead.call('GET /stranded-leads', { query: { limit: 1 } })
  expect(
    (await lead.call('GET /stranded-leads', { query: { limit: 1, after: page.next as string } })).items.map(
      ({ id }) => id,
    ),
  ).toEqual([second.id])

  await expect(reassign([first.id], stationOf.shenzhen)).rejects.toMatchObject({
    errors: [{ pointer: '/stationId' }],
  })
  expect(await reassign([first.id, elsewhere.id], stationOf.hall)).toEqual({
    moved: 1,
    skipped: [elsewhere.id],
    stationName: '老城区人才服务大厅',
  })
  expect((await lead.call('GET /stranded-leads')).items.map(({ id }) => id)).toEqual([second.id])
  const clerk = await harness.staff('clerk', stationOf.hall)
  expect(await clerk.call('GET /leads/:lead', { params: { lead: first.id } })).toMatchObject({
    handOvers: [{ from: '驻深圳招才引智工作站', to: '老城区人才服务大厅', why: '驻深圳站已撤销' }],
  })
  await harness.app.worker.drain()
  expect((await first.returnee.call('GET /me/messages')).items.map(({ title }) => title)).toContain(
    '你的归根登记换了工作站',
  )
  const looks = await harness.db
    .selectFrom('audit_entry')
    .select(['action', 'actor_role'])
    .where('object', '=', `application:${first.id}`)
    .where('actor_role', '=', 'lead')
    .execute()
  expect(looks.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['lead.listed', 'lead.handed-over']),
  )
})

it('leaves out who has withdrawn', async () => {
  const {
    items: [left],
  } = await lead.call('GET /stranded-leads')
  expect(left).toBeDefined()
  await harness.db
    .updateTable('application')
    .set({ state: 'withdrawn', is_open: false })
    .where('id', '=', left?.id ?? '')
    .execute()
  expect((await lead.call('GET /stranded-leads')).items).toEqual([])
  expect((await reassign([left?.id ?? ''], stationOf.hall)).skipped).toEqual([left?.id])
})
