import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { complaintsOf, openStage, signInAs, sitDownAs, stageMs, steps, type Stage } from './stage'
import { followMessage } from './story-phone'

/**
 * A returnee registers, a station answers, the office asks for one change and approves: three people, a cut
 * network, a reload and a killed server.
 */
let stage: Stage
let phone: BrowserContext
let returnee: Page
let clerk: Page
let reviewer: Page
const complaints: string[][] = []
before(
  async () => {
    stage = await openStage()
    phone = await stage.phone()
    await signInAs(phone, 'returnee')
    const clerkPhone = await stage.phone()
    await signInAs(clerkPhone, 'station-clerk')
    const desk = await stage.desk()
    await sitDownAs(desk, 'reviewer')
    returnee = await phone.newPage()
    clerk = await clerkPhone.newPage()
    reviewer = await desk.newPage()
    complaints.push(...[returnee, clerk, reviewer].map(complaintsOf))
  },
  { timeout: stageMs },
)
after(() => stage.close())

const step = steps(() => ({ returnee, clerk, reviewer }))
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const choose = (page: Page, name: string) =>
  page.getByRole('radio', { name }).or(page.getByRole('checkbox', { name })).first().click()
const next = () => button(returnee, '下一步').click()

step(
  'the returnee fills in the form; the network goes away in the middle, and a reload loses nothing',
  async () => {
    await returnee.goto('/applications/program/index?key=homecoming')
    await button(returnee, '开始申请').click()
    await choose(returnee, '在这里长大或读过书')
    await next()
    await returnee.getByRole('textbox', { name: '从事的领域' }).fill('新能源')
    await returnee.getByText('填一点存一点，换手机也能接着填').waitFor()
    await phone.setOffline(true)
    await returnee.getByRole('textbox', { name: '从事的领域' }).fill('新能源材料')
    await returnee.getByRole('textbox', { name: '职务或岗位' }).fill('工程师')
    await returnee.getByText('没有网络，先存在这台手机上，联网后自动同步').waitFor()
    await phone.setOffline(false)
    await returnee.reload()
    await returnee.getByRole('textbox', { name: '从事的领域' }).waitFor()
    assert.equal(await returnee.getByRole('textbox', { name: '从事的领域' }).inputValue(), '新能源材料')
    assert.equal(await returnee.getByRole('textbox', { name: '职务或岗位' }).inputValue(), '工程师')
    await returnee.getByText('填一点存一点，换手机也能接着填').waitFor()
    await next()
  },
)

step('submits without a network: told so; then with it, once, and the reply-by date is there', async () => {
  await choose(returnee, '想回来工作或创业')
  await choose(returnee, '一年内')
  await next()
  await choose(returnee, '技术经验')
  await returnee.getByRole('textbox', { name: '能带来什么技术或经验' }).fill('做过五年电池正极材料')
  await next()
  await choose(returnee, '人才办和一个工作站')
  await choose(returnee, '同意工作站和人才办')
  await next()
  await returnee.getByText('看一遍，没错就提交').waitFor()
  await phone.setOffline(true)
  await button(returnee, '提交申请').click()
  await returnee
    .getByText(/网络|连不上/)
    .first()
    .waitFor()
  await phone.setOffline(false)
  await button(returnee, '提交申请').click()
  await returnee.getByText('已经收到').waitFor()
  await returnee
    .getByText(/还剩 \d 个工作日（\d+月\d+日前）/)
    .first()
    .waitFor()
})

step('the station answers from its list of today', async () => {
  await clerk.goto('/staff/leads/index')
  await clerk.getByRole('link').filter({ hasText: '新能源材料' }).filter({ hasText: '周' }).first().click()
  await clerk.getByText('做过五年电池正极材料').waitFor()
  await clerk
    .getByRole('textbox', { name: '答复' })
    .fill('您好，我是驻深圳站的工作人员，下周请您来站里聊聊。')
  await button(clerk, '发出答复，由我联系').click()
  await clerk.getByText('已答复，您是对方的联系人了').filter({ visible: true }).first().waitFor()
})

let number = ''
const openCase = async () => {
  await reviewer.goto('/console/queue')
  await reviewer.getByRole('searchbox', { name: '按编号查找' }).fill(number)
  await reviewer.keyboard.press('Enter')
  await reviewer.getByRole('link', { name: number }).click()
  await reviewer.getByRole('heading', { name: new RegExp(number) }).waitFor()
}
step('the returnee reads the answer; the office asks for one change', async () => {
  await returnee.reload()
  await returnee.getByText('下周请您来站里聊聊').first().waitFor()
  number =
    /GG-\d{8}-\d{4}/.exec(
      await returnee
        .getByText(/GG-\d{8}-\d{4}/)
        .first()
        .innerText(),
    )?.[0] ?? assert.fail('the page names no number')
  await openCase()
  await button(reviewer, /^认领/).click()
  await button(reviewer, /^请补正/).click()
  const panel = reviewer.getByRole('region', { name: '办理：请补正' })
  await panel.getByRole('checkbox', { name: '职务或岗位' }).check()
  await panel.getByRole('textbox', { name: /职务或岗位：要怎么改/ }).fill('请写明现在的岗位级别')
  await panel.getByRole('textbox', { name: /职务或岗位：要怎么改/ }).press('Control+Enter')
  await reviewer.getByText('已请申请人补正').waitFor()
})

step(
  'the returnee finds it in the messages and corrects that one field, across a reload and a server killed the hard way',
  async () => {
    await followMessage(returnee, /补正|需要修改|要改/)
    await returnee.locator('.requests').getByText('请写明现在的岗位级别').waitFor()
    const field = returnee.getByRole('textbox', { name: '职务或岗位' })
    assert.equal(await field.inputValue(), '工程师')
    assert.equal(await returnee.getByRole('textbox').count(), 1, 'only what was asked for is open')
    await field.fill('高级工程师')
    // What is typed is kept on the phone after a moment.
    await returnee.waitForFunction(() => JSON.stringify(localStorage).includes('高级工程师'))
    await returnee.reload()
    await field.waitFor()
    assert.equal(await field.inputValue(), '高级工程师')
    await stage.restart()
    await phone.setOffline(true)
    await button(returnee, '提交补正').click()
    await returnee.getByText('还没有提交成功').waitFor()
    await phone.setOffline(false)
    await button(returnee, '提交补正').click()
    await returnee.getByText('补正已提交').filter({ visible: true }).first().waitFor()
  },
)

step('the reviewer sees the new answer and approves', async () => {
  await openCase()
  await reviewer.getByText('高级工程师').first().waitFor()
  const claim = button(reviewer, /^认领/)
  const approve = button(reviewer, /^通过/)
  await claim.or(approve).first().waitFor()
  if ((await claim.count()) > 0) await claim.click()
  await approve.click()
  const panel = reviewer.getByRole('region', { name: '办理：通过' })
  await panel.getByRole('button', { name: /通过/ }).click()
  await reviewer.getByText('已通过').first().waitFor()
})

step('the message and the timeline tell the returnee, each thing once', async () => {
  await followMessage(returnee, /已通过/)
  await returnee.waitForURL('**/applications/application/index**')
  for (const leg of ['答复', '请补正', '提交补正', '通过'])
    await returnee.getByRole('listitem', { name: new RegExp(`^${leg}，`) }).waitFor()
  await button(returnee, '看我交的内容').filter({ visible: true }).click()
  await returnee.getByText('高级工程师').filter({ visible: true }).first().waitFor()
  await returnee.goto('/applications/list/index')
  await returnee.getByText(number).first().waitFor()
  assert.equal(await returnee.getByText(number).count(), 1)
})

step('no page complained', async () => assert.deepEqual(complaints.flat(), []))
