import { freshMe, keepMe } from '@/fresh-me'
import { useSession } from '@/session'
import { startHarness, type Harness } from '../harness'
import { carry, connect } from './phone-with-api'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(() => connect(harness))

it('asks who is signed in, and asks nothing for a visitor', async () => {
  const person = await harness.registerPerson()
  await carry(person)
  useSession.setState({ me: null })
  await freshMe()
  expect(useSession.getState().me?.id).toBe(person.personId)
  await carry(null)
  await freshMe()
  expect(useSession.getState().me).toBeNull()
})

it('drops what was asked for one person when another has signed in, or nobody is', async () => {
  const [before, after] = [await harness.registerPerson(), await harness.registerPerson()]
  await carry(before)
  const asking = freshMe()
  await carry(after)
  await asking
  expect(useSession.getState().me?.id).toBe(after.personId)
  await carry(before)
  const late = keepMe(before.call('GET /me'))
  await carry(null)
  await late
  expect(useSession.getState().me).toBeNull()
})
