import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before } from 'node:test'
import type { Page } from 'playwright-core'
import { sampleCreditCode } from '../../mock/employers/employers'
import { drawPaper } from '../../mock/evidence/draw'
import { samplePapers } from '../../mock/evidence/papers'
import { openCompany } from './company'
import { steps } from './stage'
import { go, pick, seen, tap } from './story-flats'
import { button, dialog } from './story-office'
import { messagesTitled, register, signInByMessage } from './story-phone'

/**
 * Work, from both sides: an employer registers and is verified, writes a post that the rules first refuse, the office lets
 * it through; a graduate finds it by initials, applies with the stored profile and is answered until they accept.
 */
const company = openCompany()
const { at, phone, sit } = company
const step = steps(() => company.pages)
const shot = (name: string, page: Page) => company.shot(`posts-${name}`, page)
const folder = mkdtempSync(path.join(os.tmpdir(), 'jucai-posts-'))
before(async () =>
  writeFileSync(path.join(folder, 'licence.jpg'), await drawPaper(samplePapers.certificate ?? assert.fail())),
)
after(() => rmSync(folder, { recursive: true, force: true }))
const field = (page: Page, name: string | RegExp) =>
  page.getByRole('textbox', { name }).filter({ visible: true }).first()
const name = '星河储能测试有限公司'
let [employer, post] = ['', '']

step('an employer registers with its credit code, and the office verifies it', async () => {
  const owner = await phone('owner')
  await signInByMessage(owner, '13900001201')
  await owner.goto('/employers/register/index')
  const code = sampleCreditCode('91', 9_876)
  await field(owner, '统一社会信用代码').fill(`${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`)
  await field(owner, '单位名称').fill(name)
  await field(owner, '你的姓名').fill('钱经办')
  await tap(owner, '下一步：填资料')
  await seen(owner, /校验不符/).waitFor()
  await shot('01-wrong-code', owner)
  await field(owner, '统一社会信用代码').fill(code)
  await tap(owner, '下一步：填资料')
  await owner.waitForURL('**/employers/details/index**')
  employer = new URL(owner.url()).searchParams.get('id') ?? ''
  await field(owner, '地址').fill('星沙街道 1 号（示例）')
  await field(owner, '主营业务').fill('储能系统')
  await owner.getByRole('radio').filter({ visible: true }).first().click()
  await field(owner, '联系人').fill('钱经办')
  await field(owner, '联系电话').fill('0731-88880000')
  const [chooser] = await Promise.all([owner.waitForEvent('filechooser'), tap(owner, '拍照上传')])
  await chooser.setFiles(path.join(folder, 'licence.jpg'))
  await seen(owner, '照片已上传').waitFor()
  await shot('02-details', owner)
  await tap(owner, '提交给人才办核实')
  await owner.waitForURL('**/employers/employer/index**')
  const lead = await sit('lead')
  await lead.goto(`/console/employers?employer=${employer}`)
  await button(lead, '核实通过').click()
  await button(lead, '核实通过').waitFor({ state: 'detached' })
  await lead.getByText('已核实').first().waitFor()
})

step('its first post is refused where the law refuses it, then passes the office', async () => {
  const owner = at('owner')
  await owner.goto(`/posts/desk-post/index?employer=${employer}`)
  await pick(owner, '全职')
  await field(owner, '岗位名称').fill('储能热管理工程师')
  await field(owner, '招几人').fill('2')
  await tap(owner, /^区县/)
  await owner.getByRole('textbox', { name: /区县/ }).last().fill('430104')
  await owner
    .getByRole('dialog')
    .getByRole('button', { name: /430104|岳麓/ })
    .first()
    .click()
  await field(owner, '地址').fill('星沙街道 1 号（示例）')
  await pick(owner, '每月')
  await field(owner, '最低').fill('12000')
  await field(owner, '最高').fill('18000')
  await field(owner, '做什么').fill('负责储能柜的热管理设计、仿真和测试。')
  await field(owner, '其他要求').fill('限男性，35岁以下')
  await tap(owner, '公开这个岗位')
  await seen(owner, /《就业促进法》/).waitFor()
  await shot('03-unlawful', owner)
  await field(owner, '其他要求').fill('能接受出差')
  await tap(owner, '公开这个岗位')
  await seen(owner, '等人才办审核').waitFor()
  const lead = at('lead')
  await lead.goto('/console/post-checks')
  await button(lead, '通过储能热管理工程师').click()
  await lead.getByRole('button', { name: '下架储能热管理工程师' }).waitFor()
  await shot('04-checked', lead)
})

step('a graduate finds it by initials, sees what will be shown, and applies', async () => {
  const graduate = await phone('graduate')
  await register(await signInByMessage(graduate, '13900001202'), '测求职')
  await graduate.goto('/posts/search/index')
  await field(graduate, '找什么').fill('cnrgl')
  await tap(graduate, '搜索')
  await seen(graduate, '储能热管理工程师').click()
  await graduate.waitForURL('**/posts/post/index**')
  post = new URL(graduate.url()).searchParams.get('id') ?? ''
  await shot('05-post', graduate)
  await tap(graduate, '投递')
  await seen(graduate, '一定会给单位看').waitFor()
  await field(graduate, '想对单位说的').fill('做过电池包的热仿真。')
  await shot('06-apply', graduate)
  await tap(graduate, `投给${name}`)
  await graduate.waitForURL('**/posts/application/index**')
  await shot('07-sent', graduate)
})

/** Answers whoever applied, on the phone of the employer. */
const answer = async (owner: Page, event: string, fill: (sheet: Page) => Promise<void>) => {
  await tap(owner, event)
  await fill(owner)
  await button(dialog(owner, event), event).click()
  await dialog(owner, event).waitFor({ state: 'detached' })
}

step('the employer looks, lists and offers; the graduate reads each answer and accepts', async () => {
  const [owner, graduate] = [at('owner'), at('graduate')]
  await owner.goto(`/posts/candidates/index?employer=${employer}&post=${post}`)
  await go(owner, '测')
  await owner.waitForURL('**/posts/candidate/index**')
  await seen(owner, '对方同意给你们看的').waitFor()
  await shot('08-candidate', owner)
  await answer(owner, '列入初选', async () => undefined)
  await seen(owner, '13900001202').waitFor()
  assert.ok((await messagesTitled(graduate, '投递有了答复：进入初选')).length > 0)
  await answer(owner, '决定录用', async () => undefined)
  assert.ok((await messagesTitled(graduate, '投递有了答复：单位决定录用')).length > 0)
  await graduate.goto('/posts/mine/index')
  await seen(graduate, '储能热管理工程师').click()
  await tap(graduate, /^接受录用/)
  await tap(graduate.getByRole('alertdialog').or(graduate.getByRole('dialog')), /接受/)
  await seen(graduate, /已接受|接受了/).waitFor()
  await shot('09-accepted', graduate)
  assert.ok((await messagesTitled(owner, '求职者接受了录用')).length > 0)
  await graduate.goto('/account/my-data/index')
  await seen(graduate, '打开了你的投递').waitFor()
})

step('no page complained', async () => assert.deepEqual(company.complaints(), []))
