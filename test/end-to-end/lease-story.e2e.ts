import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before } from 'node:test'
import type { Page } from 'playwright-core'
import { drawPaper } from '../../mock/evidence/draw'
import { samplePapers } from '../../mock/evidence/papers'
import { openCompany } from './company'
import { steps } from './stage'
import { go, payNext, pick, seen, tap } from './story-flats'
import { dialog } from './story-office'
import { signInGraduate } from './story-phone'

/**
 * Living in a flat, from a bill to the deposit that comes back: a tenant of the sample whose lease has run for a while,
 * another whose lease ends soon, the desk of the house, and a lead.
 */
const opensAt = '2026-12-06T10:00:00+08:00'
const leavesAt = '2026-12-21T10:00:00+08:00'
/** Sample graduates: whose lease ends in fifteen days, and who keeps the desk of 青年里. */
const [endsSoon, deskOfFlats] = [30, 33]
const company = openCompany(opensAt)
const { at, phone, sit } = company
const step = steps(() => company.pages)
const shot = (name: string, page: Page) => company.shot(`lease-${name}`, page)
const folder = mkdtempSync(path.join(os.tmpdir(), 'jucai-lease-'))
before(async () =>
  writeFileSync(path.join(folder, 'photo.jpg'), await drawPaper(samplePapers.certificate ?? assert.fail())),
)
after(() => rmSync(folder, { recursive: true, force: true }))
/** The tenant's lease, and the name of the flat. */
let [lease, home] = ['', '']

step('a tenant pays a bill, and what they reported is promised, repaired and confirmed', async () => {
  const tenant = await phone('tenant', 'returnee')
  await tenant.goto('/leases/mine/index')
  await seen(tenant, '在住').waitFor()
  home = await tenant.locator('.lease-house').getByRole('heading').innerText()
  await shot('01-tenant', tenant)
  assert.match(await payNext(tenant), /租金/)
  await tenant.goto('/leases/mine/index')
  await go(tenant, '报修')
  await tap(tenant, '报修')
  await pick(tenant.getByRole('dialog'), /灯|电/)
  await tenant.getByRole('textbox', { name: '怎么回事' }).fill('卧室的顶灯不亮，周末白天在家')
  await shot('02-report', tenant)
  await tap(tenant, '报上去')
  await tenant.getByRole('dialog').waitFor({ state: 'detached' })
  const desk = await phone('keeper')
  await signInGraduate(desk, deskOfFlats)
  await desk.goto('/leases/desk/index')
  await pick(desk, '报修')
  await shot('03-repairs', desk)
  const row = desk.locator('.lease-desk-row', { hasText: '卧室的顶灯不亮' })
  await tap(row, /^处理/)
  await tap(desk.getByRole('dialog'), '约这一天')
  await row.getByText(/^约在/).waitFor()
  await desk.getByRole('dialog').waitFor({ state: 'detached' })
  await tap(row, /^处理/)
  await desk.getByRole('textbox', { name: '说明' }).fill('换了灯管')
  await tap(desk.getByRole('dialog'), '修好了')
  await row.waitFor({ state: 'detached' })
  await tenant.reload()
  await go(tenant, '电路、灯')
  await tap(tenant, '修好了')
  await seen(tenant, '这件事完成了').waitFor()
  await shot('04-repaired', tenant)
})

step('who asks to stay on is held against the policy in force, clause by clause', async () => {
  const stays = await phone('stays')
  await signInGraduate(stays, endsSoon)
  await stays.goto('/leases/mine/index')
  await tap(stays, '看能不能续租')
  await seen(stays, '按现行政策重新核对').waitFor()
  await shot('05-renewal', stays)
})

step('notice is given, and on the day the flat is inspected with something taken off', async () => {
  const tenant = at('tenant')
  await tenant.goto('/leases/mine/index')
  await go(tenant, '提前 15 天通知')
  await tenant.waitForURL('**/leases/leave/index**')
  await shot('06-leave', tenant)
  await tap(tenant, '通知退房')
  lease = new URL(tenant.url()).searchParams.get('lease') ?? ''
  await tap(tenant.getByRole('alertdialog').or(tenant.getByRole('dialog')), '通知退房')
  await seen(tenant, '不走了，收回通知').waitFor()
  await company.stage().restart(leavesAt)
  const desk = await phone('keeper')
  await signInGraduate(desk, deskOfFlats) // that of a clerk does not last for weeks
  await desk.goto('/leases/desk/index')
  await pick(desk, '退房')
  await tap(desk, `退房验房 ${home}`)
  const item = desk.locator('.card').filter({ has: desk.getByRole('radiogroup', { name: /^墙面/ }) })
  await pick(item, '损坏')
  await item.getByRole('textbox', { name: /的说明$/ }).fill('客厅墙面一处划痕，约三十厘米')
  const [chooser] = await Promise.all([desk.waitForEvent('filechooser'), tap(item, '拍照')])
  await chooser.setFiles(path.join(folder, 'photo.jpg'))
  await item.getByRole('button', { name: /照片，第 1 张/ }).waitFor()
  await item.getByRole('textbox', { name: /扣多少（元）/ }).fill('300')
  await shot('07-inspect-out', desk)
  await tap(desk, '收回钥匙，完成退房')
  await tap(desk.getByRole('alertdialog').or(desk.getByRole('dialog')), '完成退房')
  await desk.waitForURL('**/leases/desk/index**')
})

step('the tenant objects, another decides, and the deposit comes back as a payment', async () => {
  const tenant = at('tenant')
  await tenant.goto('/leases/mine/index')
  await seen(tenant, '没有争议，已经在退').waitFor()
  await shot('08-settling', tenant)
  await tap(tenant, /^提出异议/)
  const sheet = tenant.getByRole('dialog', { name: '提出异议' })
  await sheet.getByRole('textbox').fill('这处划痕入住前就有，入住照片里看得到')
  await tap(sheet, '提出异议')
  await seen(tenant, /你的异议：/).waitFor()
  const lead = await sit('lead')
  await lead.goto(`/console/leases?lease=${lease}`)
  await lead.getByRole('button', { name: /^复\s?核$/ }).click()
  const deciding = dialog(lead, /^复核：/)
  await deciding.getByRole('textbox', { name: '复核后扣多少（元）' }).fill('100')
  await deciding.getByRole('textbox', { name: '理由' }).fill('入住照片里有一半的划痕')
  await shot('09-decide', lead)
  await deciding.getByRole('button', { name: /^确\s?定$/ }).click()
  await lead
    .getByText('复核后 100.00 元')
    .or(lead.getByText(/复核后.*100/))
    .first()
    .waitFor()
  await tenant.goto('/leases/mine/index')
  await seen(tenant, '已结清').waitFor()
  await seen(tenant, /复核后扣 ¥100/).waitFor()
  await shot('10-settled', tenant)
  await tenant.goto('/ledger/payments/index')
  await seen(tenant, /押金/).waitFor()
  await shot('11-payments', tenant)
})

step('no page complained', async () => assert.deepEqual(company.complaints(), []))
