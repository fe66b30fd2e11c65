import { holdPeopleAlone } from '../../server/core/person'
import { startHarness, type Harness, type Visitor } from '../harness'
import { employerOf } from './world'

/** Two accounts of one person become one. */
let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const join = async (from: Visitor, into: Visitor) => {
  await harness.db.deleteFrom('profile').where('person_id', '=', from.personId).execute()
  await harness.db.transaction().execute(async (tx) => {
    await holdPeopleAlone(tx, [from.personId, into.personId])
    await harness.app.people.merge(tx, from.personId, into.personId, harness.clock.now())
  })
}

it('of two places at one employer the one with more rights stays, and its name is still read', async () => {
  const { id, owner, recruiter } = await employerOf(harness)
  await join(owner, recruiter)
  const { items } = await recruiter.call('GET /employers/:employer/people', { params: { employer: id } })
  expect(items).toMatchObject([{ name: '周经办', right: 'owner', me: true }])
})

it('a place at an employer of its own follows, with what was asked of others', async () => {
  const { id, owner } = await employerOf(harness)
  const asked = await employerOf(harness)
  const into = await harness.registerPerson()
  for (const one of [owner, into])
    await one.call('POST /me/employer-requests', {
      body: { creditCode: asked.creditCode, memberName: '何来', words: '新来的人事' },
    })
  await join(owner, into)
  const list = await into.call('GET /me/employers')
  expect(list.employers).toMatchObject([{ id, right: 'owner' }])
  expect(list.requests).toHaveLength(1)
})
