import fs from 'node:fs'
import path from 'node:path'
import colours from '../../src/theme.json'
import { startHarness, type Harness } from '../harness'
import { compileApp, type CompiledApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'

const built = path.join(__dirname, '../../dist/weapp')
let harness: Harness
let compiled: CompiledApp
let app: Simulator | undefined
beforeAll(async () => {
  harness = await startHarness()
  compiled = compileApp(built)
})
afterEach(() => app?.close())
afterAll(() => harness.close())

const launch = async (session: object | null, settings?: object) => {
  const kept = (state: object) => JSON.stringify({ state, version: 0 })
  const storage = new Map<string, unknown>()
  if (session) storage.set('session', kept(session))
  if (settings) storage.set('settings', kept(settings))
  const running = (app = startApp(
    compiled,
    requestVia((options) => harness.app.http.inject(options as never)),
    storage,
  ))
  await running.until(() => running.current().element.textContent?.includes('按真实记录统计') ?? false)
  await running.idle()
  return running
}

it.each(['a visitor', 'a registered person', 'a clerk'])(
  'home from launch to complete with its data costs %s at most 4 setData, 20 KB and 600 nodes',
  async (who) => {
    const person =
      who === 'a visitor'
        ? null
        : who === 'a clerk'
          ? await harness.staff('clerk', '01930000-0000-7000-8000-000000000001')
          : await harness.registerPerson()
    const running = await launch(person && { token: person.token, me: await person.call('GET /me') })
    const bytes = running.setData.reduce((sum, one) => sum + one.bytes, 0)
    expect(running.errors).toEqual([])
    expect(running.setData.length).toBeLessThanOrEqual(4)
    expect(bytes).toBeLessThanOrEqual(20 * 1024)
    expect(running.nodes()).toBeLessThan(600)
  },
)

const native = (running: Simulator, name: string) =>
  running.calls.filter(([called]) => called === name).map(([, options]) => options)

it.each([
  ['dark', '-dark'],
  ['light', ''],
])('a theme chosen in the app, %s, reaches all of the tab bar, pictures too', async (theme, ending) => {
  const running = await launch(null, { textScale: 100, theme, stationId: null })
  const { tab, tabOn, tabBg } = colours[theme as 'dark' | 'light']
  expect(native(running, 'setTabBarStyle').at(-1)).toMatchObject({
    color: tab,
    selectedColor: tabOn,
    backgroundColor: tabBg,
  })
  const items = native(running, 'setTabBarItem').slice(-5)
  expect(items).toEqual(
    ['home', 'services', 'code', 'messages', 'mine'].map(
      (key, index) =>
        expect.objectContaining({
          index,
          iconPath: `/tab/${key}${ending}.png`,
          selectedIconPath: `/tab/${key}-on${ending}.png`,
        }) as unknown,
    ),
  )
  for (const item of items as { iconPath: string; selectedIconPath: string }[])
    for (const picture of [item.iconPath, item.selectedIconPath])
      expect(fs.existsSync(path.join(built, picture))).toBe(true)
})

it('as long as nothing is chosen, the tab bar is left to follow the phone by itself', async () => {
  const running = await launch(null)
  expect(native(running, 'setTabBarStyle')).toEqual([])
  expect(native(running, 'setTabBarItem')).toEqual([])
})

it('buttons and links look pressed without saying so at each', () => {
  const base = fs.readFileSync(path.join(built, 'base.wxml'), 'utf8')
  expect(base.match(/\|\|'(press|button-hover|navigator-hover)'/g)).toEqual(["||'press'", "||'press'"])
})
