import type { Locator, Page } from 'playwright-core'
import { graduatePhone } from '../../mock/world'
import { copyCode } from './story-code'
import { button, dialog } from './story-office'

/** What is in sight on a phone: pages that one came from lie beneath. */
export const seen = (on: Page | Locator, text: string | RegExp): Locator =>
  on.getByText(text).filter({ visible: true }).first()
/** Taps the first button of a name that is in sight. */
export const tap = (on: Page | Locator, name: string | RegExp): Promise<void> =>
  on.getByRole('button', { name }).filter({ visible: true }).first().click()
/** Chooses one of several on a phone. */
export const pick = (on: Page | Locator, name: string | RegExp): Promise<void> =>
  on.getByRole('radio', { name }).filter({ visible: true }).first().click()

/** Goes where the row of a list with this text leads. */
export const go = (on: Page | Locator, text: string | RegExp): Promise<void> =>
  on.locator('.cell', { hasText: text }).filter({ visible: true }).first().click()

/** Does a deed of a round at the console, as its dialog asks. */
export const deed = async (desk: Page, name: string): Promise<void> => {
  await button(desk, name).click()
  await button(desk.getByRole('dialog'), name).click()
  await desk.getByRole('dialog').waitFor({ state: 'detached' })
}

/** Official numbers of a drawing, as somebody reads them from its bulletin. */
export interface Bulletin {
  game: '快乐8' | '排列5'
  numbers: string
}
/** Enters the numbers of a drawing, or enters them anew, and waits for what comes of it. */
export const enter = async (desk: Page, { game, numbers }: Bulletin, comes: string): Promise<void> => {
  const source = desk.getByRole('region', { name: game })
  await source.getByRole('textbox', { name: /^号码，/ }).fill(numbers)
  await source.getByRole('textbox', { name: '开奖公告的网址' }).fill('https://bulletin.example.cn/示例')
  await source.getByRole('button', { name: /^(录\s?入|改成这样)$/ }).click()
  await source.getByText(comes, { exact: true }).waitFor()
}

/** The code that a text message to a sample graduate carries. */
export const smsCode = async (page: Page, graduate: number): Promise<string> => {
  const reply = await page.request.get(`/api/sample/sms-codes/${graduatePhone(graduate)}`)
  return ((await reply.json()) as { code: string }).code
}

/** Pays the first charge that is due, at the sample's cashier, and is back at the charges. @returns what it said it was for */
export const payNext = async (page: Page): Promise<string> => {
  await page.goto('/ledger/charges/index')
  await go(page, /待支付|逾期/)
  await page.waitForURL('**/ledger/charge/index**')
  // The list has words of the same class, and goes a moment later.
  await page.getByRole('button', { name: /^(继续)?支付 ¥/ }).waitFor()
  const words = await page.locator('.money-words').filter({ visible: true }).first().innerText()
  await tap(page, /^(继续)?支付 ¥/)
  await page.getByRole('heading', { name: '示例收银台，不收真钱' }).waitFor()
  await button(page, '示例：付款').click()
  await page.waitForURL('**/ledger/charges/index')
  await seen(page, '我的账单').waitFor()
  return words
}

/** Takes the talent code on a phone; with what the clerk asks answered. @returns its text, as a scanner reads it */
export const codeText = async (page: Page, digits: string): Promise<string> => {
  await page.goto('/pages/code/index')
  const code = page.getByRole('img', { name: /人才码/ })
  const take = page.getByRole('button', { name: /^(领取人才码|换到这部手机|重新领取)$/ })
  await code.or(take).first().waitFor()
  if (!(await code.isVisible())) await take.click()
  await code.waitFor()
  await tap(page, '输入现场口令')
  const asking = dialog(page, '输入现场口令').or(page.getByRole('alertdialog', { name: '输入现场口令' }))
  await asking.getByRole('textbox').fill(digits)
  await button(asking, '放进人才码').click()
  await seen(page, `已答现场口令 ${digits}`).waitFor()
  return copyCode(page)
}
