import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { stationOf } from '../../mock/city/stations'
import { sampleEmployerId, sampleEmployers } from '../../mock/employers/employers'
import { openCompany } from './company'
import { axeViolations, setTextScale, steps } from './stage'
import { copyCode } from './story-code'
import { go, pick, seen, tap } from './story-flats'
import { button, dialog } from './story-office'
import { messagesTitled, register, signInByMessage } from './story-phone'

/**
 * A fair, from all its sides: the office writes and publishes it, an employer asks for a booth and brings a post and slots,
 * somebody signs up, books a slot and gives it back; the office opens the fair earlier; they are scanned at the door, queue,
 * are called, talk online, and read what came of it.
 */
const company = openCompany()
const { at, phone, sit } = company
const step = steps(() => company.pages)
/** A page at a moment of the story, in a state that no list of pages visits: axe finds nothing on it. */
const shot = async (name: string, page: Page) => {
  await company.shot(`fair-${name}`, page)
  assert.deepEqual(await axeViolations(page), [], name)
}
const title = '新材料专场招聘会'
const employer = sampleEmployerId(1)
const employerName = sampleEmployers.find(({ number }) => number === 1)?.name ?? assert.fail()
let [fair, booth, ticket, token] = ['', '', '', '']

const minuteMs = 60_000
/** A moment as the console types it: the clock of this city. */
const typed = (ms: number): string => new Date(ms + 480 * minuteMs).toISOString().slice(0, 16)
/** Ten in the morning here, so many days from now. */
const tenIn = (days: number): number =>
  Date.parse(`${typed(Date.now() + days * 1440 * minuteMs).slice(0, 10)}T02:00:00.000Z`)

step('the office writes a fair, keeps it as a draft, and publishes it', async () => {
  const lead = await sit('lead')
  await lead.goto('/console/fairs')
  await lead.getByRole('button', { name: '新建招聘会' }).waitFor()
  await lead.getByText('冬季云端招聘会（示例）').waitFor()
  await shot('01-console-list', lead)
  await lead.getByRole('button', { name: '新建招聘会' }).click()
  await lead.getByRole('textbox', { name: /^名称/ }).fill(title)
  await lead.getByRole('textbox', { name: /^介绍/ }).fill('带上想问的问题来。现场和线上都能谈。')
  await lead.getByLabel(/^开始/).fill(typed(tenIn(2)))
  await lead.getByLabel(/^结束/).fill(typed(tenIn(1)))
  await lead.getByRole('textbox', { name: /^现场地点/ }).fill('星城市人才大厦一楼（示例）')
  await lead.getByRole('combobox', { name: /^谁扫码登记入场/ }).selectOption(stationOf.hall)
  await button(lead, '存为草稿').click()
  await lead.getByText('结束时间要晚于开始时间').first().waitFor()
  await shot('02-console-new', lead)
  await lead.getByLabel(/^结束/).fill(typed(tenIn(2) + 360 * minuteMs))
  await button(lead, '存为草稿').click()
  await lead.getByText('草稿', { exact: true }).waitFor()
  await button(lead, /^发\s?布$/).click()
  await lead.getByText('即将开始', { exact: true }).waitFor()
  fair = new URL(lead.url()).searchParams.get('fair') ?? ''
  assert.ok(fair)
})

step(
  'an employer asks for a booth, the office admits it, and it brings a post and slots of two lengths',
  async () => {
    const desk = await phone('recruiter', 'returnee')
    await desk.goto(`/fairs/desks/index?employer=${employer}`)
    await tap(desk, `申请展位：${title}`)
    await seen(desk, '已申请，等人才办答复').waitFor()
    await shot('03-desks', desk)
    const lead = at('lead')
    await lead.reload()
    await lead.getByRole('textbox', { name: `${employerName}的展位号` }).fill('B7')
    await button(lead, `同意参加：${employerName}`).click()
    await button(lead, `改展位号：${employerName}`).waitFor()
    await shot('04-console-fair', lead)
    assert.ok((await messagesTitled(desk, '展位申请通过了')).length > 0)
    await desk.goto(`/fairs/desks/index?employer=${employer}`)
    await tap(desk, `带哪些岗位：${title}`)
    await desk.waitForURL('**/fairs/bring/index**')
    booth = new URL(desk.url()).searchParams.get('booth') ?? ''
    await desk.getByRole('textbox', { name: /展位介绍/ }).fill('做固态电池的团队，来聊聊实验室。')
    await desk.getByRole('checkbox').filter({ visible: true }).first().click()
    await desk.getByRole('checkbox', { name: '10:30', exact: true }).click()
    await pick(desk, '20 分钟')
    await seen(desk, '另外开放：10:30，15 分钟').waitFor()
    await desk.getByRole('checkbox', { name: '11:00', exact: true }).click()
    await shot('05-bring', desk)
    await tap(desk, '存好')
    await desk.waitForURL('**/fairs/desks/index**')
  },
)

step('somebody signs up, keeping the school to themselves, books a slot and gives it back', async () => {
  const graduate = await phone('graduate')
  token = await signInByMessage(graduate, '13900001301')
  await register(token, '孟求职')
  await graduate.goto('/fairs/list/index')
  await seen(graduate, title).waitFor()
  await shot('06-list', graduate)
  await go(graduate, title)
  await graduate.waitForURL('**/fairs/fair/index**')
  await seen(graduate, employerName).waitFor()
  await shot('07-fair', graduate)
  await tap(graduate, '报名')
  const sheet = dialog(graduate, '报名')
  await sheet.getByRole('checkbox', { name: /学校/ }).click()
  await shot('08-sign-up', graduate)
  await button(sheet, '确认报名').click()
  await graduate.waitForURL('**/fairs/ticket/index**')
  ticket = new URL(graduate.url()).searchParams.get('id') ?? ''
  await seen(graduate, '还没有排队').waitFor()
  await shot('09-ticket-new', graduate)
  await graduate.goto(`/fairs/booth/index?fair=${fair}&id=${booth}`)
  await seen(graduate, /开始后可以排队/).waitFor()
  await pick(graduate, '11:00，20 分钟')
  await shot('10-booth', graduate)
  await tap(graduate, '约这个时段')
  await graduate.waitForURL('**/fairs/ticket/index**')
  await seen(graduate, '约好了').waitFor()
  const [file] = await Promise.all([graduate.waitForEvent('download'), tap(graduate, /^加入日历/)])
  assert.match(file.suggestedFilename(), /\.ics$/)
  await shot('11-ticket-booked', graduate)
  await tap(graduate, /^退掉时段/)
  await tap(graduate.getByRole('alertdialog', { name: '退掉这个时段？' }), '退掉时段')
  await seen(graduate, '还没有排队').waitFor()
})

step('the office opens it earlier; who signed up and the booth are told', async () => {
  const lead = at('lead')
  await lead.goto(`/console/fairs?fair=${fair}`)
  await lead.getByLabel(/^开始/).fill(typed(Date.now() - minuteMs))
  await button(lead, '存好').click()
  await lead.getByText('正在进行', { exact: true }).waitFor()
  assert.ok((await messagesTitled(at('graduate'), '招聘会的时间或地点有变')).length > 0)
  assert.ok((await messagesTitled(at('recruiter'), '招聘会的时间或地点有变')).length > 0)
})

step('the clerk at the door scans the talent code: they have come', async () => {
  const graduate = at('graduate')
  await graduate.goto('/pages/code/index')
  await tap(graduate, /^领取人才码$/)
  await graduate.getByRole('img', { name: /人才码/ }).waitFor()
  const code = await copyCode(graduate)
  const clerk = await phone('clerk', 'clerk')
  await clerk.goto('/staff/scan/index')
  await tap(clerk, '招聘会入场登记')
  await clerk.waitForURL('**/fairs/door/index**')
  await seen(clerk, '扫码登记').waitFor()
  // Of two that run at this door, this one.
  await pick(clerk, title)
  await shot('12-door', clerk)
  await clerk.getByRole('textbox', { name: /人才码文本/ }).fill(code)
  await tap(clerk, '按文本登记')
  await seen(clerk, '孟** 到了').waitFor()
  await seen(clerk, '到了 1 人').waitFor()
  await shot('13-door-came', clerk)
})

step('they queue, are called, come into the room of the booth, and talk', async () => {
  const [graduate, desk] = [at('graduate'), at('recruiter')]
  await graduate.goto(`/fairs/booth/index?fair=${fair}&id=${booth}`)
  await tap(graduate, '排队')
  await graduate.waitForURL('**/fairs/ticket/index**')
  await seen(graduate, '前面 0 人').waitFor()
  await seen(graduate, /还估不出/).waitFor()
  await shot('14-ticket-waiting', graduate)
  await desk.goto(`/fairs/desk/index?employer=${employer}&booth=${booth}`)
  await seen(desk, '1 人在排').waitFor()
  await shot('15-desk', desk)
  await tap(desk, '叫下一位')
  await seen(desk, '孟求职').waitFor()
  assert.equal(await desk.getByText('湖南师范大学').count(), 0)
  await shot('16-desk-called', desk)
  await seen(graduate, '叫到你了').waitFor() // the page asks again by itself
  await shot('17-ticket-called', graduate)
  await tap(graduate, /^进入线上面谈/)
  await graduate.waitForURL('**/fairs/live/index**')
  await seen(graduate, /对方在等你/).waitFor()
  await shot('18-live', graduate)
  await tap(desk, '到了，开始面谈')
  await seen(desk, '正在面谈').waitFor()
  await seen(graduate, /面谈已经开始/).waitFor()
})

step(
  'the result is written with words that they read, and the office sees what came of the fair',
  async () => {
    const [graduate, desk, lead] = [at('graduate'), at('recruiter'), at('lead')]
    await tap(desk, '谈完了，记结果')
    const sheet = dialog(desk, '面谈的结果')
    await sheet.getByRole('radio', { name: '进一步面试' }).click()
    await sheet.getByRole('textbox', { name: '对方会看到的话' }).fill('周三下午来实验室看看')
    await shot('19-result', desk)
    await button(sheet, '记下结果').click()
    await seen(desk, /谈完 1 人/).waitFor()
    assert.ok((await messagesTitled(graduate, '面谈的结果：进一步面试')).length > 0)
    await graduate.goto(`/fairs/ticket/index?id=${ticket}`)
    await seen(graduate, '对方说：周三下午来实验室看看').waitFor()
    await shot('20-ticket-done', graduate)
    await graduate.goto('/account/my-data/index')
    await seen(graduate, /叫到你，看到你同意给展位看的资料/).waitFor()
    await lead.goto(`/console/fairs?fair=${fair}`)
    for (const [name, value] of [
      ['报名', '1 人'],
      ['到场', '1 人'],
      ['谈完', '1 次'],
      ['进一步面试', '1 次'],
    ] as const)
      assert.equal(await lead.locator('.facts > div', { hasText: name }).locator('dd').innerText(), value)
    await shot('21-console-figures', lead)
  },
)

/** A page in another look, as whoever has this session sees it. */
const alike = async (name: string, session: string | null, address: string) => {
  for (const look of ['dark', 'large'] as const) {
    const context = await company.stage().phone({ colorScheme: look === 'dark' ? 'dark' : 'light' })
    if (look === 'large') await setTextScale(context, 150)
    await context.addInitScript((value) => {
      if (value) localStorage.setItem('session', value)
    }, session)
    const page = await company.look(`${name}-${look}`, context)
    await page.goto(address)
    await page.locator('h1').first().waitFor()
    await page.waitForFunction(() => !document.querySelector('.bone'))
    await shot(`${name}-${look}`, page)
    await context.close()
  }
}
const sessionOn = (page: Page) => page.evaluate(() => localStorage.getItem('session'))

step('and in the dark and in large letters', async () => {
  if (!process.env.STORY_SHOTS) return
  const graduate = await sessionOn(at('graduate'))
  const sample = await sessionOn(
    await phone('sample', 'graduate').then(async (page) => {
      await page.goto('/fairs/mine/index')
      await seen(page, '冬季云端招聘会（示例）').waitFor()
      await shot('30-mine', page)
      await page.goto('/fairs/ticket/index')
      await seen(page, /前面 \d+ 人/).waitFor()
      await shot('31-ticket-sample', page)
      return page
    }),
  )
  const recruiter = await sessionOn(at('recruiter'))
  const clerk = await sessionOn(at('clerk'))
  await alike('40-list', null, '/fairs/list/index')
  await alike('41-fair', graduate, `/fairs/fair/index?id=${fair}`)
  await alike('42-booth', null, `/fairs/booth/index?fair=${fair}&id=${booth}`)
  await alike('43-ticket', graduate, `/fairs/ticket/index?id=${ticket}`)
  await alike('44-ticket-sample', sample, '/fairs/ticket/index')
  await alike('45-mine', sample, '/fairs/mine/index')
  await alike('46-desks', recruiter, `/fairs/desks/index?employer=${employer}`)
  await alike('47-bring', recruiter, `/fairs/bring/index?employer=${employer}&booth=${booth}`)
  await alike('48-desk', recruiter, `/fairs/desk/index?employer=${employer}`)
  await alike('49-live', graduate, `/fairs/live/index?booth=${booth}`)
  await alike('50-door', clerk, '/fairs/door/index')
})

step('no page complained', async () => assert.deepEqual(company.complaints(), []))
