import path from 'node:path'
import { dayInChina } from '@jucai/contract/china-time'
import { addDays } from '@jucai/contract/policies/days'
import { nightInWords } from '@jucai/contract/stay-vocabulary'
import { stationOf } from '../../mock/city/stations'
import { startHarness, type Harness, type Visitor } from '../harness'
import { openHostel } from '../stays/world'
import { compileApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'

/** A free stay in the built mini-program: found, booked by the calendar, cancelled. */
let harness: Harness
let app: Simulator
let person: Visitor
const hostel = stationOf.hostel
beforeAll(async () => {
  harness = await startHarness({ clock: () => new Date() }) // the phone's clock is the real one
  await openHostel(await harness.office('lead'), hostel, ['101', '102'])
  person = await harness.registerPerson({
    presentRegion: '440305',
    graduatesOn: `${new Date().getFullYear()}-01-01`,
  })
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
const press = async (name: string) => {
  await app.until(() => named(name) !== undefined)
  const before = app.setData.length
  app.tap(named(name) as Element)
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

it('shows hostels and the calendar of free nights within what WeChat draws quickly, and books by it', async () => {
  const list = await open('/stays/hostels/index', '今晚空 2 张床')
  const calendar = await open(`/stays/hostel/index?id=${hostel}`, '住哪几晚')
  const night = addDays(dayInChina(new Date()), 5)
  const chosen = await press(nightInWords(night, 2, false))
  const longer = await press('3 晚')
  process.stdout.write(`hostels ${list} B, calendar ${calendar} B, a night ${chosen} B, longer ${longer} B\n`)
  expect(list).toBeLessThan(20 * 1024)
  expect(calendar).toBeLessThan(20 * 1024)
  for (const update of [chosen, longer]) expect(update).toBeLessThan(1024)
  await press('来面试')
  await press('订下来')
  await app.until(() => shows('出示人才码'))
  expect((await person.call('GET /me/stays')).items).toMatchObject([
    { fromDay: night, nights: 3, purpose: 'interview', state: 'booked' },
  ])
  expect(app.errors).toEqual([])
})

it('cancels, and says that it does not count', async () => {
  await press('取消')
  await press('取消住宿')
  await app.until(() => shows('这一次不算次数'))
  expect((await person.call('GET /me/stays')).items).toMatchObject([{ state: 'cancelled', counted: false }])
  expect(app.errors).toEqual([])
})
