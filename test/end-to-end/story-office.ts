import { readFileSync } from 'node:fs'
import iconv from 'iconv-lite'
import type { Locator, Page } from 'playwright-core'
import { caseOn } from './desks'

export const button = (on: Page | Locator, name: string | RegExp): Locator =>
  on.getByRole('button', { name, exact: true })
export const dialog = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name })

/** Opens a case from the queue by its number. */
export const openCase = async (page: Page, number: string): Promise<void> => {
  await page.goto('/console/queue')
  await page.getByRole('searchbox', { name: '按编号查找' }).fill(number)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: number }).click()
  await caseOn(page)
}

/** Claims the case that is open, and decides. */
export const decideOn = async (
  page: Page,
  event: '提请复核' | '通过',
  note?: { label: string; text: string },
): Promise<void> => {
  await button(page, /^认领/).click()
  await button(page, new RegExp(`^${event}`)).click()
  const panel = page.getByRole('region', { name: `办理：${event}` })
  if (note) await panel.getByRole('textbox', { name: note.label }).fill(note.text)
  await button(panel, `${event}并通知`).click()
  await page.getByText(`已${event}`).first().waitFor()
}

/** One line of the file that goes to the bank. */
export interface Sent {
  run: string
  sequence: string
  payee: string
  account: string
  yuan: string
}

/**
 * Makes a run of what is planned for a scheme, by its title, for rent where none is named; lets the other lead release
 * it, and takes the file, in GBK.
 */
export const released = async (
  lead: Page,
  other: Page,
  scheme: RegExp = /租房补贴（示例）/,
): Promise<Sent[]> => {
  const making = dialog(lead, '编一批')
  await making.getByRole('option', { name: scheme }).waitFor({ state: 'attached' })
  await making.getByRole('combobox', { name: '文件格式' }).selectOption({ label: 'CSV（GBK）' })
  await button(making, '编批').click()
  await lead.getByText('这一批是您编的，您不能放行').waitFor()
  const number = await lead.getByRole('heading', { level: 1 }).innerText()
  await other.goto('/console/runs')
  await other.getByRole('link', { name: number }).click()
  await button(other, '放行').click()
  await button(dialog(other, `放行 ${number}`), /^放行 \d+ 笔$/).click()
  await button(other, '下载付款文件').click()
  const [download] = await Promise.all([
    other.waitForEvent('download'),
    button(dialog(other, /^下载付款文件/), '记录并下载').click(),
  ])
  return iconv
    .decode(readFileSync(await download.path()), 'gbk')
    .split('\r\n')
    .filter((line) => line.startsWith(number))
    .map((line) => line.split(','))
    .map(([run = '', sequence = '', payee = '', , account = '', yuan = '']) => ({
      ...{ run, sequence, payee, account, yuan },
    }))
}

/**
 * Imports the bank's answer, in the bank's own coding, up to the preview.
 * @param rejected whose line the bank refuses; it pays the others
 */
export const previewAnswer = async (lead: Page, lines: readonly Sent[], rejected?: string): Promise<void> => {
  const rows = lines.map(({ run, sequence, payee, account, yuan }) =>
    [run, sequence, account, yuan, ...(payee === rejected ? ['失败', '户名账号不符'] : ['成功', ''])].join(),
  )
  const text = ['批次号,序号,账号,金额（元）,处理结果,原因', ...rows].join('\r\n')
  await lead.goto('/console/bank-returns')
  await lead
    .getByLabel('选择银行回单文件')
    .setInputFiles({ name: '星城银行回单.csv', mimeType: 'text/csv', buffer: iconv.encode(text, 'gbk') })
  await lead.getByText('这是预览，还没有入账').waitFor()
}

/** Books what is previewed, and waits until each of its lines is. */
export const bookAnswer = async (lead: Page, lines: number): Promise<void> => {
  await button(lead, '核对无误，入账').click()
  await button(dialog(lead, '把这份回单入账'), '入账').click()
  await lead
    .getByText('已记账', { exact: true })
    .nth(lines - 1)
    .waitFor({ timeout: 60_000 }) // booked by a chore
}
