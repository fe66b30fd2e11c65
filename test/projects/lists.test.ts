import type { ProjectFile } from '@jucai/contract/projects'
import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { projectsOf, unitFen } from './world'

let harness: Harness
let lead: Visitor
let act: ReturnType<typeof projectsOf>
beforeAll(async () => {
  harness = await startHarness()
  lead = await harness.office('lead')
  act = projectsOf(harness, [lead, await harness.office('lead')])
})
afterAll(() => harness.close())

const many = 23
const numbers = Array.from({ length: many }, (_, at) => at + 1)
/** All entries of a list: those of the page of the project, and every page after it. */
const whole = async <T extends { id?: string; number?: number }>(
  first: readonly T[],
  next: string | null,
  more: (after: string) => Promise<{ items: T[]; next: string | null }>,
): Promise<T[]> => {
  const all = [...first]
  for (let after = next; after;) {
    const page = await more(after)
    all.push(...page.items)
    after = page.next
  }
  return all
}

describe('the lists of a project go on beyond the first twenty', () => {
  let project: ProjectFile
  const params = () => act.at(project)
  beforeAll(async () => {
    project = await act.signed()
    for (const at of numbers) project = await act.agree(await act.enter(project, unitFen + at))
  })

  it('capital, each entry once, newest first, and says of an old one that it was corrected', async () => {
    expect(project.capital).toHaveLength(20)
    const read = (from: ProjectFile) =>
      whole(from.capital, from.more.capital, (after) =>
        lead.call('GET /office/investment-projects/:investmentProject/capital', {
          params: params(),
          query: { after, limit: 2 },
        }),
      )
    const all = await read(project)
    expect(all.map(({ amountFen }) => amountFen - unitFen)).toEqual([...numbers].reverse())
    const oldest = all.at(-1)?.id ?? ''
    const corrected = await lead.call(
      'POST /office/investment-projects/:investmentProject/capital/:capitalEntry/correction',
      {
        params: { ...params(), capitalEntry: oldest },
        body: { reason: '重复登记了一笔', document: '银行对账单 2026-11' },
      },
    )
    expect((await read(corrected)).at(-1)).toMatchObject({ id: oldest, isCorrected: true })
    await act.agree(corrected)
  })

  it('the quota ledger, row by row', async () => {
    const file = await act.read(project)
    const all = await whole(file.quota, file.more.quota, (after) =>
      lead.call('GET /office/investment-projects/:investmentProject/quota', {
        params: params(),
        query: { after, limit: 2 },
      }),
    )
    expect(all.map(({ number }) => number)).toEqual(all.map((_, at) => all.length - at))
    expect(all.length).toBeGreaterThan(20)
  })

  it('commitments, due first; whether one is late counts those of other pages', async () => {
    await act.introduced(project)
    for (const at of numbers)
      await act.promise(project, 'master', 1, `2026-10-${String(at).padStart(2, '0')}`)
    const file = await act.read(project)
    const all = await whole(file.commitments, file.more.commitments, (after) =>
      lead.call('GET /office/investment-projects/:investmentProject/commitments', {
        params: params(),
        query: { after, limit: 2 },
      }),
    )
    expect(all.map(({ due }) => due)).toEqual(numbers.map((at) => `2026-10-${String(at).padStart(2, '0')}`))
    // One is there: the first promise is kept, the second and every one after it is not.
    expect(all.map(({ isLate }) => isLate)).toEqual(numbers.map((at) => at > 1))
  })

  it('people, of whom each that is shown can see so; steps to the first', async () => {
    const person = await harness.registerPerson()
    const { code } = await act.ask(project)
    await act.answer(person, code)
    const seen = async () =>
      (await person.call('GET /me/reads')).items.filter(({ why }) => why === '核对项目的引进名额').length
    const before = await seen()
    const people = await lead.call('GET /office/investment-projects/:investmentProject/introductions', {
      params: params(),
    })
    expect(people.items.map(({ state }) => state)).toEqual(['here', 'here'])
    expect(await seen()).toBe(before + 1)
    const steps = await lead.call('GET /office/investment-projects/:investmentProject/steps', {
      params: params(),
      query: { limit: 1 },
    })
    expect(steps.items.map(({ event }) => event)).toEqual(['sign'])
    const rest = await lead.call('GET /office/investment-projects/:investmentProject/steps', {
      params: params(),
      query: { after: steps.next ?? '', limit: 1 },
    })
    expect(rest).toMatchObject({ items: [{ event: 'add' }], next: null })
  })

  it('of a project that is not there there is no list, and no list goes on from a mark of another', async () => {
    const nowhere = { investmentProject: crypto.randomUUID() }
    await expect(
      lead.call('GET /office/investment-projects/:investmentProject/quota', { params: nowhere }),
    ).rejects.toEqual(refused('not-found'))
    await expect(
      lead.call('GET /office/investment-projects/:investmentProject/steps', {
        params: params(),
        query: { after: project.more.capital ?? '' },
      }),
    ).rejects.toMatchObject({ errors: [{ pointer: '/after' }] })
  })
})
