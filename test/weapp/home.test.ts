import path from 'node:path'
import { startHarness, type Harness } from '../harness'
import { compileApp, type CompiledApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'

let harness: Harness
let compiled: CompiledApp
let app: Simulator | undefined
beforeAll(async () => {
  harness = await startHarness()
  compiled = compileApp(path.join(__dirname, '../../dist/weapp'))
})
afterEach(() => app?.close())
afterAll(() => harness.close())

const launch = async (session: object | null) => {
  const storage = new Map<string, unknown>(
    session ? [['session', JSON.stringify({ state: session, version: 0 })]] : [],
  )
  const running = (app = startApp(
    compiled,
    requestVia((options) => harness.app.http.inject(options as never)),
    storage,
  ))
  await running.until(() => running.current().element.textContent?.includes('按真实记录统计') ?? false)
  await new Promise((resolve) => setTimeout(resolve, 300))
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
