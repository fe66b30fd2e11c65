import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Role } from '@jucai/contract/vocabulary'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { places } from '../../console/places'
import type { SampleActor } from '../../mock/people/people'
import { caseOn } from './desks'
import {
  axeViolations,
  comesTrue,
  complaintsOf,
  openStage,
  sitDownAs,
  stageMs,
  steps,
  type Stage,
} from './stage'

let stage: Stage
let desk: BrowserContext
let page: Page
const complaints: string[] = []
before(
  async () => {
    stage = await openStage()
    desk = await stage.desk()
    page = await desk.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
        complaints.push(`${message.text()} ${message.location().url}`)
    })
  },
  { timeout: stageMs },
)
after(() => stage.close())

const step = steps(() => ({ console: page }))
const button = (name: string | RegExp) => page.getByRole('button', { name })
const settled = async (on: Page) => {
  await on.locator('h1').first().waitFor()
  await on.waitForFunction(() => !document.querySelector('.bone'))
}
/** What the keyboard stands on. */
const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
/** Moves to what the keyboard's next stops are called, until one fits. */
const tabTo = async (fits: RegExp) => {
  for (let stops = 0; stops < 60; stops += 1) {
    await page.keyboard.press('Tab')
    const name = await page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
    )
    if (fits.test(name)) return
  }
  assert.fail(`the keyboard never came to ${String(fits)}`)
}

step('a reviewer signs in with one tap of the sample, and sees what is due first', async () => {
  await page.goto('/console/cases/nothing-yet')
  await button('示例审核员').click()
  await page.getByRole('heading', { name: '登录审核台' }).waitFor({ state: 'detached' })
  await page.goto('/console/queue?program=housing-nothing')
  await page.getByText('没有符合这些条件的申请').waitFor()
  await button('清除筛选').click()
  await page.getByRole('table', { name: '待办列表' }).waitFor()
})

let number = ''
step(
  'with the keyboard alone: down the queue, open, claim, begin to ask for a change, leave and come back without loss',
  async () => {
    await page.goto('/console/queue?state=submitted')
    await page.getByRole('table', { name: '待办列表' }).waitFor()
    // The keys are listened to a moment after the rows are there.
    await comesTrue(async () => {
      await page.keyboard.press('j')
      number = await focused()
      assert.match(number, /^[A-Z]{2}-\d{8}-\d{4}$/)
    })
    const first = number
    await page.keyboard.press('j')
    await comesTrue(async () => assert.notEqual((number = await focused()), first))
    assert.match(number, /^[A-Z]{2}-\d{8}-\d{4}$/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: new RegExp(number) }).waitFor()
    await page.keyboard.press('c')
    await button(/^请补正/).waitFor()
    await page.keyboard.press('m')
    await page.getByRole('region', { name: '办理：请补正' }).waitFor()
    await page.waitForFunction(() => document.activeElement?.getAttribute('type') === 'checkbox')
    await page.keyboard.press('Space') // the first field is in focus
    await page.keyboard.press('Tab')
    await page.keyboard.type('请写得更具体一些')
    await page.keyboard.press('Escape')
    await page.getByRole('region', { name: '办理：请补正' }).waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.getByRole('table', { name: '待办列表' }).waitFor()
    await comesTrue(async () => assert.equal(await focused(), number, 'the queue is as it was left'))
  },
)

step('after a reload the decision is still there; it is sent, and the case says so', async () => {
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: new RegExp(number) }).waitFor()
  await page.reload()
  await button(/^请补正/).waitFor()
  await page.keyboard.press('m')
  assert.equal(
    await page
      .getByRole('textbox', { name: /要怎么改/ })
      .first()
      .inputValue(),
    '请写得更具体一些',
  )
  await page
    .getByRole('textbox', { name: /要怎么改/ })
    .first()
    .press('Control+Enter')
  await page.getByText('已请申请人补正').waitFor()
})

step('a refusal is not sent without ground, field, what is amiss and a way out', async () => {
  await page.goto('/console/queue?program=apartment&state=submitted')
  await page.getByRole('table', { name: '待办列表' }).getByRole('link').first().click()
  await caseOn(page)
  await button(/^认领/).click()
  await button(/^不通过/).click()
  const panel = page.getByRole('region', { name: '办理：不通过' })
  await panel.getByRole('button', { name: '不通过并通知' }).click()
  await panel.getByText('请选择不通过的依据').waitFor()
  await panel.getByRole('combobox', { name: '依据' }).selectOption({ index: 1 })
  await panel.getByRole('combobox', { name: '所指的那一项' }).selectOption({ index: 1 })
  await panel.getByRole('textbox', { name: '具体哪里不符' }).fill('材料上的日期与填写的不一致')
  await panel.getByRole('button', { name: '不通过并通知' }).click()
  await panel.getByText(/请把模板改成这一件的具体情况/).waitFor()
  await panel
    .getByRole('textbox', { name: '申请人可以怎么办' })
    .fill('请补交 2026 年 10 月的社保缴费证明后重新申请')
  await panel.getByRole('button', { name: '不通过并通知' }).click()
  await page.getByText('已作出不通过的决定').waitFor()
})

step('the keyboard goes through a page without a trap, and the list of keys opens and closes', async () => {
  await page.goto('/console/queue')
  await page.getByRole('table', { name: '待办列表' }).waitFor()
  await tabTo(/按编号查找/)
  await tabTo(/^认领/)
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: '键盘操作' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: '键盘操作' }).waitFor({ state: 'hidden' })
})

step('no page complained', async () => assert.deepEqual(complaints, []))

/** Who of the sample looks at the pages of a role. */
const sampleOf: Partial<Record<Role, SampleActor>> = {
  reviewer: 'reviewer',
  lead: 'lead',
  'system-admin': 'admin',
  'security-admin': 'security-admin',
  'audit-admin': 'audit-admin',
}
const seenBy: Record<string, string[]> = {
  nobody: ['/console/sign-in', '/console/open'],
  reviewer: ['case', '/console/account'],
}
for (const { path, who } of places)
  for (const role of who)
    (seenBy[sampleOf[role] ?? assert.fail(`nobody is ${role}`)] ??= []).push(`/console/${path}`)
const looks = [
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'dark', width: 1440 },
  { colorScheme: 'light', width: 1024 },
  { colorScheme: 'dark', width: 1024 },
] as const

const open = async (on: Page, address: string) => {
  if (address !== 'case') {
    await on.goto(address)
    return settled(on)
  }
  await on.goto('/console/queue?state=submitted')
  await on.getByRole('table', { name: '待办列表' }).getByRole('link').last().click()
  await caseOn(on)
  await settled(on)
  const [claim, ask] = [/^认领/, /^请补正/].map((name) => on.getByRole('button', { name })) as [
    Locator,
    Locator,
  ]
  await claim.or(ask).first().waitFor()
  if ((await claim.count()) > 0) await claim.click()
  await ask.click()
  await on.getByRole('region', { name: '办理：请补正' }).waitFor()
}

for (const { colorScheme, width } of looks) {
  for (const [person, addresses] of Object.entries(seenBy)) {
    void test(`${colorScheme}, ${width} px: axe finds nothing on what ${person} sees`, async () => {
      const context = await stage.desk({ colorScheme, width })
      if (person !== 'nobody') await sitDownAs(context, person)
      const faults: Record<string, string[]> = {}
      for (const address of addresses) {
        const on = await context.newPage()
        const said = complaintsOf(on)
        await open(on, address)
        const overflow = await on.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        const found = [
          ...(await axeViolations(on)),
          ...said,
          ...(overflow > 0 ? [`wider than the screen by ${overflow} px`] : []),
        ]
        if (found.length > 0) faults[address] = found
        await on.close()
      }
      await context.close()
      assert.deepEqual(faults, {})
    })
  }
}
