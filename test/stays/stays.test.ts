import { startHarness, type Harness, type Visitor } from '../harness'
import { stationOf } from '../../mock/city/stations'
import { containing, refused } from '../matchers'
import { claimCode, codeOf } from '../credentials/world'
import { testKey } from '../credentials/keys'
import { hostelSaid, newcomer, openHostel, wanted } from './world'

const hostel = stationOf.hostel
let harness: Harness
let lead: Visitor
let clerk: Visitor
beforeAll(async () => {
  harness = await startHarness()
  lead = await harness.office('lead')
  clerk = await harness.staff('clerk', hostel)
  await openHostel(lead, hostel, ['101', '102', '103'])
})
afterAll(() => harness.close())

const book = (who: Visitor, from: string, to: string, over: object = {}) =>
  who.call('POST /me/stays', { body: { ...wanted(hostel, from, to), ...over } })
const freeOn = async (night: string) => {
  const { items } = await harness.as()('GET /hostels/:hostel/nights', {
    params: { hostel },
    query: { from: night },
  })
  return items[0]?.free.find(({ kind }) => kind === 'single')?.beds
}
const titles = async (who: Visitor) => {
  await harness.app.worker.drain()
  return (await who.call('GET /me/messages')).items.map(({ title }) => title)
}
const runChores = async () => {
  for (const { everyMs, run } of harness.app.chores) if (everyMs === 30_000) await run(harness.clock.now())
}
const at = async (moment: string, run: () => Promise<void>) => {
  const before = harness.clock.now()
  harness.clock.set(moment)
  try {
    await run()
  } finally {
    harness.clock.set(before)
  }
}

it('shows hostels with their rules to anybody, and free beds by night', async () => {
  const { items } = await harness.as()('GET /hostels')
  expect(items).toEqual([
    expect.objectContaining({
      id: hostel,
      name: '星火人才驿站',
      limits: { nightsPerStay: 7, staysPerYear: 3 },
      beds: [{ kind: 'single', beds: 3 }],
      freeTonight: 3,
      arriveByMinutes: 1380,
    }),
  ])
  const nights = await harness.as()('GET /hostels/:hostel/nights', { params: { hostel } })
  expect(nights.items).toHaveLength(28)
  expect(nights.items[0]).toEqual({ night: '2026-11-22', free: [{ kind: 'single', beds: 3 }] })
  await expect(
    harness.as()('GET /hostels/:hostel/nights', { params: { hostel: stationOf.hall } }),
  ).rejects.toEqual(refused('not-found'))
})

it('books a bed for all nights, tells of it, and gives it back on cancelling in time', async () => {
  const guest = await newcomer(harness)
  const stay = await book(guest, '2026-11-24', '2026-11-27')
  expect(stay).toMatchObject({
    nights: 3,
    state: 'booked',
    counted: true,
    arriveBy: '2026-11-24T15:00:00.000Z',
    cancelBy: '2026-11-24T04:00:00.000Z',
    nightsLeft: 4,
    beds: [],
    may: ['cancel', 'change', 'come-late'],
  })
  expect(await freeOn('2026-11-24')).toBe(2)
  expect(await freeOn('2026-11-27')).toBe(3)
  expect(await titles(guest)).toContain('住宿已订好')
  expect((await guest.call('GET /me/timeline')).items).toContainEqual(
    expect.objectContaining({ kind: 'stay', title: '订好住宿：星火人才驿站，11月24日至11月27日，3 晚' }),
  )
  const gone = await guest.call('DELETE /me/stays/:stay', { params: { stay: stay.id } })
  expect(gone).toMatchObject({ state: 'cancelled', counted: false, may: [] })
  expect(await guest.call('DELETE /me/stays/:stay', { params: { stay: stay.id } })).toEqual(gone) // twice is once
  expect(await freeOn('2026-11-24')).toBe(3)
  expect((await guest.call('GET /me/stay-standing')).staysLeft).toBe(3)
})

it('books once under one key, and for one person one bed a night', async () => {
  const guest = await newcomer(harness)
  const body = wanted(hostel, '2026-12-01', '2026-12-03')
  const [first, second] = await Promise.all(
    [1, 2].map(() => guest.call('POST /me/stays', { body }, { idempotencyKey: 'stay-key-1' })),
  )
  expect(second).toEqual(first)
  expect(await freeOn('2026-12-01')).toBe(2)
  await expect(book(guest, '2026-12-02', '2026-12-04')).rejects.toMatchObject({
    code: 'nights-overlap',
    body: { detail: containing('12月2日你已经有一次住宿') },
  })
  await guest.call('DELETE /me/stays/:stay', { params: { stay: first?.id as string } })
})

it('says clause by clause who may stay, and refuses who may not, naming the clause', async () => {
  const local = await harness.registerPerson({ presentRegion: '430702' })
  const standing = await newcomer(harness).then((guest) => guest.call('GET /me/stay-standing'))
  expect(standing).toMatchObject({ outcome: 'pass', staysLeft: 3, year: 2026 })
  expect(standing.criteria.length).toBeGreaterThanOrEqual(4)
  const unregistered = await harness.signIn()
  await expect(book(unregistered, '2026-11-24', '2026-11-25')).rejects.toEqual(refused('registration-needed'))
  const early = await harness.registerPerson({ presentRegion: '440305', graduatesOn: '2019-06-30' })
  await expect(book(early, '2026-11-24', '2026-11-25')).rejects.toMatchObject({
    code: 'stay-not-eligible',
    body: { detail: containing('毕业 2 年内') },
  })
  expect((await local.call('GET /me/stay-standing')).criteria).toHaveLength(standing.criteria.length)
})

it('refuses odd days with a sentence, and loses nothing', async () => {
  const guest = await newcomer(harness)
  const fault = (pointer: string) => ({ errors: [{ pointer, detail: expect.any(String) as string }] })
  await expect(book(guest, '2026-11-21', '2026-11-23')).rejects.toMatchObject(fault('/fromDay'))
  await expect(book(guest, '2026-11-24', '2026-11-24')).rejects.toMatchObject(fault('/toDay'))
  await expect(book(guest, '2027-01-22', '2027-01-23')).rejects.toMatchObject(fault('/fromDay'))
  await expect(book(guest, '2026-11-24', '2026-12-02')).rejects.toMatchObject({
    code: 'stay-limit',
    body: { detail: containing('一次最多免费住 7 晚，你选了 8 晚') },
  })
  await at('2026-11-22T15:00:00Z', async () => {
    await expect(book(guest, '2026-11-22', '2026-11-23')).rejects.toEqual(refused('nights-closed'))
    const late = await book(guest, '2026-11-22', '2026-11-23', { arrivesLate: true })
    expect(late.arriveBy).toBe('2026-11-22T18:00:00.000Z')
    await guest.call('DELETE /me/stays/:stay', { params: { stay: late.id } })
  })
})

it('lets three stays begin in a year; one over New Year counts for the year it begins', async () => {
  const guest = await newcomer(harness)
  await book(guest, '2026-12-05', '2026-12-06')
  await book(guest, '2026-12-08', '2026-12-09')
  await book(guest, '2026-12-30', '2027-01-03')
  await expect(book(guest, '2026-12-12', '2026-12-13')).rejects.toMatchObject({
    code: 'stay-limit',
    body: { detail: containing('2026 年已经用了 3 次') },
  })
  expect((await guest.call('GET /me/stay-standing', { query: { day: '2027-01-05' } })).staysLeft).toBe(3)
  expect((await book(guest, '2027-01-05', '2027-01-06')).fromDay).toBe('2027-01-05')
})

it('changes days in one act, and keeps the old ones where the new cannot be had', async () => {
  const guest = await newcomer(harness)
  const stay = await book(guest, '2027-01-10', '2027-01-12')
  const others = await Promise.all([newcomer(harness), newcomer(harness), newcomer(harness)])
  for (const other of others) await book(other, '2027-01-12', '2027-01-13')
  const change = (fromDay: string, toDay: string) =>
    guest.call('PUT /me/stays/:stay/days', {
      params: { stay: stay.id },
      body: { kind: 'single', fromDay, toDay, arrivesLate: false },
    })
  await expect(change('2027-01-11', '2027-01-13')).rejects.toMatchObject({
    code: 'nights-taken',
    body: {
      detail: containing('1月12日已订满'),
      nextFree: expect.arrayContaining(['2027-01-13']) as string[],
    },
  })
  expect(await guest.call('GET /me/stays/:stay', { params: { stay: stay.id } })).toEqual(stay)
  expect(await freeOn('2027-01-10')).toBe(2)
  const moved = await change('2027-01-11', '2027-01-12') // shares a night with the old days
  expect(moved).toMatchObject({ id: stay.id, number: stay.number, nights: 1 })
  expect(await change('2027-01-11', '2027-01-12')).toEqual(moved)
  expect(await freeOn('2027-01-10')).toBe(3)
  expect((await guest.call('GET /me/stay-standing', { query: { day: '2027-01-11' } })).staysCounted).toBe(1)
})

it('counts a stay that is cancelled too late, and says so', async () => {
  const guest = await newcomer(harness)
  const stay = await book(guest, '2026-11-23', '2026-11-24')
  await at('2026-11-23T04:00:00Z', async () => {
    await expect(
      guest.call('PUT /me/stays/:stay/days', {
        params: { stay: stay.id },
        body: { kind: 'single', fromDay: '2026-11-25', toDay: '2026-11-26', arrivesLate: false },
      }),
    ).rejects.toMatchObject({ code: 'stay-settled', body: { detail: containing('会算用过') } })
    expect(await guest.call('DELETE /me/stays/:stay', { params: { stay: stay.id } })).toMatchObject({
      state: 'cancelled',
      counted: true,
    })
  })
})

it('lets go of the bed of who has not come, at the hour and not a moment before, unless they come later', async () => {
  const [guest, late] = [await newcomer(harness), await newcomer(harness)]
  const stay = await book(guest, '2026-11-23', '2026-11-25')
  const other = await book(late, '2026-11-23', '2026-11-25')
  await late.call('PUT /me/stays/:stay/late-arrival', { params: { stay: other.id } })
  await at('2026-11-23T14:59:59.999Z', async () => {
    await runChores()
    expect((await guest.call('GET /me/stays/:stay', { params: { stay: stay.id } })).state).toBe('booked')
  })
  await at('2026-11-23T15:00:00Z', async () => {
    const body = { number: stay.number }
    await expect(
      clerk.call('POST /hostels/:hostel/check-ins', { params: { hostel }, body }),
    ).rejects.toMatchObject({ code: 'stay-settled', body: { detail: containing('床位已放给别人') } })
    await runChores()
    expect(await guest.call('GET /me/stays/:stay', { params: { stay: stay.id } })).toMatchObject({
      state: 'no-show',
      counted: true,
    })
    expect((await late.call('GET /me/stays/:stay', { params: { stay: other.id } })).state).toBe('booked')
    expect(await freeOn('2026-11-23')).toBe(2)
    expect(await titles(guest)).toContain('没有到店，住宿作废')
  })
  await at('2026-11-23T17:30:00Z', async () => {
    // half past one in the night: for the day before
    const { arriving } = await clerk.call('GET /hostels/:hostel/day', { params: { hostel } })
    expect(arriving.map(({ number }) => number)).toEqual([other.number])
    const seen = await clerk.call('POST /hostels/:hostel/check-ins', {
      params: { hostel },
      body: { number: other.number },
    })
    expect(seen).toMatchObject({ state: 'checked-in', maskedName: '林**' })
  })
  await at('2026-11-26T01:00:00Z', async () => {
    await runChores() // the day of leaving is past
    expect((await late.call('GET /me/stays/:stay', { params: { stay: other.id } })).state).toBe('left')
  })
})

it('checks in, extends in the same bed when it is free, and checks out early for others', async () => {
  const guest = await newcomer(harness)
  const stay = await book(guest, '2026-11-22', '2026-11-24')
  await expect(
    guest.call('PUT /me/stays/:stay/leaving-day', {
      params: { stay: stay.id },
      body: { toDay: '2026-11-25' },
    }),
  ).rejects.toMatchObject({ code: 'stay-settled' })
  const checkIn = () =>
    clerk.call('POST /hostels/:hostel/check-ins', {
      params: { hostel },
      body: { number: ` ${stay.number} ` },
    })
  const seen = await checkIn()
  expect(await checkIn()).toEqual(seen)
  const inside = await guest.call('GET /me/stays/:stay', { params: { stay: stay.id } })
  expect(inside).toMatchObject({
    state: 'checked-in',
    may: ['extend'],
    beds: [{ label: seen.bed, nights: 2 }],
  })
  const extend = (toDay: string) =>
    guest.call('PUT /me/stays/:stay/leaving-day', { params: { stay: stay.id }, body: { toDay } })
  await expect(extend('2026-11-30')).rejects.toMatchObject({
    code: 'stay-limit',
    body: { detail: containing('最多还能续 5 晚') },
  })
  const longer = await extend('2026-11-26')
  expect(longer).toMatchObject({ nights: 4, nightsLeft: 3, beds: [{ label: seen.bed, nights: 4 }] })
  expect(await extend('2026-11-26')).toEqual(longer)
  const day = await clerk.call('GET /hostels/:hostel/day', { params: { hostel } })
  expect(day.arriving.map(({ number }) => number)).toContain(stay.number)
  const board = await clerk.call('GET /hostels/:hostel/board', { params: { hostel } })
  expect(board.beds.find(({ label }) => label === seen.bed)?.nights.slice(0, 4)).toBe('xxxx')
  await at('2026-11-23T01:00:00Z', async () => {
    const out = await clerk.call('PUT /hostels/:hostel/stays/:stay/left', {
      params: { hostel, stay: stay.id },
    })
    expect(out).toMatchObject({ state: 'left', toDay: '2026-11-23' })
    expect(await freeOn('2026-11-25')).toBe(3)
  })
  expect((await guest.call('GET /me/timeline')).items.map(({ title }) => title.slice(0, 2))).toEqual(
    expect.arrayContaining(['入住', '离店', '续住']),
  )
  const { items } = await guest.call('GET /me/reads')
  expect(items.map(({ what }) => what)).toEqual(expect.arrayContaining(['为你办理入住', '为你办理离店']))
})

it('checks in by the talent code on the guest’s phone; a picture of it opens nothing elsewhere', async () => {
  const guest = await newcomer(harness)
  const key = testKey(901)
  const credential = await claimCode({ ...guest, id: guest.personId }, key)
  const code = () => codeOf({ ...guest, id: guest.personId, key, credential }, harness.clock.now())
  const scanned = (text: string) => ({ code: text, scannedAt: harness.clock.now().toISOString() })
  const checkIn = (body: object, idempotencyKey?: string) =>
    clerk.call(
      'POST /hostels/:hostel/check-ins',
      { params: { hostel }, body: body as { number: string } },
      idempotencyKey ? { idempotencyKey } : undefined,
    )
  const none = scanned(code())
  await expect(checkIn(none)).rejects.toMatchObject({
    code: 'no-stay-today',
    body: { detail: containing('在本驿站没有预订') },
  })
  const stay = await book(guest, '2026-11-22', '2026-11-23')
  const body = scanned(code())
  const seen = await checkIn(body, 'check-in-1')
  expect(seen).toMatchObject({ id: stay.id, state: 'checked-in' })
  expect(await checkIn(body, 'check-in-1')).toEqual(seen)
  const elsewhere = await harness.staff('clerk', stationOf.flats)
  await expect(
    elsewhere.call('POST /hostels/:hostel/check-ins', { params: { hostel: stationOf.flats }, body }),
  ).rejects.toEqual(refused('scan-refused'))
  const { items } = await guest.call('GET /me/reads')
  expect(items.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['扫描并核验了你的人才码，看到姓名首字', '扫描了你的人才码，没有办理入住']),
  )
  await clerk.call('PUT /hostels/:hostel/stays/:stay/left', { params: { hostel, stay: stay.id } })
})

it('tells the desk why nobody can be checked in by a number', async () => {
  const guest = await newcomer(harness)
  const stay = await book(guest, '2026-11-28', '2026-11-29')
  const checkIn = (number: string, by = clerk, at = hostel) =>
    by.call('POST /hostels/:hostel/check-ins', { params: { hostel: at }, body: { number } })
  await expect(checkIn(stay.number)).rejects.toMatchObject({
    code: 'no-stay-today',
    body: { detail: containing('从11月28日（周六）开始') },
  })
  await expect(checkIn('YZ999999')).rejects.toMatchObject({ code: 'no-stay-today' })
  const elsewhere = await harness.staff('clerk', stationOf.hall)
  await expect(checkIn(stay.number, elsewhere)).rejects.toEqual(refused('not-found'))
  await expect(
    clerk.call('POST /hostels/:hostel/check-ins', {
      params: { hostel },
      body: { code: 'not a code', scannedAt: harness.clock.now().toISOString() },
    }),
  ).rejects.toEqual(refused('scan-refused'))
  await guest.call('DELETE /me/stays/:stay', { params: { stay: stay.id } })
})

it('reminds the day before, of the days as they are by then', async () => {
  const guest = await newcomer(harness)
  const stay = await book(guest, '2026-12-14', '2026-12-15')
  await guest.call('PUT /me/stays/:stay/days', {
    params: { stay: stay.id },
    body: { kind: 'single', fromDay: '2026-12-16', toDay: '2026-12-17', arrivesLate: false },
  })
  await at('2026-12-13T10:00:00Z', async () => {
    expect(await titles(guest)).not.toContain('明天入住')
  })
  await at('2026-12-15T10:00:00Z', async () => {
    expect(await titles(guest)).toContain('明天入住')
  })
})

it('takes no bed out of service over somebody’s head: it is moved, or cancelled without counting, or refused', async () => {
  const other = stationOf.flats
  await openHostel(lead, other, ['A', 'B'])
  const [one, two] = [await newcomer(harness), await newcomer(harness)]
  const first = await one.call('POST /me/stays', { body: wanted(other, '2026-11-25', '2026-11-27') })
  const beds = async () =>
    (await lead.call('GET /hostel-inventory')).items.find(({ id }) => id === other)?.beds ?? []
  const bed = (await beds()).find(({ nightsAhead }) => nightsAhead > 0)
  const service = (body: { outFrom: string | null; why: string; then?: 'move' | 'cancel' }) =>
    lead.call('PUT /hostels/:hostel/beds/:bed/service', {
      params: { hostel: other, bed: bed?.id as string },
      body,
    })
  await expect(service({ outFrom: '2026-11-25', why: '空调坏了' })).rejects.toMatchObject({
    code: 'bed-booked',
    body: { nights: 2, stays: 1, detail: containing('1 次住宿、2 晚') },
  })
  expect((await beds()).every(({ outFrom }) => outFrom === null)).toBe(true)
  await service({ outFrom: '2026-11-26', why: '空调坏了', then: 'move' })
  expect((await beds()).find(({ id }) => id === bed?.id)).toMatchObject({
    outFrom: '2026-11-26',
    nightsAhead: 1,
  })
  expect(await titles(one)).toContain('换了一张床')
  await service({ outFrom: null, why: '修好了' })
  await two.call('POST /me/stays', { body: wanted(other, '2026-11-25', '2026-11-26') })
  await expect(service({ outFrom: '2026-11-25', why: '漏水', then: 'move' })).rejects.toEqual(
    refused('nights-taken'),
  )
  await service({ outFrom: '2026-11-25', why: '漏水', then: 'cancel' })
  expect(await one.call('GET /me/stays/:stay', { params: { stay: first.id } })).toMatchObject({
    state: 'cancelled',
    counted: false,
  })
  expect(await titles(one)).toContain('住宿被驿站取消')
  await expect(
    lead.call('POST /hostels/:hostel/beds', {
      params: { hostel: other },
      body: { label: 'A', kind: 'single' },
    }),
  ).rejects.toEqual(refused('bed-known'))
  await expect(
    lead.call('PUT /hostels/:hostel', { params: { hostel: other }, body: { ...hostelSaid, version: 0 } }),
  ).rejects.toMatchObject({ code: 'stale-version', body: { version: 1 } })
})

it('tells the office figures by month, none of fewer than five', async () => {
  const { items } = await lead.call('GET /hostels/:hostel/months', { params: { hostel } })
  expect(items).toHaveLength(12)
  const november = items.find(({ month }) => month === '2026-11')
  expect(november?.stays).toBeNull()
  expect(items[0]).toMatchObject({ nights: 0, stays: 0, noShows: 0 })
})

it('leaves of two accounts joined the stay that stands before, and ends the other without counting', async () => {
  const { joinStays } = await import('../../server/stays/joining')
  const [from, into] = [await newcomer(harness), await newcomer(harness)]
  const earlier = await book(into, '2026-12-20', '2026-12-22')
  harness.clock.advance(1)
  const later = await book(from, '2026-12-21', '2026-12-23')
  const apart = await book(from, '2026-12-26', '2026-12-27')
  await harness.db
    .transaction()
    .execute((tx) => joinStays(tx, from.personId, into.personId, harness.clock.now()))
  expect((await into.call('GET /me/stays/:stay', { params: { stay: earlier.id } })).state).toBe('booked')
  expect(await from.call('GET /me/stays/:stay', { params: { stay: later.id } })).toMatchObject({
    state: 'cancelled',
    counted: false,
  })
  expect((await from.call('GET /me/stays/:stay', { params: { stay: apart.id } })).state).toBe('booked')
})

it('gives the bed of who deletes their account to others', async () => {
  const guest = await newcomer(harness)
  await book(guest, '2026-12-28', '2026-12-29')
  expect(await freeOn('2026-12-28')).toBe(2)
  await guest.call('DELETE /me')
  expect(await freeOn('2026-12-28')).toBe(3)
})
