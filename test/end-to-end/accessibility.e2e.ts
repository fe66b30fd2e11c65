import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BrowserContext } from 'playwright-core'
import { stationOf } from '../../mock/data/stations'
import { apply, homecomingAnswers } from '../applications/world'
import { as, target } from '../faults/client'
import { axeViolations, complaintsOf, openStage, setTextScale, signInAs, type Stage } from './stage'

let stage: Stage
/** The sample's returnee has yet to register for 归根; the page of what follows needs somebody who did. */
const registerReturn = async () => {
  const context = await stage.phone()
  const token = await signInAs(context, 'returnee')
  await context.close()
  await apply({ call: as(token) }, 'homecoming', homecomingAnswers())
}
before(async () => {
  stage = await openStage()
  target.address = stage.address
  await registerReturn()
}, { timeout: 180_000 })
after(() => stage.close())

const tabs = ['/pages/home/index', '/pages/services/index', '/pages/code/index', '/pages/messages/index', '/pages/mine/index']
// Pages of one record: the first that the person has is looked at.
const service = '/city/service/index?id='
const lead = '/staff/lead/index?id='
const followUp = '/homecoming/follow-up/index?id='
const lists: Record<string, string> = { [service]: '/api/city', [lead]: '/api/leads', [followUp]: '/api/me/applications' }
const shenzhen = `/homecoming/station/index?id=${stationOf.shenzhen}`
// Every page of app.config.ts, as the person it is made for sees it.
const seenBy: Record<string, string[]> = {
  nobody: [...tabs, '/account/sign-in/index', '/account/consents/index', '/city/plan/index', '/account/settings/index', '/homecoming/stations/index', shenzhen, '/applications/program/index?key=homecoming', '/applications/notices/index'],
  graduate: [...tabs, service, '/account/register/index', '/account/timeline/index', '/account/my-data/index', '/account/consents/index', '/account/sessions/index', '/account/join-staff/index', '/account/recover/index', '/applications/program/index?key=homecoming', '/applications/form/index?program=homecoming', '/applications/list/index'],
  returnee: [shenzhen, followUp, '/homecoming/referrals/index', '/homecoming/refer/index', '/pages/home/index', '/pages/code/index', '/pages/mine/index', '/city/plan/index', '/account/timeline/index', '/account/settings/index'],
  'station-clerk': ['/staff/leads/index', lead, '/staff/visits/index'],
  clerk: ['/pages/home/index', '/staff/scan/index', '/staff/today/index'],
  admin: ['/staff/team/index'],
  'security-admin': ['/staff/team/index'],
  'audit-admin': ['/staff/team/index'],
}
/** Who shows a talent code on their phone. */
const coded = 'returnee'
const takeCode = async (context: BrowserContext) => {
  const page = await context.newPage()
  await page.goto('/pages/code/index')
  const take = page.getByRole('button', { name: /^(领取人才码|换到这部手机)$/ })
  await take.click()
  const sure = page.getByRole('alertdialog').getByRole('button', { name: '换到这部手机' })
  const code = page.getByRole('img', { name: /人才码/ })
  await sure.or(code).first().waitFor()
  if (await sure.isVisible()) await sure.click()
  await code.waitFor()
  await page.close()
}
const looks = [
  { name: 'light', colorScheme: 'light', textScale: 100 },
  { name: 'dark', colorScheme: 'dark', textScale: 100 },
  { name: 'large text', colorScheme: 'light', textScale: 150 },
] as const

const look = async (context: BrowserContext, address: string) => {
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(address)
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(() => !document.querySelector('.bone')) // what it shows has come
  const found = [...await axeViolations(page), ...complaints]
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (overflow > 0) found.push(`wider than the screen by ${overflow} px`)
  await page.close()
  return found
}

const wholeAddress = async (context: BrowserContext, address: string, token: string): Promise<string> => {
  const list = lists[address]
  if (!list) return address
  const found = await (await context.request.get(list, token ? { headers: { authorization: `Bearer ${token}` } } : {})).json() as { services?: { id: string }[]; items?: { id: string }[] }
  const [first] = found.services ?? found.items ?? []
  assert.ok(first, `${list} has nothing to open ${address} with`)
  return address + first.id
}

for (const { name, colorScheme, textScale } of looks) {
  for (const [person, addresses] of Object.entries(seenBy)) {
    void test(`${name}: axe finds nothing on what ${person} sees`, async () => {
      const context = await stage.phone({ colorScheme })
      await setTextScale(context, textScale)
      const token = person === 'nobody' ? '' : await signInAs(context, person)
      if (person === coded) await takeCode(context)
      const faults: Record<string, string[]> = {}
      for (const address of addresses) {
        const found = await look(context, await wholeAddress(context, address, token))
        if (found.length > 0) faults[address] = found
      }
      await context.close()
      assert.deepEqual(faults, {})
    })
  }
}
