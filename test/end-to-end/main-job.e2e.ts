import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import jsQR from 'jsqr'
import { PNG } from 'pngjs'
import type { BrowserContext, Page } from 'playwright-core'
import { sampleDocument } from '../../mock/people/people'
import { comesTrue, complaintsOf, openStage, signInAs, stageMs, steps, type Stage } from './stage'

let stage: Stage
let holder: Page
let clerk: Page
let holderPhone: BrowserContext
const complaints: string[][] = []
const number = '13812345678'
before(
  async () => {
    stage = await openStage()
    holderPhone = await stage.phone()
    holder = await holderPhone.newPage()
    const clerkPhone = await stage.phone()
    await signInAs(clerkPhone, 'clerk')
    clerk = await clerkPhone.newPage()
    complaints.push(complaintsOf(holder), complaintsOf(clerk))
  },
  { timeout: stageMs },
)
after(() => stage.close())

const step = steps(() => ({ holder, clerk }))

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const pick = async (page: Page, field: string, query: string, option: string | RegExp) => {
  await button(page, new RegExp(`^${field}`)).click()
  await page.getByRole('textbox', { name: `搜索${field}` }).fill(query)
  await page.getByRole('dialog').getByRole('button', { name: option }).first().click()
}
/** What a camera reads: the QR code in a picture of the whole page. */
const readCode = (picture: Buffer): string => {
  const { data, width, height } = PNG.sync.read(picture)
  const found = jsQR(new Uint8ClampedArray(data), width, height)
  assert.ok(found, 'a camera finds a QR code on the page')
  return found.data
}
/** A picture of the holder's page once its code is drawn. */
const photographed = async (): Promise<Buffer> => {
  let taken: Buffer | undefined
  await comesTrue(async () => void readCode((taken = await holder.screenshot())))
  return taken ?? assert.fail()
}
const verify = async (text: string) => {
  await clerk.goto('/staff/scan/index')
  await button(clerk, '粘贴码的文本').click()
  await clerk.getByRole('textbox', { name: '人才码文本' }).fill(text)
  await button(clerk, '核验').click()
  const words = clerk.locator('.verdict-words')
  await words.waitFor() // the phone's own verdict comes first, and the server's in its place
  await clerk.getByText('正在向服务器核实…').waitFor({ state: 'detached' })
  const lines = await words.evaluate((box) => {
    box.closest('.page')?.classList.add('s150')
    return box.clientHeight / Number.parseFloat(getComputedStyle(box).lineHeight)
  })
  assert.equal(Math.round(lines), 1, 'a verdict is read at a glance, on one line, in the largest text too')
  return (await words.innerText()).trim()
}

step('a newcomer signs in by text message', async () => {
  await holder.goto('/account/sign-in/index')
  await holder.getByRole('checkbox', { name: '我已阅读并同意隐私说明' }).click()
  await holder.getByRole('textbox', { name: '手机号' }).fill(number)
  await button(holder, '获取验证码').click()
  await holder.getByText(/已发到 138\*\*\*\*5678/).waitFor()
  const { code } = (await (await holderPhone.request.get(`/api/sample/sms-codes/${number}`)).json()) as {
    code: string
  }
  await holder.getByRole('textbox', { name: '短信验证码' }).fill(code)
  await button(holder, '登录').click()
  await holder.waitForURL((url) => !url.pathname.includes('sign-in'))
})

step('registers, closing the page in the middle without losing what was typed', async () => {
  await holder.goto('/account/register/index')
  await button(holder, '看说明，开始登记').click()
  await button(holder, '同意').first().click()
  await holder.getByRole('textbox', { name: '姓名' }).fill('沈星河')
  await button(holder, '看说明，再决定').click()
  await button(holder, '单独同意').click()
  await holder
    .getByRole('textbox', { name: '证件号码' })
    .fill(sampleDocument('430102', '2004-02-03', 123).replace(/.$/, (last) => (last === '1' ? '2' : '1')))
  await holder.getByRole('textbox', { name: '姓名' }).click()
  await holder
    .getByRole('alert')
    .filter({ hasText: /校验|末位|不对|有误/ })
    .waitFor()
  await holder.getByRole('textbox', { name: '证件号码' }).fill(sampleDocument('430102', '2004-02-03', 123))
  await button(holder, '下一步').click()
  await pick(holder, '学校', '湖南师范', '湖南师范大学')
  await holder.getByRole('radio', { name: '本科' }).click()
  await holder.getByRole('textbox', { name: '专业' }).fill('汉语言文学')
  await holder.reload()
  await button(holder, '继续上次填写').click()
  assert.equal(await holder.getByRole('textbox', { name: '专业' }).inputValue(), '汉语言文学')
  await button(holder, '上一步').click()
  assert.equal(
    await holder.getByRole('textbox', { name: '证件号码' }).inputValue(),
    '',
    'the number is not kept on the device',
  )
  await holder.getByRole('textbox', { name: '证件号码' }).fill(sampleDocument('430102', '2004-02-03', 123))
  await button(holder, '下一步').click()
  await holder.getByRole('combobox', { name: '年' }).selectOption('2026')
  await holder.getByRole('combobox', { name: '月' }).selectOption('06')
  await holder.getByRole('combobox', { name: '日' }).selectOption('30')
  await button(holder, '下一步').click()
  await pick(holder, '家乡', '浏阳', /浏阳/)
  await pick(holder, '现居地', '岳麓', /岳麓/)
  await button(holder, '下一步').click()
  await holder.getByRole('checkbox', { name: '找工作' }).click()
  await button(holder, '下一步').click()
  await button(holder, '提交登记').click()
  await holder.getByText('领取人才码').first().waitFor()
})

let code = ''
let picture: Buffer
let pictureAt = 0
step('takes the talent code, and a camera reads it from a picture of the page', async () => {
  await button(holder, '领取人才码').click()
  await button(holder, '同意').click()
  await holder.waitForURL('**/pages/code/index')
  await holder.getByText('一个码，到哪都认').waitFor()
  await holder.getByText('星图上有你了').waitFor({ state: 'hidden' })
  await button(holder, '领取人才码').click()
  await holder.getByRole('img', { name: /人才码/ }).waitFor()
  picture = await photographed()
  pictureAt = Date.now()
  code = readCode(picture)
  assert.match(code, /^TC1:/)
  for (const verdict of ['有效', '已停用', '已到期'])
    assert.equal(
      await holder.getByText(verdict, { exact: true }).count(),
      0,
      'the holder’s screen shows no verdict',
    )
})

step('on the smallest screen the whole code stands above the tab bar', async () => {
  await holder.setViewportSize({ width: 320, height: 568 })
  await comesTrue(async () => {
    const [ring, tabs] = [
      await holder.locator('.live-ring').boundingBox(),
      await holder.getByRole('navigation', { name: '主导航' }).boundingBox(),
    ]
    assert.ok(ring && tabs)
    assert.ok(
      ring.y + ring.height <= tabs.y && ring.x >= 0 && ring.x + ring.width <= 320,
      `${JSON.stringify(ring)} above ${JSON.stringify(tabs)}`,
    )
  })
  await holder.setViewportSize({ width: 375, height: 812 })
})

step('the clerk verifies it, records a service, and nothing is recorded twice', async () => {
  assert.equal(await verify(code), '有效')
  await clerk.getByText('沈**').or(clerk.getByText('沈*')).first().waitFor()
  assert.equal(await clerk.getByText('沈星河').count(), 0, 'the name stays masked')
  await button(clerk, /^登记 /)
    .first()
    .click()
  await clerk.getByText(/^已登记：/).waitFor()
  assert.equal(await verify(code), '有效')
  await clerk.getByText('这次已登记').first().waitFor()
})

step('the holder sees it in the journey at once', async () => {
  await holder.goto('/account/timeline/index')
  await holder
    .getByRole('button', { name: /这不是我/ })
    .first()
    .waitFor()
  await holder.getByText('完成人才登记').first().waitFor()
})

step('one flipped character is altered', async () => {
  const at = code.length - 40
  const flipped = code.slice(0, at) + (code[at] === 'A' ? 'B' : 'A') + code.slice(at + 1)
  assert.equal(await verify(flipped), '不可信')
  assert.equal(await verify('https://example.org/'), '不是人才码')
})

step('records survive a server killed the hard way', async () => {
  await stage.restart()
  await clerk.goto('/staff/today/index')
  await clerk.getByText(/沈\*/).first().waitFor()
  await holder.goto('/account/timeline/index')
  await holder
    .getByRole('button', { name: /这不是我/ })
    .first()
    .waitFor()
})

step('a record can be disputed', async () => {
  await holder
    .getByRole('button', { name: /这不是我/ })
    .first()
    .click()
  await holder.getByRole('textbox', { name: '补充说明' }).fill('那天我在外地')
  await button(holder, '提交，这不是我').click()
  await holder.getByText('已申报“这不是我”').waitFor()
})

step('the same picture is stale 90 seconds later, and a fresh one is not', async () => {
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, pictureAt + 90_000 - Date.now())))
  assert.equal(await verify(readCode(picture)), '旧画面')
  await holder.goto('/pages/code/index')
  await holder.getByRole('img', { name: /人才码/ }).waitFor()
  assert.equal(await verify(readCode(await photographed())), '有效')
})

step('no page complained', async () => assert.deepEqual(complaints.flat(), []))
