import path from 'node:path'
import { startHarness, type Harness, type Visitor } from '../harness'
import { inviteTo, majorOfTest, searchAs } from '../pool/world'
import { compileApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'

/** An invitation in the built mini-program: from the message to an acceptance, another number, and back again. */
let harness: Harness
let app: Simulator
let lead: Visitor
let person: Visitor
let sent: string
beforeAll(async () => {
  harness = await startHarness({ clock: () => new Date() }) // the phone's clock is the real one
  lead = await harness.office('lead')
  const major = majorOfTest()
  person = await harness.registerPerson({ major })
  const search = await searchAs(lead, { majors: [major] })
  const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
  sent = (await inviteTo(lead, search.id, person.personId, { answerBy: inAWeek })).id
  await harness.app.worker.drain()
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

// A sheet comes up in one piece; what is tapped in it costs a tap.
const [aPage, aSheet, aTap] = [20 * 1024, 5 * 1024, 2 * 1024]
const shows = (text: string) => app.current().element.textContent?.includes(text) ?? false
const named = (selector: string, name: string) =>
  [...app.current().element.querySelectorAll(selector)]
    .filter(
      (element) =>
        element.getAttribute('aria-label')?.startsWith(name) || element.textContent?.trim().startsWith(name),
    )
    .at(-1)
const costOf = async (act: () => void): Promise<number> => {
  const from = app.setData.length
  act()
  await app.idle()
  return app.setData.slice(from).reduce((sum, { bytes }) => sum + bytes, 0)
}
const press = async (name: string, selector = 'button') => {
  await app.until(() => named(selector, name) !== undefined)
  return costOf(() => app.tap(named(selector, name) as Element))
}
const open = async (url: string, text: string) => {
  const from = app.setData.length
  app.wx.navigateTo?.({ url })
  await app.until(() => shows(text))
  await app.idle()
  return app.setData
    .slice(from)
    .reduce((sum, { page, bytes }) => (page === app.current().path ? sum + bytes : sum), 0)
}
const contact = () =>
  lead.call('GET /pool/invitations/:poolInvitation/contact', { params: { poolInvitation: sent } })

it('lists the invitation and opens it, within what WeChat draws quickly', async () => {
  expect(await open('/pool/invitations/index', '来聊聊电池材料检测')).toBeLessThan(aPage)
  expect(shows('人才办能找到你')).toBe(true)
  expect(await open(`/pool/invitation/index?id=${sent}`, '接受，选一个联系方式')).toBeLessThan(aPage)
  expect(shows('研究院在招检测工程师')).toBe(true)
  expect(app.errors).toEqual([])
})

it('is accepted with the number of the account; the office sees it, and the person sees that it did', async () => {
  expect(await press('接受，选一个联系方式')).toBeLessThan(aSheet)
  expect(shows('接受后，对方能看到你的完整姓名和这个号码')).toBe(true)
  await press('接受，请对方联系我')
  await app.until(() => shows('你接受了'))
  expect(shows(`对方能看到你的姓名和 ${person.phone}`)).toBe(true)
  expect(await contact()).toEqual({ name: '林小满', phone: person.phone })
  await open('/account/my-data/index', '看了你接受邀请时提供的姓名和电话')
  app.wx.navigateBack?.({ delta: 1 })
  await app.idle()
  expect(app.errors).toEqual([])
})

it('takes another number, and takes it back', async () => {
  await press('换一个号码')
  expect(await press('另填一个', '[role="radio"], button, label')).toBeLessThan(aTap)
  await app.until(() => named('input', '联系电话') !== undefined)
  app.type(named('input', '联系电话') as Element, '+65 8123 4567')
  await app.idle()
  await press('接受，请对方联系我')
  await app.until(() => shows('+6581234567'))
  expect(await contact()).toMatchObject({ phone: '+6581234567' })
  await press('收回联系方式')
  await app.until(() => shows('收回联系方式？'))
  await press('收回')
  await app.until(() => shows('你谢绝了'))
  await expect(contact()).rejects.toMatchObject({ code: 'not-found' })
  expect(app.errors).toEqual([])
})
