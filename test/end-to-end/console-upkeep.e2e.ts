import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { dayInChina } from '../../contract/china-time'
import { caseOn, openDesks } from './desks'
import { comesTrue, steps } from './stage'

const desks = openDesks('reviewer', 'lead', 'admin', 'audit-admin')
const { at, recorded } = desks
const shown = () => desks.pages
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const firstCase = async (page: Page, query: string) => {
  await page.goto(`/console/queue?${query}`)
  await page.getByRole('table', { name: '待办列表' }).getByRole('link').first().click()
  await caseOn(page)
  await page.waitForFunction(() => !document.querySelector('.bone'))
}

/** The year that it is in this city: in its first eight hours the machine may still be in the last one. */
const yearHere = () => Number(dayInChina(new Date()).slice(0, 4))

const review = steps(shown)
review(
  'evidence opens beside the form: a picture that can be enlarged, and a PDF; each look is on record',
  async () => {
    const page = at('reviewer')
    await firstCase(page, 'program=recognition&state=submitted')
    const list = page.getByRole('list', { name: '材料' })
    await list.getByRole('button', { name: /学历证书/ }).click()
    const picture = page.getByRole('img', { name: /学历证书：示例/ })
    await picture.waitFor()
    await page.waitForFunction(
      () => document.querySelector<HTMLImageElement>('.evidence-stage img')?.naturalWidth === 842,
    )
    const [form, evidence] = [
      await page.getByRole('region', { name: '申请内容' }).boundingBox(),
      await picture.boundingBox(),
    ]
    assert.ok(
      form && evidence && form.x + form.width <= evidence.x && evidence.y < 900,
      'the picture stands to the right of the form, on the first screen',
    )
    await button(page, '放大').click()
    await comesTrue(async () => assert.ok(((await picture.boundingBox())?.width ?? 0) > evidence.width * 1.4))
    await page.keyboard.press(']')
    const paper = page.locator('iframe.evidence-pdf')
    await paper.waitFor()
    assert.match((await paper.getAttribute('title')) ?? '', /劳动合同：示例/)
    assert.match((await paper.getAttribute('src')) ?? '', /^blob:/)
    const [download] = await Promise.all([page.waitForEvent('download'), button(page, /^下载/).click()])
    assert.equal(
      readFileSync(await download.path())
        .subarray(0, 5)
        .toString('latin1'),
      '%PDF-',
    )
    assert.match(await recorded('application.evidence-read'), /审核员/)
  },
)

review(
  'a masked number is shown only to who has the case and says why, and the reason is on record',
  async () => {
    const page = at('reviewer')
    await button(page, /^认领/).click()
    await button(page, '查看完整的联系电话').click()
    const dialog = page.getByRole('dialog', { name: '查看完整的联系电话' })
    await dialog.getByRole('textbox', { name: '事由' }).fill('看')
    await dialog.getByRole('button', { name: '记录并查看' }).click()
    await dialog.getByText(/至少 4 个字/).waitFor()
    await dialog.getByRole('textbox', { name: '事由' }).fill('电话核对劳动合同的起始日期')
    await dialog.getByRole('button', { name: '记录并查看' }).click()
    assert.match(await page.locator('.unmasked').first().innerText(), /^1980000\d{4}$/)
    assert.match(await recorded('application.unmasked'), /电话核对劳动合同的起始日期/)
  },
)

const queue = steps(shown)
queue('a spreadsheet is made with its reason, downloads, and says who, when and why', async () => {
  const page = at('lead')
  await page.goto('/console/queue?program=recognition')
  await button(page, '导出').click()
  await page.getByRole('textbox', { name: '事由' }).fill('人才认定月度通报')
  await button(page, '开始导出').click()
  await page.getByRole('table', { name: '导出记录' }).getByText('可以下载').waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, /^下载 /).click()])
  assert.match(download.suggestedFilename(), /\.xlsx$/)
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(await download.path())
  const cover =
    book.worksheets[0]?.getSheetValues().flatMap((row) => (Array.isArray(row) ? row.map(String) : [])) ?? []
  for (const words of ['罗望才', '人才认定月度通报'])
    assert.ok(cover.includes(words), `the cover says ${words}`)
  assert.ok(
    cover.some((words) => words.startsWith(String(yearHere()))),
    'and when',
  )
  assert.ok((book.worksheets[1]?.rowCount ?? 0) >= 4)
  assert.match(await recorded('export.asked'), /人才认定月度通报/)
  assert.match(await recorded('export.downloaded'), /人才办负责人/)
})

queue('a lead hands several cases to a reviewer at once, who finds them', async () => {
  const page = at('lead')
  await page.goto('/console/queue?program=apartment&state=submitted')
  const boxes = page.getByRole('table', { name: '待办列表' }).getByRole('checkbox', { name: /^选中 / })
  await boxes.nth(1).check()
  await boxes.nth(2).check()
  await button(page, '分派 2 件').click()
  const dialog = page.getByRole('dialog', { name: '分派 2 件' })
  const reviewer = dialog.getByRole('combobox', { name: '分派给' })
  await reviewer.waitFor()
  await reviewer.selectOption({ label: '何审慎（审核员）' })
  await dialog.getByRole('button', { name: '分派', exact: true }).click()
  await page.getByText('已分派 2 件').waitFor()
  const other = at('reviewer')
  await other.goto('/console/queue?assigned=me')
  await other.getByText('分派给何审慎').nth(1).waitFor()
  assert.equal(await other.getByText('分派给何审慎').count(), 2)
})

queue('a view is saved, found after a reload, and forgotten', async () => {
  const page = at('reviewer')
  await page.goto('/console/queue?program=apartment&state=submitted')
  await button(page, '保存当前视图').click()
  await page.getByRole('textbox', { name: '名称' }).fill('公寓初审')
  await page.getByRole('dialog').getByRole('button', { name: '保存', exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.goto('/console/queue')
  await page.getByRole('link', { name: '公寓初审' }).click()
  await page.waitForURL(/program=apartment&state=submitted/)
  await page.locator('a[aria-current="page"]', { hasText: '公寓初审' }).waitFor()
  await button(page, '删除视图“公寓初审”').click()
  await page.getByRole('link', { name: '公寓初审' }).waitFor({ state: 'detached' })
})

queue('the queue turns page by page, and a reload, a case and the way back keep the page', async () => {
  const page = at('lead')
  const table = page.getByRole('table', { name: '待办列表' })
  const numbers = () => table.getByRole('link').allInnerTexts()
  // Said of the rows that are shown: the page's number alone stands there before its rows have come.
  const secondShown = async () => {
    await page.getByText(/第 2 页 · 本页 \d+ 件/).waitFor()
    await table.getByRole('link').first().waitFor()
  }
  await page.goto('/console/queue')
  await page.getByRole('combobox', { name: '每页件数' }).selectOption('10')
  await page.getByText('第 1 页 · 本页 10 件').waitFor()
  const first = await numbers()
  await button(page, '下一页').click()
  await secondShown()
  const second = await numbers()
  assert.equal(second.filter((number) => first.includes(number)).length, 0)
  await page.reload()
  await secondShown()
  assert.deepEqual(await numbers(), second)
  await table.getByRole('link').first().click()
  await page.getByRole('link', { name: '回到待办' }).first().click()
  await secondShown()
  await button(page, '上一页').click()
  await page.getByText('第 1 页 · 本页 10 件').waitFor()
  assert.deepEqual(await numbers(), first)
  await page.goBack()
  await secondShown()
})

const upkeep = steps(shown)
upkeep(
  'a new version of a program is published, and applications keep the one they were made under',
  async () => {
    const page = at('lead')
    await page.goto('/console/programs?program=recognition')
    await page.getByRole('spinbutton', { name: '多少个工作日内决定' }).fill('12')
    await button(page, '发布第 2 版').click()
    await page.getByText('请写明这次改了什么、依据什么').waitFor()
    await page.getByRole('textbox', { name: /这次改了什么/ }).fill('按新的服务承诺缩短（示例）')
    await button(page, '发布第 2 版').click()
    await page.getByRole('heading', { name: '现行规定（第 2 版）' }).waitFor()
    await page.getByText('按新的服务承诺缩短（示例）').waitFor()
    await firstCase(page, 'program=recognition&state=submitted')
    await page.getByText(/（第 1 版）/).waitFor()
    assert.match(await recorded('program.published'), /人才办负责人/)
  },
)

upkeep('a day of the calendar is changed with its source, and stays changed', async () => {
  const page = at('lead')
  const year = yearHere() + 1
  await page.goto('/console/calendar')
  await button(page, new RegExp(`^${year} 年`)).click()
  const march = page.getByRole('region', { name: '3月', exact: true })
  await march.getByRole('button', { name: /^3月3日/ }).click()
  await page.getByRole('textbox', { name: /依据/ }).fill(`示例通知〔${year}〕1 号`)
  await button(page, `保存 ${year} 年`).click()
  await page.getByText(`已保存 ${year} 年的工作日历`).waitFor()
  await page.reload()
  await button(page, new RegExp(`^${year} 年`)).click()
  assert.equal(await march.getByRole('button', { name: /^3月3日/ }).getAttribute('aria-pressed'), 'true')
  await page.getByText(new RegExp(`本单位录入 · 示例通知〔${year}〕1 号`)).waitFor()
})

upkeep('a station is described anew, and its page says so at once', async () => {
  const page = at('lead')
  await page.goto('/console/stations')
  await page.getByRole('textbox', { name: '开放时间' }).fill('周一至周六 8:30–18:00')
  await page.getByRole('textbox', { name: /职责/ }).fill('接待来访\n答复归根登记')
  await button(page, '保存').click()
  await page.getByText('已保存，站点页上已是新的内容').waitFor()
  const id = await page.getByRole('combobox', { name: '工作站' }).inputValue()
  const station = (await (await page.request.get(`/api/stations/${id}`)).json()) as {
    hours: string
    charter: string[]
  }
  assert.deepEqual([station.hours, station.charter], ['周一至周六 8:30–18:00', ['接待来访', '答复归根登记']])
})

upkeep('nobody is left behind by a closed station, and the page says what would be there', async () => {
  const page = at('lead')
  await page.goto('/console/stranded-leads')
  await page.getByText('没有要转交的登记').waitFor()
})

const referrals = steps(shown)
referrals('a referral is followed to its reward, and its number is seen only with a reason', async () => {
  const page = at('lead')
  await page.goto('/console/referrals')
  const card = page.getByRole('region', { name: /电池隔膜检测设备项目/ })
  await card.getByRole('button', { name: /查看邓.*的完整电话/ }).click()
  await page.getByRole('textbox', { name: '事由' }).fill('约看厂房的时间')
  const [asked] = await Promise.all([
    page.waitForRequest(
      (request) => request.method() === 'POST' && /\/referrals\/[^/]+\/phone-views$/.test(request.url()),
    ),
    button(page, '记录并查看').click(),
  ])
  assert.deepEqual(asked.postDataJSON(), { why: '约看厂房的时间' })
  await card.getByText('19900000102').waitFor()
  assert.match(await recorded('referral.phone-seen'), /约看厂房的时间/)
  const step = async (action: string, note: string, sign: string) => {
    await card.getByRole('button', { name: new RegExp(`^${action}：`) }).click()
    await page.getByRole('textbox', { name: '情况' }).fill(note)
    await page.getByRole('dialog').getByRole('button', { name: sign, exact: true }).click()
    await card.getByText(note).waitFor()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }
  await step('记录跟进', '看过厂房，下周谈租金（示例）', '记录跟进')
  await step('登记落地', '已签入驻协议（示例）', '登记落地')
  await card.getByText('已落地', { exact: true }).first().waitFor()
  await card.getByRole('button', { name: '登记已发放' }).click()
  await card.getByText(/已于 .* 发放/).waitFor()
})

steps(shown)('no page complained', async () => assert.deepEqual(desks.complaints, []))
