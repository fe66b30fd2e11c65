import path from 'node:path'
import { seedSampleCity } from '../../mock/seed'
import { testVault } from '../../mock/fakes'
import { startHarness, type Harness, type Visitor } from '../harness'
import { compileApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'

/** Talent apartments of the sample city in the built mini-program: what each page sends to WeChat. */
let harness: Harness
let app: Simulator
let person: Visitor
beforeAll(async () => {
  harness = await startHarness({ clock: () => new Date() })
  await seedSampleCity(harness.db, { vault: testVault(), storage: harness.storage }, new Date())
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

const shows = (text: string) => app.current().element.textContent?.includes(text) ?? false
const named = (name: string) =>
  [...app.current().element.querySelectorAll('button')]
    .filter(
      (element) =>
        element.getAttribute('aria-label')?.startsWith(name) || element.textContent?.trim().startsWith(name),
    )
    .at(-1)
/** Taps a button. @returns bytes sent to pages by it */
const press = async (name: string, done: () => boolean) => {
  await app.until(() => named(name) !== undefined)
  const before = app.setData.length
  app.tap(named(name) as Element)
  await app.until(done)
  await app.idle()
  return app.setData.slice(before).reduce((sum, { bytes }) => sum + bytes, 0)
}
const open = async (url: string, text: string) => {
  const before = app.setData.length
  app.wx.navigateTo?.({ url })
  await app.until(() => shows(text))
  await app.idle()
  const page = url.slice(1).split('?')[0]
  return app.setData.slice(before).reduce((sum, one) => (one.page === page ? sum + one.bytes : sum), 0)
}

it('sends at most 20 KB for a page and 1 KB for an update', async () => {
  const { items } = await harness.as()('GET /housing/projects')
  const river = items.find(({ code }) => code === 'jiangwan-li')
  const [, two] = river?.types ?? []
  const list = await open('/housing/projects/index', '科创里人才公寓')
  const map = await press('地图', () => named('地图')?.getAttribute('aria-checked') === 'true')
  const project = await open(`/housing/project/index?id=${river?.id}`, '住进来有什么')
  const type = await open(`/housing/type/index?project=${river?.id}&type=${two?.id}`, '家庭月收入')
  const mark = await press('收藏', () => shows('已收藏'))
  const watch = await open('/housing/watch/index', '合意的空着')
  const chosen = await press('两室一厅', () => named('两室一厅')?.getAttribute('aria-checked') === 'true')
  process.stdout.write(
    `list ${list} B, map ${map} B, project ${project} B, type ${type} B, mark ${mark} B, watch ${watch} B, a choice ${chosen} B\n`,
  )
  for (const page of [list, project, type, watch]) expect(page).toBeLessThan(20 * 1024)
  for (const update of [map, mark, chosen]) expect(update).toBeLessThan(1024)
  expect((await person.call('GET /me/flat-favourites')).items).toEqual([two?.id])
  expect(app.errors).toEqual([])
})
