import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { monthParts, monthlyStipend, stipendFor } from '../../contract/internship-vocabulary'
import { addDays } from '../../contract/policies/days'
import { stationOf, stations } from '../../mock/city/stations'
import { sampleEmployerId } from '../../mock/employers/employers'
import { samplePeople } from '../../mock/people/people'
import { builtInCalendar, isWorkingDay } from '../../server/core/working-days'
import { openCompany } from './company'
import { steps } from './stage'
import { copyCode } from './story-code'
import { go, pick, seen, tap } from './story-flats'
import { bookAnswer, button, dialog, previewAnswer, released, type Sent } from './story-office'
import { cardNumber, chooseDay, giveAccount, messagesTitled, register, signInByMessage } from './story-phone'
import { giveCode } from './story-signing'

/**
 * An internship from the place to the certificate: offered by a base of the sample, found, agreed by three, a whole month
 * at the door with the talent code, the stipend of that month in the bank, and the certificate that anybody may check.
 * The stage's clock is set anew for each day on which somebody comes.
 */
const company = openCompany('2026-11-24T10:00:00+08:00')
const { at, phone, sit } = company
const step = steps(() => company.pages)
const shot = (name: string, page: Page) => company.shot(`internship-${name}`, page)
const field = (page: Page, name: string | RegExp) =>
  page.getByRole('textbox', { name }).filter({ visible: true }).first()
const employer = sampleEmployerId(1)
const ownersPhone = samplePeople.find(({ as }) => as === 'returnee')?.phone ?? ''
const doorName = stations.find(({ id }) => id === stationOf.hall)?.name ?? ''
const title = '夹具设计见习'
const internsPhone = '13900001301'
const [firstDay, lastDay] = ['2026-12-01', '2027-02-28']
const december = Array.from({ length: 31 }, (_, day) => addDays(firstDay, day)).filter((day) =>
  isWorkingDay(builtInCalendar, day),
)
/** Told beforehand; not told, and put right by the base; not told, and left. */
const [onLeave, forgotten, absent] = ['2026-12-10', '2026-12-16', '2026-12-23']
const came = december.filter((day) => ![onLeave, forgotten, absent].includes(day))
let [id, number, code] = ['', '', '']

step('a base offers a place, and it is public at once', async () => {
  const owner = await phone('owner', 'returnee')
  await owner.goto(`/internships/base/index?employer=${employer}`)
  await seen(owner, '见习人员').waitFor()
  await shot('01-base', owner)
  await tap(owner, '提供见习岗位')
  await field(owner, '岗位名称').fill(title)
  await field(owner, '做什么').fill('跟着设计师学夹具的三维建模和出图，做一个完整的夹具。')
  await field(owner, '谁来带教').fill('石师傅')
  await tap(owner, /^到岗登记点/)
  await tap(owner.getByRole('dialog'), doorName)
  await chooseDay(owner.getByRole('group', { name: '开始日' }), firstDay)
  await chooseDay(owner.getByRole('group', { name: '报名截止' }), '2026-11-28')
  await shot('02-offer', owner)
  await tap(owner, '公开这个岗位')
  await owner.waitForURL('**/internships/base/index**')
  await seen(owner, title).waitFor()
})

step('a graduate reads it clause by clause, sees what the base will see, and applies', async () => {
  const intern = await phone('intern')
  await register(await signInByMessage(intern, internsPhone), '测见习')
  await intern.goto('/internships/places/index')
  await field(intern, '找什么').fill('夹具')
  await tap(intern, '搜索')
  await shot('03-places', intern)
  await seen(intern, title).click()
  await intern.waitForURL('**/internships/place/index**')
  await seen(intern, '2026年12月1日到2027年2月28日').waitFor()
  await seen(intern, '3 个月，首尾两天都算').waitFor()
  await seen(intern, '¥1,680/月').waitFor()
  await seen(intern, '你符合吗').waitFor()
  await shot('04-place', intern)
  await intern
    .getByRole('switch', { name: '我现在没有签劳动合同' })
    .or(intern.getByRole('checkbox', { name: '我现在没有签劳动合同' }))
    .first()
    .click()
  await tap(intern, /^报名$/)
  await intern.waitForURL('**/internships/mine/index**')
  await seen(intern, '等基地答复').waitFor()
  await shot('05-mine', intern)
})

step('the base reads what was agreed to, and chooses', async () => {
  const owner = at('owner')
  assert.ok((await messagesTitled(owner, '有人报名见习')).length > 0)
  await owner.goto(`/internships/base/index?employer=${employer}`)
  await go(owner, title)
  await owner.waitForURL('**/internships/candidates/index**')
  await seen(owner, '学校：湖南师范大学').waitFor()
  assert.equal(await owner.getByText('测见习').count(), 0)
  await shot('06-candidates', owner)
  await tap(owner, /^选中/)
  await field(owner, '对他说一句').fill('欢迎来，12 月 1 日见')
  await button(dialog(owner, /^选中/), '选中').click()
  await seen(owner, '已选中').waitFor()
})

step('the agreement is signed in three steps, each the text that was read', async () => {
  const [intern, owner] = [at('intern'), at('owner')]
  await intern.goto('/internships/mine/index')
  await go(intern, title)
  await intern.waitForURL('**/internships/internship/index**')
  id = new URL(intern.url()).searchParams.get('id') ?? ''
  number = await seen(intern, /^JX\d{6}$/).innerText()
  await shot('07-chosen', intern)
  await tap(intern, '看协议，签')
  await seen(intern, /2026年12月1日到2027年2月28日，共 3 个月，首尾两天都算/).waitFor()
  await shot('08-agreement', intern)
  const hash = await seen(intern, /^文件摘要（SHA-256）/).innerText()
  await tap(intern, '看过了，签协议')
  await giveCode(intern, dialog(intern, '签协议'), { phone: internsPhone, confirm: '确认签署' })
  await seen(intern, '你已经签好，等见习基地签。').waitFor()
  assert.ok((await messagesTitled(owner, '有一份见习协议等基地签')).length > 0)
  await owner.goto(`/internships/intern/index?employer=${employer}&id=${id}`)
  await tap(owner, '看协议，代表基地签')
  await seen(owner, hash).waitFor()
  await tap(owner, '看过了，签协议')
  await giveCode(owner, dialog(owner, '签协议'), { phone: ownersPhone, confirm: '确认签署' })
  await seen(owner, '等人才办签。').waitFor()
  const lead = await sit('lead')
  await lead.goto('/console/internships')
  await lead.getByRole('link', { name: `打开${number}` }).click()
  await lead.getByText(hash.replace('文件摘要（SHA-256）', 'SHA-256 ')).waitFor()
  await lead.getByRole('button', { name: '看协议（PDF）' }).click()
  await lead.getByRole('button', { name: /^签\s?章$/ }).click()
  await lead.getByText(/^人才办：.*\d签$/).waitFor()
  await shot('09-sealed', lead)
  await intern.goto(`/internships/internship/index?id=${id}`)
  await seen(intern, '等开始').waitFor()
  await shot('10-waiting', intern)
})

/** The talent code of somebody, as the door reads it. */
const todaysCode = async (page: Page): Promise<string> => {
  await page.goto('/pages/code/index')
  const shown = page.getByRole('img', { name: /人才码/ })
  const take = page.getByRole('button', { name: /^(领取人才码|重新领取)$/ })
  await shown.or(take).first().waitFor()
  if (!(await shown.isVisible())) await take.click()
  await shown.waitFor()
  return copyCode(page)
}
const givenAtDoor = async (page: Page, text: string) => {
  await field(page, '人才码文本').fill(text)
  await tap(page, '按文本登记')
}

step('nobody is let in before the first day', async () => {
  const owner = at('owner')
  const text = await todaysCode(at('intern'))
  await owner.goto(`/internships/door/index?employer=${employer}`)
  await givenAtDoor(owner, text)
  await seen(owner, /这位的见习2026年12月1日开始，到那天再登记/).waitFor()
  await shot('11-too-early', owner)
})

/** A session ends after thirty days: the intern signs in once more. */
const signInAgain = async () => {
  const intern = at('intern')
  await intern.goto('/account/sign-in/index')
  await intern.evaluate(() => localStorage.removeItem('session'))
  await signInByMessage(intern, internsPhone)
}

step('on each working day of December the code is scanned at the door, once', async () => {
  const intern = at('intern')
  for (const day of came) {
    await company.stage().restart(`${day}T08:50:00+08:00`)
    if (day === '2026-12-22') {
      await signInAgain()
      await phone('owner', 'returnee')
    }
    const owner = at('owner')
    const text = await todaysCode(intern)
    // The first day by the clerk of the station, the others by somebody of the base.
    if (day === came[0]) {
      const clerk = await phone('clerk', 'clerk')
      await clerk.goto('/internships/door/index')
      await givenAtDoor(clerk, text)
      await seen(clerk, / 到岗$/).waitFor()
      await shot('12-door', clerk)
      await givenAtDoor(clerk, text)
      await seen(clerk, /已经登记过，一天一次，不用再扫/).waitFor()
    } else {
      await owner.goto(`/internships/door/index?employer=${employer}`)
      await givenAtDoor(owner, text)
      await seen(owner, / 到岗$/).waitFor()
    }
    if (day === '2026-12-09') {
      await intern.goto(`/internships/internship/index?id=${id}`)
      await tap(intern, '有一天不能到岗')
      await chooseDay(intern.getByRole('group', { name: '哪一天' }), onLeave)
      await field(intern, '原因').fill('回校办离校手续')
      await tap(intern.getByRole('dialog'), '记下')
      await intern.getByRole('dialog').waitFor({ state: 'detached' })
      await shot('13-attendance', intern)
    }
    if (day === '2026-12-17') {
      await owner.goto(`/internships/intern/index?employer=${employer}&id=${id}`)
      await tap(owner, '更正2026年12月16日')
      await pick(owner.getByRole('dialog'), '到岗')
      await field(owner, '原因').fill('当天手机没电，师傅证明到岗')
      await shot('14-correct', owner)
      await tap(owner.getByRole('dialog'), '改成这样')
      await owner.getByRole('dialog').waitFor({ state: 'detached' })
    }
  }
})

const [part] = monthParts(firstDay, lastDay)
const expected = december.length
const stipend = stipendFor({
  monthlyFen: monthlyStipend(210_000, 80),
  days: part?.days ?? 0,
  daysInMonth: part?.daysInMonth ?? 0,
  attended: expected - 1,
  expected,
})
const yuan = (stipend / 100).toLocaleString('en', { minimumFractionDigits: 2 })

step('the base confirms the month; without a budget of the new year it is not approved', async () => {
  await company.stage().restart('2027-01-04T09:00:00+08:00')
  const [intern, owner] = [at('intern'), at('owner')]
  await owner.goto(`/internships/intern/index?employer=${employer}&id=${id}`)
  await tap(owner, '确认2026年12月')
  await seen(
    owner.getByRole('alertdialog'),
    new RegExp(`到岗 ${expected - 1} 天（其中请假 1 天），应到 ${expected} 天`),
  ).waitFor()
  await shot('15-confirm', owner)
  await tap(owner.getByRole('alertdialog'), '确认')
  await seen(owner, '等人才办核定').waitFor()
  const lead = await sit('lead')
  await lead.goto('/console/internship-months')
  await lead.getByRole('button', { name: `核定：${number} 2026-12` }).click()
  await lead
    .getByText(/还没有登记 2027 年的预算/)
    .first()
    .waitFor()
  await shot('16-no-budget', lead)
  await lead.goto('/console/budgets')
  await button(lead, '登记一项预算').click()
  const setting = dialog(lead, '登记一项预算')
  await setting
    .getByRole('combobox', { name: '项目编号' })
    .or(setting.getByRole('textbox', { name: '项目编号' }))
    .first()
    .fill('internship')
  await setting.getByRole('textbox', { name: '年份' }).fill('2027')
  await setting.getByRole('textbox', { name: '名称' }).fill('就业见习生活补贴（示例）')
  await setting.getByRole('textbox', { name: '预算金额（元）' }).fill('300000')
  await setting.getByRole('textbox', { name: '理由' }).fill('年初安排')
  await button(setting, /^保\s?存$/).click()
  await setting.waitFor({ state: 'detached' })
  await lead.goto('/console/internship-months')
  await lead.getByRole('button', { name: `核定：${number} 2026-12` }).click()
  await lead.getByRole('button', { name: `核定：${number} 2026-12` }).waitFor({ state: 'detached' })
  await shot('17-approved', lead)
  assert.ok((await messagesTitled(intern, '见习补贴已核定')).length > 0)
})

let sent: Sent[] = []
step('the stipend goes through the ledger to the account of the intern', async () => {
  const [intern, lead] = [at('intern'), at('lead')]
  await intern.goto('/ledger/payments/index')
  await button(intern, '填写收款账户').click()
  await giveAccount(intern, '星城银行老城支行', cardNumber(931))
  await seen(intern, '以后的款付到星城银行老城支行').waitFor()
  await lead.goto('/console/budgets?year=2027')
  await button(lead, '列入计划：就业见习生活补贴（示例）').click()
  const allotting = dialog(lead, /^列入计划/)
  await allotting.getByLabel('只列承诺日不晚于').fill('2027-02-28')
  await allotting.getByText(`将列入 1 笔，共 ${yuan} 元`).waitFor()
  await button(allotting, '列入计划').click()
  await allotting.getByText(`已列入 1 笔，共 ${yuan} 元`).waitFor()
  await allotting.getByRole('link', { name: '付款批次' }).click()
  sent = await released(lead, await sit('second-lead'), /就业见习生活补贴（示例）/)
  assert.deepEqual(
    sent.map(({ payee, yuan: paid }) => `${payee} ${paid}`),
    [`测见习 ${(stipend / 100).toFixed(2)}`],
  )
  await previewAnswer(lead, sent)
  await bookAnswer(lead, 1)
  await intern.goto('/ledger/payments/index')
  await seen(intern, '就业见习生活补贴，2026 年 12 月').click()
  await seen(intern, '银行回复已入账').waitFor()
  await shot('18-paid', intern)
})

step('who came to the last day has a certificate, and anybody may check it', async () => {
  // The last day is still one of the internship.
  await company.stage().restart(`${lastDay}T23:00:00+08:00`)
  const intern = at('intern')
  await signInAgain()
  await intern.goto(`/internships/internship/index?id=${id}`)
  await seen(intern, '见习中').waitFor()
  assert.equal(await intern.getByRole('button', { name: '领见习证明' }).count(), 0)
  await company.stage().restart(`${addDays(lastDay, 1)}T09:00:00+08:00`)
  assert.ok((await messagesTitled(intern, '见习期满')).length > 0)
  await intern.goto(`/internships/internship/index?id=${id}`)
  await tap(intern, '领见习证明')
  code = await intern.locator('.intern-code').innerText()
  await shot('19-certificate', intern)
  const anybody = await phone('anybody')
  await anybody.goto('/internships/check/index')
  await field(anybody, '核验码').fill(code.toLowerCase().replaceAll('-', ' '))
  await tap(anybody, /^查验$/)
  await seen(anybody, '证明有效').waitFor()
  await seen(anybody, '测*习').or(seen(anybody, '测**')).first().waitFor()
  await seen(anybody, '2026年12月1日到2027年2月28日').waitFor()
  await shot('20-checked', anybody)
  await field(anybody, '核验码').fill(`${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`)
  await tap(anybody, /^查验$/)
  await seen(anybody, '没有这样的证明').waitFor()
})

step('no page complained', async () => assert.deepEqual(company.complaints(), []))
