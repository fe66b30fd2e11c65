import { startHarness, type Harness } from '../harness'
import { startWorld } from './world'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

it('counts a code as held until it expires', async () => {
  const holder = await (await startWorld(harness)).holder()
  const coded = async () => (await harness.as()('GET /city/figures')).coded
  expect(await coded()).toBe(1)
  harness.clock.set(holder.credential.expiresAt)
  expect(await coded()).toBe(0)
})
