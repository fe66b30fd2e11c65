import { extraOf } from '@jucai/contract/client'
import { addDays } from '@jucai/contract/policies/days'
import { containing } from '../matchers'
import {
  again,
  apartment,
  atConsole,
  dayNow,
  found,
  handOver,
  inspectIn,
  keepUp,
  leaseOf,
  livingIn,
  newTenant,
  offered,
  payAll,
  photo,
  scanned,
  sign,
  startLeaseWorld,
  type LeaseWorld,
  type Tenant,
} from './world'

let world: LeaseWorld
let at: number
beforeAll(async () => {
  world = await startLeaseWorld()
  at = 0
})
afterAll(() => world.harness.close())
beforeEach(() => world.harness.clock.set('2026-11-22T06:00:00Z'))

const nextFlat = (): string => world.flats[at++] as string
const stateOf = async (flatId: string) =>
  (await world.harness.db.selectFrom('flat').select('state').where('id', '=', flatId).executeTakeFirst())
    ?.state
const titles = async (person: Tenant) => {
  await world.harness.app.worker.drain()
  return (await person.call('GET /me/messages')).items.map(({ title }) => title)
}
const days = (count: number) => world.harness.clock.advance(count * 86_400)
const paymentsOf = (person: Tenant) =>
  world.harness.db
    .selectFrom('ledger_payment')
    .select(['amount_fen', 'why', 'state'])
    .where('person_id', '=', person.personId)
    .orderBy('created_at')
    .execute()

describe('from the offer to the key', () => {
  it('offers the flat that was chosen once, with its rent, deposit and term', async () => {
    const person = await newTenant(world)
    const lease = await offered(world, person, nextFlat())
    expect(lease).toMatchObject({
      state: 'to-sign',
      rentFenPerMonth: 101_500,
      depositFen: 101_500,
      months: 12,
      firstDay: '2026-12-02',
      lastDay: '2027-12-01',
      flat: { building: '1栋', number: '101', people: 2 },
      may: ['sign', 'cancel'],
      bills: [],
    })
    expect(lease.signBy).toBe('2026-11-29T16:00:00.000Z') // seven days, the last one whole
    expect(await titles(person)).toContain('等你签约')
  })

  it('signs by a code of the provider, keeps both proofs, and owes deposit and the rent of the first month by days', async () => {
    const person = await newTenant(world)
    const { id } = await offered(world, person, nextFlat())
    const paper = await person.call('GET /me/leases/:lease/papers/:paper', {
      params: { lease: id, paper: 'contract' },
    })
    expect(paper.sections.flatMap(({ lines }) => lines).join('')).toContain('租金每月 1,015.00 元')
    const lease = await sign(world, person, id)
    expect(lease).toMatchObject({ state: 'signed', papers: [{ kind: 'contract', sha256: paper.sha256 }] })
    expect(lease.papers[0]?.tenant.serial).not.toBe(lease.papers[0]?.office.serial)
    expect(
      lease.bills.map(({ kind, amountFen, fromDay, toDay }) => [kind, amountFen, fromDay, toDay]),
    ).toEqual([
      ['deposit', 101_500, '2026-12-02', '2027-12-01'],
      ['rent', Math.round((101_500 * 30) / 31), '2026-12-02', '2026-12-31'],
    ])
    const signed = await person.call('GET /me/leases/:lease/papers/:paper', {
      params: { lease: id, paper: 'contract' },
    })
    expect([signed.signed, signed.sha256, signed.data]).toEqual([true, paper.sha256, paper.data])
  })

  it('sends one code to a phone that asks for many at once', async () => {
    const person = await newTenant(world)
    const { id: lease } = await offered(world, person, nextFlat())
    const { sha256 } = await person.call('GET /me/leases/:lease/papers/:paper', {
      params: { lease, paper: 'contract' },
    })
    const asked = await Promise.allSettled(
      Array.from({ length: 5 }, () =>
        person.call('POST /me/leases/:lease/signature-codes', {
          params: { lease },
          body: { paper: 'contract', sha256 },
        }),
      ),
    )
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('refuses a wrong code, another text, and a second signature, and nothing is owed by then', async () => {
    const person = await newTenant(world)
    const { id } = await offered(world, person, nextFlat())
    const params = { lease: id }
    const { sha256 } = await person.call('GET /me/leases/:lease/papers/:paper', {
      params: { lease: id, paper: 'contract' },
    })
    const body = { paper: 'contract' as const, sha256 }
    await person.call('POST /me/leases/:lease/signature-codes', { params, body })
    await expect(
      person.call('POST /me/leases/:lease/signature-codes', { params, body }),
    ).rejects.toMatchObject({
      code: 'too-many-requests',
    })
    const code = world.harness.sms.lastCode(person.phone) as string
    const wrong = code === '000000' ? '000001' : '000000'
    await expect(
      person.call('POST /me/leases/:lease/signature', { params, body: { code: wrong, sha256 } }),
    ).rejects.toMatchObject({ code: 'sms-code-wrong' })
    await person.call('PUT /me/leases/:lease/first-day', { params, body: { day: '2026-12-05' } })
    await expect(
      person.call('POST /me/leases/:lease/signature', { params, body: { code, sha256 } }),
    ).rejects.toMatchObject({ code: 'paper-changed' })
    expect((await leaseOf(person, id)).bills).toEqual([])
    world.harness.clock.advance(61)
    await sign(world, person, id)
    await expect(sign(world, person, id)).rejects.toMatchObject({ code: 'lease-settled' })
  })

  it('says that signing is away, and keeps everything as it was', async () => {
    const person = await newTenant(world)
    const { id } = await offered(world, person, nextFlat())
    world.harness.signatures.down = true
    await expect(sign(world, person, id)).rejects.toMatchObject({ code: 'signing-unavailable' })
    world.harness.signatures.down = false
    expect((await leaseOf(person, id)).state).toBe('to-sign')
  })

  it('lets the flat go after seven days without a signature, and after three without money, and says so', async () => {
    const [first, second] = [await newTenant(world), await newTenant(world)]
    const [one, two] = [nextFlat(), nextFlat()]
    const a = await offered(world, first, one)
    const b = await offered(world, second, two)
    await sign(world, second, b.id)
    days(4)
    await keepUp(world)
    expect([await stateOf(one), await stateOf(two)]).toEqual(['chosen', 'free'])
    expect(await leaseOf(second, b.id)).toMatchObject({
      state: 'lapsed',
      endedWhy: '到期没有交清押金和首期租金',
    })
    expect((await leaseOf(second, b.id)).bills.map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
    days(4)
    // Over by the clock before any chore says so.
    expect((await leaseOf(first, a.id)).state).toBe('lapsed')
    await expect(sign(world, first, a.id)).rejects.toMatchObject({ code: 'lease-settled' })
    await keepUp(world)
    expect(await stateOf(one)).toBe('free')
    expect(await titles(first)).toContain('签约或交款过期，已失效')
  })

  it('hands the key over only when signed, paid, inspected by both, in its term, and by a code that answers the digits', async () => {
    const person = await newTenant(world)
    const flat = nextFlat()
    const { id } = await offered(world, person, flat)
    const refusedFor = async (words: string) => {
      const error = await handOver(world, person).catch((thrown: unknown) => thrown)
      expect(extraOf(error, 'no-key-today')?.missing.join('；')).toContain(words)
    }
    await refusedFor('还没有签合同')
    await sign(world, person, id)
    await refusedFor('押金和首期租金还没有交清')
    expect((await payAll(world, person, id)).state).toBe('paid')
    await refusedFor('租期从2026年12月2日开始')
    days(11)
    await refusedFor('还没有入住验房')
    await world.clerk.call('PUT /apartments/:apartment/leases/:lease/inspections/:inspection', {
      params: { apartment, lease: id, inspection: 'move-in' },
      body: found(),
    })
    await refusedFor('等承租人在手机上认可')
    await person.call('POST /me/leases/:lease/inspections/:inspection/agreement', {
      params: { lease: id, inspection: 'move-in' },
      body: { version: 1, note: '阳台少一个晾衣杆' },
    })
    await expect(
      world.clerk.call('POST /apartments/:apartment/keys', {
        params: { apartment },
        body: { ...scanned(world, person), challenge: '000111' },
      }),
    ).rejects.toMatchObject({ code: 'scan-refused' })
    expect(await stateOf(flat)).toBe('chosen')
    const done = await handOver(world, person)
    expect(done).toMatchObject({ state: 'living', maskedName: '林**' })
    expect(await stateOf(flat)).toBe('let')
    expect(await handOver(world, person)).toMatchObject({ state: 'living' }) // twice is once
    expect((await leaseOf(person, id)).steps.map(({ event }) => event)).toEqual([
      'offer',
      'sign',
      'pay',
      'hand-over',
    ])
    expect(await titles(person)).toContain('欢迎回家')
  })

  it('gives everything back when somebody withdraws before the key', async () => {
    const person = await newTenant(world)
    const flat = nextFlat()
    const { id } = await offered(world, person, flat)
    await sign(world, person, id)
    await payAll(world, person, id)
    const gone = await person.call('DELETE /me/leases/:lease', { params: { lease: id } })
    expect(gone.state).toBe('cancelled')
    expect(await person.call('DELETE /me/leases/:lease', { params: { lease: id } })).toEqual(gone)
    expect(await stateOf(flat)).toBe('free')
    expect((await paymentsOf(person)).map((one) => one.amount_fen).sort((a, b) => a - b)).toEqual([
      98_226, 101_500,
    ])
  })
})

describe('whatever the code does', () => {
  it('no flat has two leases on one day, and nobody two homes', async () => {
    const [first, second] = [await newTenant(world), await newTenant(world)]
    const flat = nextFlat()
    const lease = await offered(world, first, flat)
    const row = await world.harness.db
      .selectFrom('lease')
      .selectAll()
      .where('id', '=', lease.id)
      .executeTakeFirstOrThrow()
    const { serial: _serial, span: _span, ...copy } = row
    const again = (change: object) =>
      world.harness.db
        .insertInto('lease')
        .values({ ...copy, id: crypto.randomUUID(), choice_id: null, ...change })
        .execute()
    await expect(again({ person_id: second.personId })).rejects.toMatchObject({
      constraint: 'lease_flat_once',
    })
    await expect(
      again({
        person_id: second.personId,
        first_day: row.last_day,
        last_day: '2029-01-01',
        held_until: '2029-01-01',
      }),
    ).rejects.toMatchObject({ constraint: 'lease_flat_once' })
    await expect(
      again({ first_day: '2029-01-01', last_day: '2029-12-31', held_until: '2029-12-31' }),
    ).rejects.toMatchObject({
      constraint: 'lease_one_home',
    })
    await again({
      person_id: second.personId,
      first_day: addDays(row.last_day, 1),
      last_day: '2029-01-01',
      held_until: '2029-01-01',
    })
  })

  it('does not assign a flat whose tenant has not left, and says why', async () => {
    const [first, second] = [await newTenant(world), await newTenant(world)]
    const flat = nextFlat()
    await livingIn(world, first, flat)
    const lead = await atConsole(world.harness, world.leads[0])
    const body = { flatId: flat, applicationNumber: second.applicationNumber, why: '空置后分配' }
    await expect(lead.call('POST /leases', { body })).rejects.toMatchObject({
      code: 'flat-not-there',
      body: { detail: containing('现在是“已出租”') },
    })
    const free = nextFlat()
    const made = await lead.call('POST /leases', { body: { ...body, flatId: free } })
    expect(made).toMatchObject({ state: 'to-sign', maskedName: '林**' })
    await expect(lead.call('POST /leases', { body: { ...body, flatId: nextFlat() } })).rejects.toMatchObject({
      code: 'lease-already',
    })
    await expect(
      lead.call('POST /leases', { body: { ...body, applicationNumber: 'GY-20260101-9999' } }),
    ).rejects.toMatchObject({ code: 'not-qualified' })
  })
})

describe('living there', () => {
  it('bills each month ahead, once, and the last in part', async () => {
    const person = await newTenant(world)
    const { id } = await livingIn(world, person, nextFlat())
    for (const day of ['2026-11-26', '2026-12-01', '2026-12-30', '2027-01-01']) {
      world.harness.clock.set(`${day}T04:00:00Z`)
      await keepUp(world)
      await keepUp(world)
    }
    const back = await again(world, person)
    const rents = (await leaseOf(back, id)).bills.filter(({ kind }) => kind === 'rent')
    expect(rents.map(({ fromDay, toDay, amountFen, dueOn }) => [fromDay, toDay, amountFen, dueOn])).toEqual([
      ['2026-11-22', '2026-11-30', Math.round((101_500 * 9) / 30), '2026-11-25'],
      ['2026-12-01', '2026-12-31', 101_500, '2026-12-05'],
      ['2027-01-01', '2027-01-31', 101_500, '2027-01-05'],
    ])
    const lead = await atConsole(world.harness, world.leads[0])
    expect((await lead.call('GET /leases', { query: { view: 'arrears' } })).items).toEqual(
      expect.arrayContaining([expect.objectContaining({ id, overdueFen: 101_500, dueOn: '2026-12-05' })]),
    )
  })

  it('tells of who lives there as many as the type allows, and of guests as a notice', async () => {
    const person = await newTenant(world)
    const { id } = await livingIn(world, person, nextFlat())
    const tell = (body: object) =>
      person.call('POST /me/leases/:lease/residents', {
        params: { lease: id },
        body: {
          kind: 'household',
          relation: 'spouse',
          name: '陈一',
          fromDay: '2026-12-01',
          ...body,
        } as never,
      })
    const one = await tell({})
    await expect(tell({ name: '陈二', relation: 'child' })).rejects.toMatchObject({ code: 'flat-full' })
    await tell({
      kind: 'guest',
      relation: 'friend',
      name: '赵来',
      fromDay: '2026-12-01',
      toDay: '2026-12-03',
    })
    await expect(
      tell({ kind: 'guest', relation: 'friend', name: '赵久', fromDay: '2026-12-01', toDay: '2027-01-01' }),
    ).rejects.toMatchObject({ code: 'invalid-request' })
    const resident = one.residents[0]?.id as string
    const left = await person.call('DELETE /me/leases/:lease/residents/:resident', {
      params: { lease: id, resident },
    })
    expect(left.residents.map(({ name }) => name)).toEqual(['赵来'])
  })

  it('repairs: reported with a photo, promised, done, not done, done, confirmed', async () => {
    const person = await newTenant(world)
    const { id } = await livingIn(world, person, nextFlat())
    const file = await photo(person)
    const repair = await person.call('POST /me/leases/:lease/repairs', {
      params: { lease: id },
      body: { kind: 'water', urgent: true, words: '厨房水槽下面漏水', photos: [file] },
    })
    expect(repair).toMatchObject({
      state: 'reported',
      dueOn: addDays(dayNow(world.harness), 1),
      photos: [file],
    })
    const act = (body: object, version: number) =>
      world.clerk.call('POST /apartments/:apartment/repairs/:repair/steps', {
        params: { apartment, repair: repair.id },
        body: { version, ...body } as never,
      })
    await act({ act: 'promise', promisedOn: '2026-11-23' }, 1)
    await expect(act({ act: 'finish' }, 1)).rejects.toMatchObject({ code: 'stale-version' })
    await act({ act: 'finish', note: '换了密封圈' }, 2)
    expect(await titles(person)).toContain('报修有进展：修好')
    const answer = (repaired: boolean, words: string) =>
      person.call('POST /me/leases/:lease/repairs/:repair/answer', {
        params: { lease: id, repair: repair.id },
        body: { repaired, words, photos: [] },
      })
    expect((await answer(false, '还是有一点漏')).state).toBe('reported')
    await act({ act: 'finish' }, 4)
    const closed = await answer(true, '')
    expect(closed.steps.map(({ act: what }) => what)).toEqual([
      'report',
      'promise',
      'finish',
      'reopen',
      'finish',
      'confirm',
    ])
    const { data } = await world.clerk.call('GET /apartments/:apartment/photos/:photo', {
      params: { apartment, photo: file },
    })
    expect(data.length).toBeGreaterThan(100)
    const stranger = await newTenant(world)
    await expect(
      stranger.call('GET /me/leases/:lease/photos/:photo', { params: { lease: id, photo: file } }),
    ).rejects.toMatchObject({ code: 'not-found' })
    await expect(
      person.call('DELETE /me/evidence/:evidence', { params: { evidence: file } }),
    ).rejects.toMatchObject({
      code: 'evidence-in-use',
    })
  })

  it('excludes the rent subsidy from the signature on', async () => {
    const person = await newTenant(world)
    expect((await person.call('GET /me/facts')).held).toEqual([])
    await livingIn(world, person, nextFlat())
    expect((await person.call('GET /me/facts')).held).toEqual([
      expect.objectContaining({ code: 'youth-apartment', from: '2026-11-22', until: '2027-11-21' }),
    ])
  })
})

describe('inspecting beside', () => {
  it('wants a note and a photo of what is damaged, and takes no photo of another', async () => {
    const person = await newTenant(world)
    const { id } = await offered(world, person, nextFlat())
    await sign(world, person, id)
    const put = (body: ReturnType<typeof found>) =>
      world.clerk.call('PUT /apartments/:apartment/leases/:lease/inspections/:inspection', {
        params: { apartment, lease: id, inspection: 'move-in' },
        body,
      })
    await expect(put(found({ walls: { note: '', photos: [] } }))).rejects.toMatchObject({
      code: 'invalid-request',
    })
    const others = await photo(person)
    await expect(put(found({ walls: { note: '有划痕', photos: [others] } }))).rejects.toMatchObject({
      code: 'invalid-request',
    })
    const own = await photo(world.clerk)
    await put(found({ walls: { note: '有划痕', photos: [own] } }))
    await expect(put(found())).rejects.toMatchObject({ code: 'stale-version' })
    const seen = await person.call('GET /me/leases/:lease/photos/:photo', {
      params: { lease: id, photo: own },
    })
    expect(seen.type).toBe('image/jpeg')
    await inspectIn(
      {
        clerk: {
          ...world.clerk,
          call: (() => put(found({}, 1))) as never,
        },
      },
      person,
      id,
    ).catch((error: unknown) => expect(error).toMatchObject({ code: 'stale-version' }))
  })
})
