import path from 'node:path'
import { startHarness, type Harness, type Visitor } from '../harness'
import {
  allot,
  bankAnswers,
  card,
  giveAccount,
  otherCard,
  oweTo,
  releasedRun,
  setBudget,
} from '../ledger/world'
import { compileApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'

/** The money, step by step, in the built mini-program: returned by the bank, corrected, and in the public totals. */
let harness: Harness
let app: Simulator
let person: Visitor
let payment: string
beforeAll(async () => {
  harness = await startHarness({ clock: () => new Date() }) // the phone's clock is the real one
  const leads = [await harness.office('lead'), await harness.office('lead')] as const
  await setBudget(leads[0], 100_000_000)
  person = await harness.registerPerson()
  await giveAccount(person)
  payment = await oweTo(harness, person.personId, { promisedOn: '2099-12-11' })
  await allot(leads[0])
  const { number } = await releasedRun(...leads)
  await bankAnswers(harness, leads[0], [
    { number, sequence: 1, yuan: '800', result: '失败', words: '账号与户名不符' },
  ])
  // Beside it four more, so that the public totals tell of the scheme.
  for (let others = 0; others < 4; others += 1)
    await oweTo(harness, (await harness.registerPerson()).personId, { promisedOn: '2099-12-11' })
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
const named = (selector: string, name: string) =>
  [...app.current().element.querySelectorAll(selector)]
    .filter(
      (element) =>
        element.getAttribute('aria-label')?.startsWith(name) || element.textContent?.trim().startsWith(name),
    )
    .at(-1)
const press = async (name: string) => {
  await app.until(() => named('button', name) !== undefined)
  app.tap(named('button', name) as Element)
  await app.idle() // a person's next tap comes after the page has answered this one
}
const type = async (label: string, value: string) => {
  await app.until(() => named('input', label) !== undefined)
  app.type(named('input', label) as Element, value)
}
const open = async (url: string, text: string) => {
  const before = app.setData.length
  app.wx.navigateTo?.({ url })
  await app.until(() => shows(text))
  await app.idle()
  const page = url.slice(1).split('?')[0]
  return app.setData.slice(before).reduce((sum, one) => (one.page === page ? sum + one.bytes : sum), 0)
}

it('shows what is owed and the way of a payment that came back, within what WeChat draws quickly', async () => {
  expect(await open('/ledger/payments/index', '有款被银行退回')).toBeLessThan(20 * 1024)
  expect(await open(`/ledger/payment/index?id=${payment}`, '银行写的原因：账号与户名不符')).toBeLessThan(
    20 * 1024,
  )
  expect(app.errors).toEqual([])
})

it('takes another account: pasted, judged, confirmed', async () => {
  await open('/ledger/account/index', '银行退回了 1 笔')
  await type('开户行', '星城银行新城支行')
  await type('账号', card.replace(/8$/, '9'))
  await press('换成这个账户')
  expect(shows('校验位不符')).toBe(true)
  await type('账号', `\u202D${otherCard}`)
  await press('换成这个账户')
  await app.until(() => shows('6217 0012 3456 7890 122'))
  await press('同意，换成它')
  await app.until(() => shows('退回的 1 笔已重新列入用款计划'))
  expect((await person.call('GET /me/bank-account')).account?.maskedNumber).toBe('**** 0122')
  expect(app.errors).toEqual([])
})

it('shows the public totals, drawn and as numbers', async () => {
  expect(await open('/ledger/totals/index', '承诺发放')).toBeLessThan(20 * 1024)
  await press('看数字')
  await app.until(() => shows('¥4,000.00'))
  expect(app.errors).toEqual([])
})
