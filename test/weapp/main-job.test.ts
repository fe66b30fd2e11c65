import path from 'node:path'
import jsQR from 'jsqr'
import { PNG } from 'pngjs'
import { sampleDocument } from '../../mock/people/people'
import { startHarness, type Harness } from '../harness'
import { compileApp, type CompiledApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'

/** The main job in the built mini-program: what a phone would run, against the real API. */
let harness: Harness
let compiled: CompiledApp
let holder: Simulator
const running: Simulator[] = []
const launch = (storage?: Map<string, unknown>) => {
  const app = startApp(
    compiled,
    requestVia((options) => harness.app.http.inject(options as never)),
    storage,
  )
  running.push(app)
  return app
}
beforeAll(async () => {
  harness = await startHarness({ clock: () => new Date() }) // the phone's clock is the real one
  compiled = compileApp(path.join(__dirname, '../../dist/weapp'))
  holder = launch()
})
afterAll(async () => {
  running.forEach((app) => app.close())
  await harness.close()
})

const shows = (app: Simulator, text: string) => app.current().element.textContent?.includes(text) ?? false
const all = (app: Simulator, selector: string) => [...app.current().element.querySelectorAll(selector)]
const named = (app: Simulator, selector: string, name: string) =>
  all(app, selector)
    .filter(
      (element) =>
        element.getAttribute('aria-label')?.startsWith(name) || element.textContent?.trim().startsWith(name),
    )
    .at(-1)
const press = async (app: Simulator, name: string, selector = 'button') => {
  await app.until(() => named(app, selector, name) !== undefined)
  app.tap(named(app, selector, name) as Element)
  await app.idle() // a person's next tap comes after the page has answered this one
}
const type = async (app: Simulator, label: string, value: string, selector = 'input') => {
  await app.until(() => named(app, selector, label) !== undefined)
  app.type(named(app, selector, label) as Element, value)
}
const choose = async (app: Simulator, field: string, query: string, option: string) => {
  await press(app, `${field}，`)
  await type(app, `搜索${field}`, query)
  await app.idle() // the search waits for a pause in typing
  await press(app, option, '.find-list button')
}
const onPage = (app: Simulator, page: string) => app.until(() => app.current().path === page)

it('has templates that the newer of WeChat’s compilers takes without a warning', () => {
  expect(compiled.warnings).toEqual([])
})

it('signs in with WeChat in one tap and links the phone number', async () => {
  holder.wx.navigateTo?.({ url: '/account/sign-in/index' })
  await press(holder, '我已阅读并同意')
  await press(holder, '微信一键登录')
  await holder.until(() => all(holder, 'button[open-type="getPhoneNumber"]').length > 0)
  holder.fire(all(holder, 'button[open-type="getPhoneNumber"]')[0] as Element, 'getphonenumber', {
    code: 'phone-13912340000',
    errMsg: 'getPhoneNumber:ok',
  })
  await onPage(holder, 'pages/home/index')
})

it('registers', async () => {
  holder.wx.navigateTo?.({ url: '/account/register/index' })
  await press(holder, '看说明，开始登记')
  await press(holder, '同意')
  await type(holder, '姓名', '沈星河')
  await press(holder, '看说明，再决定')
  await press(holder, '单独同意')
  await type(holder, '证件号码', sampleDocument('430102', '2004-02-03', 321))
  await press(holder, '下一步')
  await choose(holder, '学校', '湖南师范', '湖南师范大学')
  await press(holder, '本科')
  const before = holder.setData.length
  await type(holder, '专业', '汉语言文学')
  await holder.idle()
  expect(holder.setData.slice(before)).toEqual([]) // nor is an empty date sent again
  holder.fire(all(holder, 'picker')[0] as Element, 'change', { value: '2026-06-30' })
  await press(holder, '下一步')
  await choose(holder, '家乡', '浏阳', '浏阳')
  await choose(holder, '现居地', '岳麓', '岳麓')
  await press(holder, '下一步')
  await press(holder, '找工作')
  await press(holder, '下一步')
  await press(holder, '提交登记')
  await holder.until(() => shows(holder, '星图上有你了'))
})

const pictureOn = (app: Simulator) =>
  all(app, 'image')
    .map((image) => image.getAttribute('src') ?? '')
    .find((source) => source.startsWith('data:image/png'))
/**
 * What a camera reads of the picture as the page draws it: enlarged without smoothing, with white around
 * it.
 */
const readCode = (dataUri: string): string => {
  const { data, width, height } = PNG.sync.read(
    Buffer.from(dataUri.slice(dataUri.indexOf(',') + 1), 'base64'),
  )
  const scale = 4
  const margin = 24
  const side = width * scale + 2 * margin
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  for (let y = 0; y < height * scale; y += 1) {
    for (let x = 0; x < width * scale; x += 1) {
      const from = (Math.floor(y / scale) * width + Math.floor(x / scale)) * 4
      pixels.set(data.subarray(from, from + 4), ((y + margin) * side + x + margin) * 4)
    }
  }
  const found = jsQR(pixels, side, side)
  if (!found) throw new Error('no QR code in the picture')
  return found.data
}

let code = ''
it('takes the talent code and shows it; a tick and a tap on the page cost at most 2 KB', async () => {
  await press(holder, '领取人才码')
  await press(holder, '同意')
  await onPage(holder, 'pages/code/index')
  await press(holder, '领取人才码')
  await holder.until(() => pictureOn(holder) !== undefined)
  code = readCode(pictureOn(holder) as string)
  expect(code).toMatch(/^TC1:/)
  const before = holder.setData.length
  const shown = pictureOn(holder)
  holder.wx.navigateTo?.({ url: '/account/settings/index' })
  await holder.until(() => shows(holder, '文字大小'))
  holder.wx.navigateBack?.()
  await holder.until(() => pictureOn(holder) !== shown) // renewed at once when the page is shown again, as at each step
  const ticks = holder.setData.slice(before).filter(({ page }) => page === 'pages/code/index')
  expect(ticks.length).toBeGreaterThan(0)
  for (const { bytes } of ticks) expect(bytes).toBeLessThanOrEqual(2048)
  code = readCode(pictureOn(holder) as string)
})

it('is scanned by a clerk, whose phone and server find it valid, and the service is recorded once', async () => {
  const city = await harness.as()('GET /city')
  const service = city.services.find(({ stationIds, tiers }) => stationIds.length > 0 && tiers.includes('c'))
  const staff = await harness.staff('clerk', service?.stationIds[0] ?? null)
  const session = JSON.stringify({
    state: { token: staff.token, me: await staff.call('GET /me') },
    version: 0,
  })
  const clerk = launch(new Map([['session', session]]))
  clerk.scanned.text = code
  clerk.wx.navigateTo?.({ url: '/staff/scan/index' })
  await press(clerk, '扫人才码')
  await clerk.until(() => shows(clerk, '有效') && !shows(clerk, '正在向服务器核实'))
  expect(clerk.current().element.textContent).not.toContain('沈星河')
  await press(clerk, '登记 ')
  await clerk.until(() => shows(clerk, '已登记：'))
  clerk.scanned.text = `${code.slice(0, -9)}${code.at(-9) === 'A' ? 'B' : 'A'}${code.slice(-8)}`
  await press(clerk, '扫下一位')
  await clerk.until(() => shows(clerk, '不可信'))
  expect(clerk.errors).toEqual([])
})

it('shows the service in the holder’s journey at once', async () => {
  holder.wx.navigateTo?.({ url: '/account/timeline/index' })
  await holder.until(() => shows(holder, '这不是我') && shows(holder, '完成人才登记'))
  expect(holder.errors).toEqual([])
})
