import { lookedAt, looking } from '../../server/employers'
import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { employerOf } from './world'

/** An employer looks at no more people than its posts explain. */
let harness: Harness
let people: Visitor[]
beforeAll(async () => {
  harness = await startHarness()
  people = []
  for (let turn = 0; turn < 31; turn += 1) people.push(await harness.signIn())
})
afterAll(() => harness.close())

const look = (employer: { id: string; owner: Visitor }, persons: Visitor[], openPosts = 0) =>
  looking(harness.db, (tx) =>
    lookedAt(tx, harness.clock.now(), {
      employerId: employer.id,
      actorId: employer.owner.personId,
      personIds: persons.map(({ personId }) => personId),
      openPosts,
      what: '看了你投递的简历',
      why: '岗位：检测工程师',
    }),
  )

it('counts each person once a day, refuses the one too many, and tells the office once', async () => {
  const lead = await harness.office('lead')
  const employer = await employerOf(harness, '看人公司（示例）')
  await look(employer, people.slice(0, 30))
  await look(employer, people.slice(0, 30))
  for (let turn = 0; turn < 2; turn += 1)
    await expect(look(employer, people.slice(30))).rejects.toEqual(refused('employer-look-limit'))
  await look(employer, people.slice(30), 1)
  await harness.app.worker.drain()
  const told = (await lead.call('GET /me/messages')).items.filter(
    ({ title }) => title === '有单位查看人才过多',
  )
  expect(told).toHaveLength(1)
  const [last] = people.slice(30)
  const reads = (await last?.call('GET /me/reads'))?.items ?? []
  expect(reads).toMatchObject([{ who: '用人单位 · 看人公司（示例）', what: '看了你投递的简历' }])
  harness.clock.advance(86_400)
  await look(employer, people.slice(0, 5))
})
