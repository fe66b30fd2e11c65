import path from 'node:path'
import { employerOf, type EmployerOfTest } from '../employers/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { answerAs, lookAs, openPost } from '../posts/world'
import { compileApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'

/** A post in the built mini-program: found, applied for, answered. */
let harness: Harness
let app: Simulator
let person: Visitor
let employer: EmployerOfTest
let post: string
beforeAll(async () => {
  harness = await startHarness({ clock: () => new Date() }) // the phone's clock is the real one
  employer = await employerOf(harness)
  const inTwoWeeks = new Date(Date.now() + 14 * 86_400_000).toISOString()
  post = (await openPost(harness, employer, { title: '潮汐发电工程师', closesAt: inTwoWeeks })).id
  person = await harness.registerPerson()
  const state = { token: person.token, me: await person.call('GET /me') }
  app = startApp(
    compileApp(path.join(__dirname, '../../dist/weapp')),
    requestVia((options) => harness.app.http.inject(options as never)),
    new Map([['session', JSON.stringify({ state, version: 0 })]]),
  )
})
afterAll(async () => {
  app.close()
  await harness.close()
})

const aPage = 20 * 1024
const shows = (text: string) => app.current().element.textContent?.includes(text) ?? false
const named = (selector: string, name: string) =>
  [...app.current().element.querySelectorAll(selector)]
    .filter(
      (element) =>
        element.getAttribute('aria-label')?.startsWith(name) || element.textContent?.trim().startsWith(name),
    )
    .at(-1)
const press = async (name: string, selector = 'button') => {
  await app.until(() => named(selector, name) !== undefined)
  app.tap(named(selector, name) as Element)
  await app.idle()
}
const open = async (url: string, text: string) => {
  const from = app.setData.length
  app.wx.navigateTo?.({ url })
  await app.until(() => shows(text))
  await app.idle()
  return app.setData
    .slice(from)
    .reduce((sum, { page, bytes }) => (page === app.current().path ? sum + bytes : sum), 0)
}

it('is found, and says clause by clause whether one fits, within what WeChat draws quickly', async () => {
  expect(await open('/posts/search/index', '潮汐发电工程师')).toBeLessThan(aPage)
  expect(await open(`/posts/post/index?id=${post}`, '我合适吗')).toBeLessThan(aPage)
  await app.until(() => shows('学历不低于本科符合'))
  expect(app.errors).toEqual([])
})

it('is applied for by one tap after showing what the employer will see', async () => {
  await open(`/posts/apply/index?post=${post}`, '一定会给单位看')
  expect(shows('湖南大学')).toBe(true)
  await press(`投给${employer.name}`)
  await app.until(() => shows('已投递'))
  expect(app.errors).toEqual([])
})

it('is answered, and the answer is read with its reason', async () => {
  const { items } = await person.call('GET /me/job-applications')
  const seen = await lookAs(employer.recruiter, employer, items[0]?.id ?? '')
  await answerAs(employer.recruiter, employer, seen, { event: 'shortlist', reason: '想约你来看看潮汐电站' })
  await open(`/posts/application/index?id=${seen.id}`, '进入初选')
  expect(shows('想约你来看看潮汐电站')).toBe(true)
  expect(app.errors).toEqual([])
})
