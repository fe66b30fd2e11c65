import { warnOfMonthEnd } from '../../server/ledger/month-end'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing } from '../matchers'
import { begin, chargeTo, deliver } from './receiving'
import { answerText, commit, ledgerDeps, upload } from './world'

let harness: Harness
let lead: Visitor
beforeEach(async () => {
  harness = await startHarness()
  lead = await harness.office('lead')
})
afterEach(() => harness.close())

const warn = () => warnOfMonthEnd(ledgerDeps(harness), harness.clock.now())
const bring = async (yuan: string) => {
  const file = answerText([{ number: 'FK-1', sequence: 1, yuan }])
  const { id } = await commit(harness, lead, (await upload(harness, lead, file)).id)
  return id
}
const told = async () => {
  const { call } = await harness.signIn(lead.phone)
  return (await call('GET /me/messages')).items.filter(({ title }) => title === '月末前请处理待查款项')
}

it('leads are told once in the last three days of a month that money is in suspense', async () => {
  await bring('3.21')
  harness.clock.set('2026-11-27T15:59:59.000Z') // the 27th here
  expect(await warn()).toBe(false)
  harness.clock.set('2026-11-27T16:00:00.000Z')
  expect(await warn()).toBe(true)
  expect(await warn()).toBe(false)
  harness.clock.set('2026-11-30T15:00:00.000Z')
  expect(await warn()).toBe(false)
  expect(await told()).toMatchObject([{ body: containing('还有 1 行没有处理，共 3.21 元') }])
  harness.clock.set('2026-12-01T01:00:00.000Z')
  expect(await warn()).toBe(false)
  harness.clock.set('2026-12-29T01:00:00.000Z') // the next month has its own
  expect(await warn()).toBe(true)
  expect(await told()).toHaveLength(2)
})

it('leads are told as well of money that came and was not owed, while it has not gone back', async () => {
  const person = await harness.registerPerson()
  const { id } = await chargeTo(harness, person.personId)
  const trade = await begin(person, id)
  await deliver(harness, harness.payments.pay(trade, { at: harness.clock.now(), amountFen: 99 }))
  harness.clock.set('2026-11-29T01:00:00.000Z')
  expect(await warn()).toBe(true)
  const { call } = await harness.signIn(lead.phone)
  await harness.app.worker.drain() // what the background says of the registration belongs to the list
  expect((await call('GET /me/messages')).items.map(({ title, body }) => [title, body])).toEqual([
    ['月末前请核对待退回的款', containing('还有 1 笔多收的款没有退回，共 0.99 元')],
    ['登记成功', containing('')],
  ])
})

it('nobody is told while nothing is open, or all of it is explained; what comes on the last day is told', async () => {
  const id = await bring('3.21')
  const [line] = (await lead.call('GET /ledger/returns/:bankReturn/lines', { params: { bankReturn: id } }))
    .items
  await lead.call('PUT /ledger/lines/:line/explanation', {
    params: { line: line?.id as string },
    body: { why: '已发函询问银行' },
  })
  expect(await lead.call('GET /ledger/open-lines')).toMatchObject({ open: 1, unexplained: 0 })
  harness.clock.set('2026-11-29T01:00:00.000Z')
  expect(await warn()).toBe(false)
  harness.clock.set('2026-11-30T01:00:00.000Z')
  lead = { ...(await harness.office('lead')), phone: lead.phone }
  await bring('4.56')
  expect(await warn()).toBe(true)
  expect(await told()).toMatchObject([{ body: containing('其中 1 行没有写明原因') }])
})

it('each kind has a mark of its own: who was told of the one is told of the other when it comes', async () => {
  await bring('3.21')
  harness.clock.set('2026-11-28T01:00:00.000Z')
  expect(await warn()).toBe(true)
  const person = await harness.registerPerson()
  const { id } = await chargeTo(harness, person.personId)
  await deliver(
    harness,
    harness.payments.pay(await begin(person, id), { at: harness.clock.now(), amountFen: 99 }),
  )
  expect(await warn()).toBe(true)
  expect(await warn()).toBe(false)
  await harness.app.worker.drain()
  const { call } = await harness.signIn(lead.phone)
  const titles = (await call('GET /me/messages')).items.map(({ title }) => title)
  expect(titles.filter((title) => title.startsWith('月末前'))).toEqual([
    '月末前请核对待退回的款',
    '月末前请处理待查款项',
  ])
})
