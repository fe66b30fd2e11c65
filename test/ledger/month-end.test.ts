import { warnOfSuspense } from '../../server/ledger/month-end'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing } from '../matchers'
import { answerText, commit, ledgerDeps, upload } from './world'

let harness: Harness
let lead: Visitor
beforeEach(async () => {
  harness = await startHarness()
  lead = await harness.office('lead')
})
afterEach(() => harness.close())

const warn = () => warnOfSuspense(ledgerDeps(harness), harness.clock.now())
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
