import path from 'node:path'
import { photo } from '../evidence/files'
import { startHarness, type Harness, type Visitor } from '../harness'
import { compileApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'

/** Applying for money that a policy gives, in the built mini-program: from the policy to the judgement, papers and all. */
let harness: Harness
let app: Simulator
let person: Visitor
beforeAll(async () => {
  harness = await startHarness({ clock: () => new Date() }) // the phone's clock is the real one
  const thisYear = new Date().getUTCFullYear()
  person = await harness.registerPerson({ graduatesOn: `${thisYear - 1}-06-30` })
  const state = { token: person.token, me: await person.call('GET /me') }
  app = startApp(
    compileApp(path.join(__dirname, '../../dist/weapp')),
    requestVia((options) => harness.app.http.inject(options as never)),
    new Map([['session', JSON.stringify({ state, version: 0 })]]),
  )
  const [bytes, smaller] = [await photo(1200, 900), await photo(320, 240)]
  Object.assign(app.album, { photo: { width: 4000, height: 3000, bytes, smaller } })
})
afterAll(async () => {
  app.close()
  await harness.close()
})

// An answer that brings further questions with papers draws those too.
const [aPage, aTap, aTapThatAsksMore] = [20 * 1024, 2 * 1024, 4 * 1024]
const shows = (text: string) => app.current().element.textContent?.includes(text) ?? false
const all = (selector: string) => [...app.current().element.querySelectorAll(selector)]
const nameOf = (element: Element) => (element.getAttribute('aria-label') ?? element.textContent ?? '').trim()
const named = (selector: string, name: string, within?: string) =>
  all(selector)
    .filter((element) => nameOf(element).startsWith(name))
    .filter((element) => !within || element.closest('.field')?.textContent?.includes(within))
    .at(-1)
/** Bytes sent to all pages by what a person does; until all is drawn. */
const costOf = async (act: () => void): Promise<number> => {
  const from = app.setData.length
  act()
  await app.idle()
  return app.setData.slice(from).reduce((sum, { bytes }) => sum + bytes, 0)
}
const press = async (name: string, within?: string) => {
  await app.until(() => named('button', name, within) !== undefined)
  return costOf(() => app.tap(named('button', name, within) as Element))
}
/** Chooses an option of a question, which costs no more than a tap may. */
const choose = async (question: string, option: string, most = aTap) => {
  const cost = await press(option, question)
  process.stdout.write(`${question} ${cost} B\n`)
  expect(cost).toBeLessThanOrEqual(most)
}
const type = async (label: string, value: string) => {
  await app.until(() => named('input', label) !== undefined)
  app.type(named('input', label) as Element, value)
}
const give = async (paper: string) => {
  const arrived = () => all('.file').filter(({ textContent }) => textContent?.includes('已上传')).length
  const before = arrived()
  await press(`给${paper}拍照或选图`)
  await app.until(() => arrived() === before + 1)
}

it('leads from the policy to its form, each page within what WeChat draws quickly', async () => {
  const opened = await costOf(() => app.wx.navigateTo?.({ url: '/policies/policy/index?code=rent-subsidy' }))
  expect(shows('逐条对照你的情况')).toBe(true)
  const program = await press('去申请')
  expect(shows('全部符合') || shows('条要看你填的内容')).toBe(true)
  const form = await press('开始申请')
  expect(shows('第 1 步，共 5 步')).toBe(true)
  process.stdout.write(`policy ${opened} B, program ${program} B, form ${form} B\n`)
  for (const cost of [opened, program, form]) expect(cost).toBeLessThan(aPage)
})

it('takes papers and answers, and hands them in: judged clause by clause', async () => {
  const from = all('picker')[0] as Element
  app.fire(from, 'change', { value: `${new Date().getUTCFullYear() - 1}-09-01` })
  await type('租住的地址', '星城市老城区示例路 8 号')
  await give('租房合同')
  await choose('有没有自己的房子', '没有', aTapThatAsksMore)
  await give('无房证明')
  await choose('其他住房优惠', '没有')
  await press('下一步')
  await app.until(() => shows('来自你的登记'))
  await give('学历证书')
  await press('下一步')
  await choose('你在本市的工作', '与本市单位签了劳动合同', aTapThatAsksMore)
  await type('单位或企业名称', '示例软件有限公司')
  await give('劳动合同或营业执照')
  await type('在本地连续缴纳社保的月数', '4')
  await press('下一步')
  await press('同意人才办向学信网')
  await press('知道买房')
  await press('下一步')
  await app.until(() => shows('看一遍，没错就提交'))
  await press('提交申请')
  await app.until(() => app.current().path === 'applications/application/index' && shows('已经收到'))
  expect(app.current().element.textContent).toMatch(/ZF-\d{8}-\d{4}/)
  expect(shows('按第 1 版标准')).toBe(true)
  expect(shows('在本地连续缴纳社保的月数：4 个月（本人填写')).toBe(true)
  expect(shows('不符合')).toBe(false)
  const [sent] = (await person.call('GET /me/applications', { query: { limit: 5 } })).items
  expect(sent).toMatchObject({ program: 'rent-subsidy', state: 'submitted' })
  expect(app.errors).toEqual([])
})
