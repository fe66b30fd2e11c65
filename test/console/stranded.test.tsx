import { fireEvent, screen, within } from '@testing-library/react'
import { publishCity } from '../../server/city'
import { sampleCity } from '../../mock/city/city'
import { stationOf } from '../../mock/city/stations'
import { stationProfiles } from '../../mock/stations/profiles'
import { apply, homecomingAnswers } from '../applications/world'
import { startHarness, type Harness } from '../harness'
import { sitDown } from './desk'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

test('a lead gives who was left by a closed station to the one that is suggested, with a reason', async () => {
  const lead = await harness.office('lead')
  for (const [station, body] of stationProfiles)
    await lead.call('PUT /stations/:station/profile', { params: { station }, body })
  const { number } = await apply(
    await harness.registerPerson({ name: '周归远' }),
    'homecoming',
    homecomingAnswers({ presentRegion: '440305' }),
  )
  const services = sampleCity.services.map((service) => ({
    ...service,
    stationIds: service.stationIds.filter((id) => id !== stationOf.shenzhen),
  }))
  await publishCity(
    harness.db,
    { ...sampleCity, services, stations: sampleCity.stations.filter(({ id }) => id !== stationOf.shenzhen) },
    '撤销驻深圳站',
    harness.clock.now(),
  )

  sitDown(harness, lead, '/stranded-leads')
  fireEvent.click(await screen.findByRole('checkbox', { name: `选中 ${number}` }))
  fireEvent.click(screen.getByRole('button', { name: '转交 1 件' }))
  const dialog = await screen.findByRole('dialog')
  await within(dialog).findByRole('option', { name: /老城区人才服务大厅/ })
  expect(within(dialog).getByRole('combobox', { name: '转给' })).toHaveValue(stationOf.hall)
  fireEvent.click(within(dialog).getByRole('button', { name: '转交并通知' }))
  expect(await within(dialog).findByText('请写明事由，至少 4 个字')).toBeInTheDocument()
  fireEvent.change(within(dialog).getByRole('textbox', { name: /事由/ }), {
    target: { value: '驻深圳站已撤销' },
  })
  fireEvent.click(within(dialog).getByRole('button', { name: '转交并通知' }))
  expect(await screen.findByText('没有要转交的登记')).toBeInTheDocument()
})
