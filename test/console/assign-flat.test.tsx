import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { NetworkError } from '@jucai/contract/client'
import { network } from '../../console/api'
import { stationOf } from '../../mock/city/stations'
import { moveFlat } from '../../server/housing'
import { openProject } from '../housing/world'
import { atConsole, newTenant, startLeaseWorld, type LeaseWorld } from '../leases/world'
import { sitDown } from './desk'

let world: LeaseWorld
beforeAll(async () => {
  world = await startLeaseWorld(8)
  await openProject(world.harness, 2, { station: stationOf.hostel, code: 'test-tower' })
})
afterAll(() => world.harness.close())

test('a flat is assigned by picking a free one, and what is gone meanwhile is picked anew with nothing lost', async () => {
  const { harness, flats } = world
  const { applicationNumber: number } = await newTenant(world)
  const lead = await atConsole(harness, world.leads[0])
  sitDown(harness, lead, '/leases')
  fireEvent.click(await screen.findByRole('button', { name: '单独分配一套房' }))
  const dialog = within(await screen.findByRole('dialog'))
  const project = await dialog.findByLabelText('项目')
  const [option] = within(project).getAllByRole<HTMLOptionElement>('option', { name: /空着 8 套/ })
  fireEvent.change(project, { target: { value: option?.value } })
  expect(await dialog.findAllByRole('radio')).toHaveLength(8)
  fireEvent.change(dialog.getByRole('combobox', { name: '楼层' }), { target: { value: '2' } })
  expect(await dialog.findAllByRole('radio')).toHaveLength(4)
  expect(dialog.getAllByText('28.5 ㎡')).toHaveLength(4)
  fireEvent.click(dialog.getByRole('button', { name: /分\s*配/ }))
  expect(await dialog.findByText('请选一套空着的房')).toBeInTheDocument()
  fireEvent.click(dialog.getByRole('radio', { name: /201/ }))
  fireEvent.change(dialog.getByLabelText('公寓资格编号'), { target: { value: number } })
  fireEvent.change(dialog.getByLabelText('依据'), { target: { value: '会议纪要第三号' } })
  await moveFlat(
    { db: harness.db, now: harness.clock.now() },
    { flatId: flats[4] as string, from: ['free'], to: 'repairing', reason: '漏水', by: null },
  )
  fireEvent.click(dialog.getByRole('button', { name: /分\s*配/ }))
  expect(await dialog.findByRole('alert')).toBeInTheDocument()
  await waitFor(() => expect(dialog.queryByRole('radio', { name: /201/ })).toBeNull())
  expect(dialog.getByLabelText('依据')).toHaveValue('会议纪要第三号')
  expect(dialog.getAllByRole('radio')).toHaveLength(3) // the floor is still chosen
  fireEvent.click(await dialog.findByRole('radio', { name: /202/ }))
  fireEvent.click(dialog.getByRole('button', { name: /分\s*配/ }))
  await waitFor(async () => {
    const alert = dialog.queryByRole('alert')?.textContent
    const { state } = await harness.db
      .selectFrom('flat')
      .select('state')
      .where('id', '=', flats[5] as string)
      .executeTakeFirstOrThrow()
    expect([alert, state]).toEqual([undefined, 'chosen'])
  })
})

test('an assignment whose answer was lost is pressed again and is one', async () => {
  const { harness } = world
  const { applicationNumber: number, personId } = await newTenant(world)
  const lead = await atConsole(harness, world.leads[0])
  sitDown(harness, lead, '/leases')
  fireEvent.click(await screen.findByRole('button', { name: '单独分配一套房' }))
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.click((await dialog.findAllByRole('radio'))[0] as HTMLElement)
  fireEvent.change(dialog.getByLabelText('公寓资格编号'), { target: { value: number } })
  fireEvent.change(dialog.getByLabelText('依据'), { target: { value: '会议纪要第四号' } })
  network.transport = async (request) => {
    const reply = await harness.transport(request)
    if (request.method !== 'POST') return reply
    network.transport = harness.transport
    throw new NetworkError(new Error('lost'))
  }
  const assign = () => fireEvent.click(dialog.getByRole('button', { name: /分\s*配/ }))
  assign()
  expect(await dialog.findByText(/没有收到服务器的答复/)).toBeInTheDocument()
  assign()
  expect(await screen.findByText('已分配，对方有七天签约')).toBeInTheDocument()
  expect(
    await harness.db.selectFrom('lease').select('id').where('person_id', '=', personId).execute(),
  ).toHaveLength(1)
})
