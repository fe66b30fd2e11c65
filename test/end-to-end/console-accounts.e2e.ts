import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { sampleOfficeAccounts } from '../../mock/office/accounts'
import { codeIn, earlyInStep, openDesks, signIn } from './desks'
import { steps } from './stage'

const desks = openDesks('lead', 'admin', 'audit-admin')
const { at, recorded } = desks
const shown = () => desks.pages
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

const accounts = steps(shown)
const officer = { login: 'lin.wei', password: '青石-渡口-灯笼-七更鼓', name: '林未', secret: '' }

accounts('an invitation becomes an account: details, authenticator, first code', async () => {
  const admin = at('admin')
  await admin.goto('/console/staff')
  await button(admin, '邀请工作人员').click()
  const dialog = admin.getByRole('dialog', { name: '邀请工作人员' })
  await dialog.getByRole('combobox', { name: '岗位' }).selectOption({ label: '审核员' })
  await dialog.getByRole('textbox', { name: '给谁' }).fill('老城区人才办 林工（示例）')
  await dialog.getByRole('button', { name: '生成邀请码' }).click()
  const invitation =
    /邀请码 (\S+)/.exec(await admin.getByRole('alert').filter({ hasText: '邀请码' }).innerText())?.[1] ??
    assert.fail('no code was told')
  await desks.sit('officer', null)
  const page = at('officer')
  await page.goto(`/console/open?code=${invitation}`)
  assert.equal(await page.getByRole('textbox', { name: '邀请码' }).inputValue(), invitation)
  await page.getByRole('textbox', { name: '姓名' }).fill(officer.name)
  await page.getByRole('textbox', { name: '登录名' }).fill(officer.login)
  await page.getByRole('textbox', { name: '密码', exact: true }).fill(officer.password)
  await page.getByRole('textbox', { name: '再填一次密码' }).fill(officer.password)
  await button(page, /下一步/).click()
  await page.getByRole('img', { name: '身份验证器的绑定码' }).waitFor()
  officer.secret = (await page.locator('.enrol code').innerText()).replace(/\s/g, '')
  await earlyInStep()
  await page.getByRole('textbox', { name: '动态码' }).fill(codeIn(officer.secret, -1))
  await button(page, '确认并进入审核台').click()
  await page.getByRole('heading', { name: '待办' }).waitFor()
  await page.getByText(officer.name).first().waitFor()
  await admin.reload()
  await admin
    .getByRole('row', { name: /^已删除 审核员 .*已使用/ }) // whom it was for is forgotten with its use
    .first()
    .waitFor()
  assert.equal(await admin.getByText('老城区人才办 林工').count(), 0)
  await admin.getByRole('table', { name: '在岗人员' }).getByText('林*').waitFor()
})

accounts('colleagues know the new officer by name', async () => {
  const page = at('lead')
  await page.goto('/console/queue')
  await page
    .getByRole('checkbox', { name: /^选中 [A-Z]/ })
    .first()
    .check()
  await button(page, '分派 1 件').click()
  await page.getByRole('option', { name: '林未（审核员）' }).waitFor({ state: 'attached' })
})

accounts('the officer leaves, and comes back with password and code', async () => {
  const page = at('officer')
  await button(page, '退出登录').click()
  await page.getByText('已退出登录').waitFor()
  await signIn(page, officer.login, officer.password, codeIn(officer.secret, 0))
  await page.getByRole('heading', { name: '待办' }).waitFor()
})

accounts('a second tab needs no second sign-in, and leaving one leaves both', async () => {
  const page = at('officer')
  const second = await desks.another('officer', 'second')
  await second.goto('/console/queue?state=submitted')
  await second.getByRole('table', { name: '待办列表' }).waitFor()
  await button(second, '退出登录').click()
  await page.getByText('已退出登录').waitFor()
  await second.reload()
  await second.getByRole('heading', { name: '登录审核台' }).waitFor()
  await second.close()
  delete desks.pages.second
})

accounts('five wrong passwords lock the account, and the right one does not open it then', async () => {
  const page = at('officer')
  for (let tries = 1; tries <= 5; tries += 1) {
    await signIn(page, officer.login, '不是这个密码-不是这个', '000000')
    await page.getByRole('alert').first().waitFor()
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('.one-time')?.value === '')
  }
  await signIn(page, officer.login, officer.password, codeIn(officer.secret, 1))
  await page.getByText('连续输错，15 分钟内不能从这里登录').waitFor()
  assert.match(await recorded('office.locked'), /minutes：15/)
})

accounts('a password is changed, and only the new one works', async () => {
  const account =
    sampleOfficeAccounts.find(({ as }) => as === 'security-admin') ??
    assert.fail('the sample has no security administrator')
  await desks.sit('changing', null)
  const page = at('changing')
  await page.goto('/console/account')
  await earlyInStep()
  await signIn(page, account.login, account.password, codeIn(account.totpSecret, -1))
  await page.getByRole('heading', { name: '我的账号' }).waitFor()
  const chosen = '新茶-旧雨-石板-听蝉鸣'
  await page.getByRole('textbox', { name: '现在的密码' }).fill(account.password)
  await page.getByRole('textbox', { name: '动态码' }).fill(codeIn(account.totpSecret, 0))
  await page.getByRole('textbox', { name: '新密码', exact: true }).fill(chosen)
  await page.getByRole('textbox', { name: '再填一次新密码' }).fill(chosen)
  await button(page, '更改密码').click()
  await page.getByText('密码已更改').waitFor()
  await button(page, '退出登录').click()
  await signIn(page, account.login, account.password, codeIn(account.totpSecret, 1))
  await page.getByText('登录名、密码或动态码不对').waitFor()
  await signIn(page, account.login, chosen, codeIn(account.totpSecret, 1))
  await page.getByRole('navigation', { name: '主导航' }).waitFor()
})

const idle = steps(shown)
idle(
  'after fourteen quiet minutes the console asks; one key stays, and after fifteen it signs out',
  async () => {
    const context = await desks.sit('idle', null)
    const page = at('idle')
    await page.clock.install()
    await page.goto('/console/sign-in')
    await button(page, '示例审核员').click()
    await page.getByRole('table', { name: '待办列表' }).waitFor()
    await page.clock.fastForward('14:10')
    const dialog = page.getByRole('dialog', { name: '还在吗？' })
    await dialog.waitFor()
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    await page.clock.fastForward('13:00')
    await page.clock.runFor(2_000)
    assert.equal(await dialog.isVisible(), false, 'the quiet time begins anew')
    await page.clock.fastForward('02:10')
    await page.getByText('您有一会儿没有操作，已自动退出').waitFor()
    await context.close()
    delete desks.pages.idle
  },
)

steps(shown)('no page complained', async () => assert.deepEqual(desks.complaints, []))
