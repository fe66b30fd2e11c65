import assert from 'node:assert/strict'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { BrowserContext } from 'playwright-core'
import { sampleEmployerId } from '../../mock/employers/employers'
import { sampleGraduates } from '../../mock/people/people'
import { stationOf } from '../../mock/city/stations'
import { apply, homecomingAnswers } from '../applications/world'
import { as, target } from '../faults/client'
import { axeViolations, complaintsOf, openStage, setTextScale, signInAs, stageMs, type Stage } from './stage'
import { signInGraduate } from './story-phone'

let stage: Stage
/** The page that the SMS to somebody referred opens. */
let referralAnswer = ''
/**
 * The sample's returnee has yet to register for 归根 and to refer anybody; the pages of what follows need
 * both.
 */
const goBefore = async () => {
  const context = await stage.phone()
  const call = as(await signInAs(context, 'returnee'))
  await apply({ call }, 'homecoming', homecomingAnswers())
  const phone = '13900005678'
  await call('POST /me/referrals', {
    body: {
      kind: 'person',
      name: '周远',
      phone,
      title: '储能工程师',
      about: '在外地做了八年电池，想回来。',
      relation: '同学',
    },
  })
  const { link } = (await (await context.request.get(`/api/sample/referral-links/${phone}`)).json()) as {
    link: string
  }
  referralAnswer = link
  await context.close()
}
before(
  async () => {
    stage = await openStage()
    target.address = stage.address
    await goBefore()
  },
  { timeout: stageMs },
)
after(() => stage.close())

const tabs = [
  '/pages/home/index',
  '/pages/services/index',
  '/pages/code/index',
  '/pages/messages/index',
  '/pages/mine/index',
]
// Pages of one record: the first that the person has is looked at.
const service = '/city/service/index?id='
const lead = '/staff/lead/index?id='
const followUp = '/homecoming/follow-up/index?id='
const application = '/applications/application/index?id='
const answering = '/homecoming/referral-answer/index'
const postsOfSample = `/api/employers/${sampleEmployerId(1)}/posts`
const lists: Record<string, string> = {
  [application]: '/api/me/applications',
  [service]: '/api/city',
  [lead]: '/api/leads',
  [followUp]: '/api/me/applications',
  '/ledger/payment/index?id=': '/api/me/payments',
  '/ledger/charge/index?id=': '/api/me/charges',
  '/pool/invitation/index?id=': '/api/me/pool-invitations',
  ...Object.fromEntries(
    ['contract', 'repairs', 'repair', 'people', 'renew', 'leave'].map((page) => [
      `/leases/${page}/index?lease=`,
      '/api/me/leases',
    ]),
  ),
  '/internships/place/index?id=': '/api/internship-places',
  '/internships/internship/index?id=': '/api/me/internships',
  '/internships/agreement/index?id=': '/api/me/internships',
  ...Object.fromEntries(
    [
      ['candidates', 'place', 'internship-places'],
      ['intern', 'id', 'internships'],
      ['agreement', 'id', 'internships'],
    ].map(([page, named, list]) => [
      `/internships/${page}/index?employer=${sampleEmployerId(1)}&${named}=`,
      `/api/employers/${sampleEmployerId(1)}/${list}`,
    ]),
  ),
  '/posts/post/index?id=': '/api/posts',
  '/posts/apply/index?post=': '/api/posts',
  '/posts/application/index?id=': '/api/me/job-applications',
  [`/posts/candidates/index?employer=${sampleEmployerId(1)}&post=`]: postsOfSample,
  [`/posts/candidate/index?employer=${sampleEmployerId(1)}&id=`]: `${postsOfSample}/…/candidates of each of ${postsOfSample}`,
  ...Object.fromEntries(
    ['employer', 'details', 'people'].map((page) => [`/employers/${page}/index?id=`, '/api/me/employers']),
  ),
  '/fairs/fair/index?id=': '/api/fairs',
  '/fairs/booth/index?fair=…&id=': '/api/fairs/… of each of /api/fairs',
  '/fairs/ticket/index?id=': '/api/me/fair-tickets',
  '/engagements/engagement/index?id=': '/api/me/engagements',
  [`/engagements/desk-one/index?employer=${sampleEmployerId(1)}&id=`]: `/api/employers/${sampleEmployerId(1)}/engagements`,
  '/stays/hostel/index?id=': '/api/hostels',
  '/workspaces/site/index?id=': '/api/workspace-sites',
  '/housing/project/index?id=': '/api/housing/projects',
  '/housing/type/index?project=': '/api/housing/projects',
  '/stays/stay/index?id=': '/api/me/stays',
  '/choosing/choose/index?round=': '/api/me/rounds',
  '/rounds/round/index?id=': '/api/rounds',
  '/rounds/apply/index?id=': '/api/rounds',
  '/rounds/ticket/index?id=': '/api/me/rounds',
  '/rounds/place/index?id=': '/api/me/rounds',
  '/rounds/record/index?id=': '/api/me/rounds',
}
const shenzhen = `/homecoming/station/index?id=${stationOf.shenzhen}`
// Every page of app.config.ts, as the person it is made for sees it.
const seenBy: Record<string, string[]> = {
  nobody: [
    ...tabs,
    '/account/sign-in/index',
    '/account/consents/index',
    '/city/plan/index',
    '/account/settings/index',
    '/homecoming/stations/index',
    shenzhen,
    '/applications/program/index?key=homecoming',
    '/applications/notices/index',
    answering,
  ],
  graduate: [
    ...tabs,
    service,
    '/account/register/index',
    '/account/timeline/index',
    '/account/my-data/index',
    '/account/consents/index',
    '/account/sessions/index',
    '/account/join-staff/index',
    '/account/recover/index',
    '/applications/program/index?key=homecoming',
    '/applications/form/index?program=homecoming',
    '/applications/list/index',
    '/applications/files/index',
  ],
  returnee: [
    shenzhen,
    followUp,
    application,
    '/homecoming/referrals/index',
    '/homecoming/refer/index',
    '/pages/home/index',
    '/pages/code/index',
    '/pages/mine/index',
    '/city/plan/index',
    '/account/timeline/index',
    '/account/settings/index',
  ],
  'station-clerk': ['/staff/leads/index', lead, '/staff/visits/index'],
  clerk: ['/pages/home/index', '/staff/scan/index', '/staff/today/index'],
  admin: ['/staff/team/index'],
  'security-admin': ['/staff/team/index'],
  'audit-admin': ['/staff/team/index'],
}
// A feature says in `test/<feature>/looked-at.ts` who looks at its pages.
const load = createRequire(__filename)
const features = fs.readdirSync(path.join(__dirname, '..')).flatMap((name) => {
  const file = path.join(__dirname, '..', name, 'looked-at.ts')
  return fs.existsSync(file) ? [file] : []
})
for (const file of features) {
  const { lookedAt } = load(file) as { lookedAt: Record<string, string[]> }
  for (const [who, addresses] of Object.entries(lookedAt)) (seenBy[who] ??= []).push(...addresses)
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
  const found = [...(await axeViolations(page)), ...complaints]
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  if (overflow > 0) found.push(`wider than the screen by ${overflow} px`)
  await page.close()
  return found
}

/** Which sample graduate has an internship, by its title: whoever could be an intern on the day of the sample. */
const internOf = async (context: BrowserContext, title: string): Promise<number> => {
  const signIn = await context.request.post('/api/sample/sign-in', { data: { as: 'lead', office: true } })
  const { token } = (await signIn.json()) as { token: string }
  const headers = { authorization: `Bearer ${token}` }
  const reply = await context.request.get('/api/internships?limit=50', { headers })
  const { items } = (await reply.json()) as { items: { title: string; name: string }[] }
  const name = items.find((one) => one.title === title)?.name
  return sampleGraduates.findIndex((one) => one.name === name)
}

/** Signs in a named person of the sample, an intern as they do it themselves, or nobody. @returns the token */
const signedInAs = async (context: BrowserContext, person: string): Promise<string> => {
  if (person === 'nobody') return ''
  const isNumbered = /^\d+$/.test(person)
  if (!isNumbered && !person.startsWith('见习：')) return signInAs(context, person)
  const number = isNumbered ? Number(person) : await internOf(context, person.slice(3))
  const page = await context.newPage()
  const token = await signInGraduate(page, number)
  await page.close()
  return token
}

/** What a list holds: a record, or one’s own part in a round. */
type Listed = { id: string } | { round: { id: string } }

const idsOf = async (context: BrowserContext, list: string, token: string): Promise<string[]> => {
  const reply = await context.request.get(
    list,
    token ? { headers: { authorization: `Bearer ${token}` } } : {},
  )
  const found = (await reply.json()) as Partial<
    Record<'services' | 'boothList' | 'employers' | 'items', Listed[]>
  >
  return (found.services ?? found.boothList ?? found.employers ?? found.items ?? []).map((one) =>
    'id' in one ? one.id : one.round.id,
  )
}

/** The address with the first record of its list; of a list under records of another, the first that any of them has. */
const wholeAddress = async (context: BrowserContext, address: string, token: string): Promise<string> => {
  if (address === answering) return referralAnswer
  const list = lists[address]
  if (!list) {
    assert.ok(!address.endsWith('='), `${address} would be looked at without a record`)
    return address
  }
  const [first, under] = list.split(' of each of ').reverse() as [string, string?]
  for (const id of await idsOf(context, first, token)) {
    if (!under) return address + id
    const [found] = await idsOf(context, under.replace('…', id), token)
    if (found) return address.replace('…', id) + found
  }
  return assert.fail(`${list} has nothing to open ${address} with`)
}

void test('no page of the app is left out', async () => {
  Object.assign(globalThis, { defineAppConfig: (config: unknown) => config })
  const { default: config } = (await import('../../src/app.config')) as unknown as {
    default: { pages: string[]; subPackages: { root: string; pages: string[] }[] }
  }
  const pages = [
    ...config.pages,
    ...config.subPackages
      .filter(({ root }) => root !== 'gallery')
      .flatMap(({ root, pages: own }) => own.map((page) => `${root}/${page}`)),
  ]
  const seen = Object.values(seenBy).flat()
  assert.deepEqual(
    pages.filter((page) => !seen.some((address) => address.startsWith(`/${page}`))),
    [],
  )
})

for (const { name, colorScheme, textScale } of looks) {
  for (const [person, addresses] of Object.entries(seenBy)) {
    void test(`${name}: axe finds nothing on what ${person} sees`, async () => {
      const context = await stage.phone({ colorScheme })
      await setTextScale(context, textScale)
      const token = await signedInAs(context, person)
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
