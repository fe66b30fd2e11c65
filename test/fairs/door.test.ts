import { stationOf } from '../../mock/city/stations'
import { testKey } from '../credentials/keys'
import { claimCode, codeOf, type HolderOfCode } from '../credentials/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { fairOf, signUp, ticketOf, toldTo, type VisitorOfTest } from './world'

const door = stationOf.hall
let harness: Harness
let lead: Visitor
let clerk: Visitor
beforeAll(async () => {
  harness = await startHarness()
  clerk = await harness.staff('clerk', door)
})
afterAll(() => harness.close())
beforeEach(async () => {
  harness.clock.set('2026-11-23T02:00:00.000Z') // Monday, 10:00 here
  lead = await harness.office('lead')
})

type Coded = VisitorOfTest & HolderOfCode
let keys = 700
/** Gives somebody a talent code. */
const coded = async <T extends Visitor>(person: T): Promise<T & HolderOfCode> => {
  const key = testKey((keys += 1))
  const someone = { ...person, id: person.personId }
  return { ...someone, key, credential: await claimCode(someone, key) }
}
/** A fair at the door, an hour before it opens, and somebody with a talent code who signed up. */
const atTheDoor = async (): Promise<{ fair: string; visitor: Coded }> => {
  const fair = await fairOf(harness, lead, { stationId: door })
  const person = await coded(await harness.registerPerson())
  return { fair, visitor: { ...person, ...(await signUp(person, fair)) } }
}
const arrive = (fair: string, visitor: Coded, by = clerk, station = door) =>
  by.call('POST /stations/:station/fair-arrivals', {
    params: { station },
    body: { fair, code: codeOf(visitor, harness.clock.now()), scannedAt: harness.clock.now().toISOString() },
  })
const doors = async (fair: string, by = clerk, station = door) =>
  (await by.call('GET /stations/:station/fairs', { params: { station } })).items.find(({ id }) => id === fair)

it('the talent code is the ticket: who is scanned has come, once, and reads it', async () => {
  const { fair, visitor } = await atTheDoor()
  await expect(arrive(fair, visitor)).rejects.toEqual(refused('fair-refused'))
  harness.clock.advance(3601)
  expect(await doors(fair)).toMatchObject({ standing: 'running', signedUp: 1, came: 0 })
  const first = await arrive(fair, visitor)
  expect(first).toMatchObject({ again: false, cameAt: harness.clock.now().toISOString() })
  expect(first.name).toContain('*')
  expect((await ticketOf(visitor)).cameAt).toBe(first.cameAt)
  harness.clock.advance(120)
  expect(await arrive(fair, visitor)).toMatchObject({ again: true, cameAt: first.cameAt })
  expect(await doors(fair)).toMatchObject({ came: 1 })
  await toldTo(harness, visitor)
  const { items } = await visitor.call('GET /me/timeline')
  expect(items.filter(({ title }) => title.startsWith('到了招聘会现场'))).toHaveLength(1)
})

it('who has not signed up is told how, and the look at their code is on record', async () => {
  const { fair } = await atTheDoor()
  harness.clock.advance(3601)
  const stranger = await coded(await harness.registerPerson())
  const visitor = { ...stranger, ticket: '' }
  await expect(arrive(fair, visitor)).rejects.toEqual(refused('fair-refused'))
  expect((await stranger.call('GET /me/reads')).items).toHaveLength(1)
  await signUp(stranger, fair)
  harness.clock.advance(60)
  expect(await arrive(fair, visitor)).toMatchObject({ again: false })
})

it('the clerk of another station neither sees the fair nor lets anybody in', async () => {
  const { fair, visitor } = await atTheDoor()
  harness.clock.advance(3601)
  const other = await harness.staff('clerk', stationOf.shenzhen)
  await expect(arrive(fair, visitor, other)).rejects.toEqual(refused('not-found'))
  await expect(arrive(fair, visitor, other, stationOf.shenzhen)).rejects.toEqual(refused('not-found'))
  await expect(doors(fair, other)).rejects.toEqual(refused('not-found'))
  expect(await doors(fair, other, stationOf.shenzhen)).toBeUndefined()
})
