import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { openCompany } from './company'
import { steps } from './stage'
import { pick, seen, tap } from './story-flats'
import { button, decideOn, dialog, openCase } from './story-office'
import { chooseDay, messagesTitled, register, signInByMessage } from './story-phone'

/**
 * A room of the start-up platform, from the plan that the office draws to the day on which it is handed back: found on the
 * plan, applied for, allotted by an approval, reviewed in its sixth month, renewed, left, and free again.
 */
const company = openCompany('2026-11-24T10:00:00+08:00')
const { at, phone, sit } = company
const step = steps(() => company.pages)
const shot = (name: string, page: Page) => company.shot(`workspace-${name}`, page)
const field = (page: Page, name: string | RegExp) =>
  page.getByRole('textbox', { name }).filter({ visible: true }).first()
const foundersPhone = '13900001401'
const [siteName, room, team] = ['示例码头创业楼', '301', '会认字的小车']
/** In the sixth month, when its half year is nearly over. */
const reviewedOn = '2027-05-06'
let [number, tenancy] = ['', '']

step('a lead adds a site with a desk and a room, and a row of the plan is taken once', async () => {
  const lead = await sit('lead')
  await lead.goto('/console/workspaces')
  await button(lead, '加一个地点').click()
  const adding = dialog(lead, '加一个地点')
  for (const [name, value] of [
    ['名称', siteName],
    ['地址', '星城市老城区示例码头 3 号'],
    ['前台电话', '0700-8551818'],
    ['开放时间', '每天 7:00–23:00'],
    ['介绍', '江边的老仓库改的，一层有样品间和会议室（示例）。'],
  ] as const)
    await adding.getByRole('textbox', { name }).fill(value)
  await adding.getByRole('checkbox', { name: /^公开/ }).check()
  await button(adding, /^加\s?上$/).click()
  await adding.waitFor({ state: 'detached' })
  const unit = async (label: string, kind: string, values: Record<string, string>) => {
    await button(lead, '加一处').click()
    const one = dialog(lead, '加一处')
    await one.getByRole('textbox', { name: '编号' }).fill(label)
    await one.getByRole('combobox', { name: '哪一种' }).selectOption({ label: kind })
    for (const [name, value] of Object.entries(values)) await one.getByRole('textbox', { name }).fill(value)
    await button(one, /^加\s?上$/).click()
    return one
  }
  const desk = await unit('D-1', '工位', { 第几排: '1', 排里第几个: '1' })
  await desk.waitFor({ state: 'detached' })
  const spot = { 座位: '4', '面积（平方米）': '20', '每月费用（元）': '800', 第几排: '1' }
  const one = await unit(room, '独立办公间', { ...spot, 排里第几个: '1' })
  await one.getByText(/已经有单元/).waitFor()
  await shot('01-spot-taken', lead)
  await one.getByRole('textbox', { name: '排里第几个' }).fill('2')
  await button(one, /^加\s?上$/).click()
  await one.waitFor({ state: 'detached' })
  await lead.getByRole('cell', { name: room, exact: true }).waitFor()
  await shot('02-plan-of-the-office', lead)
})

step('the plan is seen without an account; who signs in wishes for the room, and applies', async () => {
  const founder = await phone('founder')
  await founder.goto('/workspaces/sites/index')
  await seen(founder, siteName).waitFor()
  await shot('03-sites', founder)
  await tap(founder, `看平面图：${siteName}`)
  await founder.waitForURL('**/workspaces/site/index**')
  await tap(founder, new RegExp(`^${room} 空，独立办公间，4 座，20 平方米，现在空着`))
  await seen(founder, '免租期满后每月 ¥800').waitFor()
  await seen(founder, '登录后可以申请。').waitFor()
  await shot('04-plan', founder)
  const address = founder.url()
  await register(await signInByMessage(founder, foundersPhone), '测创业')
  await founder.goto(address)
  await tap(founder, new RegExp(`^${room} [空占]，`))
  await tap(founder, `想要 ${room}，去申请`)
  await tap(founder, '开始申请')
  await field(founder, '团队或企业名称').fill(team)
  await field(founder, '做什么，给谁用').fill('仓库里自己认货架标签的小车，给小型电商仓用（示例）。')
  await pick(founder, '有样品或试用版')
  await field(founder, '团队有几个人').fill('3')
  await tap(founder, '下一步')
  await pick(founder, /^独立办公间/)
  await chooseDay(founder.getByRole('group', { name: '最早哪天进驻' }), '2026-12-01')
  await field(founder, '用几个月').fill('6')
  await shot('05-form', founder)
  await tap(founder, '下一步')
  await seen(founder, /^来自你的登记/).waitFor()
  await tap(founder, '下一步')
  await founder.getByRole('checkbox', { name: /^知道每半年考核一次/ }).click()
  await tap(founder, '下一步')
  await seen(founder, '看一遍，没错就提交').waitFor()
  await tap(founder, '提交申请')
  await seen(founder, '已经收到').waitFor()
  number = /CK-\d{8}-\d{4}/.exec(await seen(founder, /CK-20261124-\d{4}/).innerText())?.[0] ?? ''
  await shot('06-applied', founder)
})

step(
  'one recommends, and reads what an approval would allot; another approves, and it is allotted',
  async () => {
    const [reviewer, lead] = [await sit('reviewer'), at('lead')]
    await openCase(reviewer, number)
    await reviewer
      .getByText(`${siteName} ${room}（独立办公间，4 座），2026年12月1日至2027年5月31日`)
      .waitFor()
    await shot('07-outlook', reviewer)
    await decideOn(reviewer, '提请复核', { label: '初审意见', text: '项目讲得清楚，条件相符' })
    await openCase(lead, number)
    await decideOn(lead, '通过')
    const founder = at('founder')
    const [said = ''] = await messagesTitled(founder, '创业空间分好了')
    assert.match(said, new RegExp(`${siteName} ${room}，2026年12月1日至2027年5月31日`))
    await founder.goto('/workspaces/mine/index')
    await seen(founder, '待进驻').waitFor()
    await seen(founder, '到期前都免租；续期的，2027年12月1日 起每月 ¥800').waitFor()
    await shot('08-allotted', founder)
    const anybody = await phone('anybody')
    await anybody.goto('/workspaces/sites/index')
    await tap(anybody, `看平面图：${siteName}`)
    await tap(anybody, new RegExp(`^${room} [空占]，.*有人用，2027年6月1日 起空`))
    await shot('09-taken', anybody)
  },
)

step('in its sixth month the team reports its figures, and asks to stay on', async () => {
  await company.stage().restart(`${reviewedOn}T09:00:00+08:00`)
  const founder = at('founder')
  // A session ends after thirty days.
  await founder.goto('/account/sign-in/index')
  await founder.evaluate(() => localStorage.removeItem('session'))
  await signInByMessage(founder, foundersPhone)
  assert.ok((await messagesTitled(founder, '请填半年考核')).length > 0)
  await founder.goto('/workspaces/mine/index')
  await tap(founder, '填半年考核')
  const report = founder.getByRole('dialog', { name: '半年考核' })
  for (const [name, value] of [
    [/^带动就业/, '2'],
    [/^营业收入/, '60000'],
    [/^知识产权/, '0'],
  ] as const)
    await report.getByRole('textbox', { name }).fill(value)
  await seen(report, '请填融资，没有的填 0').waitFor()
  await report.getByRole('textbox', { name: /^融资/ }).fill('0')
  await shot('10-report', founder)
  await tap(report, '提交')
  await seen(founder, '自报 60,000 元').waitFor()
  await tap(founder, '申请续期')
  const renewal = founder.getByRole('dialog', { name: '申请续期' })
  await renewal.getByRole('textbox', { name: '再用几个月' }).fill('3')
  await button(renewal, '申请').click()
  await seen(founder, '已申请续 3 个月，等人才办答复。').waitFor()
  await shot('11-asked', founder)
})

step(
  'a renewal waits for the review; confirmed to have grown, the team stays three months more',
  async () => {
    const lead = await sit('lead')
    await lead.goto('/console/workspace-tenants')
    await lead
      .getByRole('table', { name: '半年考核' })
      .getByRole('row', { name: team })
      .getByRole('link')
      .click()
    await lead.getByRole('heading', { name: new RegExp(`^${team}，CK\\d{6}$`) }).waitFor()
    tenancy = lead.url()
    await button(lead, '答复续期').click()
    const answering = dialog(lead, '答复续期')
    await answering.getByRole('combobox', { name: '答复' }).selectOption({ label: '同意' })
    await button(answering, /^答\s?复$/).click()
    await answering.getByText('半年考核还没有核定，核定以后再答复续期').waitFor()
    await shot('12-not-before-the-review', lead)
    await button(answering, '不办了').click()
    await answering.waitFor({ state: 'detached' })
    await button(lead, /^核\s?定$/).click()
    const deciding = dialog(lead, `核定 ${team} 的半年考核`)
    await deciding.getByText('按这些数：达到要求。').waitFor()
    await deciding.getByRole('combobox', { name: '团队' }).selectOption({ label: '继续使用' })
    await shot('13-review', lead)
    await button(deciding, /^核\s?定$/).click()
    await deciding.waitFor({ state: 'detached' })
    await lead.getByText('达到要求，继续使用。').waitFor()
    await button(lead, '答复续期').click()
    await answering.getByRole('combobox', { name: '答复' }).selectOption({ label: '同意' })
    await button(answering, /^答\s?复$/).click()
    await answering.waitFor({ state: 'detached' })
    await lead.getByText('2026年12月1日至2027年8月31日').first().waitFor()
    await shot('14-renewed', lead)
    const founder = at('founder')
    const [said = ''] = await messagesTitled(founder, '续期办好了')
    assert.match(said, /用到 2027年8月31日/)
    await founder.goto('/workspaces/mine/index')
    await seen(founder, '达到要求。').waitFor()
    await shot('15-grown', founder)
  },
)

step(
  'the team says its last day, hands the room back before it, and the days left are free for the next',
  async () => {
    const [founder, lead, anybody] = [at('founder'), at('lead'), at('anybody')]
    await tap(founder, /^退出$/)
    const leaving = founder.getByRole('dialog', { name: '退出' })
    await chooseDay(leaving.getByRole('group', { name: '最后一天' }), '2027-05-20')
    await leaving.getByRole('textbox', { name: /^原因/ }).fill('客户在外地，搬过去了')
    await shot('16-leaving', founder)
    await tap(leaving, '就这一天退出')
    await seen(founder, '待交还').waitFor()
    await anybody.goto('/workspaces/sites/index')
    await tap(anybody, `看平面图：${siteName}`)
    await anybody.getByRole('button', { name: new RegExp(`^${room} [空占]，.*2027年5月21日 起空`) }).waitFor()
    await lead.goto(tenancy)
    await button(lead, '登记交还').click()
    const back = dialog(lead, '登记交还')
    await back.getByLabel('哪天交还').fill(reviewedOn)
    await back.getByRole('textbox', { name: '说明' }).fill('钥匙 2 把已收')
    await button(back, '已交还').click()
    await back.waitFor({ state: 'detached' })
    await lead.getByRole('row', { name: /交还.*钥匙 2 把已收/ }).waitFor()
    await shot('17-handed-back', lead)
    await anybody.reload()
    await anybody.getByRole('button', { name: new RegExp(`^${room} [空占]，.*2027年5月7日 起空`) }).waitFor()
    assert.ok((await messagesTitled(founder, '已经交还')).length > 0)
    await founder.goto('/account/timeline/index')
    for (const what of ['入驻创业平台', '在创业平台续期', '从创业平台退出'])
      await seen(founder, new RegExp(`${what}：${siteName} ${room}`)).waitFor()
    await shot('18-journey', founder)
    await founder.goto('/account/my-data/index')
    await seen(founder, '人才办查看你在创业平台的使用').waitFor() // each look of the office is on record
    await shot('19-looks', founder)
  },
)

step('no page complained', async () => assert.deepEqual(company.complaints(), []))
