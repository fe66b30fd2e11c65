import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { creditCodeOf, employerOf } from './world'

/** Two acts at the same moment. The embedded database has one connection: nothing is proved there. */
const atOnce = process.env.DATABASE_URL ? describe : describe.skip

atOnce('two at once', () => {
  let harness: Harness
  beforeAll(async () => {
    harness = await startHarness()
  })
  afterAll(() => harness.close())

  const reasons = (outcomes: PromiseSettledResult<unknown>[]) =>
    outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  const twoOwners = async () => {
    const { id, owner, recruiter } = await employerOf(harness)
    const params = { employer: id }
    const { items } = await owner.call('GET /employers/:employer/people', { params })
    const [one = '', other = ''] = items.map((member) => member.id)
    await owner.call('PUT /employers/:employer/people/:member', {
      params: { employer: id, member: other },
      body: { right: 'owner' },
    })
    return { id, owner, other: recruiter, member: { owner: one, other } }
  }
  const ownersLeft = async (id: string) =>
    (
      await harness.db
        .selectFrom('employer_member')
        .select('id')
        .where('employer_id', '=', id)
        .where('member_right', '=', 'owner')
        .execute()
    ).length

  it.each([
    ['remove each other', 'remove'],
    ['leave', 'leave'],
    ['make each other a recruiter', 'demote'],
  ] as const)('two owners who %s at once leave one', async (_case, way) => {
    for (let turn = 0; turn < 5; turn += 1) {
      const { id, owner, other, member } = await twoOwners()
      const act = (by: Visitor, target: string) =>
        way === 'demote'
          ? by.call('PUT /employers/:employer/people/:member', {
              params: { employer: id, member: target },
              body: { right: 'recruiter' },
            })
          : by.call('DELETE /employers/:employer/people/:member', {
              params: { employer: id, member: target },
            })
      const outcomes = await Promise.allSettled([
        act(owner, way === 'leave' ? member.owner : member.other),
        act(other, way === 'leave' ? member.other : member.owner),
      ])
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await ownersLeft(id)).toBe(1)
    }
  })

  it('two who give one code to the office at once: one has it, the other is told to ask', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const code = creditCodeOf()
      const people = await Promise.all([harness.registerPerson(), harness.registerPerson()])
      const drafts = await Promise.all(
        people.map((person) =>
          person.call('POST /employers', {
            body: { creditCode: code, name: '同一家（示例）', memberName: '沈负责' },
          }),
        ),
      )
      await harness.db
        .updateTable('employer')
        .set({ address: '一号', field: '材料', size: 'small', contact_name: null, licence: null })
        .where('credit_code', '=', code)
        .execute()
      // The claim itself is what is tried: the row that turns to submitted, twice in one moment.
      const outcomes = await Promise.allSettled(
        drafts.map(({ id }) =>
          harness.db
            .transaction()
            .execute((tx) =>
              tx.updateTable('employer').set({ state: 'submitted' }).where('id', '=', id).execute(),
            ),
        ),
      )
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(reasons(outcomes)).toEqual([expect.objectContaining({ code: '23505' })])
    }
  })

  it('one code lets one person in, however many try it at once', async () => {
    const { id, owner } = await employerOf(harness)
    const { code } = await owner.call('POST /employers/:employer/invitations', {
      params: { employer: id },
      body: { right: 'recruiter', note: '小何' },
    })
    const people = await Promise.all([1, 2, 3].map(() => harness.registerPerson()))
    const outcomes = await Promise.allSettled(
      people.map((person) => person.call('POST /me/employers', { body: { code, memberName: '何来' } })),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(reasons(outcomes)).toEqual([refused('invitation-invalid'), refused('invitation-invalid')])
  })

  it('an owner who deletes their account while the other leaves: the office learns who is left', async () => {
    const { id, owner, other, member } = await twoOwners()
    await Promise.allSettled([
      owner.call('DELETE /me'),
      other.call('DELETE /employers/:employer/people/:member', {
        params: { employer: id, member: member.other },
      }),
    ])
    const row = await harness.db
      .selectFrom('employer')
      .select('ownerless')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row.ownerless).toBe((await ownersLeft(id)) === 0)
  })
})
