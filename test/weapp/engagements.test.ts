import path from 'node:path'
import { startHarness, type Harness } from '../harness'
import { accepted, proposed, running, signedByTwo, type EngagementWorld } from '../engagements/world'
import { compileApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'

/** Shared and weekend experts in the built mini-program: the list with its week, one of them, the employer, the link. */
let harness: Harness
let app: Simulator
let world: EngagementWorld
let consent: string
beforeAll(async () => {
  // The phone's clock is the real one.
  harness = await startHarness({ clock: () => new Date(), publicUrl: 'https://rc.example.cn' })
  world = await running(harness)
  const waiting = await accepted(await proposed(harness, { employer: world.employer }))
  consent = await signedByTwo(waiting)
  const state = { token: world.expert.token, me: await world.expert.call('GET /me') }
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

it('shows one’s week and engagements, within what WeChat draws quickly', async () => {
  expect(await open('/engagements/mine/index', '材料工艺顾问')).toBeLessThan(aPage)
  expect(shows('这一周登记')).toBe(true)
  expect(app.errors).toEqual([])
})

it('shows one of them with its agreement and hours', async () => {
  expect(await open(`/engagements/engagement/index?id=${world.id}`, '三方协议')).toBeLessThan(2 * aPage)
  expect(shows('登记工时')).toBe(true)
  expect(app.errors).toEqual([])
})

it('asks the home employer by the link, and shows nothing of the pay', async () => {
  expect(await open(`/engagements/consent/index?code=${consent}`, '签署人姓名')).toBeLessThan(aPage)
  expect(shows('800')).toBe(false)
  expect(app.errors).toEqual([])
})
