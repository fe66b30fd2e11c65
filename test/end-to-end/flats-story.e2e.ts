import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after } from 'node:test'
import { sampleDocument } from '../../mock/people/people'
import { as } from '../faults/client'
import { openCompany } from './company'
import { steps } from './stage'
import { codeText, deed, enter, go, payNext, pick, seen, smsCode, tap, type Bulletin } from './story-flats'
import { button, dialog } from './story-office'
import { chooseDay, messagesTitled, signInGraduate } from './story-phone'

/**
 * A flat, from looking around without an account to the key: a graduate with a family, two leads, and the desk of the
 * house. The server is killed between the days, and its clock put on.
 */
const opensAt = '2026-11-24T10:00:00+08:00'
const closedAt = '2026-11-30T18:20:00+08:00'
const drawnAt = '2026-12-02T21:30:00+08:00'
const choosingAt = '2026-12-06T09:00:05+08:00'
/** Sample graduates: who is qualified and has applied to nothing, and who keeps the desk of 江湾里. */
const [family, deskOfRiver] = [37, 34]
const company = openCompany(opensAt)
const { at, phone, sit, look } = company
const step = steps(() => company.pages)
const shot = (name: string, page = at('graduate')) => company.shot(`flats-${name}`, page)
const folder = mkdtempSync(path.join(os.tmpdir(), 'jucai-flats-'))
after(() => rmSync(folder, { recursive: true, force: true }))
let token = ''

step('somebody without an account looks at projects, in a list and on a map, and at a type', async () => {
  const page = await phone('graduate')
  await page.goto('/housing/projects/index')
  await seen(page, '租金是市场价的 70%').waitFor()
  await shot('01-projects')
  await pick(page, '地图')
  await seen(page, '示意图，不标比例').waitFor()
  await shot('02-map')
  await pick(page, '列表')
  await tap(page, '看户型和租金：江湾里人才公寓')
  await seen(page, '江湾小学').waitFor()
  await shot('03-project')
  await go(page, '江景两居')
  await page.getByRole('img', { name: /^江景两居平面图：/ }).waitFor()
  await seen(page, '¥2,086/月').waitFor()
  await seen(page, /市场价 ¥2,980\/月/).waitFor()
  await seen(page, '登录后逐条对照你的情况').waitFor()
  await shot('04-type')
})

step('signed in, each clause says whether it is met before anything is applied for', async () => {
  const page = at('graduate')
  token = await signInGraduate(page, family)
  await page.goto('/housing/projects/index')
  await tap(page, '看户型和租金：江湾里人才公寓')
  await go(page, '江景两居')
  const clauses = page.locator('.flat-clause').filter({ visible: true })
  await clauses.first().waitFor()
  for (const words of await clauses.allInnerTexts()) assert.match(words, /：(符合|不符合|还不知道|还不能)/)
  await shot('05-clauses')
})

const roundCode = '2026-r03'
let round = ''
step('the round is explained for the reader, who applies with a family and wishes in order', async () => {
  const page = at('graduate')
  await page.goto('/rounds/list/index')
  await shot('06-rounds')
  await go(page, '第三批（示例）')
  await page.waitForURL('**/rounds/round/index**')
  round = new URL(page.url()).searchParams.get('id') ?? ''
  await seen(page, '三人及以上家庭：符合').waitFor()
  await seen(page, '博士：不符合').waitFor()
  await shot('07-round')
  await tap(page, '申请这一批')
  for (const wish of [/江景一居$/, /江景两居$/]) {
    await tap(page, /^加一个志愿/)
    await tap(page.getByRole('dialog'), wish)
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  const numbers = page.getByRole('textbox', { name: /的证件号码$/ })
  await numbers.first().fill(sampleDocument('430104', '1999-05-07', 137))
  await numbers.last().fill('P430010037')
  await tap(page, '提交申请')
  await seen(page, /证件上的出生日期是 1999-05-07/).waitFor()
  await shot('08-wrong-document')
  await numbers.first().fill(sampleDocument('430104', '1999-05-06', 137))
  await shot('09-form')
  await tap(page, '提交申请')
  await page.waitForURL('**/rounds/ticket/index**')
  await seen(page, '锁定时给号').waitFor()
  await shot('10-ticket')
})

step('what was applied for is changed until the close', async () => {
  const page = at('graduate')
  await tap(page, '改我的申请')
  await tap(page, '第 2 志愿上移')
  const numbers = page.getByRole('textbox', { name: /的证件号码$/ })
  await numbers.first().fill(sampleDocument('430104', '1999-05-06', 137))
  await numbers.last().fill('P430010037')
  await tap(page, '保存修改')
  await page.waitForURL('**/rounds/ticket/index**')
  await seen(page, /改过。号按收到的先后给/).waitFor()
  const { ticket } = await as(token)('GET /me/rounds/:round', { params: { round } })
  assert.equal(ticket?.wishes.length, 2)
  await shot('11-changed')
})

step('past the close nobody can apply any more, and two leads lock the list', async () => {
  await company.stage().restart(closedAt)
  const page = at('graduate')
  await page.goto(`/rounds/apply/index?id=${round}`)
  await seen(page, '现在不能申请').waitFor()
  for (const name of ['lead', 'second-lead']) {
    await sit(name)
    await at(name).goto(`/console/rounds?round=${round}`)
  }
  await deed(at('lead'), '提出锁定')
  await at('lead').getByText('等另一位负责人确认锁定').waitFor()
  await shot('12-lock-asked', at('lead'))
  await at('second-lead').reload()
  await deed(at('second-lead'), '确认锁定')
  await at('second-lead').getByText('录入开奖号码').first().waitFor()
  await shot('13-locked', at('second-lead'))
})

step('the phone keeps the commitment, and proves that its ticket is in the list', async () => {
  const page = at('graduate')
  await page.goto(`/rounds/round/index?id=${round}`)
  await seen(page, '这部手机留了一份').waitFor()
  await shot('14-commitment')
  await tap(page, '看我的号')
  await tap(page, '在手机上验证我在名单里')
  await seen(page, /T\d{6} 在锁定的名单里/).waitFor()
  await shot('15-receipt')
})

const kl8: Bulletin = { game: '快乐8', numbers: '1 4 9 12 16 21 23 28 31 36 40 45 49 53 57 59 64 69 72 78' }
const pl5: Bulletin = { game: '排列5', numbers: '3 8 0 1 6' }
step('numbers that two people entered differently are not taken; the same are', async () => {
  await company.stage().restart(drawnAt)
  for (const name of ['lead', 'second-lead']) {
    await sit(name)
    await at(name).goto(`/console/rounds?round=${round}`)
  }
  const [lead, second] = [at('lead'), at('second-lead')]
  await enter(lead, kl8, '一位已录，等第二位')
  await enter(lead, pl5, '一位已录，等第二位')
  await second.reload()
  await enter(second, { ...kl8, numbers: kl8.numbers.replace('78', '79') }, '两人录的不一样')
  await enter(second, pl5, '两人一致')
  assert.equal(await button(second, '算出顺序').count(), 0)
  await shot('16-differs', second)
  await enter(second, kl8, '两人一致')
  await deed(second, '算出顺序')
  await second.getByText('顺序已公开，等选房开始').waitFor()
  await shot('17-drawn', second)
})

step('the phone computes its own place, and the whole list, again', async () => {
  const page = at('graduate')
  await page.goto(`/rounds/place/index?id=${round}`)
  await seen(page, /^第 \d+ 位$/).waitFor()
  await tap(page, '算一遍')
  await seen(page, '手机算出来的值，和服务器说的一样').waitFor()
  await seen(page, '承诺值和这部手机开奖前留的一样').waitFor()
  await shot('18-place')
  await page.goto(`/rounds/record/index?id=${round}`)
  await tap(page, '开始核对')
  await seen(page, /20 个号，名单、根、承诺值、来源、密钥、值、顺序/).waitFor()
  await seen(page, '承诺值就是这部手机以前留的那一个').waitFor()
  await shot('19-whole-list')
})

step('the record that was downloaded is checked by the page that was saved, without a network', async () => {
  const page = at('graduate')
  const [download] = await Promise.all([page.waitForEvent('download'), tap(page, /^下载 draw\.json/)])
  assert.equal(download.suggestedFilename(), `draw-${roundCode}.json`)
  const [popup] = await Promise.all([page.context().waitForEvent('page'), tap(page, /^核对器/)])
  await popup.waitForURL('**/draw-checker.html') // it opens empty
  const checker = path.join(folder, 'checker.html')
  writeFileSync(checker, await (await page.request.get(popup.url())).body())
  await popup.close()
  const alone = await company
    .stage()
    .browser.newContext({ viewport: { width: 375, height: 812 }, offline: true })
  const offline = await look('checker', alone)
  await offline.goto(`file://${checker}`)
  const record = { name: 'draw.json', mimeType: 'application/json' }
  await offline.locator('#file').setInputFiles({ ...record, buffer: readFileSync(await download.path()) })
  await seen(offline, new RegExp(`^全部对得上：${roundCode} 第 1 版，20 个号`)).waitFor()
  await shot('20-checker', offline)
  await alone.close()
  delete company.pages.checker
})

step('who does not want a flat is passed over with a public reason, and those behind move up', async () => {
  const lead = at('lead')
  const office = as(await lead.evaluate(() => sessionStorage.getItem('jucai-console-session') ?? ''))
  const mine = async () =>
    (await as(token)('GET /me/rounds/:round', { params: { round } })).place ?? assert.fail()
  const { rank } = await mine()
  const { items } = await office('GET /round-desk/:round/tickets', {
    params: { round },
    query: { limit: 50 },
  })
  const before = items.flatMap((one) =>
    one.standing === 'in' && (one.rank ?? rank) < rank ? [one.number ?? ''] : [],
  )
  const [first, ...others] = before
  await lead.goto(`/console/rounds?round=${round}`)
  await lead.getByRole('table', { name: '名单' }).waitFor()
  if (first) {
    await button(lead, `跳过 ${first}`).click()
    const moving = dialog(lead, `跳过 ${first}`)
    await moving.getByRole('combobox', { name: '公开的原因' }).selectOption('refused')
    await moving.getByRole('button', { name: /^跳\s?过$/ }).click()
    await button(lead, `恢复 ${first}`).waitFor()
  }
  for (const ticket of others)
    await office('POST /round-desk/:round/skips', { params: { round }, body: { ticket, reason: 'refused' } })
  const page = at('graduate')
  await page.goto(`/rounds/place/index?id=${round}`)
  await seen(page, `第 ${rank} 位`).waitFor()
  await seen(page, '能选到房，你排在最前').waitFor()
  await shot('21-moved-up')
})

step('the slot comes; a flat is held with a time that runs on while one is elsewhere', async () => {
  await company.stage().restart(choosingAt)
  const page = at('graduate')
  assert.match((await messagesTitled(page, '轮到你选房了')).join(), /第三批（示例）/)
  await page.goto(`/rounds/place/index?id=${round}`)
  await tap(page, '去选房')
  await seen(page, '轮到你选房').waitFor()
  await shot('22-board')
  await page.locator('.choose-flat-free').first().click()
  await shot('23-flat')
  await tap(page, '占住这套')
  const timer = page.locator('.choose-clock')
  await timer.waitFor()
  const secondsLeft = async () => {
    const [minutes = 0, seconds = 0] = (await timer.innerText()).split(':').map(Number)
    return minutes * 60 + seconds
  }
  const first = await secondsLeft()
  assert.ok(first > 240 && first <= 300, `${first} s`)
  await shot('24-held')
  await page.goto('/pages/messages/index')
  await page.waitForTimeout(2_500)
  await page.goto(`/choosing/choose/index?round=${round}`)
  await timer.waitFor()
  assert.ok((await secondsLeft()) <= first - 2, 'the time ran on')
})

step('the flat is chosen for good, and its contract is read and signed by a code', async () => {
  const page = at('graduate')
  await tap(page, '就选这套')
  await shot('25-confirm')
  await tap(page.getByRole('dialog'), /^选定，还有/)
  await seen(page, '你选定的房').waitFor()
  await shot('26-chosen')
  await tap(page, '去签约')
  await seen(page, '等你签约').waitFor()
  await chooseDay(page.getByRole('group', { name: '哪天起租' }), '2026-12-06')
  await seen(page, /12月6日.*起租/).waitFor()
  await shot('27-lease')
  await tap(page, '看合同，签约')
  await seen(page, '青年人才公寓租赁合同').waitFor()
  await shot('28-contract')
  await tap(page, '看过了，签约')
  await tap(page, '发送验证码')
  const typed = page.getByRole('textbox', { name: '验证码' })
  await typed.waitFor() // the code is on its way
  await typed.fill(await smsCode(page, family))
  await shot('29-signing')
  await tap(page, '确认签约')
  await seen(page, '等交押金和首期租金').waitFor()
})

step('deposit and first rent are paid, each once', async () => {
  const page = at('graduate')
  await page.goto('/ledger/charges/index')
  await seen(page, '现在要付').waitFor()
  await shot('30-charges')
  const paid = [await payNext(page), await payNext(page)]
  assert.equal(paid.filter((words) => words.includes('押金')).length, 1, paid.join())
  await seen(page, '现在没有要付的').waitFor()
  await seen(page, '保管着你的押金').waitFor()
  await shot('31-paid')
  await page.goto('/leases/mine/index')
  await seen(page, /和工作人员一起验房/).waitFor()
})

step('both inspect the flat; the key goes to whom the talent code says', async () => {
  const [page, desk] = [at('graduate'), await phone('desk')]
  await signInGraduate(desk, deskOfRiver)
  await desk.goto('/leases/desk/index')
  await pick(desk, '江湾里人才公寓')
  await shot('32-desk', desk)
  await tap(desk, /^入住验房/)
  await seen(desk, '记下验房结果').waitFor()
  await shot('33-inspect', desk)
  await tap(desk, '记下验房结果')
  await desk.waitForURL('**/leases/desk/index**')
  await page.goto('/leases/mine/index')
  await tap(page, '认可验房结果')
  await tap(page.getByRole('dialog'), '认可')
  await seen(page, '双方已认可').waitFor()
  await shot('34-agreed')
  await desk.goto('/leases/desk/index')
  await pick(desk, '江湾里人才公寓')
  await tap(desk, '交钥匙')
  const digits = (await desk.locator('.lease-digits').innerText()).replace(/\D/g, '')
  const code = await codeText(page, digits)
  await desk.getByRole('textbox', { name: '人才码的文字' }).fill(code)
  await shot('35-key', desk)
  await tap(desk, '交钥匙')
  await seen(desk, /已入住/).waitFor()
  await page.goto('/leases/mine/index')
  await seen(page, '在住').waitFor()
  await shot('36-home')
})

step('no page complained', async () => assert.deepEqual(company.complaints(), []))
