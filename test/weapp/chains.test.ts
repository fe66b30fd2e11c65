import path from 'node:path'
import { openChains } from '../chains/world'
import { startHarness, type Harness } from '../harness'
import { compileApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'

/** Chains in the built mini-program: the picture within what WeChat draws quickly, and the sheet of a link. */
let harness: Harness
let app: Simulator
beforeAll(async () => {
  harness = await startHarness({ clock: () => new Date() }) // the phone's clock is the real one
  await openChains(harness)
  app = startApp(
    compileApp(path.join(__dirname, '../../dist/weapp')),
    requestVia((options) => harness.app.http.inject(options as never)),
    new Map(),
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

it('draws the picture of a chain, the list of chains and a post within 20 KB each', async () => {
  expect(await open('/chains/list/index', '新能源电池材料')).toBeLessThan(aPage)
  expect(await open('/chains/chain/index?key=battery', '缺 18 人')).toBeLessThan(aPage)
  const link = [...app.current().element.querySelectorAll('button')].find((one) =>
    one.getAttribute('aria-label')?.startsWith('电解液'),
  )
  app.tap(link as Element)
  await app.until(() => shows('还没有，是要补的一环'))
  expect(await open('/chains/post/index?key=electrolyte-formula', '学历不低于硕士')).toBeLessThan(aPage)
})
