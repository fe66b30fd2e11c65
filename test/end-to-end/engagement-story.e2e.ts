import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { sampleEmployerId } from '../../mock/employers/employers'
import { samplePeople } from '../../mock/people/people'
import { openCompany } from './company'
import { steps } from './stage'
import { go, pick, seen, tap } from './story-flats'
import { dialog } from './story-office'
import { chooseDay, messagesTitled, register, signInByMessage } from './story-phone'
import { giveCode } from './story-signing'

/**
 * A weekend expert, by three: the expert accepts and signs, the employer signs, the home employer agrees by a link that
 * needs no account. Then hours: those that overlap are refused with the reason, the others are confirmed.
 */
const company = openCompany('2026-11-24T10:00:00+08:00')
const { at, phone, sit } = company
const step = steps(() => company.pages)
const shot = (name: string, page: Page) => company.shot(`engagement-${name}`, page)
const field = (on: Page | ReturnType<Page['locator']>, name: string | RegExp) =>
  on.getByRole('textbox', { name }).filter({ visible: true }).first()
const employer = sampleEmployerId(1)
const ownersPhone = samplePeople.find(({ as }) => as === 'returnee')?.phone ?? ''
const [expertsPhone, homesPhone] = ['13900001401', '13900001402']
const title = '伺服调试顾问'
const pay = '800'
let [id, number, link] = ['', '', '']

step('an expert gives a code to an employer, which proposes', async () => {
  const expert = await phone('expert')
  await register(await signInByMessage(expert, expertsPhone), '测专家')
  await expert.goto('/engagements/mine/index')
  await tap(expert, '生成邀约码')
  const code = await expert.locator('.eng-code').innerText()
  await shot('01-code', expert)
  const owner = await phone('owner', 'returnee')
  await owner.goto(`/engagements/desk/index?employer=${employer}`)
  await tap(owner, '发起聘用')
  await pick(owner, /^周末专家/)
  await field(owner, '邀约码').fill('0000-0000-0000-0000')
  await field(owner, '岗位').fill(title)
  await field(owner, '内容').fill('周六到现场看伺服调试，写下改进意见。')
  await chooseDay(owner.getByRole('group', { name: '第一天' }), '2026-11-26')
  await chooseDay(owner.getByRole('group', { name: '最后一天' }), '2027-11-25')
  await pick(owner, '每小时')
  await field(owner, '多少元').fill(pay)
  await tap(owner, '发给专家')
  await seen(owner, /没有这个邀约码/).waitFor()
  await field(owner, '邀约码').fill(code)
  await shot('02-terms', owner)
  await tap(owner, '发给专家')
  await owner.waitForURL('**/engagements/desk-one/index**')
  id = new URL(owner.url()).searchParams.get('id') ?? ''
  await seen(owner, /等专家答复/).waitFor()
  assert.equal(await owner.getByText('测专家').count(), 0) // not before they accept
  await shot('03-proposed', owner)
})

step('the expert accepts, and says who the home employer is', async () => {
  const expert = at('expert')
  await expert.goto('/engagements/mine/index')
  await go(expert, title)
  await expert.waitForURL('**/engagements/engagement/index**')
  number = (await seen(expert, /^周末专家 · /).innerText()).split(' · ')[1] ?? ''
  await tap(expert, '接受，填现单位')
  const sheet = dialog(expert, '你的现单位')
  await field(sheet, '单位名称').fill('星河测试研究院（示例）')
  await field(sheet, '联系人').fill('贺主任')
  await field(sheet, '联系人手机号').fill(homesPhone)
  await shot('04-accepting', expert)
  await tap(sheet, '接受邀约')
  await sheet.waitFor({ state: 'detached' })
  await seen(expert, /^等你签/).waitFor()
})

step('expert and employer sign, each the same text', async () => {
  const [expert, owner] = [at('expert'), at('owner')]
  await tap(expert, '看协议')
  const hash = await seen(expert, /^文件摘要（SHA-256）/).innerText()
  await shot('05-agreement', expert)
  await tap(expert, '看过了，签署')
  await giveCode(expert, dialog(expert, '签署'), { phone: expertsPhone, confirm: '确认签署' })
  await seen(expert, '现在轮到聘用单位签。').waitFor()
  await owner.goto(`/engagements/desk-one/index?employer=${employer}&id=${id}`)
  await seen(owner, hash).waitFor()
  await tap(owner, '看过了，签署')
  await giveCode(owner, dialog(owner, '签署'), { phone: ownersPhone, confirm: '确认签署' })
  await seen(owner, /等专家的现单位签/).waitFor()
  await shot('06-signed-by-two', owner)
  const reply = await owner.request.get(`/api/sample/consent-links/${homesPhone}`)
  link = ((await reply.json()) as { link: string }).link
})

step('the home employer reads all but the pay by its link, without an account, and agrees', async () => {
  const home = await phone('home')
  await home.goto(`${link.slice(0, -2)}xx`)
  await seen(home, /没有这个链接/).waitFor()
  await home.goto(link)
  await seen(home, '测专家').waitFor()
  await seen(home, title).waitFor()
  assert.doesNotMatch(await home.locator('body').innerText(), /¥ ?800|800(\.00)? ?元|每小时/)
  await shot('07-asked', home)
  await field(home, '签署人姓名').fill('贺主任')
  await giveCode(home, home, { phone: homesPhone, confirm: '同意并签署' })
  await seen(home, '贵单位已经同意').waitFor()
  await shot('08-agreed', home)
  await home.goto('/pages/mine/index')
  await seen(home, /登录/).waitFor() // it made no account
  for (const person of ['expert', 'owner'])
    assert.ok((await messagesTitled(at(person), '三方都签了，已生效')).length > 0)
})

/** Records hours on the page of the engagement. */
const record = async (day: string, [from, to]: readonly [string, string]) => {
  const expert = at('expert')
  await chooseDay(expert.getByRole('group', { name: '哪一天' }), day)
  await field(expert, '从几点').fill(from)
  await field(expert, '到几点').fill(to)
  await field(expert, '做了什么').fill('看伺服调试，写了意见')
  await tap(expert, '登记工时')
}

step('hours: in those of the home employer and overlapping ones are refused with the reason', async () => {
  await company.stage().restart('2026-11-28T13:00:00+08:00')
  const expert = at('expert')
  await expert.goto(`/engagements/engagement/index?id=${id}`)
  await record('2026-11-27', ['10:00', '11:00'])
  await seen(expert, /在现单位的工作时间（周五 09:00–17:30）里/).waitFor()
  await shot('09-home-hours', expert)
  await record('2026-11-28', ['14:00', '15:00'])
  await seen(expert, '还没有到的时间不能登记，做完再记').waitFor()
  await record('2026-11-28', ['09:00', '12:00'])
  await seen(expert, '2026年11月28日 09:00–12:00').waitFor()
  await record('2026-11-28', ['11:30', '12:30'])
  await seen(expert, /09:00–12:00 已经登记给星城归根智能装备有限公司（示例）/).waitFor()
  await seen(expert, new RegExp(`${number}），同一段时间不能登记两次`)).waitFor()
  await shot('10-overlap', expert)
  await expert.goto('/engagements/mine/index')
  await seen(expert, '这一周登记 3 小时').waitFor()
  await shot('11-week', expert)
})

step('a month later the employer still finds the hours, and confirms them', async () => {
  await company.stage().restart('2026-12-01T09:00:00+08:00')
  const owner = at('owner')
  await owner.goto(`/engagements/desk-one/index?employer=${employer}&id=${id}`)
  await seen(owner, /2026年12月/).waitFor()
  await tap(owner, /^上个月/)
  await tap(owner, '确认：2026年11月28日 09:00–12:00')
  await seen(owner, '已确认 3 小时').waitFor()
  await shot('12-confirmed', owner)
})

step('the office sees where it stands, and the look is on record', async () => {
  const lead = await sit('lead')
  await lead.goto('/console/engagements')
  await lead.getByRole('link', { name: `打开${number}` }).click()
  await lead.getByRole('heading', { name: `聘用 ${number}` }).waitFor()
  await lead.getByText('贺主任').first().waitFor()
  await shot('13-console', lead)
  const expert = at('expert')
  await expert.goto('/account/my-data/index')
  await seen(expert, '人才办查看你的聘用').waitFor()
})

step('the home employer takes its consent back by the same link', async () => {
  const home = at('home')
  await home.goto(link)
  await tap(home, '收回同意')
  await field(home, '原因').fill('年底项目离不开人')
  await field(home, '签署人姓名').fill('贺主任')
  await giveCode(home, home, { phone: homesPhone, confirm: '收回同意，结束聘用' })
  await seen(home, '已经记下贵单位的答复').waitFor()
  await shot('14-taken-back', home)
  const expert = at('expert')
  assert.ok((await messagesTitled(expert, '聘用已结束')).length > 0)
  await expert.goto(`/engagements/engagement/index?id=${id}`)
  await seen(expert, '年底项目离不开人').waitFor()
  await shot('15-ended', expert)
})

step('no page complained', async () => assert.deepEqual(company.complaints(), []))
