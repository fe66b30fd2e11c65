import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { drawPaper } from '../../mock/evidence/draw'
import { samplePapers } from '../../mock/evidence/papers'
import { target } from '../faults/client'
import { complaintsOf, openStage, signInAs, sitDownAs, stageMs, steps, type Stage } from './stage'
import {
  bookAnswer,
  button,
  decideOn,
  dialog,
  openCase,
  previewAnswer,
  released,
  type Sent,
} from './story-office'
import {
  answerAll,
  cardNumber,
  chooseDay,
  giveAccount,
  messagesTitled,
  register,
  signInByMessage,
  totalsOf,
  upload,
} from './story-phone'

/**
 * The policies and the money, from looking around without an account to what anybody reads in the public totals: a
 * graduate, a reviewer, two leads, somebody whose money is late, and a passer-by. The stage has a clock of its own, so
 * that what is promised and what is late is the same on every day.
 */
const [opensAt, isLateAt] = ['2026-11-24T10:00:00+08:00', '2026-12-08T09:00:00+08:00']
let stage: Stage
const pages: Record<string, Page> = {}
const at = (name: string): Page => pages[name] ?? assert.fail(`nobody is ${name}`)
const complaints: string[][] = []
const folder = mkdtempSync(path.join(os.tmpdir(), 'jucai-story-'))

const look = async (name: string, context: BrowserContext) => {
  const page = await context.newPage()
  complaints.push(complaintsOf(page))
  pages[name] = page
}
const sit = async (name: string) => {
  const desk = await stage.desk()
  await sitDownAs(desk, name)
  await look(name, desk)
}

before(
  async () => {
    stage = await openStage(opensAt)
    target.address = stage.address
    await look('graduate', await stage.phone())
    await look('passer-by', await stage.phone())
    for (const name of ['reviewer', 'lead', 'second-lead']) await sit(name)
    for (const paper of Object.values(samplePapers))
      writeFileSync(path.join(folder, paper.fileName), await drawPaper(paper))
  },
  { timeout: stageMs },
)
after(async () => {
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})
const step = steps(() => pages)

/** A picture of a page as it stands, where `STORY_SHOTS` names a folder. */
const shot = async (name: string, page = at('graduate')) => {
  const shots = process.env.STORY_SHOTS
  if (!shots) return
  mkdirSync(shots, { recursive: true })
  await page.waitForTimeout(400) // motion of 240 ms has ended
  await page.screenshot({ path: path.join(shots, `story-${name}.png`) })
}

step('the library is found by initials, and a policy says of each clause what is not known', async () => {
  const page = at('graduate')
  await page.goto('/policies/library/index')
  await page.getByText('配套政策 22 项').waitFor()
  await shot('01-library')
  await page.getByRole('textbox', { name: '找政策' }).fill('zfbt')
  await page.getByText(/^配套政策 [1-9] 项$/).waitFor()
  await shot('02-found')
  await page.getByText('人才租房补贴办法').filter({ visible: true }).click()
  await page.getByText('逐条对照你的情况').waitFor()
  await page.getByText('还不知道：最高学历').first().waitFor()
  await shot('03-policy-unknown')
})

step('a few questions, never more than three waiting, tell what can be had and what cannot yet', async () => {
  const page = at('graduate')
  await page.goto('/policies/mine/index')
  await page.getByText(/回答只存在这部手机里/).waitFor()
  await shot('04-question')
  await answerAll(page, [
    [/^你的最高学历/, '本科'],
    [/^你哪天毕业/, '2026-06-30'],
    [/签了劳动合同吗/, '是'],
    [/连续缴了几个月社保/, '2'],
    [/你的单位是哪一种/, '其他企业'],
    [/有自己的房子吗/, '否'],
    [/签了租房合同吗/, '是'],
    [/享受下面哪种住房优惠/, '没有'],
    [/一个月的税前收入/, '8000'],
  ])
  await page.getByText(/^2 项到时候就可以/).waitFor()
  await shot('05-standing')
})

step(
  'of a policy each clause says pass or fail by what was answered, and what would change it when',
  async () => {
    const page = at('graduate')
    await page.goto('/policies/policy/index?code=rent-subsidy')
    await page.getByText('社保连续缴纳满 3 个月，还差 1 个月：2026年12月24日起可以享受').waitFor()
    const clauses = page.locator('.card', { hasText: '逐条对照你的情况' })
    await clauses.getByText('在本地连续缴纳社保的月数：2 个月（本人填写，2026年11月24日）').waitFor()
    await clauses.getByText('继续缴纳，缴满当月即可申请').waitFor()
    await clauses.getByText('在本市有自有住房：否（本人填写，2026年11月24日）').waitFor()
    assert.equal(await clauses.getByText('不符合', { exact: true }).count(), 1)
    assert.equal(await clauses.getByText('还不知道', { exact: true }).count(), 0)
    await shot('06-what-would-change-it')
    await page.goto('/policies/policy/index?code=children-schooling')
    await page.locator('.card', { hasText: '逐条对照你的情况' }).getByText('还不知道').first().waitFor()
  },
)

step('an answer that was wrong is put right, and all is computed anew', async () => {
  const page = at('graduate')
  await page.goto('/policies/facts/index')
  await page.getByText('在本地连续缴纳社保的月数').click()
  const sheet = dialog(page, '在本地连续缴纳社保的月数')
  await sheet.getByRole('textbox').fill('4')
  await button(sheet, '就是这样').click()
  await sheet.waitFor({ state: 'detached' })
  await page.getByText('4 个月').waitFor()
  await page.goto('/policies/mine/index')
  await page.getByText('三年合计最多 ¥43,200').waitFor()
})

step('after signing in the answers are offered to the account, and taken by a tap', async () => {
  const page = at('graduate')
  await register(await signInByMessage(page, '13812340099'), '沈星河')
  await page.goto('/policies/mine/index')
  await page.getByText('登录前，这部手机上答过 9 项').waitFor()
  await shot('07-answers-offered')
  await button(page, '是我答的，存下').click()
  await page.getByText('登录前，这部手机上答过 9 项').waitFor({ state: 'hidden' })
  await page.goto('/policies/facts/index')
  await page.getByText('在本地连续缴纳社保的月数').waitFor()
  await page.getByText('登记资料，2026年11月24日').first().waitFor()
  await shot('08-facts-with-source')
})

step('the best combination says why, what the second best is, and what choosing it costs', async () => {
  const page = at('graduate')
  await page.goto('/policies/best/index')
  await page.getByText('这样组合：¥43,200').waitFor()
  await page
    .getByText('不能和人才租房补贴办法同时享受（《星城市青年人才公寓管理办法（示例）》第五条第三项）')
    .waitFor()
  await page.getByText('如果换成第二种，三年会少 ¥28,800。').waitFor()
  await page.getByText('第二种组合：¥14,400').waitFor()
  await shot('09-best')
  await page.getByText('人才租房补贴办法', { exact: true }).first().click()
  await button(page, '去申请').click()
  await button(page, '开始申请').click()
  await page.getByRole('heading', { name: '租房', exact: true }).waitFor()
})

const paper = (key: string) =>
  path.join(folder, samplePapers[key]?.fileName ?? assert.fail(`the sample has no paper for ${key}`))

step('the graduate fills in the form with papers; what is registered stands in it already', async () => {
  const page = at('graduate')
  const choose = (group: RegExp, option: string | RegExp) =>
    page.getByRole('radiogroup', { name: group }).getByRole('radio', { name: option }).click()
  await chooseDay(page.getByRole('group', { name: '从', exact: true }), '2026-09-01')
  await page.getByRole('textbox', { name: '租住的地址' }).fill('星城市老城区示例路 8 号')
  await upload(page, '给租房合同选 PDF', paper('lease'))
  await choose(/有没有自己的房子/, '没有')
  await upload(page, '给无房证明选 PDF', paper('homeProof'))
  await page.getByText(/^本人填写 · 11月24日/).waitFor() // other benefits: told before, so not asked again
  await shot('10-form')
  await button(page, '下一步').click()
  await page
    .getByText(/^来自你的登记/)
    .first()
    .waitFor()
  await upload(page, '给学历证书拍照或选图', paper('certificate'))
  await button(page, '下一步').click()
  await choose(/你在本市的工作/, /签了劳动合同/)
  await page.getByRole('textbox', { name: '单位或企业名称' }).fill('示例软件有限公司')
  await upload(page, '给劳动合同或营业执照选 PDF', paper('workProof'))
  await page
    .getByText(/^本人填写 · 11月24日/)
    .first()
    .waitFor() // the months of insurance
  await button(page, '下一步').click()
  await page.getByRole('checkbox', { name: /^同意人才办向学信网/ }).click()
  await page.getByRole('checkbox', { name: /^知道买房/ }).click()
  await button(page, '下一步').click()
  await page.getByText('看一遍，没错就提交').waitFor()
  await shot('11-review')
})

let number = ''
step('handed in, it is judged clause by clause, with the day by which an answer comes', async () => {
  const page = at('graduate')
  await button(page, '提交申请').click()
  await page.getByText('已经收到').waitFor()
  await page.getByText('还剩 10 个工作日（12月8日前）', { exact: true }).waitFor()
  const named = page.getByText(/ZF-20261124-\d{4}/).first()
  number = /ZF-\d{8}-\d{4}/.exec(await named.innerText())?.[0] ?? ''
  const clauses = page.locator('.card', { hasText: '逐条对照' }).filter({ visible: true })
  await clauses.getByText('按第 2 版标准、2026年11月24日的情况核对').waitFor()
  assert.equal(await clauses.getByText('符合', { exact: true }).count(), 7)
  assert.equal(await clauses.getByText(/^(不符合|还不能判断)$/).count(), 0)
  await shot('12-judged')
})

const rentTotals = () => totalsOf(at('passer-by'), '租房补贴（示例）', 2026)
let atFirst: Awaited<ReturnType<typeof rentTotals>>

step('a reviewer recommends, and cannot approve it too; a lead approves', async () => {
  atFirst = await rentTotals()
  await shot('13-totals-before', at('passer-by'))
  const reviewer = at('reviewer')
  await openCase(reviewer, number)
  await decideOn(reviewer, '提请复核', { label: '初审意见', text: '材料齐全，逐条符合' })
  await openCase(reviewer, number)
  await reviewer.getByText('这一件是您提请复核的，请由另一位同事复核').waitFor()
  await openCase(at('lead'), number)
  await decideOn(at('lead'), '通过')
  await shot('14-approved', at('lead'))
})

step('the graduate reads what is promised by when, and says where to pay it', async () => {
  const page = at('graduate')
  await page.goto('/subsidies/mine/index')
  await page.getByText('接下来：人才租房补贴 ¥800，2026年11月24日到期，2026年12月15日前到账').waitFor()
  await shot('15-subsidy')
  await page.goto('/ledger/payments/index')
  await page.getByText('没有收款账户，批准了的款也付不出去。').waitFor()
  await button(page, '填写收款账户').click()
  await giveAccount(page, '星城银行老城支行', cardNumber(900))
  await page.getByText('以后的款付到星城银行老城支行，尾号 9001。').waitFor()
  await shot('16-account')
})

step(
  'a lead raises the budget, and puts into the plan what is promised by the middle of December',
  async () => {
    const page = at('lead')
    await page.goto('/console/budgets')
    await button(page, '调整预算：租房补贴（示例）').click()
    const setting = dialog(page, /^调整预算/)
    await setting.getByRole('textbox', { name: '预算金额（元）' }).fill('2,100,000')
    await setting.getByRole('textbox', { name: '理由' }).fill('市财政批复追加')
    await button(setting, '保存').click()
    await page.getByRole('region', { name: '租房补贴（示例）' }).getByText('2,100,000.00 元').waitFor()
    await button(page, '列入计划：租房补贴（示例）').click()
    const allotting = dialog(page, /^列入计划/)
    await allotting.getByLabel('只列承诺日不晚于').fill('2026-12-15')
    await allotting.getByText('将列入 4 笔，共 4,600.00 元').waitFor()
    await button(allotting, '列入计划').click()
    await allotting.getByText('已列入 4 笔，共 4,600.00 元').waitFor()
    await allotting.getByRole('link', { name: '付款批次' }).click()
  },
)

/** The page of the payment for November. */
const seePayment = async (ready: string) => {
  await at('graduate').goto('/ledger/payments/index')
  await at('graduate').getByText('人才租房补贴，2026 年 11 月').click()
  await at('graduate').getByText(ready).filter({ visible: true }).first().waitFor() // the list lies beneath
}
const neverSaidPaid = async () => {
  const page = at('graduate')
  assert.equal(await page.getByText('银行已入账', { exact: true }).count(), 0)
  await page.getByText('银行还没有回结果，不等于已经到账', { exact: true }).waitFor()
}

let sent: Sent[] = []
step('the second lead releases the run; nobody is told that anything is paid', async () => {
  sent = await released(at('lead'), at('second-lead'))
  assert.deepEqual(
    sent.map(({ payee, yuan }) => `${payee} ${yuan}`),
    ['示例收款人 1500.00', '示例收款人 800.00', '示例收款人 1500.00', '沈星河 800.00'],
  )
  await seePayment('已送银行')
  await neverSaidPaid()
  await shot('17-sent')
})

step('the bank pays two and rejects another; until it is booked nothing is said of it', async () => {
  await previewAnswer(at('lead'), sent.slice(1), '沈星河')
  await at('lead')
    .getByText(/入账 2,300.00 元，退回 800.00 元/)
    .waitFor()
  await shot('18-preview', at('lead'))
  await seePayment('已送银行')
  await neverSaidPaid()
  await bookAnswer(at('lead'), 3)
  await shot('19-booked', at('lead'))
})

step('the graduate reads the bank’s reason, and gives another account', async () => {
  const page = at('graduate')
  await page.goto('/pages/messages/index')
  await page.getByText('有一笔款被银行退回').click()
  await page.getByText('银行写的原因：户名账号不符').waitFor()
  assert.equal(await page.getByText('银行已入账', { exact: true }).count(), 0)
  await shot('20-returned')
  await button(page, '更正收款账户').click()
  await page.getByText('银行退回了 1 笔，共 ¥800.00').waitFor()
  await giveAccount(page, '星城银行新城支行', cardNumber(901))
  await page.getByText(/退回的 1 笔已重新列入用款计划，进入下一批付款/).waitFor()
  await shot('21-corrected')
})

step('the next run goes out and is paid, and only then it says so', async () => {
  const page = at('lead')
  await page.goto('/console/runs')
  await button(page, '编一批').click()
  const [again, ...others] = await released(page, at('second-lead'))
  assert.deepEqual([again?.payee, again?.account, others.length], ['沈星河', cardNumber(901), 0])
  await seePayment('已送银行')
  await neverSaidPaid()
  await previewAnswer(page, again ? [again] : [])
  await bookAnswer(page, 1)
  await seePayment('银行回复已入账')
  await at('graduate').getByText('2026年11月24日，付到尾号 9019').last().waitFor()
  await shot('22-paid')
})

const told = async (who: string, title: string, words: string) =>
  (await messagesTitled(at(who), title, words)).filter((said) => said.includes(words)).length
const lateTold = async () => ({
  person: await told(
    'late',
    '有一笔款没有按时到账',
    '租房补贴（示例），第 3 期，1,500.00 元，承诺2026年12月4日前到账',
  ),
  lead: await told(
    'lead-phone',
    '有款项超过了承诺日',
    '“租房补贴（示例）”有 1 笔、共 1,500.00 元没有按承诺到账',
  ),
})

step('past its promised day what is unpaid tells its person and the leads by itself', async () => {
  await stage.restart(isLateAt)
  for (const [name, who] of [
    ['late', 'graduate'],
    ['lead-phone', 'lead'],
  ] as const) {
    const context = await stage.phone()
    await signInAs(context, who)
    await look(name, context)
  }
  assert.deepEqual(await lateTold(), { person: 1, lead: 1 })
  await shot('23-late-message', at('late'))
  await shot('24-lead-message', at('lead-phone'))
})

step('the page of the payment says how many days it is late', async () => {
  const page = at('late')
  await page.getByText(/^租房补贴（示例），第 3 期，1,500.00 元，承诺/).click()
  await page.getByText('逾期 4 天了').waitFor()
  await page.getByText(/承诺2026年12月4日前到账，没有做到。人才办已收到提醒/).waitFor()
  await shot('25-days-late', page)
})

step('anybody reads in the public totals what was done, with the meaning of each figure', async () => {
  const page = at('passer-by')
  assert.deepEqual(await rentTotals(), {
    promised: atFirst.promised + 2 * 800, // November and December; later years wait for their budgets
    paid: atFirst.paid + 1500 + 2 * 800,
    overdue: atFirst.overdue + 1500,
  })
  await shot('26-totals-after', page)
  for (const [figure, meaning] of [
    ['承诺发放', '批准时就从预算里留出'],
    ['银行已入账', '银行回复已入账的金额'],
    ['逾期', '承诺日已过、还没有入账的金额'],
  ] as const) {
    await button(page, figure).click()
    await dialog(page, figure).getByText(meaning).waitFor()
    await page.keyboard.press('Escape')
    await dialog(page, figure).waitFor({ state: 'detached' })
  }
})

step('nobody was told of it twice, however often it was looked after since', async () =>
  assert.deepEqual(await lateTold(), { person: 1, lead: 1 }),
)

step('no page complained', async () => assert.deepEqual(complaints.flat(), []))
