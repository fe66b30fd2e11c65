import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { createCall } from '@jucai/contract/client'
import { ticketNumberOf } from '../../console/choosing/words'
import { systemRandomness } from '../../server/adapters/keys'
import { openSession } from '../../server/accounts/sessions'
import { pass, titles } from '../choosing/choosers'
import { startHarness, type Harness, type Visitor } from '../harness'
import { applyAsFamily, lockAndDraw, openRound, type OpenRound } from '../rounds-pages/world'
import { moments, type Officer } from '../rounds/world'
import { sitDown } from './desk'

let harness: Harness
let world: OpenRound
let params: { round: string }
beforeAll(async () => {
  harness = await startHarness()
  world = await openRound(harness, { people: 6, changes: { atOnce: 4 } })
  await applyAsFamily(world)
  await lockAndDraw(harness, world)
  harness.clock.set(moments.choosing)
  await pass(harness)
  await pass(harness)
  params = { round: world.round }
})
afterAll(() => harness.close())

/** Somebody of the office at a desk of their own, signed in now. */
const at = async ({ personId }: Officer, address: string) => {
  cleanup()
  const { token } = await openSession(
    { db: harness.db, now: harness.clock.now(), deps: { random: systemRandomness } },
    { personId, device: '电脑端', office: true },
  )
  const visitor: Visitor = { personId, token, phone: '', call: createCall(harness.transport, () => token) }
  sitDown(harness, visitor, address)
}
const line = async () =>
  (await world.office.one.call('GET /rounds/:round/line-tickets', { params, query: {} })).items
const ofNumber = async (number: string) => {
  for (const person of [...world.people, world.family]) {
    const { number: own } = await person.call('GET /me/rounds/:round/choosing', { params })
    if (own === number) return person
  }
  throw new Error(`nobody has ${number}`)
}
const opened = async (phase: 'open' | 'waiting') => {
  for (const one of await line())
    if (one.phase === phase && (await ofNumber(one.number)) !== world.family) return one.number
  throw new Error(`nobody stands at ${phase}`)
}

test('the line goes by pages in its order, and is found by number however it is typed', async () => {
  const all = await line()
  const first = await world.office.one.call('GET /rounds/:round/line-tickets', {
    params,
    query: { limit: 2 },
  })
  const second = await world.office.one.call('GET /rounds/:round/line-tickets', {
    params,
    query: { limit: 50, after: first.next ?? '' },
  })
  expect([...first.items, ...second.items]).toEqual(all)
  expect(all.map(({ rank }) => rank)).toEqual([...all.map(({ rank }) => rank)].sort((a, b) => a - b))
  await expect(
    world.office.one.call('GET /rounds/:round/line-tickets', { params, query: { after: 'x-1' } }),
  ).rejects.toMatchObject({ code: 'invalid-request' })
  expect(
    ['４２', 'Ｔ０４２号', '\u202d T000042\u202c', '42', ' t42', 'T000042', '0', 'x'].map(ticketNumberOf),
  ).toEqual(['T000042', 'T000042', 'T000042', 'T000042', 'T000042', 'T000042', null, null])

  await at(world.office.one, '/choosing')
  const table = within(await screen.findByRole('table', { name: '轮到的号' }))
  expect(table.getAllByRole('row')).toHaveLength(all.length + 1)
  fireEvent.click(screen.getByRole('button', { name: '找这个号' }))
  expect(await screen.findByText('请填写号码，例如 T000042')).toBeInTheDocument()
  fireEvent.change(screen.getByLabelText('按号码找'), { target: { value: '999' } })
  fireEvent.click(screen.getByRole('button', { name: '找这个号' }))
  expect(await screen.findByText('这一批没有 T000999')).toBeInTheDocument()
})

test('who is not in their turn gets no board, and the officer is told why in words about somebody else', async () => {
  const number = await opened('waiting')
  await at(world.office.one, `/choosing?number=${number}`)
  expect(await screen.findByText('现在不能选')).toBeInTheDocument()
  expect(screen.getByText(/轮到对方时发消息/)).toBeInTheDocument()
  expect(screen.queryByText('选房图')).toBeNull()
  await expect(
    world.office.one.call('POST /rounds/:round/choices', {
      params,
      body: { number, flat: 'test-yard-1-101', why: '到窗口办理' },
    }),
  ).rejects.toMatchObject({ code: 'not-your-turn' })
})

test('what is taken meanwhile is refused with nothing lost; another is chosen, and the person reads who and why', async () => {
  const number = await opened('open')
  const person = await ofNumber(number)
  const others = (await line()).filter((one) => one.phase === 'open' && one.number !== number)
  const rivals = await Promise.all(others.map((one) => ofNumber(one.number)))
  const rival = rivals.find((one) => one !== world.family)
  await at(world.office.one, `/choosing?number=${number}`)
  const floor = within(await screen.findByRole('group', { name: '1 层' }))
  fireEvent.click(floor.getByRole('button', { name: /^101\s*可选/ }))
  const dialog = () => within(screen.getByRole('dialog'))
  expect(await screen.findByText(/不能撤回，名额用完/)).toBeInTheDocument()
  fireEvent.click(dialog().getByRole('button', { name: /选\s*定/ }))
  expect(await screen.findByText(/请写明为什么由您代选/)).toBeInTheDocument()
  const why = '不会用手机，本人带证件到窗口'
  fireEvent.change(dialog().getByLabelText('为什么代选（本人看得到）'), { target: { value: why } })

  const title = dialog().getByText(/^替 T\d{6} .\*+ 选定/).textContent ?? ''
  const code = title.includes('青年里') ? 'test-yard-1-101' : 'test-tower-1-101'
  await rival?.call('PUT /me/rounds/:round/hold', { params, body: { flat: code } })
  fireEvent.click(dialog().getByRole('button', { name: /选\s*定/ }))
  expect(await screen.findByText(/别人正在看这套/)).toBeInTheDocument()
  expect(dialog().getByLabelText('为什么代选（本人看得到）')).toHaveValue(why)
  fireEvent.click(dialog().getByRole('button', { name: '再看看' }))
  await waitFor(() => expect(screen.getByRole('button', { name: /^101\s*有人在看/ })).toBeDisabled())

  fireEvent.click(screen.getByRole('button', { name: /^102\s*可选/ }))
  expect(await screen.findByLabelText('为什么代选（本人看得到）')).toHaveValue(why)
  fireEvent.click(dialog().getByRole('button', { name: /选\s*定/ }))
  expect(await screen.findByText('已经选好了')).toBeInTheDocument()
  expect(screen.getByText(/（工作人员代选）/)).toBeInTheDocument()
  expect(await titles(harness, person)).toContain('工作人员替你选定了一套房')
  expect((await person.call('GET /me/reads')).items).toContainEqual(
    expect.objectContaining({ what: '替你选定了一套房', why }),
  )
  const mine = await person.call('GET /me/rounds/:round/choosing', { params })
  expect(mine.choice).toMatchObject({ byOffice: true })
  const entry = await harness.db
    .selectFrom('audit_entry')
    .select(['actor_id', 'person_id'])
    .where('action', '=', 'flat.chosen')
    .executeTakeFirstOrThrow()
  expect(entry).toEqual({ actor_id: world.office.one.personId, person_id: person.personId })
})

test('a household that is too large for every flat is told so before anything is pressed', async () => {
  const { number } = await world.family.call('GET /me/rounds/:round/choosing', { params })
  const one = await world.office.one.call('GET /rounds/:round/line-ticket', {
    params,
    query: { number: number ?? '' },
  })
  expect([one.people, one.takes, one.own]).toEqual([3, [], false])
  // Against this the documents at the counter are held: numbers of tickets are public.
  expect(one.household.map(({ relation }) => relation)).toEqual(['本人', '配偶', '子女'])
  expect(one.household[1]?.document).toMatch(/^护照 E12\*+5678$/)
  expect(JSON.stringify(one)).not.toContain('E12345678')
  expect((await world.family.call('GET /me/reads')).items).toContainEqual(
    expect.objectContaining({ what: expect.stringContaining('在窗口核对你的号') as string }),
  )
  const padded = await world.office.one.call('GET /rounds/:round/line-ticket', {
    params,
    query: { number: (number ?? '').replace('T', 'T000') },
  })
  expect(padded.number).toBe(number)
  if (one.whyNot === null)
    await expect(
      world.office.one.call('POST /rounds/:round/choices', {
        params,
        body: { number: number ?? '', flat: 'test-yard-1-103', why: '到窗口办理' },
      }),
    ).rejects.toMatchObject({
      code: 'flat-not-for-you',
      body: { detail: expect.stringContaining('对方登记了 3 人') as string },
    })
})
