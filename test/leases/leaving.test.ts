import { lastDayOf, monthsOf } from '@jucai/contract/lease-vocabulary'
import { addDays } from '@jucai/contract/policies/days'
import { moveFlat } from '../../server/housing'
import { assign } from '../../server/staff'
import { faultsIn } from '../ledger/world'
import { containing } from '../matchers'
import {
  again,
  apartment,
  atConsole,
  found,
  keepUp,
  leaseOf,
  livingIn,
  newTenant,
  payAll,
  photo,
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
afterEach(async () => {
  expect(await faults()).toEqual([])
})
afterAll(() => world.harness.close())
beforeEach(() => world.harness.clock.set('2026-11-22T06:00:00Z'))

const nextFlat = (): string => world.flats[at++] as string
const faults = () => faultsIn(world.harness.db, world.harness.clock.now())
const stateOf = async (flatId: string) =>
  (await world.harness.db.selectFrom('flat').select('state').where('id', '=', flatId).executeTakeFirst())
    ?.state
const on = async (day: string, person: Tenant): Promise<Tenant> => {
  world.harness.clock.set(`${day}T04:00:00Z`)
  world.clerk = await again(world, world.clerk)
  return again(world, person)
}
const takeBack = (id: string, body: object) =>
  world.clerk.call('PUT /apartments/:apartment/leases/:lease/inspections/:inspection', {
    params: { apartment, lease: id, inspection: 'move-out' },
    body: body as never,
  })
const paid = async (person: Tenant) =>
  (
    await world.harness.db
      .selectFrom('ledger_payment')
      .select(['amount_fen', 'why'])
      .where('person_id', '=', person.personId)
      .orderBy('created_at')
      .execute()
  ).map(({ amount_fen, why }) => [amount_fen, why])

describe('days', () => {
  it.each([
    ['2026-11-22', 12, '2027-11-21'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2027-03-01', 12, '2028-02-29'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-01-01', 12, '2026-12-31'],
    ['2028-02-29', 48, '2032-02-28'],
  ])('a lease from %s for %i months ends on %s', (first, months, last) => {
    expect(lastDayOf(first, months)).toBe(last)
  })

  it('cuts a lease into the months of the calendar, none twice and none left out, for every first day of four years', () => {
    for (let first = '2026-01-01'; first < '2030-01-01'; first = addDays(first, 1)) {
      const last = lastDayOf(first, 12)
      const months = monthsOf(first, last)
      expect(months[0]?.from).toBe(first)
      expect(months.at(-1)?.to).toBe(last)
      months.slice(1).forEach(({ from }, index) => expect(from).toBe(addDays(months[index]?.to as string, 1)))
      for (const { from, dueOn } of months) expect(dueOn >= from).toBe(true)
    }
  })
})

describe('leaving', () => {
  it('takes notice of a day, ends rent on it, takes it back, and bills what was taken off again', async () => {
    const person = await newTenant(world)
    const { id } = await livingIn(world, person, nextFlat())
    let back = await on('2026-12-01', person)
    await keepUp(world)
    const notice = (leaveOn: string) =>
      back.call('POST /me/leases/:lease/notice', { params: { lease: id }, body: { leaveOn } })
    await expect(notice('2026-12-10')).rejects.toMatchObject({
      code: 'invalid-request',
      body: { errors: [{ detail: containing('最早选2026年12月16日') }] },
    })
    const ending = await notice('2026-12-20')
    expect(ending).toMatchObject({ state: 'ending', leaveOn: '2026-12-20' })
    const december = () =>
      leaseOf(back, id).then(({ bills }) =>
        bills
          .filter(
            ({ kind, fromDay, state }) => kind === 'rent' && state !== 'cancelled' && fromDay >= '2026-12-01',
          )
          .map(({ fromDay, toDay, amountFen }) => [fromDay, toDay, amountFen]),
      )
    expect(await december()).toEqual([['2026-12-01', '2026-12-20', Math.round((101_500 * 20) / 31)]])
    const living = await back.call('DELETE /me/leases/:lease/notice', { params: { lease: id } })
    expect(living.state).toBe('living')
    expect(await december()).toEqual([
      ['2026-12-01', '2026-12-20', Math.round((101_500 * 20) / 31)],
      ['2026-12-21', '2026-12-31', Math.round((101_500 * 11) / 31)],
    ])
    back = await on('2026-12-02', person)
  })

  it('gives the whole deposit and the rent of days not lived back at once, and lets the flat go', async () => {
    const person = await newTenant(world)
    const flat = nextFlat()
    const { id } = await livingIn(world, person, flat)
    const back = await on('2026-12-01', person)
    await keepUp(world)
    await payAll(world, back, id)
    await back.call('POST /me/leases/:lease/notice', {
      params: { lease: id },
      body: { leaveOn: '2026-12-20' },
    })
    expect(await paid(person)).toEqual([[101_500 - Math.round((101_500 * 20) / 31), '提前退房，多交的租金']])
    const later = await on('2026-12-20', person)
    expect(await takeBack(id, { ...found(), damages: [], repairing: false })).toMatchObject({
      state: 'settled',
    })
    expect(await stateOf(flat)).toBe('free')
    expect((await paid(person)).at(-1)).toEqual([101_500, '押金退还'])
    expect(await leaseOf(later, id)).toMatchObject({ state: 'settled', backOn: '2026-12-20' })
    // And the flat may be let again from the day after on, not on the same day.
    const next = await newTenant(world)
    await livingInTomorrow(next, flat)
  })
  const livingInTomorrow = async (next: Tenant, flat: string) => {
    world.harness.clock.advance(86_400)
    world.clerk = await again(world, world.clerk)
    expect((await livingIn(world, next, flat)).state).toBe('living')
  }

  it('gives back what nobody disputes at once; an objection is decided by somebody else, and the rest follows', async () => {
    const person = await newTenant(world)
    const flat = nextFlat()
    const { id } = await livingIn(world, person, flat)
    const back = await on('2026-12-10', person)
    const [one, two] = [await photo(world.clerk), await photo(world.clerk)]
    const items = found({
      walls: { note: '钉了三个洞', photos: [one] },
      keys: { note: '少一张门禁卡', photos: [two] },
    })
    const damages = [
      { item: 'walls', amountFen: 30_000, why: '修补墙面三处' },
      { item: 'keys', amountFen: 5_000, why: '补一张门禁卡' },
    ]
    await expect(
      takeBack(id, { ...items, damages: [{ ...damages[0], item: 'floor' }], repairing: true }),
    ).rejects.toMatchObject({ code: 'invalid-request' })
    await expect(
      takeBack(id, { ...items, damages: [{ ...damages[0], amountFen: 200_000 }], repairing: true }),
    ).rejects.toMatchObject({ code: 'invalid-request' })
    expect(await takeBack(id, { ...items, damages, repairing: true })).toMatchObject({ state: 'inspected' })
    expect(await stateOf(flat)).toBe('repairing')
    expect((await paid(person)).map(([fen]) => fen)).toContain(66_500)
    const damageOf = (item: string) => async () =>
      (await leaseOf(back, id)).damages.find((damage) => damage.item === item) as { id: string }
    const [walls, keys] = [damageOf('walls'), damageOf('keys')]
    const answer = async (damage: { id: string }, agree: boolean, objection: string) =>
      back.call('POST /me/leases/:lease/damages/:damage/answer', {
        params: { lease: id, damage: damage.id },
        body: { agree, objection },
      })
    await answer(await keys(), true, '')
    await expect(answer(await walls(), false, '不')).rejects.toMatchObject({ code: 'invalid-request' })
    await answer(await walls(), false, '两个洞入住时就有，照片在入住验房里')
    await expect(answer(await walls(), true, '')).rejects.toMatchObject({ code: 'lease-settled' })
    const decide = async (who: { call: LeaseWorld['clerk']['call'] }, amountFen: number) =>
      who.call('PUT /leases/:lease/damages/:damage/decision', {
        params: { lease: id, damage: (await walls()).id },
        body: { amountFen, why: '入住照片上有两处' },
      })
    // Who inspected may not decide, whatever else they are.
    const clerkAsLead = await atConsole(world.harness, world.clerk)
    await assign(world.harness.db, world.harness.clock.now(), world.clerk.personId, 'lead', null)
    await expect(decide(clerkAsLead, 0)).rejects.toMatchObject({ code: 'two-person-rule' })
    const lead = await atConsole(world.harness, world.leads[0])
    await expect(decide(lead, 40_000)).rejects.toMatchObject({ code: 'invalid-request' })
    expect(await decide(lead, 10_000)).toMatchObject({ state: 'settled' })
    expect((await paid(person)).map(([fen]) => fen).slice(-2)).toEqual([66_500, 20_000])
  })

  it('accepts for the tenant what nobody objected to within seven days', async () => {
    const person = await newTenant(world)
    const { id } = await livingIn(world, person, nextFlat())
    await on('2026-12-10', person)
    const card = await photo(world.clerk)
    await takeBack(id, {
      ...found({ keys: { note: '少一张门禁卡', photos: [card] } }),
      damages: [{ item: 'keys', amountFen: 5_000, why: '补一张门禁卡' }],
    })
    let back = await on('2026-12-17', person)
    await keepUp(world)
    expect((await leaseOf(back, id)).state).toBe('inspected') // the last day is included
    back = await on('2026-12-18', person)
    await keepUp(world)
    expect(await leaseOf(back, id)).toMatchObject({ state: 'settled', damages: [{ state: 'accepted' }] })
  })
})

describe('the end of the term', () => {
  it('reminds 30, 15 and 7 days before, renews by a signed supplement, and reminds of the new end', async () => {
    const person = await newTenant(world)
    const { id } = await livingIn(world, person, nextFlat())
    const early = await person.call('GET /me/leases/:lease/renewal', { params: { lease: id } })
    expect(early).toMatchObject({
      monthsUsed: 12,
      monthsAtMost: 36,
      monthsLeft: 24,
      reason: '2027年9月22日起可以续租',
    })
    const reminders = async () => {
      const rows = await world.harness.db
        .selectFrom('outbox')
        .select(['payload', 'available_at'])
        .where('kind', '=', 'lease.near-end')
        .orderBy('available_at')
        .execute()
      return rows
        .filter(({ payload }) => (payload as { leaseId: string }).leaseId === id)
        .map(({ available_at }) => available_at.toISOString())
    }
    expect(await reminders()).toEqual([
      '2027-10-22T01:00:00.000Z',
      '2027-11-06T01:00:00.000Z',
      '2027-11-14T01:00:00.000Z',
    ])
    const back = await on('2027-10-22', person)
    await world.harness.app.worker.drain()
    expect((await back.call('GET /me/messages')).items.map(({ title }) => title)).toContain('还有 30 天到期')
    // What was answered a year ago is told again.
    const stale = await back.call('GET /me/leases/:lease/renewal', { params: { lease: id } })
    expect(stale.reason).toContain('要重新说明：在本市没有自有住房')
    const { revision } = await back.call('GET /me/facts')
    await back.call('PUT /me/facts', {
      body: {
        revision,
        answers: [
          { code: 'ownsHome', value: false },
          { code: 'otherBenefit', value: 'none' },
          { code: 'employedHere', value: true },
          { code: 'monthlyIncome', value: 850_000 },
        ],
      },
    })
    const { sha256 } = await back.call('GET /me/leases/:lease/papers/:paper', {
      params: { lease: id, paper: 'renewal' },
      query: { months: 12 },
    })
    const params = { lease: id }
    await back.call('POST /me/leases/:lease/signature-codes', {
      params,
      body: { paper: 'renewal', sha256, months: 12 },
    })
    const code = world.harness.sms.lastCode(person.phone) as string
    const renewed = await back.call('POST /me/leases/:lease/renewals', {
      params,
      body: { months: 12, code, sha256 },
    })
    expect(renewed).toMatchObject({ state: 'living', lastDay: '2028-11-21', months: 24 })
    expect(renewed.papers.map(({ kind }) => kind)).toEqual(['contract', 'renewal'])
    await world.harness.app.worker.drain()
    expect(await reminders()).toHaveLength(6)
    // What was meant for the old end says nothing any more.
    const then = await on('2027-11-14', person)
    await world.harness.app.worker.drain()
    const said = (await then.call('GET /me/messages')).items.map(({ title }) => title)
    expect(said).not.toContain('还有 7 天到期')
  })

  it('does not renew who no longer has a qualification, and says so', async () => {
    const person = await newTenant(world)
    const { id } = await livingIn(world, person, nextFlat())
    await world.harness.db
      .updateTable('application')
      .set({ state: 'withdrawn' })
      .where('person_id', '=', person.personId)
      .execute()
    const back = await on('2027-10-22', person)
    const standing = await back.call('GET /me/leases/:lease/renewal', { params: { lease: id } })
    expect(standing.reason).toContain('公寓资格')
    await expect(
      back.call('GET /me/leases/:lease/papers/:paper', { params: { lease: id, paper: 'renewal' } }),
    ).rejects.toMatchObject({ code: 'renewal-refused' })
  })

  it('keeps the flat let while somebody stays on, bills use by the day, tells the office, and ends with the key', async () => {
    const person = await newTenant(world)
    const flat = nextFlat()
    const { id } = await livingIn(world, person, flat)
    let back = await on('2027-11-22', person)
    await keepUp(world)
    expect(await leaseOf(back, id)).toMatchObject({ state: 'ending', overstay: { days: 1 } })
    expect(await stateOf(flat)).toBe('let')
    await expect(
      world.harness.db
        .transaction()
        .execute((db) =>
          moveFlat(
            { db, now: world.harness.clock.now() },
            { flatId: flat, from: ['free'], to: 'chosen', reason: '分配', by: null },
          ),
        ),
    ).rejects.toMatchObject({ code: 'flat-not-there' })
    const lead = await atConsole(world.harness, world.leads[0])
    expect(
      (await lead.call('GET /leases', { query: { view: 'overstay' } })).items.map((one) => one.id),
    ).toContain(id)
    expect((await lead.call('GET /me/messages')).items.map(({ title }) => title)).toContain('到期没有退房')
    const row = () =>
      world.harness.db.selectFrom('lease').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect((await row()).held_until).toBe('2027-11-22')
    back = await on('2027-12-02', person)
    await keepUp(world)
    await keepUp(world)
    const use = async () =>
      (await leaseOf(back, id)).bills
        .filter(({ kind }) => kind === 'use')
        .map(({ fromDay, toDay, amountFen }) => [fromDay, toDay, amountFen])
    const november = Math.round((101_500 * 9) / 30)
    expect(await use()).toEqual([['2027-11-22', '2027-12-01', november + Math.round((101_500 * 1) / 31)]])
    back = await on('2027-12-04', person)
    await takeBack(id, found())
    expect(await use()).toEqual([
      ['2027-11-22', '2027-12-01', november + Math.round(101_500 / 31)],
      ['2027-12-02', '2027-12-04', Math.round((101_500 * 3) / 31)],
    ])
    expect(await stateOf(flat)).toBe('free')
    expect((await row()).held_until).toBe('2027-12-04')
  })
})

describe('a person’s data', () => {
  it('is not erased while somebody lives there, and says what to do', async () => {
    const person = await newTenant(world)
    await livingIn(world, person, nextFlat())
    await expect(
      world.harness.db
        .transaction()
        .execute((db) => world.harness.app.people.erase(db, person.personId, world.harness.clock.now())),
    ).rejects.toMatchObject({ code: 'lease-settled' })
  })
})
