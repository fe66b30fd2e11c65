import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { dayInChina } from '../../contract/china-time'
import { addDays } from '../../contract/policies/days'
import { nightWords } from '../../contract/stay-vocabulary'
import { purposes } from '../../contract/vocabulary'
import { sampleDocument } from '../../mock/people/people'
import { currentNotice } from '../../server/profiles'
import { as, target } from '../faults/client'
import { complaintsOf, openStage, sitDownAs, stageMs, steps, type Stage } from './stage'
import { copyCode } from './story-code'
import { signInByMessage, signInGraduate } from './story-phone'

/**
 * Somebody comes for an interview: books tonight, is checked in by their code, stays longer, leaves, and it is
 * counted; books again, does not come, and loses the bed at the hour. The server is killed between the days, and its
 * clock put on.
 */
const begins = '2026-11-24T10:00:00+08:00'
const today = dayInChina(new Date(begins))
let stage: Stage
let phone: BrowserContext
let guest: Page
let desk: Page
let lead: Page | undefined
const complaints: string[][] = []
const open = async () => {
  const deskPhone = await stage.phone()
  guest = await phone.newPage()
  desk = await deskPhone.newPage()
  complaints.push(...[guest, desk].map(complaintsOf))
}
before(
  async () => {
    stage = await openStage(begins)
    target.address = stage.address
    phone = await stage.phone()
    await phone.grantPermissions(['clipboard-read', 'clipboard-write'])
    await open()
    const token = await signInByMessage(guest, '13700001234')
    const call = as(token)
    for (const purpose of purposes)
      await call('PUT /me/consents/:purpose', {
        params: { purpose },
        body: { given: true, noticeVersion: currentNotice.version },
      })
    await call('PUT /me/profile', {
      body: {
        name: '沈听潮',
        documentType: 'resident-id',
        documentNumber: sampleDocument('440305', '2004-02-03', 124),
        school: '深圳大学',
        degree: 'bachelor',
        major: '新闻学',
        graduatesOn: '2026-06-30',
        homeRegion: '440305',
        presentRegion: '440305',
        aims: ['job'],
      },
    })
    await signInGraduate(desk, 40)
  },
  { timeout: stageMs },
)
after(() => stage.close())

const step = steps(() => ({ guest, desk, ...(lead ? { lead } : {}) }))
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const tap = (page: Page, name: string | RegExp) =>
  button(page, name).filter({ visible: true }).first().click()
const radio = (page: Page, name: string) =>
  page.getByRole('radio', { name, exact: true }).filter({ visible: true }).first().click()
const nightOf = (day: string) => {
  const words = nightWords(day) // 11月24日（周二）
  return new RegExp(`${words.slice(0, words.indexOf('（'))}空`)
}
const book = async (kind: string, night: string, nights: string) => {
  await guest.goto('/stays/hostels/index')
  await tap(guest, /^看日期、预订：星火人才驿站/)
  await guest.getByText('可以订', { exact: true }).waitFor()
  await radio(guest, kind)
  await tap(guest, nightOf(night))
  await radio(guest, nights)
  await radio(guest, '来面试')
  await tap(guest, '订下来')
  await guest.waitForURL('**/stays/stay/index**')
}
const numberOn = async () =>
  /YZ\d{6}/.exec(
    await guest
      .getByText(/^YZ\d{6}$/)
      .filter({ visible: true })
      .first()
      .innerText(),
  )?.[0] ?? assert.fail('the page names no number')
const standing = async () => {
  await guest.goto('/stays/hostels/index')
  await tap(guest, /^看日期、预订：星火人才驿站/)
  return guest
    .getByText(/年用了 \d 次/)
    .first()
    .innerText()
}

let number = ''
step('the guest reads the rules and books tonight', async () => {
  await book('女生合住', today, '1 晚')
  number = await numberOn()
  await guest.getByText('已订好', { exact: true }).filter({ visible: true }).first().waitFor()
})

step('the desk in a browser checks them in by the code on their phone, and once only', async () => {
  await guest.goto('/pages/code/index')
  await button(guest, '领取人才码').filter({ visible: true }).first().click()
  await guest.getByRole('img', { name: /人才码/ }).waitFor()
  const code = await copyCode(guest)
  await desk.goto('/stays/desk/index')
  await desk.getByText('浏览器里不能扫码').waitFor()
  await desk.getByRole('textbox', { name: '住宿编号，或人才码文本' }).fill(code)
  await tap(desk, '按人才码办理')
  await desk.getByText('沈** 已入住').waitFor()
  await desk.getByRole('textbox', { name: '住宿编号，或人才码文本' }).fill(number.toLowerCase())
  // What it says stands there already: the answer is what is waited for.
  const [again] = await Promise.all([
    desk.waitForResponse((reply) => reply.url().endsWith('/check-ins')),
    tap(desk, '按编号办理'),
  ])
  assert.ok(again.ok(), `${again.status()}`)
  await desk.getByText('沈** 已入住').waitFor()
})

step('the guest stays a night longer, in the same bed', async () => {
  await guest.goto('/stays/mine/index')
  await guest.getByText('入住中').first().click()
  await guest.waitForURL('**/stays/stay/index**')
  const bed = await guest
    .getByText(/^床位 /)
    .filter({ visible: true })
    .first()
    .innerText()
  await tap(guest, /续住/)
  await radio(guest, `1 晚，到${nightWords(addDays(today, 2))}离店`)
  await guest.getByRole('dialog', { name: '续住' }).getByRole('button', { name: '续住' }).click()
  await guest.getByText(`11月24日至11月26日，2 晚`).filter({ visible: true }).first().waitFor()
  assert.equal(
    await guest
      .getByText(/^床位 /)
      .filter({ visible: true })
      .first()
      .innerText(),
    bed,
  )
})

step('two days later, after the server was killed, the guest leaves, and it is counted once', async () => {
  await stage.restart('2026-11-26T09:00:00+08:00')
  await desk.goto('/stays/desk/index')
  await tap(desk, '沈** 离店')
  await desk.getByText('已办理离店').first().waitFor()
  assert.match(await standing(), /^2026 年用了 1 次，还剩 2 次/)
})

step(
  'who books and does not come has lost the bed at the hour, and is told why and what counts',
  async () => {
    await book('单人间', '2026-11-27', '2 晚')
    number = await numberOn()
    await stage.restart('2026-11-27T22:55:00+08:00')
    await guest.goto('/stays/mine/index')
    await guest.getByText('已订好').first().waitFor()
    await stage.restart('2026-11-27T23:00:01+08:00')
    await guest.goto('/stays/mine/index')
    await guest.getByText('没有到店').first().click()
    await guest.getByText('这一次算用过。').filter({ visible: true }).first().waitFor()
    await desk.goto('/stays/desk/index')
    await desk.getByRole('textbox', { name: '住宿编号，或人才码文本' }).fill(number)
    await tap(desk, '按编号办理')
    await desk
      .getByText(/过了最晚到店时间，床位已放给别人/)
      .first()
      .waitFor()
    assert.match(await standing(), /^2026 年用了 2 次，还剩 1 次/)
  },
)

step('the office takes a bed out of service only when it says what becomes of who has it', async () => {
  const office = await stage.desk()
  await sitDownAs(office, 'lead')
  lead = await office.newPage()
  complaints.push(complaintsOf(lead))
  await lead.goto('/console/stays')
  await lead.getByRole('table', { name: '床位' }).waitFor()
  const row = lead.getByRole('row').filter({ hasText: '101' })
  await row.getByRole('button', { name: '停用 101' }).click()
  const panel = lead.getByRole('dialog')
  await panel.getByLabel('从哪一晚起').fill('2026-11-28')
  await panel.getByLabel('原因').fill('空调坏了')
  await panel
    .getByRole('button', { name: /停\s*用/ })
    .last()
    .click()
  await lead.getByText('11月28日（周六）起停用').waitFor()
  await lead.getByText('每月使用').first().waitFor()
  assert.match(await lead.getByRole('table', { name: /每月使用/ }).innerText(), /少于 5/)
})

step('no page complained', async () => assert.deepEqual(complaints.flat(), []))
