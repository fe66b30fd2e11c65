import path from 'node:path'
import { stationOf } from '../../mock/city/stations'
import { startHarness, type Harness } from '../harness'
import { openProject } from '../housing/world'
import {
  applicant,
  enterNumbers,
  lockRound,
  publishedRound,
  roundBody,
  ticketBody,
  twoLeads,
  type Office,
} from '../rounds/world'
import { compileApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'

/** A round in the built mini-program: read, applied for, proved, and one’s place computed on the phone. */
const dayMs = 86_400_000
let harness: Harness
let app: Simulator
let office: Office
let round: string
let person: Awaited<ReturnType<typeof applicant>>
/** By how much the server’s clock is off the phone’s, which follows it. */
let shift = -2 * dayMs
const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString()
beforeAll(async () => {
  harness = await startHarness({ clock: () => new Date(Date.now() + shift) })
  office = await twoLeads(harness)
  const project = await openProject(harness, 8)
  const tower = await openProject(harness, 4, {
    station: stationOf.hostel,
    code: 'test-tower',
    layout: 'one-room',
  })
  round = await publishedRound(
    office,
    roundBody([...project.flats, ...tower.flats], {
      kept: { 8: 'family' },
      opensAt: inDays(-1),
      closesAt: inDays(2),
      firstDrawingAt: inDays(4),
      choosingFrom: inDays(6),
    }),
  )
  shift = 0
  for (let at = 0; at < 20; at += 1) {
    const { call } = await applicant(harness)
    await call('PUT /me/rounds/:round/ticket', { params: { round }, body: ticketBody(project.station) })
  }
  person = await applicant(harness, {
    household: [
      { relation: 'spouse', name: '陈一鸣', bornOn: '1998-03-04' },
      { relation: 'child', name: '陈小禾', bornOn: '2024-05-06' },
    ],
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

const [aPage, anUpdate, aSheet] = [20 * 1024, 1024, 3 * 1024]
const shows = (text: string) => app.current().element.textContent?.includes(text) ?? false
const named = (name: string) =>
  [...app.current().element.querySelectorAll('button')]
    .filter(
      (one) => one.getAttribute('aria-label')?.startsWith(name) || one.textContent?.trim().startsWith(name),
    )
    .at(-1)
const costOf = async (act: () => void): Promise<number> => {
  const from = app.setData.length
  act()
  await app.idle()
  return app.setData.slice(from).reduce((sum, { bytes }) => sum + bytes, 0)
}
/** Taps a button. @returns bytes sent to pages by it */
const press = async (name: string) => {
  await app.until(() => named(name) !== undefined)
  return costOf(() => app.tap(named(name) as Element))
}
const open = async (page: string, text: string) => {
  const before = app.setData.length
  app.wx.navigateTo?.({ url: `/rounds/${page}/index?id=${round}` })
  await app.until(() => shows(text))
  await app.idle()
  return app.setData
    .slice(before)
    .reduce((sum, one) => (one.page === `rounds/${page}/index` ? sum + one.bytes : sum), 0)
}
const type = async (label: string, value: string) => {
  const field = () =>
    [...app.current().element.querySelectorAll('input')].find(
      (one) => one.getAttribute('aria-label') === label,
    )
  await app.until(() => field() !== undefined)
  return costOf(() => app.type(field() as Element, value))
}
const told = (what: string, bytes: number) => process.stdout.write(`${what} ${bytes} B\n`)

it('explains a round, and takes an application, each within what WeChat draws quickly', async () => {
  const list = await open('list', '第三批（示例）')
  const one = await open('round', '三人及以上家庭：符合')
  const form = await open('apply', '加一个志愿')
  told('list', list)
  told('round', one)
  told('apply', form)
  for (const page of [list, one, form]) expect(page).toBeLessThan(aPage)
  const sheet = await press('加一个志愿')
  const chosen = await costOf(() => app.tap(app.current().element.querySelector('.sheet .cell') as Element))
  await press('加一个志愿')
  await costOf(() => app.tap(app.current().element.querySelector('.sheet .cell') as Element))
  const up = [...app.current().element.querySelectorAll('button')].filter((one) =>
    one.getAttribute('aria-label')?.endsWith('志愿上移'),
  )
  const moved = await costOf(() => app.tap(up.at(-1) as Element))
  told('sheet', sheet)
  told('chosen', chosen)
  told('moved', moved)
  expect(sheet).toBeLessThan(aSheet)
  for (const update of [chosen, moved]) expect(update).toBeLessThan(anUpdate)
  await press('配偶陈一鸣的证件，')
  await press('护照')
  const typed = await type('配偶陈一鸣的证件号码', 'E12345678')
  told('typed', typed)
  expect(typed).toBeLessThan(anUpdate)
  await type('子女陈小禾的证件号码', 'P430001234')
  await press('提交申请')
  await app.until(() => app.current().path === 'rounds/ticket/index' && shows('锁定时给号'))
  const { ticket } = await person.call('GET /me/rounds/:round', { params: { round } })
  expect(ticket).toMatchObject({ standing: 'applied', granted: ['family'] })
  expect(ticket?.wishes).toHaveLength(2)
  expect(app.errors).toEqual([])
})

it('keeps the commitment at the lock, and computes one’s own place after the draw', async () => {
  shift = 3 * dayMs
  await lockRound(office, round)
  const one = await open('round', '这部手机留了一份')
  const ticket = await open('ticket', '在手机上验证我在名单里')
  told('round', one)
  told('ticket', ticket)
  const proved = await press('在手机上验证我在名单里')
  expect(shows('在锁定的名单里')).toBe(true)
  expect(proved).toBeLessThan(2 * anUpdate)
  expect([...app.storage.keys()].filter((key) => key.startsWith('draw-'))).toEqual(
    expect.arrayContaining(['draw-commitment-2026-r03', `draw-receipt-2026-r03-${person.personId}`]),
  )
  shift = 5 * dayMs
  await enterNumbers(office, round)
  await office.one.call('POST /round-desk/:round/draw', { params: { round } })
  const place = await open('place', '查我的位置')
  told('place', place)
  await press('算一遍')
  await app.until(() => shows('手机算出来的值，和服务器说的一样'))
  const record = await open('record', '开始核对')
  told('record', record)
  const before = app.setData.length
  const checked = await press('开始核对')
  await app.until(() => shows('21 个号，名单、根、承诺值'))
  const largest = Math.max(...app.setData.slice(before).map(({ bytes }) => bytes))
  told('checked', checked)
  for (const page of [one, ticket, place, record]) expect(page).toBeLessThan(aPage)
  expect(checked).toBeLessThan(anUpdate * 1.75) // that it began, how far it is, and what came of it
  expect(largest).toBeLessThan(anUpdate)
  expect(app.errors).toEqual([])
})
