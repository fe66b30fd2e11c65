import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { purposes } from '../../contract/vocabulary'
import { sampleDocument, sampleGraduates } from '../../mock/people/people'
import { graduatePhone } from '../../mock/world'
import { currentNotice } from '../../server/profiles'
import { as } from '../faults/client'
import { comesTrue } from './stage'
import { button } from './story-office'

/** Signs a phone in by text message, as a person does. @returns the token of the session */
export const signInByMessage = async (page: Page, number: string): Promise<string> => {
  await page.goto('/account/sign-in/index')
  await page.getByRole('checkbox', { name: '我已阅读并同意隐私说明' }).click()
  await page.getByRole('textbox', { name: '手机号' }).fill(number)
  await button(page, '获取验证码').click()
  await page.getByText(/^已发到 /).waitFor()
  const reply = await page.request.get(`/api/sample/sms-codes/${number}`)
  const { code } = (await reply.json()) as { code: string }
  await page.getByRole('textbox', { name: '短信验证码' }).fill(code)
  await button(page, '登录').click()
  await page.waitForURL((url) => !url.pathname.includes('sign-in'))
  return tokenOf(page)
}
const tokenOf = async (page: Page): Promise<string> => {
  const stored = await page.evaluate(() => localStorage.getItem('session'))
  const { data } = JSON.parse(stored ?? '') as { data: string }
  return (JSON.parse(data) as { state: { token: string } }).state.token
}

/** Signs in the sample graduate of a number, who confirms on the new device who they are. @returns the token */
export const signInGraduate = async (page: Page, number: number): Promise<string> => {
  const graduate = sampleGraduates[number]
  assert.ok(graduate)
  await page.goto('/account/sign-in/index')
  await page.getByRole('checkbox', { name: '我已阅读并同意隐私说明' }).click()
  await page.getByRole('textbox', { name: '手机号' }).fill(graduatePhone(number))
  await button(page, '获取验证码').click()
  await page.getByText(/^已发到 /).waitFor()
  const reply = await page.request.get(`/api/sample/sms-codes/${graduatePhone(number)}`)
  const { code } = (await reply.json()) as { code: string }
  await page.getByRole('textbox', { name: '短信验证码' }).fill(code)
  await button(page, '登录').click()
  await page.getByRole('textbox', { name: '姓名' }).fill(graduate.name)
  await page.getByRole('textbox', { name: '证件号码最后 4 位' }).fill(graduate.documentNumber.slice(-4))
  await button(page, '是我的账号').click()
  await page.waitForURL((url) => !url.pathname.includes('sign-in'))
  await page.waitForLoadState('networkidle') // what the page it came to asks for is not cut off
  return tokenOf(page)
}

/** Registers whoever has this token as a bachelor of this year; the pages of it have a test of their own. */
export const register = async (token: string, name: string): Promise<void> => {
  const call = as(token)
  for (const purpose of purposes)
    await call('PUT /me/consents/:purpose', {
      params: { purpose },
      body: { given: true, noticeVersion: currentNotice.version },
    })
  await call('PUT /me/profile', {
    body: {
      name,
      documentType: 'resident-id',
      documentNumber: sampleDocument('430102', '2004-02-03', 123),
      school: '湖南师范大学',
      degree: 'bachelor',
      major: '汉语言文学',
      graduatesOn: '2026-06-30',
      homeRegion: '430181',
      presentRegion: '430104',
      aims: ['job', 'subsidy'],
    },
  })
}

/** Chooses a day in the three selects of a field. */
export const chooseDay = async (field: Locator, day: string): Promise<void> => {
  const [year = '', month = '', date = ''] = day.split('-')
  await field.getByRole('combobox', { name: '年' }).selectOption(year)
  await field.getByRole('combobox', { name: '月' }).selectOption(month)
  await field.getByRole('combobox', { name: '日' }).selectOption(date)
}

/**
 * Answers what a page asks, one question after the other, never more than three of them waiting; what has no answer here
 * is passed over.
 */
export const answerAll = async (
  page: Page,
  answers: readonly (readonly [RegExp, string])[],
): Promise<void> => {
  const card = page.locator('.card', { hasText: '问你一句' })
  const more = page.getByRole('button', { name: /^再答 \d 个/ })
  const open = new Map(answers)
  for (let turn = 0; turn < 30 && open.size > 0; turn += 1) {
    await card.or(more).first().waitFor()
    if (await more.isVisible()) await more.click()
    assert.match(await card.getByText(/^还有 \d+ 个问题$/).innerText(), /^还有 [1-3] 个问题$/)
    const question = await card.locator('.field-label').innerText()
    const [asked, answer = ''] = [...open].find(([pattern]) => pattern.test(question)) ?? []
    if (asked) open.delete(asked)
    if (/^\d{4}-/.test(answer)) await chooseDay(card, answer)
    else if (/^\d/.test(answer)) await card.getByRole('textbox').fill(answer)
    else if (answer) await card.getByRole('radio', { name: answer }).first().click()
    await button(card, answer ? '就是这样' : '先不答').click()
    await card.getByText(question, { exact: true }).waitFor({ state: 'detached' })
  }
  assert.deepEqual([...open.keys()], [], 'was not asked')
}

/** Gives a paper to a field by the name of its button, and waits until it has arrived. */
export const upload = async (page: Page, name: string, file: string): Promise<void> => {
  const arrived = page.getByText(/· 已上传$/)
  const before = await arrived.count()
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, name).click()])
  await chooser.setFiles(file)
  await arrived.nth(before).waitFor()
}

/** A card number whose check digit fits, another for each. */
export const cardNumber = (turn: number): string => {
  const digits = `622202${String(turn).padStart(12, '0')}`
  const sum = [...digits].reverse().reduce((total, sign, at) => {
    const doubled = Number(sign) * (at % 2 === 0 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}

/** Fills in the page of the account, and agrees to what it asks. */
export const giveAccount = async (page: Page, bank: string, number: string): Promise<void> => {
  await page.getByRole('textbox', { name: '开户行' }).fill(bank)
  await page.getByRole('textbox', { name: '账号' }).fill(number)
  await button(page, /^(存下|换成)这个账户$/).click()
  await button(page, /^同意，/).click()
}

/** Opens the messages of somebody, and waits until they are there, or it says that there are none. */
const openMessages = async (page: Page): Promise<void> => {
  await page.goto('/pages/messages/index')
  await page
    .getByText(/^(\d+ 条未读|都看过了|还没有消息)$/)
    .first()
    .waitFor()
}

/** Opens what the first message with these words leads to; the messages are opened anew until it has come. */
export const followMessage = async (page: Page, words: string | RegExp): Promise<void> => {
  const message = page.locator('.list-row', { hasText: words }).first()
  await comesTrue(async () => {
    await openMessages(page)
    assert.notEqual(await message.count(), 0, `no message says ${String(words)}`)
  })
  await message.click()
}

/**
 * What the messages of somebody say under a title; opened anew until there is one, and one that says `part` where that is
 * given.
 */
export const messagesTitled = async (page: Page, title: string, part = ''): Promise<string[]> => {
  const fits = (said: readonly string[]) => said.some((words) => words.includes(part))
  for (let turn = 0; turn < 30; turn += 1) {
    await openMessages(page)
    const said = await page.locator('.list-row', { hasText: title }).allTextContents()
    if (fits(said)) return said
    // Of many at one moment it may stand below what the page shows at first.
    const reply = await page.request.get('/api/me/messages?limit=50', {
      headers: { authorization: `Bearer ${await tokenOf(page)}` },
    })
    const { items } = (await reply.json()) as { items: { title: string; body: string }[] }
    const listed = items.filter((one) => one.title === title).map(({ body }) => body)
    if (fits(listed)) return listed
    await page.waitForTimeout(250)
  }
  return []
}

/** What anybody reads of the money of one scheme in a year, in yuan. */
export const totalsOf = async (page: Page, scheme: string, year: number) => {
  await page.goto('/ledger/totals/index')
  await page.getByRole('radio', { name: scheme }).click()
  await button(page, '看数字').click()
  const row = page.getByRole('row', { name: new RegExp(`^${year}年全年`) })
  await row.waitFor()
  const cells = await row.getByRole('cell').allInnerTexts()
  const yuan = (at: number) => Number(/¥([\d,]+\.\d\d)/.exec(cells[at] ?? '')?.[1]?.replace(/,/g, ''))
  return { promised: yuan(0), paid: yuan(1), overdue: yuan(2) }
}
