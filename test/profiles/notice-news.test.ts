import type { Purpose } from '@jucai/contract/vocabulary'
import { currentNotice } from '../../server/profiles'
import { startHarness, type Harness, type Visitor } from '../harness'

/** Who agreed to less than the notice says now is told so, and nothing waits for their answer. */
let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const agreedTo = async (version: number, purposes?: Purpose[]): Promise<Visitor> => {
  const person = await harness.registerPerson()
  await harness.db
    .updateTable('consent')
    .set({ notice_version: version })
    .where('person_id', '=', person.personId)
    .$if(purposes !== undefined, (query) => query.where('purpose', 'in', purposes as Purpose[]))
    .execute()
  harness.clock.advance(1)
  return person
}
const hasNews = async (person: Visitor) => (await person.call('GET /me')).noticeNews
const answer = (person: Visitor, purpose: Purpose, given: boolean) =>
  person.call('PUT /me/consents/:purpose', {
    params: { purpose },
    body: { given, noticeVersion: currentNotice.version },
  })

it('has news for every version after the first, of what is asked for, none beyond the one in force', () => {
  const versions = new Set(currentNotice.news.map(({ version }) => version))
  expect([...versions].sort()).toEqual(Array.from({ length: currentNotice.version - 1 }, (_, at) => at + 2))
  for (const { purpose, text } of currentNotice.news) {
    expect(currentNotice.purposes.map((one) => one.purpose)).toContain(purpose)
    expect(text).toMatch(/。$/)
  }
})

it.each([
  ['job applications', /投简历/],
  ['internships', /三方协议上的姓名和证件号码、出勤/],
  ['fairs', /招聘会.*展位/],
  ['engagements', /双聘、周末专家.*现单位.*工时/],
])('names what is kept of %s, and for how long', (_, words) => {
  const registration = currentNotice.purposes.find(({ purpose }) => purpose === 'registration')
  expect(registration?.data.join('\n')).toMatch(words)
  expect(registration?.keptFor).toMatch(/投递、招聘会、见习和聘用：到注销账号为止/)
})

it('tells whoever agreed to an older one until they have answered, yes or no', async () => {
  expect(await hasNews(await harness.registerPerson())).toBe(false)
  const person = await agreedTo(2)
  expect(await hasNews(person)).toBe(true)
  await answer(person, 'registration', true)
  await answer(person, 'id-number', true)
  expect(await hasNews(person)).toBe(true) // of the pool, not yet
  await answer(person, 'talent-pool', false)
  expect(await hasNews(person)).toBe(false)
})

it('does not ask again of a purpose of which nothing new is said', async () => {
  expect(await hasNews(await agreedTo(1, ['talent-code']))).toBe(false)
})

it('tells nothing to a visitor without consents, and keeps nobody from anything', async () => {
  expect(await hasNews(await harness.signIn())).toBe(false)
  const person = await agreedTo(1)
  expect((await person.call('GET /me')).registered).toBe(true)
  await expect(person.call('GET /me/profile')).resolves.toMatchObject({ name: '林小满' })
})
