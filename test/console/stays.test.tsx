import { fireEvent, screen, within } from '@testing-library/react'
import { minutesOf } from '../../console/stays/describe'
import { stationOf } from '../../mock/city/stations'
import { startHarness, type Harness } from '../harness'
import { newcomer, openHostel, wanted } from '../stays/world'
import { sitDown } from './desk'

const hostel = stationOf.hostel
let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

test('a lead adds a bed, and takes none out of service before saying what becomes of who booked it', async () => {
  const lead = await harness.office('lead')
  await openHostel(lead, hostel, ['101'])
  const guest = await newcomer(harness)
  const stay = await guest.call('POST /me/stays', { body: wanted(hostel, '2026-12-01', '2026-12-03') })

  sitDown(harness, lead, `/stays?hostel=${hostel}`)
  fireEvent.change(await screen.findByRole('textbox', { name: /^名称/ }), { target: { value: '102' } })
  fireEvent.click(screen.getByRole('button', { name: '加床' }))
  expect(await screen.findByRole('cell', { name: '102' })).toBeInTheDocument()

  fireEvent.click(screen.getByRole('button', { name: '停用 101' }))
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.change(dialog.getByLabelText('从哪一晚起'), { target: { value: '2026-12-01' } })
  fireEvent.change(dialog.getByRole('textbox', { name: /原因/ }), { target: { value: '空调坏了' } })
  fireEvent.click(dialog.getByRole('button', { name: /停\s*用/ }))
  expect(await dialog.findByText(/还有 1 次住宿、2 晚/)).toBeInTheDocument()
  fireEvent.change(dialog.getByRole('combobox', { name: /已经有人订的/ }), { target: { value: 'move' } })
  fireEvent.click(dialog.getByRole('button', { name: /停\s*用/ }))
  expect(await screen.findByText('12月1日（周二）起停用')).toBeInTheDocument()
  expect((await guest.call('GET /me/stays/:stay', { params: { stay: stay.id } })).state).toBe('booked')
  expect(screen.getByRole('table', { name: '星火人才驿站每月使用' })).toBeInTheDocument()
})

test.each([
  ['23:00', 1380],
  ['26:00', 1560],
  ['7：30', 450],
  ['48:00', 2880],
  ['48:01', null],
  ['23:60', null],
  ['晚上', null],
])('reads the hour %s', (text, minutes) => {
  expect(minutesOf(text)).toBe(minutes)
})
