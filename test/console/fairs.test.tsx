import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { employerOf } from '../employers/world'
import { boothText, fairOf, visitorOf } from '../fairs/world'
import { startHarness, type Harness } from '../harness'
import { sitDown } from './desk'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const type = (label: RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })

test('a fair is written with its hours here, kept as a draft, and published', async () => {
  const lead = await harness.office('lead')
  sitDown(harness, lead, '/fairs?fair=new')
  fireEvent.click(await screen.findByRole('button', { name: '存为草稿' }))
  expect(await screen.findByText('名称至少 4 个字')).toBeInTheDocument()
  type(/^名称/, '春季云端招聘会')
  type(/^开始/, '2027-03-01T09:00')
  type(/^结束/, '2027-03-01T16:00')
  fireEvent.click(screen.getByRole('button', { name: '存为草稿' }))
  fireEvent.click(await screen.findByRole('button', { name: /^发\s?布$/ }))
  expect(await screen.findByText('即将开始')).toBeInTheDocument()
  const { items } = await harness.as()('GET /fairs')
  expect(items).toMatchObject([{ title: '春季云端招聘会', opensAt: '2027-03-01T01:00:00.000Z' }])
})

test('an employer is invited, its booth gets a place, and its cancellation needs a reason', async () => {
  const lead = await harness.office('lead')
  const fair = await fairOf(harness, lead)
  const employer = await employerOf(harness, '来摆展位公司（示例）')
  const visitor = await visitorOf(harness, fair)
  sitDown(harness, lead, `/fairs?fair=${fair}`)
  fireEvent.change(await screen.findByLabelText(/邀请哪个单位/), { target: { value: '来摆展位' } })
  fireEvent.click(screen.getByRole('button', { name: '找单位' }))
  fireEvent.click(await screen.findByRole('button', { name: '邀请来摆展位公司（示例）' }))
  expect(await screen.findByText('已邀请，等单位答复')).toBeInTheDocument()
  const { boothList } = await lead.call('GET /office/fairs/:fair', { params: { fair } })
  const fairBooth = boothList[0]?.id ?? ''
  await employer.recruiter.call('PUT /employers/:employer/fair-booths/:fairBooth', {
    params: { employer: employer.id, fairBooth },
    body: { revision: 0, text: boothText() },
  })
  sitDown(harness, lead, `/fairs?fair=${fair}`)
  fireEvent.click(
    (await screen.findAllByRole('button', { name: '取消展位：来摆展位公司（示例）' }))[0] as HTMLElement,
  )
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.change(dialog.getByRole('textbox'), { target: { value: '场地临时不能用' } })
  fireEvent.click(dialog.getByRole('button', { name: '取消展位' }))
  await waitFor(async () =>
    expect(
      (await visitor.call('GET /fairs/:fair/booths/:fairBooth', { params: { fair, fairBooth } }))
        .cancelReason,
    ).toBe('场地临时不能用'),
  )
})
