import path from 'node:path'
import { startHarness, type Harness } from '../harness'
import { compileApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'

/** What somebody is entitled to, in the built mini-program: nobody signs in, and no answer leaves the phone. */
let harness: Harness
let app: Simulator
const asked: string[] = []
beforeAll(async () => {
  harness = await startHarness({ clock: () => new Date() }) // the phone's clock is the real one
  app = startApp(
    compileApp(path.join(__dirname, '../../dist/weapp')),
    requestVia((options) => {
      asked.push(`${options.method} ${options.url}`)
      return harness.app.http.inject(options as never)
    }),
  )
})
afterAll(async () => {
  app.close()
  await harness.close()
})

const shows = (text: string) => app.current().element.textContent?.includes(text) ?? false
const button = (name: string) =>
  [...app.current().element.querySelectorAll('button')]
    .filter((element) => element.textContent?.trim().startsWith(name))
    .at(-1)
const press = async (name: string) => {
  await app.until(() => button(name) !== undefined)
  app.tap(button(name) as Element)
  await app.idle() // a person's next tap comes after the page has answered this one
}
/** What a page was sent since then; the one before it may still be drawing. */
const bytesSince = (from: number, page: string) =>
  app.setData.slice(from).reduce((sum, one) => (one.page === page ? sum + one.bytes : sum), 0)

it('lists all policies in one page of the library, within what WeChat draws quickly', async () => {
  const before = app.setData.length
  app.wx.navigateTo?.({ url: '/policies/library/index' })
  await app.until(() => shows('配套政策 22 项'))
  await app.idle()
  expect(bytesSince(before, 'policies/library/index')).toBeLessThan(20 * 1024)
})

it('asks, computes on the phone, and sends no answer anywhere', async () => {
  const before = app.setData.length
  app.wx.navigateTo?.({ url: '/policies/mine/index' })
  await app.until(() => shows('你和星城市的单位签了劳动合同吗'))
  await app.idle()
  expect(bytesSince(before, 'policies/mine/index')).toBeLessThan(20 * 1024)
  const requests = asked.length
  const tap = app.setData.length
  await press('否')
  expect(bytesSince(tap, 'policies/mine/index')).toBeLessThan(2 * 1024)
  await press('就是这样')
  await app.until(() => shows('目前不符合'))
  expect(asked.slice(requests)).toEqual([])
  expect(app.errors).toEqual([])
})

it('says what can be combined, once something can', async () => {
  app.wx.navigateTo?.({ url: '/policies/best/index' })
  await app.until(() => shows('三年') || shows('还没有可以组合的待遇'))
  expect(app.errors).toEqual([])
})
