import path from 'node:path'
import { sampleBook } from '../../mock/policies/book'
import { publishBook } from '../../server/policies'
import { startHarness, type Harness, type Visitor } from '../harness'
import { offer, openBase } from '../internships/world'
import { compileApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'

/** A place in the built mini-program: found, judged clause by clause, applied for. */
let harness: Harness
let app: Simulator
let person: Visitor
let place: string
beforeAll(async () => {
  harness = await startHarness({ clock: () => new Date() }) // the phone's clock is the real one
  await publishBook(harness.db, { book: sampleBook, source: '示例' }, harness.clock.now())
  const lead = await harness.office('lead')
  place = (await offer({ harness, ...(await openBase(harness, lead)) })).id
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
const open = async (url: string, text: string) => {
  const from = app.setData.length
  app.wx.navigateTo?.({ url })
  await app.until(() => shows(text))
  await app.idle()
  return app.setData
    .slice(from)
    .reduce((sum, { page, bytes }) => (page === app.current().path ? sum + bytes : sum), 0)
}

it('is found, and says clause by clause whether one may, within what WeChat draws quickly', async () => {
  expect(await open('/internships/places/index', '材料检测见习')).toBeLessThan(aPage)
  expect(await open(`/internships/place/index?id=${place}`, '你符合吗')).toBeLessThan(aPage)
  expect(shows('就业见习不是就业')).toBe(true)
  expect(app.errors).toEqual([])
})

it('is listed among one’s own with the day by which it is answered', async () => {
  await person.call('POST /me/internship-wishes', {
    body: { placeId: place, rank: 1, words: '', shown: ['school'], notEmployed: true },
  })
  await open('/internships/mine/index', '等基地答复')
  expect(shows('前答复')).toBe(true)
  expect(app.errors).toEqual([])
})

it('has a page to check a certificate', async () => {
  await open('/internships/check/index', '核验码')
  expect(app.errors).toEqual([])
})
