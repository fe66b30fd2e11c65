import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { projectsOf, unitFen } from './world'

let harness: Harness
let lead: Visitor
let second: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(async () => {
  harness.clock.set('2026-11-23T02:00:00.000Z')
  lead = await harness.office('lead')
  second = await harness.office('lead')
})
const projects = () => projectsOf(harness, [lead, second])

describe('days of a project', () => {
  it('the first day of somebody lies around the project, not a century before it or after it', async () => {
    const project = await projects().withPlaces(2)
    const ask = (firstDay: string) =>
      lead.call('POST /office/investment-projects/:investmentProject/introductions', {
        params: { investmentProject: project.id },
        body: { kind: 'master', firstDay, note: '研发部小何' },
      })
    for (const day of ['1900-01-01', '2025-11-19', '2027-05-23', '2199-12-31'])
      await expect(ask(day)).rejects.toEqual(refused('invalid-request'))
    for (const day of ['2025-11-20', '2027-05-22']) expect((await ask(day)).code).toBeTruthy()
  })

  it('capital is in place from the signing on, and nothing happened a century ago', async () => {
    const project = await projects().signed()
    const enter = (kind: 'promised' | 'in-place', on: string) =>
      lead.call('POST /office/investment-projects/:investmentProject/capital', {
        params: { investmentProject: project.id },
        body: { kind, amountFen: unitFen, on, document: '银行进账单 2026-18' },
      })
    await expect(enter('in-place', '2026-11-19')).rejects.toEqual(refused('invalid-request'))
    await expect(enter('promised', '1900-01-01')).rejects.toEqual(refused('invalid-request'))
    expect(await enter('in-place', '2026-11-20')).toMatchObject({ id: project.id })
    const talking = await projects().add()
    await expect(
      lead.call('POST /office/investment-projects/:investmentProject/steps', {
        params: { investmentProject: talking.id },
        body: { event: 'sign', on: '1900-01-01', note: '', version: talking.version },
      }),
    ).rejects.toEqual(refused('invalid-request'))
  })
})

it('who never came gives the place back, before their first day and after it, and is told so', async () => {
  const project = await projects().withPlaces(2)
  const end = (introduction: string, body: { on: string; neverCame?: boolean }) =>
    lead.call('POST /office/investment-projects/:investmentProject/introductions/:introduction/end', {
      params: { investmentProject: project.id, introduction },
      body: { reason: '本人改了主意，没有来', ...body },
    })
  const ahead = async (firstDay: string) => {
    const person = await harness.registerPerson()
    const { code } = await lead.call('POST /office/investment-projects/:investmentProject/introductions', {
      params: { investmentProject: project.id },
      body: { kind: 'master', firstDay, note: '研发部小何' },
    })
    const { introduction } = await projects().answer(person, code)
    return { person, id: introduction?.id ?? '' }
  }
  const one = await ahead('2027-03-01')
  await expect(end(one.id, { on: '2026-11-23' })).rejects.toEqual(refused('invalid-request'))
  expect(await end(one.id, { on: '2026-11-23', neverCame: true })).toMatchObject({ people: 0, remaining: 2 })
  await harness.app.worker.drain()
  const { items } = await one.person.call('GET /me/messages')
  expect(items.map(({ body }) => body).join()).toContain('人才办登记你没有到岗')
  // A year after the first day somebody who had come would have kept the place used.
  const other = await ahead('2025-11-20')
  expect(await end(other.id, { on: '2026-11-23', neverCame: true })).toMatchObject({ remaining: 2 })
})
