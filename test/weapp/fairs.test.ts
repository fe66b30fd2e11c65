import path from 'node:path'
import { boothOf, callNext, fairOf, take, visitorOf, type VisitorOfTest } from '../fairs/world'
import { startHarness, type Harness } from '../harness'
import { compileApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'

/** A fair in the built mini-program: the queue is drawn anew within what the issue allows. */
let harness: Harness
let app: Simulator
let person: VisitorOfTest
let call: () => Promise<unknown>
beforeAll(async () => {
  harness = await startHarness({ clock: () => new Date() }) // the phone's clock is the real one
  const lead = await harness.office('lead')
  const hour = 3_600_000
  const fair = await fairOf(harness, lead, {
    opensAt: new Date(Date.now() + hour).toISOString(),
    closesAt: new Date(Date.now() + 6 * hour).toISOString(),
  })
  const booths = []
  for (let turn = 0; turn < 3; turn += 1) booths.push(await boothOf(harness, lead, fair))
  await harness.db
    .updateTable('fair')
    .set({ opens_at: new Date(Date.now() - hour) })
    .where('id', '=', fair)
    .execute()
  const other = await visitorOf(harness, fair)
  person = await visitorOf(harness, fair)
  for (const { booth } of booths) {
    await take(other, booth)
    await take(person, booth)
  }
  const [first] = booths
  if (!first) throw new Error('no booth')
  call = () => callNext(first)
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

const shows = (text: string) => app.current().element.textContent?.includes(text) ?? false
const sinceThen = (from: number) =>
  app.setData
    .slice(from)
    .reduce((sum, { page, bytes }) => (page === app.current().path ? sum + bytes : sum), 0)

it('draws the ticket within 20 KB, and a change of the queue within 1 KB', async () => {
  const from = app.setData.length
  app.wx.navigateTo?.({ url: `/fairs/ticket/index?id=${person.ticket}` })
  await app.until(() => shows('前面 1 人'))
  await app.idle()
  expect(sinceThen(from)).toBeLessThan(20 * 1024)
  const before = app.setData.length
  await call()
  await app.until(() => shows('前面 0 人'), 20_000)
  await app.idle()
  expect(sinceThen(before)).toBeLessThan(1024)
})
