import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { projectsOf, unitFen } from './world'

/** Two acts at the same moment. The embedded database has one connection: nothing is proved there. */
const atOnce = process.env.DATABASE_URL ? describe : describe.skip

atOnce('two at once', () => {
  let harness: Harness
  let lead: Visitor
  let second: Visitor
  let act: ReturnType<typeof projectsOf>
  beforeAll(async () => {
    harness = await startHarness()
    ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
    act = projectsOf(harness, [lead, second])
  })
  afterAll(() => harness.close())

  const done = (outcomes: PromiseSettledResult<unknown>[]) =>
    outcomes.filter(({ status }) => status === 'fulfilled').length
  const reasons = (outcomes: PromiseSettledResult<unknown>[]) =>
    outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))

  it('the last place is used by one of those who agree at once', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const project = await act.withPlaces(2)
      const codes = [(await act.ask(project)).code, (await act.ask(project)).code]
      // A correction takes one of the two places back while both codes are out.
      await act.agree(await act.correct(project))
      await act.agree(await act.enter(project, unitFen))
      const people = await Promise.all(codes.map(() => harness.registerPerson()))
      const outcomes = await Promise.allSettled(
        people.map((person, at) => act.answer(person, codes[at] ?? '')),
      )
      expect(done(outcomes)).toBe(1)
      expect(reasons(outcomes)).toEqual([refused('quota-used-up')])
      expect(await act.read(project)).toMatchObject({ used: 1, remaining: 0 })
    }
  })

  it('one code counts one person, and one person is counted with one project', async () => {
    const project = await act.withPlaces(3)
    const { code } = await act.ask(project)
    const people = await Promise.all([1, 2, 3].map(() => harness.registerPerson()))
    const byCode = await Promise.allSettled(people.map((person) => act.answer(person, code)))
    expect(done(byCode)).toBe(1)
    expect(reasons(byCode)).toEqual([refused('invitation-invalid'), refused('invitation-invalid')])
    const other = await act.withPlaces(1)
    const person = await harness.registerPerson()
    const codes = [(await act.ask(project)).code, (await act.ask(other)).code]
    const byPerson = await Promise.allSettled(codes.map((one) => act.answer(person, one)))
    expect(done(byPerson)).toBe(1)
    expect(reasons(byPerson)).toEqual([refused('introduced-already')])
  })

  it('two leads who agree to one entry at once earn it once', async () => {
    const third = await harness.office('lead')
    const entered = await act.enter(await act.signed(), 2 * unitFen)
    const outcomes = await Promise.allSettled([act.agree(entered), act.agree(entered, third)])
    expect(done(outcomes)).toBe(1)
    expect(reasons(outcomes)).toEqual([refused('project-settled')])
    expect(await act.read(entered)).toMatchObject({ earned: 2 })
  })

  it('the database itself refuses a second row of the same number, and a use of what is not there', async () => {
    const project = await act.withPlaces(1)
    const [one, other] = await Promise.all(
      [1, 2].map(async () => {
        const id = crypto.randomUUID()
        await harness.db
          .insertInto('project_introduction')
          .values({
            id,
            project_id: project.id,
            kind: 'master',
            state: 'asked',
            code_hash: id,
            note: null,
            person_id: null,
            first_day: '2026-11-01',
            asked_by: lead.personId,
            asked_at: harness.clock.now(),
            expires_at: harness.clock.now(),
            agreed_at: null,
            ended_on: null,
            ended_at: null,
            ended_by: null,
            reason: null,
            gave_back: false,
          })
          .execute()
        return id
      }),
    )
    // Without the lock on the project: what two would write who both read that one place is left.
    const use = (introduction: string | undefined, number: number, remaining: number) =>
      harness.db
        .insertInto('project_quota')
        .values({
          project_id: project.id,
          number,
          kind: 'use',
          places: -1,
          remaining,
          capital_id: null,
          introduction_id: introduction ?? null,
          reason: '',
          at: harness.clock.now(),
          by_person: null,
        })
        .execute()
    const outcomes = await Promise.allSettled([use(one, 2, 0), use(other, 2, 0)])
    expect(done(outcomes)).toBe(1)
    expect(reasons(outcomes)).toEqual([expect.objectContaining({ code: '23505' })])
    await expect(use(other, 3, -1)).rejects.toMatchObject({ code: '23514' })
  })
})
