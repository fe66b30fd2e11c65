import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { openDesks } from './desks'
import { axeViolations, comesTrue, steps } from './stage'

const desks = openDesks('lead', 'second-lead', 'audit-admin')
const { at, recorded, complaints } = desks
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name })
const clean = async (page: Page) => assert.deepEqual(await axeViolations(page), [])

let number = ''
/** Lines of the file that went to the bank: number of the run, number in it, account, amount. */
let sent: { sequence: string; account: string; yuan: string }[] = []

const money = steps(() => desks.pages)
money('a lead raises a budget with a reason, and puts what is approved into the plan', async () => {
  const page = at('lead')
  await page.goto('/console/budgets')
  await button(page, '调整预算：租房补贴（示例）').click()
  const setting = dialog(page, /^调整预算/)
  await setting.getByRole('textbox', { name: '预算金额（元）' }).fill('1')
  await setting.getByRole('textbox', { name: '理由' }).fill('年中追加，市财政批复')
  await setting.getByRole('button', { name: '保存' }).click()
  await setting.getByText(/要再低，先取消/).waitFor()
  await clean(page)
  await setting.getByRole('textbox', { name: '预算金额（元）' }).fill('2,500,000')
  await setting.getByRole('button', { name: '保存' }).click()
  await page.getByRole('region', { name: '租房补贴（示例）' }).getByText('2,500,000.00 元').waitFor()
  assert.match(await recorded('budget.set'), /年中追加，市财政批复/)

  await button(page, '列入计划：租房补贴（示例）').click()
  const allotting = dialog(page, /^列入计划/)
  const planned = await allotting.getByText(/将列入 \d+ 笔，共 [\d,.]+ 元/).innerText()
  const [amount] = /\d+ 笔，共 [\d,.]+ 元/.exec(planned) ?? []
  await clean(page)
  await allotting.getByRole('button', { name: '列入计划' }).click()
  await allotting.getByText(`已列入 ${amount}`).waitFor()
  await allotting.getByRole('link', { name: '付款批次' }).click()
})

money('the same lead makes a run of it, and cannot release it', async () => {
  const page = at('lead')
  const making = dialog(page, '编一批')
  await making.getByRole('option', { name: /租房补贴（示例）/ }).waitFor({ state: 'attached' })
  await clean(page)
  await making.getByRole('button', { name: '编批' }).click()
  await page.getByText('这一批是您编的，您不能放行').waitFor()
  number = await page.getByRole('heading', { level: 1 }).innerText()
  assert.match(number, /^FK-\d{8}-\d{4}$/)
  assert.ok(await button(page, '由另一位负责人放行').isDisabled())
  await page.getByRole('table', { name: '这一批里的款项' }).waitFor()
  await clean(page)
})

money(
  'another lead looks at it, releases it, and takes the file, which everybody in it reads of',
  async () => {
    const page = at('second-lead')
    await page.goto('/console/runs')
    await page.getByRole('link', { name: number }).click()
    await button(page, '放行').click()
    await dialog(page, `放行 ${number}`)
      .getByRole('button', { name: /^放行 \d+ 笔$/ })
      .click()
    await button(page, '下载付款文件').click()
    const asking = dialog(page, /^下载付款文件/)
    await asking.getByText(/里面的每个人都会在“谁看过我的信息”里读到/).waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      asking.getByRole('button', { name: '记录并下载' }).click(),
    ])
    assert.equal(download.suggestedFilename(), `${number}.csv`)
    const [head, ...rows] = readFileSync(await download.path(), 'utf8')
      .split('\r\n')
      .filter((line) => line !== '')
      .map((line) => line.split(','))
    assert.equal(head?.[0], '\uFEFF批次号')
    const total = rows.pop() ?? []
    sent = rows.map((row) => ({ sequence: row[1] ?? '', account: row[4] ?? '', yuan: row[5] ?? '' }))
    assert.ok(sent.length >= 2)
    const sum = sent.reduce((yuan, one) => yuan + Number(one.yuan), 0).toFixed(2)
    assert.deepEqual([total[0], total[1], total[5]], ['合计', String(sent.length), sum])
    const checksum = await page.locator('.sum').innerText()
    assert.equal(total[6], `SHA-256 ${checksum}`)
    assert.match(await recorded('payment-run.downloaded'), new RegExp(number))
  },
)

money('the answer of the bank is previewed, booked, and what does not fit waits for a person', async () => {
  const page = at('lead')
  await page.goto('/console/bank-returns')
  const [first, second, ...rest] = sent
  const sentYuan = Number(second?.yuan)
  const answered = sentYuan - 1
  const inYuan = (yuan: number) => yuan.toLocaleString('en-US', { minimumFractionDigits: 2 })
  const text = [
    '批次号,序号,账号,金额（元）,处理结果,原因',
    `${number},${first?.sequence},${first?.account},${first?.yuan},失败,账号与户名不符`,
    `${number},${second?.sequence},${second?.account},${answered.toFixed(2)},成功,`,
    ...rest.map(({ sequence, account, yuan }) => `${number},${sequence},${account},${yuan},成功,`),
  ].join('\r\n')
  await page
    .getByLabel('选择银行回单文件')
    .setInputFiles({ name: '星城银行回单.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await page.getByText('这是预览，还没有入账').waitFor()
  await button(page, '对不上的 1').waitFor()
  await page.getByText(`银行写 ${inYuan(answered)} 元，送出的是 ${inYuan(sentYuan)} 元`).waitFor()
  await clean(page)
  await button(page, '核对无误，入账').click()
  await dialog(page, '把这份回单入账').getByRole('button', { name: '入账' }).click()
  await button(page, '处理第 3 行').waitFor()
})

money('the mismatch is settled with a reason; what cannot be is refused where it stands', async () => {
  const page = at('lead')
  await page.goto('/console/open-lines')
  await page.getByText(/其中 1 行没有写明原因/).waitFor()
  await clean(page)
  await button(page, '处理第 3 行').focus()
  await page.keyboard.press('Enter')
  const settling = dialog(page, '处理第 3 行')
  await settling.getByRole('radio', { name: '确认这一笔已入账' }).check()
  await settling.getByRole('textbox', { name: '理由' }).fill('银行来函：差额另付')
  await settling.getByRole('button', { name: '处理' }).click()
  await settling.getByText(/金额不同不能确认为已入账/).waitFor()
  await clean(page)
  await settling.getByRole('radio', { name: '确认这一笔已退回' }).focus()
  await page.keyboard.press('Space')
  await settling.getByRole('button', { name: '处理' }).click()
  await page.getByText('待查款项已清空，本月可以结账').waitFor()
  assert.match(await recorded('bank-line.settled'), /银行来函：差额另付/)
  await page.goto('/console/payments?scheme=rent-subsidy&state=returned')
  await page.getByRole('link', { name: number }).nth(1).waitFor()
})

money('the figures are drawn, each with its definition, its table and a file', async () => {
  const page = at('lead')
  await page.goto('/console/money-figures')
  const months = page.getByRole('region', { name: '每月批准、到账和逾期' })
  await months.locator('canvas').waitFor()
  await page
    .getByRole('region', { name: /年预算用到哪里$/ })
    .locator('canvas')
    .waitFor()
  const drawn = () =>
    months.locator('canvas').evaluate((canvas: HTMLCanvasElement) =>
      canvas
        .getContext('2d')
        ?.getImageData(0, 0, canvas.width, canvas.height)
        .data.some((value) => value > 0),
    )
  await comesTrue(async () => assert.equal(await drawn(), true)) // the canvas is there before what is on it
  await months.getByText('看数字').click()
  await months
    .getByRole('row', { name: /租房补贴（示例）/ })
    .first()
    .waitFor()
  await clean(page)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    months.getByRole('button', { name: /^下载表格/ }).click(),
  ])
  assert.match(readFileSync(await download.path(), 'utf8'), /^\uFEFF月份,项目,批准（元）/)
})

money('no page complained, of its own policy neither', async () => {
  assert.deepEqual(complaints, [])
})
