import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import MyWorkspacePage from '@/workspaces/mine/index'
import SitePage from '@/workspaces/site/index'
import SitesPage from '@/workspaces/sites/index'
import { phone } from '../doubles/taro'
import { startHarness, type Harness, type Visitor } from '../harness'
import { carry, connect } from '../pages/phone-with-api'
import { openSite, pass, placed, placeOf, setRule } from '../workspaces/world'

let harness: Harness
let lead: Visitor
let reviewer: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(async () => {
  harness.clock.set('2026-11-22T02:00:00Z')
  ;[lead, reviewer] = [await harness.office('lead'), await harness.office('reviewer')]
  connect(harness)
})

const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))

it('shows where something is free to who is not signed in', async () => {
  const site = await openSite(lead, 2)
  await placed(harness, [reviewer, lead], site.id)
  await carry(null)
  render(<SitesPage />)
  expect(await screen.findByRole('heading', { name: site.name })).toBeInTheDocument()
  expect(screen.getByText('空 1，共 2')).toBeInTheDocument()
})

it('draws the plan, says of a tapped unit what it is, and keeps the wish before the application', async () => {
  const site = await openSite(lead, 2)
  await placed(harness, [reviewer, lead], site.id)
  const person = await harness.registerPerson()
  await carry(person)
  phone.open('/workspaces/site/index', { id: site.id })
  render(<SitePage />)
  expect(
    await screen.findByRole('button', { name: /A-1 占，工位，1 座，10 平方米，有人用，2027年5月22日 起空/ }),
  ).toBeInTheDocument()
  await tap(/A-2 空，工位，1 座，10 平方米，现在空着/)
  expect(await screen.findByRole('button', { name: /A-2 空，.*已选/ })).toBeInTheDocument()
  expect(screen.getByText('免租期满后每月 ¥200')).toBeInTheDocument()
  await tap('想要 A-2，去申请')
  await waitFor(async () =>
    expect((await person.call('GET /me/workspaces')).wish).toMatchObject({
      siteName: site.name,
      unitLabel: 'A-2',
      elsewhere: true,
    }),
  )
})

it('shows one’s own place; reports the half year, and asks to leave with the last day', async () => {
  await setRule(lead)
  const site = await openSite(lead, 1)
  const { person } = await placed(harness, [reviewer, lead], site.id, { months: 12 })
  harness.clock.set('2027-04-21T02:00:00Z')
  await pass(harness)
  const tenant = await harness.signIn(person.phone)
  await carry(tenant)
  phone.open('/workspaces/mine/index')
  render(<MyWorkspacePage />)
  expect(await screen.findByRole('heading', { name: `${site.name} A-1` })).toBeInTheDocument()
  expect(screen.getByText('使用中')).toBeInTheDocument()
  await tap('填半年考核')
  const sheet = within(await screen.findByRole('dialog', { name: '半年考核' }))
  fireEvent.change(sheet.getByRole('textbox', { name: /带动就业/ }), { target: { value: '3' } })
  fireEvent.click(sheet.getByRole('button', { name: '提交' }))
  expect(await sheet.findByText('请填营业收入，没有的填 0')).toBeInTheDocument()
  fireEvent.change(sheet.getByRole('textbox', { name: /营业收入/ }), { target: { value: '1200.5' } })
  fireEvent.click(sheet.getByRole('button', { name: '提交' }))
  expect(await screen.findByText('自报 1,200.5 元')).toBeInTheDocument()
  expect(screen.getByText('没有达到')).toBeInTheDocument()
  expect((await placeOf(tenant)).reviews[0]?.reported).toEqual([
    { key: 'people', value: 3 },
    { key: 'revenue', value: 120_050 },
  ])
  await tap('退出')
  const leaving = within(await screen.findByRole('dialog', { name: '退出' }))
  fireEvent.click(leaving.getByRole('button', { name: '就这一天退出' }))
  expect(await screen.findByText('待交还')).toBeInTheDocument()
})
