import path from 'node:path'
import { longForm, publishForm } from '../bench/long-form'
import { startHarness, type Harness, type Visitor } from '../harness'
import { compileApp, type CompiledApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'

/**
 * Applying in the built mini-program, up to submission, against the real API; and what a long form costs
 * it.
 */
let harness: Harness
let compiled: CompiledApp
const running: Simulator[] = []
beforeAll(async () => {
  harness = await startHarness({ clock: () => new Date() }) // the phone's clock is the real one
  compiled = compileApp(path.join(__dirname, '../../dist/weapp'))
})
afterAll(async () => {
  running.forEach((app) => app.close())
  await harness.close()
})

const launch = async (person: Visitor) => {
  const session = JSON.stringify({
    state: { token: person.token, me: await person.call('GET /me') },
    version: 0,
  })
  const app = startApp(
    compiled,
    requestVia((options) => harness.app.http.inject(options as never)),
    new Map([['session', session]]),
  )
  running.push(app)
  return app
}
const shows = (app: Simulator, text: string) => app.current().element.textContent?.includes(text) ?? false
const named = (app: Simulator, selector: string, name: string) =>
  [...app.current().element.querySelectorAll(selector)]
    .filter(
      (element) =>
        element.getAttribute('aria-label')?.startsWith(name) || element.textContent?.trim().startsWith(name),
    )
    .at(-1)
const press = async (app: Simulator, name: string) => {
  await app.until(() => named(app, 'button', name) !== undefined)
  app.tap(named(app, 'button', name) as Element)
  await app.idle() // a person's next tap comes after the page has answered this one
}
const type = async (app: Simulator, label: string, value: string, selector = 'input') => {
  await app.until(() => named(app, selector, label) !== undefined)
  app.type(named(app, selector, label) as Element, value)
}
const bytesSince = (app: Simulator, from: number) =>
  app.setData.slice(from).reduce((sum, { bytes }) => sum + bytes, 0)

it('registers a returnee from the first question to the reply-by date', async () => {
  const app = await launch(await harness.registerPerson({ presentRegion: '440305' }))
  app.wx.navigateTo?.({ url: '/applications/program/index?key=homecoming' })
  await app.until(() => shows(app, '没有要逐条对照的条件'))
  await press(app, '开始申请')
  await press(app, '在这里长大或读过书')
  await press(app, '下一步')
  await app.until(() => shows(app, '来自你的登记'))
  await type(app, '从事的领域', '新能源材料')
  await press(app, '下一步')
  await press(app, '想回来工作或创业')
  await press(app, '一年内')
  await press(app, '下一步')
  await press(app, '技术经验')
  await type(app, '能带来什么技术或经验', '做过五年电池正极材料', 'textarea')
  await press(app, '下一步')
  await press(app, '人才办和一个工作站')
  await press(app, '同意工作站和人才办')
  await press(app, '下一步')
  await app.until(() => shows(app, '看一遍，没错就提交'))
  await press(app, '提交申请')
  await app.until(() => app.current().path === 'applications/application/index' && shows(app, '已经收到'))
  expect(app.current().element.textContent).toMatch(/GG-\d{8}-\d{4}/)
  expect(app.current().element.textContent).toMatch(/还剩 \d 个工作日（\d+月\d+日前）/)
  expect(app.errors).toEqual([])
})

it('scrolls to what was left out, however deep it lies', async () => {
  const app = await launch(await harness.registerPerson({ presentRegion: '440305' }))
  app.wx.navigateTo?.({ url: '/applications/form/index?program=homecoming' })
  await press(app, '下一步')
  await app.until(() => app.current().element.querySelector('.field-bad') !== null)
  await app.until(() => app.calls.some(([name, to]) => name !== 'request' && 'selector' in Object(to)))
  const scrolls = app.calls.filter(([name]) => String(name).startsWith('pageScrollTo'))
  expect(scrolls.at(-1)).toEqual(['pageScrollTo', expect.objectContaining({ offsetTop: -80 })])
})

it('a form of 40 fields costs at most 30 KB for its first screen and 500 B a keystroke, however long the text', async () => {
  await publishForm(harness, 'homecoming', longForm)
  const app = await launch(await harness.registerPerson())
  await app.idle()
  const opened = app.setData.length
  app.wx.navigateTo?.({ url: '/applications/form/index?program=homecoming' })
  await app.until(() => shows(app, '第 1 步'))
  await app.idle()
  const first = bytesSince(app, opened)
  const costs: Record<string, number> = {}
  const keystroke = async (label: string, value: string, selector?: string) => {
    const before = app.setData.length
    await type(app, label, value, selector)
    await app.idle()
    costs[`${label} ${value.length}`] = bytesSince(app, before)
  }
  await keystroke('第 1 问', '新')
  await keystroke('第 1 问', '新能源材料')
  await keystroke('第 2 问', '12')
  await keystroke('第 3 问', '1200.5')
  await keystroke('第 7 问', '写'.repeat(700), 'textarea')
  await keystroke('第 7 问', '写'.repeat(950), 'textarea')
  process.stdout.write(`first screen ${first} B, nodes ${app.nodes()}, keystrokes ${JSON.stringify(costs)}\n`)
  expect(first).toBeLessThanOrEqual(30 * 1024)
  for (const cost of Object.values(costs)) expect(cost).toBeLessThanOrEqual(500)
  expect(app.nodes()).toBeLessThan(600)
  expect(app.errors).toEqual([])
})
