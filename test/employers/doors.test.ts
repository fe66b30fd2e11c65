import { memberOf, requireMember, requireVerified } from '../../server/employers'
import { startHarness, type Harness } from '../harness'
import { refused } from '../matchers'
import { employerOf } from './world'

/** What other rooms ask of this one. */
let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

it('knows the people of an employer, and tells nobody else that it exists', async () => {
  const { id, owner, recruiter } = await employerOf(harness)
  const other = await harness.registerPerson()
  expect(await memberOf(harness.db, owner.personId, id)).toMatchObject({ right: 'owner', employer: { id } })
  expect(await memberOf(harness.db, other.personId, id)).toBeNull()
  await expect(requireMember(harness.db, other, id)).rejects.toEqual(refused('not-found'))
  await expect(requireMember(harness.db, recruiter, id)).resolves.toMatchObject({ right: 'recruiter' })
  await expect(requireMember(harness.db, recruiter, id, 'owner')).rejects.toEqual(
    refused('employer-right-needed'),
  )
})

it.each(['draft', 'submitted', 'returned', 'suspended', 'closed'] as const)(
  'a %s employer may not act, and is told what to do',
  async (state) => {
    const { id, owner } = await employerOf(harness, undefined, { state })
    const { employer } = await requireMember(harness.db, owner, id)
    expect(() => requireVerified(employer)).toThrow('employer-not-verified')
  },
)
