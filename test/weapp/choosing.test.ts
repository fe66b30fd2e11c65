import path from 'node:path'
import { sql } from 'kysely'
import { startHarness, type Harness, type Visitor } from '../harness'
import { testLine } from '../choosing/line'
import { roundOf, type Opened } from '../choosing/world'
import { compileApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'

/** Choosing a flat in the built mini-program: the board, holding, letting go, choosing for good. */
let harness: Harness
let app: Simulator
let person: Visitor
let round: Opened
beforeAll(async () => {
  harness = await startHarness({ clock: () => new Date(), choosing: { line: testLine } }) // the phone's clock is the real one
  person = await harness.registerPerson()
  round = await roundOf(harness, [person], 40, { choosingFrom: new Date() })
  const state = { token: person.token, me: await person.call('GET /me') }
  app = startApp(
    compileApp(path.join(__dirname, '../../dist/weapp')),
    requestVia((options) => harness.app.http.inject(options as never)),
    new Map([['session', JSON.stringify({ state, version: 0 })]]),
  )
  await openSlot()
})
afterAll(async () => {
  app.close()
  await harness.close()
})

/** A slot, also at night, when nobody is called. */
const openSlot = async () => {
  const ticket = await sql<{
    ticket_id: string
  }>`select ticket_id from test_ticket where round_id = ${round.roundId}`.execute(harness.db)
  await sql`update test_round set state = 'choosing'`.execute(harness.db)
  await harness.db
    .insertInto('choice_slot')
    .values({
      id: ticket.rows[0]?.ticket_id as string,
      round_id: round.roundId,
      person_id: person.personId,
      ticket_id: ticket.rows[0]?.ticket_id as string,
      number: 1,
      opens_at: new Date(),
      ends_at: new Date(Date.now() + 1_800_000),
      last_call_at: null,
      outcome: null,
      settled_at: null,
    })
    .execute()
}
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

it('shows the board within what WeChat draws quickly, tells of a change in a few bytes, and chooses', async () => {
  const before = app.setData.length
  app.wx.navigateTo?.({ url: `/choosing/choose/index?round=${round.roundId}` })
  await app.until(() => shows('轮到你选房') && named('101') !== undefined)
  await app.idle()
  const page = app.setData
    .slice(before)
    .filter((one) => one.page === 'choosing/choose/index')
    .reduce((sum, { bytes }) => sum + bytes, 0)
  await press('102')
  await press('占住这套')
  await app.until(() => shows('已为你占住'))
  const ticking = app.setData.length
  await app.until(() => app.setData.length > ticking)
  const tick = app.setData.at(-1)?.bytes ?? 0
  const { hold } = await person.call('GET /me/rounds/:round/choosing', { params: { round: round.roundId } })
  expect(hold?.flat.number).toBe('102')
  process.stdout.write(`board ${page} B, an update ${tick} B\n`)
  expect(page).toBeLessThan(20 * 1024)
  expect(tick).toBeLessThan(1024)
  await press('就选这套')
  await press('选定，还有')
  await app.until(() => shows('你选定的房'))
  expect(
    (await person.call('GET /me/rounds/:round/choosing', { params: { round: round.roundId } })).choice,
  ).toMatchObject({ flat: { number: '102' } })
  expect(app.errors).toEqual([])
})
