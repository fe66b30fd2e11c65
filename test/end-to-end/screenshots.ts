import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { buildStaleSites } from '../../config/site'
import { apply, homecomingAnswers } from '../applications/world'
import { as, target } from '../faults/client'
import { caseOn } from './desks'
import { openStage, signInAs, sitDownAs, type Stage } from './stage'
import { copyCode } from './story-code'

const folder = path.resolve(__dirname, '../../docs/images')

const shoot = async (
  page: Page,
  address: string,
  name: string,
  ready: () => Promise<unknown> = () => Promise.resolve(),
) => {
  await page.goto(address)
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(() => !document.querySelector('.bone'))
  await ready()
  await page.waitForTimeout(400) // motion of 240 ms has ended
  await page.screenshot({ path: path.join(folder, `${name}.png`) })
}

const verdict = async (holder: BrowserContext, clerk: Page) => {
  await holder.grantPermissions(['clipboard-read', 'clipboard-write'])
  const [page] = holder.pages()
  if (!page) throw new Error('the holder has no page')
  await page.goto('/pages/code/index')
  const text = await copyCode(page)
  await shoot(clerk, '/staff/scan/index', 'scan-verdict', async () => {
    await clerk.getByRole('button', { name: '粘贴码的文本' }).click()
    await clerk.getByRole('textbox', { name: '人才码文本' }).fill(text)
    await clerk.getByRole('button', { name: '核验', exact: true }).click()
    await clerk.getByText('正在向服务器核实…').waitFor({ state: 'detached' })
    await clerk.locator('.verdict-words').waitFor()
  })
  await clerk
    .getByRole('button', { name: /^登记 / })
    .first()
    .click()
  await clerk.getByText(/^已登记：/).waitFor()
}

const applying = async (stage: Stage) => {
  const phone = await stage.phone()
  target.address = stage.address
  const { id } = await apply(
    { call: as(await signInAs(phone, 'returnee')) },
    'homecoming',
    homecomingAnswers(),
  )
  const returnee = await phone.newPage()
  await shoot(returnee, '/applications/program/index?key=apartment', 'program')
  await shoot(returnee, `/applications/application/index?id=${id}`, 'application')
  await shoot(returnee, '/homecoming/stations/index', 'stations')
}

const reviewing = async (stage: Stage) => {
  const desk = await stage.desk()
  await sitDownAs(desk, 'reviewer')
  const reviewer = await desk.newPage()
  await shoot(reviewer, '/console/queue?program=apartment', 'console-queue')
  await shoot(reviewer, '/console/queue?program=apartment&state=submitted', 'console-case', async () => {
    await reviewer.getByRole('table', { name: '待办列表' }).getByRole('link').first().click()
    await caseOn(reviewer)
    await reviewer.waitForFunction(() => !document.querySelector('.bone'))
  })
}

/** `npm run screenshots`: the README's pictures, from the sample city. */
const main = async () => {
  await buildStaleSites()
  mkdirSync(folder, { recursive: true })
  const stage = await openStage()
  const visitor = await (await stage.phone()).newPage()
  await shoot(visitor, '/pages/home/index', 'home')
  const dark = await (await stage.phone({ colorScheme: 'dark' })).newPage()
  await shoot(dark, '/pages/home/index', 'home-dark')
  const phone = await stage.phone()
  await signInAs(phone, 'graduate')
  const holder = await phone.newPage()
  await shoot(holder, '/pages/code/index', 'code', async () => {
    await holder.getByRole('button', { name: '领取人才码', exact: true }).click()
    await holder.getByRole('img', { name: /人才码/ }).waitFor()
  })
  const clerkPhone = await stage.phone()
  await signInAs(clerkPhone, 'clerk')
  await verdict(phone, await clerkPhone.newPage())
  await shoot(holder, '/pages/services/index', 'services')
  await shoot(holder, '/city/plan/index', 'plan')
  await shoot(holder, '/account/register/index', 'register')
  await shoot(holder, '/account/timeline/index', 'timeline')
  await shoot(holder, '/pages/mine/index', 'mine')
  await applying(stage)
  await reviewing(stage)
  await stage.close()
  process.stdout.write(`pictures in ${folder}\n`)
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${String((error as Error).stack)}\n`)
    process.exit(1)
  },
)
