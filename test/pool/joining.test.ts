import { holdPeopleAlone } from '../../server/core/person'
import { currentNotice } from '../../server/profiles'
import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { beFound, inviteTo, majorOfTest, searchAs } from './world'

/** Two accounts of one person become one: what was left stays left, and nothing else is. */
let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(async () => {
  lead = await harness.office('lead')
})

/** Somebody with an invitation that waits and one that was accepted. */
const invitedTwice = async (person: Visitor, major: string) => {
  const ids: string[] = []
  for (let turn = 0; turn < 2; turn += 1) {
    const { id } = await searchAs(lead, { majors: [major] })
    ids.push((await inviteTo(lead, id, person.personId)).id)
  }
  const [open, given] = ids as [string, string]
  await person.call('PUT /me/pool-invitations/:poolInvitation/answer', {
    params: { poolInvitation: given },
    body: { answer: 'accept', contact: 'sign-in' },
  })
  harness.clock.advance(60)
  return { open, given }
}
const two = async () => {
  const [one, other] = [majorOfTest(), majorOfTest()]
  return {
    from: { ...(await harness.registerPerson({ major: one })), major: one },
    into: { ...(await harness.registerPerson({ major: other })), major: other },
  }
}
const join = async (from: Visitor, into: Visitor) => {
  harness.clock.advance(60)
  await harness.db.deleteFrom('profile').where('person_id', '=', from.personId).execute()
  await harness.db.transaction().execute(async (tx) => {
    await holdPeopleAlone(tx, [from.personId, into.personId])
    await harness.app.people.merge(tx, from.personId, into.personId, harness.clock.now())
  })
  await harness.app.worker.drain()
}
const standing = async (person: Visitor) =>
  Object.fromEntries(
    (await person.call('GET /me/pool-invitations')).items.map(({ id, state, givenPhone }) => [
      id,
      [state, givenPhone],
    ]),
  )
const contactOf = (id: string) =>
  lead.call('GET /pool/invitations/:poolInvitation/contact', { params: { poolInvitation: id } })

it('whoever stopped the pool gives nothing away by joining an account that was invited since', async () => {
  const { from, into } = await two()
  harness.clock.advance(60)
  await beFound(into, false)
  harness.clock.advance(60)
  const { open, given } = await invitedTwice(from, from.major)
  await join(from, into)
  expect(await standing(into)).toEqual({ [open]: ['void', null], [given]: ['accepted', null] })
  await expect(contactOf(given)).rejects.toEqual(refused('not-found'))
  const rows = await harness.db.selectFrom('pool_invitation').selectAll().where('id', '=', given).execute()
  expect(rows).toMatchObject([{ given_phone: null }])
})

it.each(['talent-pool', 'registration'] as const)(
  'who never left keeps what they answered, though the account that joins had withdrawn %s',
  async (purpose) => {
    const { from, into } = await two()
    harness.clock.advance(60)
    const { open, given } = await invitedTwice(into, into.major)
    await from.call('PUT /me/consents/:purpose', {
      params: { purpose },
      body: { given: false, noticeVersion: currentNotice.version },
    })
    await join(from, into)
    expect(await standing(into)).toEqual({ [open]: ['open', null], [given]: ['accepted', into.phone] })
    expect(await contactOf(given)).toMatchObject({ phone: into.phone })
  },
)

it('what the joining account had left before any chore wrote it down is left', async () => {
  const { from, into } = await two()
  const { open, given } = await invitedTwice(from, from.major)
  await beFound(from, false)
  await join(from, into)
  expect(await standing(into)).toEqual({ [open]: ['void', null], [given]: ['accepted', null] })
  // And leaving again, as the one account that it is now, ends what was sent since.
  const search = await searchAs(lead, { majors: [into.major] })
  const { id } = await inviteTo(lead, search.id, into.personId)
  harness.clock.advance(60)
  await beFound(into, false)
  expect((await standing(into))[id]).toEqual(['void', null])
})
