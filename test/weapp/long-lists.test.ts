import path from 'node:path'
import { apply, homecomingAnswers } from '../applications/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { compileApp, type CompiledApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'
import type { World } from './wx'

/** What a list of hundreds of rows, and text outside the application form, cost the built mini-program. */
let harness: Harness
let compiled: CompiledApp
let person: Visitor
const running: Simulator[] = []
beforeAll(async () => {
  harness = await startHarness({ clock: () => new Date() })
  compiled = compileApp(path.join(__dirname, '../../dist/weapp'))
  person = await harness.registerPerson({ presentRegion: '440305' })
})
afterAll(async () => {
  running.forEach((app) => app.close())
  await harness.close()
})

const launch = async (around: (api: World['request']) => World['request'] = (api) => api) => {
  const session = JSON.stringify({
    state: { token: person.token, me: await person.call('GET /me') },
    version: 0,
  })
  const app = startApp(
    compiled,
    around(requestVia((options) => harness.app.http.inject(options as never))),
    new Map([['session', session]]),
  )
  running.push(app)
  return app
}
const text = (app: Simulator) => app.current().element.textContent ?? ''

const [total, page, rowsInBlock, margin] = [500, 20, 10, 600]
const numberOf = (row: number) => `GG-20261122-${String(row).padStart(4, '0')}`
/** The real reply about one application, as if there were hundreds. */
const many =
  (api: World['request']): World['request'] =>
  async (request) => {
    const from = Number(/after=(\d+)/.exec(request.url)?.[1] ?? 0)
    const reply = await api({ ...request, url: request.url.replace(/&?after=\d+/, '') })
    if (!request.url.includes('/me/applications?') || reply.statusCode !== 200) return reply
    const [one] = (reply.data as { items: { id: string; number: string }[] }).items
    const items = Array.from({ length: page }, (_, at) => ({
      ...one,
      id: `${one?.id.slice(0, -4)}${String(from + at).padStart(4, '0')}`,
      number: numberOf(from + at),
    }))
    return { ...reply, data: { items, next: from + page < total ? String(from + page) : null } }
  }

it('a list of 500 rows keeps below 600 nodes, in order, and draws again what is scrolled back to', async () => {
  await apply(person, 'homecoming', homecomingAnswers())
  const app = await launch(many)
  app.wx.navigateTo?.({ url: '/applications/list/index' })
  await app.until(() => text(app).includes(numberOf(0)))
  const height = rowsInBlock * 96
  /**
   * What the phone tells when the view (812 px) stands there: a block further away than the margin is out
   * of sight.
   */
  const scrollTo = async (top: number) => {
    await app.idle() // blocks drawn last are watched by now
    // By where a block stands: which observer was there first is a matter of timers.
    for (const [turn, block] of [...app.current().element.querySelectorAll('.rows')].entries())
      app.watched.get(`#${block.id}`)?.({
        intersectionRatio: (turn + 1) * height > top - margin && turn * height < top + 812 + margin ? 1 : 0,
        boundingClientRect: { height },
      })
    await app.idle()
  }
  let most = 0
  for (let rows = page; rows < total; rows += page) {
    const more = [...app.current().element.querySelectorAll('button')].find((one) =>
      one.textContent?.includes('显示更多'),
    )
    app.tap(more as Element)
    await app.until(() => text(app).includes(numberOf(rows + page - 1)))
    most = Math.max(most, app.nodes())
    await scrollTo((rows + page) * 96 - 812)
  }
  expect(app.watched.size).toBe(total / rowsInBlock)
  const bottom = app.nodes()
  const before = app.setData.length
  await scrollTo(0)
  const bytes = app.setData.slice(before).reduce((sum, one) => sum + one.bytes, 0)
  process.stdout.write(
    `${total} rows: ${bottom} nodes at the end, ${app.nodes()} at the top, ${most} at most; back to the top ${bytes} B\n`,
  )
  expect([most < 600, bottom < 600, app.nodes() < 600]).toEqual([true, true, true])
  const shown = [...text(app).matchAll(/GG-\d{8}-(\d{4})/g)].map(([, row]) => Number(row))
  expect(shown).toEqual(Array.from({ length: 2 * rowsInBlock }, (_, row) => row))
  expect(app.errors).toEqual([])
})

it('typing outside the application form costs no more than in it', async () => {
  const app = await launch()
  app.wx.navigateTo?.({ url: '/homecoming/refer/index' })
  const field = (selector: string, label: string) =>
    [...app.current().element.querySelectorAll(selector)].find((one) =>
      one.getAttribute('aria-label')?.startsWith(label),
    )
  await app.until(() => field('textarea', '') !== undefined)
  await app.idle()
  const costs: number[] = []
  for (const [selector, value] of [
    ['input', '示例'],
    ['textarea', '写'.repeat(150)],
    ['textarea', '写'.repeat(200)],
  ] as const) {
    const before = app.setData.length
    app.type(field(selector, '') as Element, value)
    await app.idle()
    costs.push(app.setData.slice(before).reduce((sum, { bytes }) => sum + bytes, 0))
  }
  process.stdout.write(`keystrokes outside the form: ${JSON.stringify(costs)} B\n`)
  for (const cost of costs) expect(cost).toBeLessThanOrEqual(500)
})
