import { startHarness, type Harness, type Visitor } from '../harness'
import { stationOf } from '../../mock/city/stations'
import { containing, refused } from '../matchers'
import { claimCode, codeOf } from '../credentials/world'
import { testKey } from '../credentials/keys'
import { testVault } from '../../mock/fakes'
import { sampleDocument } from '../../mock/people/people'
import { stayDeps } from '../../server/app'
import { currentNotice } from '../../server/profiles'
import { joinStays } from '../../server/stays/joining'
import { passStays } from '../../server/stays/jobs'
import { hostelSaid, newcomer, openHostel, wanted } from './world'

const hostel = stationOf.hostel
let harness: Harness
let lead: Visitor
let clerk: Visitor
const open = async (overrides: Parameters<typeof startHarness>[0] = {}) => {
  harness = await startHarness(overrides)
  lead = await harness.office('lead')
  clerk = await harness.staff('clerk', hostel)
  await openHostel(lead, hostel, ['101'])
}
beforeEach(() => open())
afterEach(() => harness.close())

const book = (who: Visitor, from: string, to: string, over: object = {}) =>
  who.call('POST /me/stays', { body: { ...wanted(hostel, from, to), ...over } })
const see = (who: Visitor, id: string) => who.call('GET /me/stays/:stay', { params: { stay: id } })
const checkIn = (body: { number: string } | { code: string; scannedAt: string }, by = clerk) =>
  by.call('POST /hostels/:hostel/check-ins', { params: { hostel }, body })
const checkOut = (stay: string) =>
  clerk.call('PUT /hostels/:hostel/stays/:stay/left', { params: { hostel, stay } })
const extend = (who: Visitor, stay: string, toDay: string) =>
  who.call('PUT /me/stays/:stay/leaving-day', { params: { stay }, body: { toDay } })
const today = () => clerk.call('GET /hostels/:hostel/day', { params: { hostel } })
const runChores = async () => {
  for (const { everyMs, run } of harness.app.chores) if (everyMs === 30_000) await run(harness.clock.now())
}
const messages = async (who: Visitor) => {
  await harness.app.worker.drain()
  return (await who.call('GET /me/messages')).items
}
const titles = async (who: Visitor) => (await messages(who)).map(({ title }) => title)
const addBed = (label: string, kind: 'single' | 'women' | 'men' = 'single') =>
  lead.call('POST /hostels/:hostel/beds', { params: { hostel }, body: { label, kind } })
const actsOn = async (stay: string) =>
  (
    await harness.db
      .selectFrom('audit_entry')
      .select(['action', 'actor_role'])
      .where('object', '=', `stay:${stay}`)
      .orderBy('id')
      .execute()
  ).map(({ action, actor_role: role }) => `${role} ${action}`)

describe('one stay after the other', () => {
  it('lets who goes on from one stay to the next arrive for the second, by code, and loses neither', async () => {
    const guest = await newcomer(harness)
    const key = testKey(902)
    const credential = await claimCode({ ...guest, id: guest.personId }, key)
    const first = await book(guest, '2026-11-22', '2026-11-24')
    const second = await book(guest, '2026-11-24', '2026-11-26')
    await checkIn({ number: first.number })
    harness.clock.set('2026-11-24T06:00:00Z')
    const code = codeOf({ ...guest, id: guest.personId, key, credential }, harness.clock.now())
    const seen = await checkIn({ code, scannedAt: harness.clock.now().toISOString() })
    expect(seen).toMatchObject({ id: second.id, state: 'checked-in' })
    expect((await see(guest, first.id)).state).toBe('left')
    harness.clock.set('2026-11-24T16:00:00Z') // a second stay nobody checked in would be a no-show by now
    await runChores()
    expect((await see(guest, second.id)).state).toBe('checked-in')
  })

  it('puts nobody into a bed whose last guest has not checked out, and says who that is', async () => {
    const [before, after] = [await newcomer(harness), await newcomer(harness)]
    const first = await book(before, '2026-11-22', '2026-11-24')
    const second = await book(after, '2026-11-24', '2026-11-26')
    await checkIn({ number: first.number })
    harness.clock.set('2026-11-24T06:00:00Z')
    await expect(checkIn({ number: second.number })).rejects.toMatchObject({
      code: 'bed-not-left',
      body: { detail: containing(`床位 101 的上一位（林**，${first.number}）`) },
    })
    expect((await see(after, second.id)).state).toBe('booked')
    await checkOut(first.id)
    expect(await checkIn({ number: second.number })).toMatchObject({ state: 'checked-in', bed: '101' })
  })

  it('frees the days of a stay that was moved, for others and for the same person', async () => {
    const [guest, other] = [await newcomer(harness), await newcomer(harness)]
    const stay = await book(guest, '2026-11-24', '2026-11-26')
    await guest.call('PUT /me/stays/:stay/days', {
      params: { stay: stay.id },
      body: { kind: 'single', fromDay: '2026-11-28', toDay: '2026-11-30', arrivesLate: false },
    })
    const again = await book(guest, '2026-11-24', '2026-11-25')
    await guest.call('DELETE /me/stays/:stay', { params: { stay: again.id } })
    expect((await book(other, '2026-11-24', '2026-11-26')).state).toBe('booked')
  })

  it('says of a stay that nobody ended who did, tells the guest, and names them to the desk the day after', async () => {
    const guest = await newcomer(harness)
    const stay = await book(guest, '2026-11-22', '2026-11-23')
    await checkIn({ number: stay.number })
    harness.clock.set('2026-11-23T16:30:00Z')
    await runChores()
    expect(await actsOn(stay.id)).toEqual([
      'holder stay.booked',
      'clerk stay.checked-in',
      'system stay.ran-out',
    ])
    expect(await titles(guest)).toContain('住宿到期，已记为离店')
    expect((await today()).notOut).toMatchObject([{ number: stay.number, state: 'left' }])
    harness.clock.set('2026-11-24T16:30:00Z')
    expect((await today()).notOut).toEqual([])
  })
})

describe('extension', () => {
  it('goes to no night that somebody else has, and says until when it can', async () => {
    const [guest, other] = [await newcomer(harness), await newcomer(harness)]
    const stay = await book(guest, '2026-11-22', '2026-11-24')
    await book(other, '2026-11-25', '2026-11-26')
    await checkIn({ number: stay.number })
    await expect(extend(guest, stay.id, '2026-11-26')).rejects.toMatchObject({
      code: 'nights-taken',
      body: { nextFree: [], detail: containing('只能续到11月25日（周三）离店，多住 1 晚') },
    })
    expect(await extend(guest, stay.id, '2026-11-25')).toMatchObject({ toDay: '2026-11-25' })
    await expect(extend(guest, stay.id, '2026-11-26')).rejects.toMatchObject({
      body: { detail: containing('11月25日（周三）这一晚单人间已订满，续不了') },
    })
  })

  it('is done once when it is asked for twice at once, over New Year too', async () => {
    harness.clock.set('2026-12-30T02:00:00Z')
    clerk = await harness.staff('clerk', hostel) // sessions of November have ended
    const guest = await newcomer(harness)
    const stay = await book(guest, '2026-12-30', '2027-01-01')
    await checkIn({ number: stay.number })
    const asked = await Promise.all([1, 2].map(() => extend(guest, stay.id, '2027-01-03')))
    expect(asked[0]).toEqual(asked[1])
    expect(asked[0]).toMatchObject({ nights: 4, nightsLeft: 3 })
    expect((await guest.call('GET /me/stay-standing', { query: { day: '2027-01-05' } })).staysLeft).toBe(3)
  })

  it('counts 29 February as a night', async () => {
    harness.clock.set('2028-02-28T02:00:00Z')
    clerk = await harness.staff('clerk', hostel)
    const guest = await harness.registerPerson({ presentRegion: '440305', graduatesOn: '2027-06-30' })
    const stay = await book(guest, '2028-02-28', '2028-02-29')
    await checkIn({ number: stay.number })
    expect(await extend(guest, stay.id, '2028-03-01')).toMatchObject({ nights: 2 })
  })
})

describe('who does not come', () => {
  it('may book again at the hour, before any chore has come by', async () => {
    const guest = await newcomer(harness)
    const stay = await book(guest, '2026-11-22', '2026-11-24')
    harness.clock.set('2026-11-22T15:00:00Z')
    const again = await book(guest, '2026-11-22', '2026-11-23', { arrivesLate: true })
    expect(again.state).toBe('booked')
    await runChores()
    expect(await actsOn(stay.id)).toEqual(['holder stay.booked', 'system stay.no-show'])
  })

  it('and says that they come late has no less time than before, whatever the hours have become', async () => {
    const guest = await newcomer(harness)
    const stay = await book(guest, '2026-11-24', '2026-11-25')
    await lead.call('PUT /hostels/:hostel', {
      params: { hostel },
      body: { ...hostelSaid, arriveByMinutes: 18 * 60, lateByMinutes: 19 * 60, version: 1 },
    })
    expect((await see(guest, stay.id)).lateUntil).toBe(stay.arriveBy)
    const late = await guest.call('PUT /me/stays/:stay/late-arrival', { params: { stay: stay.id } })
    expect(late.arriveBy).toBe(stay.arriveBy)
  })

  it('is let go even where another stay cannot be settled', async () => {
    await addBed('102')
    const [one, two] = [await newcomer(harness), await newcomer(harness)]
    await book(one, '2026-11-22', '2026-11-24')
    const stay = await book(two, '2026-11-22', '2026-11-24')
    harness.clock.set('2026-11-22T15:00:00Z')
    const deps = stayDeps({ vault: testVault(), boundary: () => Promise.resolve(harness.clock.now()) })
    const passing = passStays(
      {
        ...deps,
        db: harness.db,
        holderOfCode: () => Promise.reject(new Error('not asked')),
        milestone: async (db, at, personId, title) => {
          if (personId === one.personId) throw new Error('broken')
          await deps.milestone(db, at, personId, title)
        },
      },
      harness.clock.now(),
    )
    await expect(passing).rejects.toThrow('broken')
    const { state } = await harness.db
      .selectFrom('stay')
      .select('state')
      .where('id', '=', stay.id)
      .executeTakeFirstOrThrow()
    expect(state).toBe('no-show')
  })
})

describe('words', () => {
  it('reminds of a first day once, however often the days were changed and changed back', async () => {
    const guest = await newcomer(harness)
    const stay = await book(guest, '2026-11-26', '2026-11-27')
    const change = (fromDay: string, toDay: string) =>
      guest.call('PUT /me/stays/:stay/days', {
        params: { stay: stay.id },
        body: { kind: 'single', fromDay, toDay, arrivesLate: false },
      })
    await change('2026-11-26', '2026-11-28')
    await change('2026-11-27', '2026-11-28')
    await change('2026-11-26', '2026-11-28')
    harness.clock.set('2026-11-25T10:00:00Z')
    expect((await titles(guest)).filter((title) => title === '明天入住')).toHaveLength(1)
    await change('2026-11-27', '2026-11-28')
    harness.clock.set('2026-11-26T10:00:00Z')
    expect((await titles(guest)).filter((title) => title === '明天入住')).toHaveLength(2)
  })

  it('promises no free cancelling to who books after the hour of it', async () => {
    const guest = await newcomer(harness)
    harness.clock.set('2026-11-22T07:00:00Z')
    await book(guest, '2026-11-22', '2026-11-24')
    const [{ body } = { body: '' }] = await messages(guest)
    expect(body).toContain('过了当天免费取消的时间（12:00），取消也算一次')
    expect(body).not.toContain('前取消或改期不算次数')
  })

  it('reads a number with what copying brings along', async () => {
    const guest = await newcomer(harness)
    const { number } = await book(guest, '2026-11-22', '2026-11-23')
    for (const typed of [`\u202d${number}\u202c`, `YZ\u200b${number.slice(2)}`, `ＹＺ－${number.slice(2)}`])
      expect((await checkIn({ number: typed })).state).toBe('checked-in')
    await expect(checkIn({ number: '\u2800' })).rejects.toEqual(refused('invalid-request'))
  })
})

describe('who', () => {
  it('puts nobody into a shared room whose document says otherwise; where it says nothing, the desk looks', async () => {
    await addBed('301', 'women')
    await addBed('302', 'men')
    const as = (turn: number) =>
      harness.registerPerson({
        presentRegion: '440305',
        documentNumber: sampleDocument('430122', '2003-05-06', turn),
      })
    const [woman, man] = [await as(222), await as(333)]
    for (const [who, own, other] of [
      [woman, 'women', 'men'],
      [man, 'men', 'women'],
    ] as const) {
      await expect(book(who, '2026-11-26', '2026-11-27', { kind: other })).rejects.toMatchObject({
        code: 'stay-not-eligible',
        body: { detail: containing('按证件上的性别安排') },
      })
      expect((await book(who, '2026-11-26', '2026-11-27', { kind: own })).kind).toBe(own)
    }
    const abroad = await harness.registerPerson({
      presentRegion: '440305',
      documentType: 'foreign-permanent-id',
      documentNumber: 'USA430190010101',
    })
    expect((await book(abroad, '2026-11-27', '2026-11-28', { kind: 'women' })).kind).toBe('women')
  })

  it('gives no three stays more to who deletes the account and comes again with the same document', async () => {
    const guest = await newcomer(harness)
    for (const [from, to] of [
      ['2026-12-01', '2026-12-02'],
      ['2026-12-03', '2026-12-04'],
    ] as const) {
      const { number } = await book(guest, from, to)
      harness.clock.set(`${from}T08:00:00Z`)
      await checkIn({ number })
    }
    harness.clock.set('2026-12-05T01:00:00Z')
    await runChores()
    await book(guest, '2026-12-10', '2026-12-11') // given back by the deletion, so it does not count
    await guest.call('DELETE /me')
    const again = await harness.registerPerson(guest.registration)
    expect((await again.call('GET /me/stay-standing')).staysLeft).toBe(1)
    await book(again, '2026-12-12', '2026-12-13')
    await expect(book(again, '2026-12-15', '2026-12-16')).rejects.toEqual(refused('stay-limit'))
    harness.clock.set('2027-01-01T00:00:00Z')
    await runChores()
    const kept = await harness.db
      .selectFrom('stay')
      .select('id')
      .where('document_index', 'is not', null)
      .execute()
    expect(kept).toEqual([]) // the year is over
  })

  it('nor to who withdraws the registration and registers the document with another account', async () => {
    const guest = await newcomer(harness)
    await book(guest, '2026-11-22', '2026-11-23').then(({ number }) => checkIn({ number }))
    await guest.call('PUT /me/consents/:purpose', {
      params: { purpose: 'registration' },
      body: { given: false, noticeVersion: currentNotice.version },
    })
    const other = await harness.registerPerson(guest.registration)
    expect((await other.call('GET /me/stay-standing')).staysLeft).toBe(2)
  })

  it('keeps the bed of who deletes their account in the house, and writes nothing of them afterwards', async () => {
    const guest = await newcomer(harness)
    const stay = await book(guest, '2026-11-22', '2026-11-24')
    await checkIn({ number: stay.number })
    await guest.call('DELETE /me')
    expect((await today()).arriving).toMatchObject([
      { maskedName: '已注销', bed: '101', state: 'checked-in' },
    ])
    harness.clock.set('2026-11-25T07:00:00Z')
    await runChores()
    await harness.app.worker.drain()
    expect((await today()).notOut).toMatchObject([{ maskedName: '已注销', bed: '101' }])
    for (const table of ['milestone', 'message'] as const)
      expect(
        await harness.db.selectFrom(table).select('id').where('person_id', '=', guest.personId).execute(),
      ).toEqual([])
  })

  it('tells who is joined with another account which of two stays was left', async () => {
    await addBed('102')
    const [from, into] = [await newcomer(harness), await newcomer(harness)]
    await book(into, '2026-12-20', '2026-12-22')
    harness.clock.advance(1)
    const later = await book(from, '2026-12-21', '2026-12-23')
    await harness.db.transaction().execute(async (tx) => {
      await joinStays(tx, from.personId, into.personId, harness.clock.now())
      await tx
        .updateTable('stay')
        .set({ person_id: into.personId })
        .where('person_id', '=', from.personId)
        .execute() // as joining does for every row
    })
    expect(await titles(into)).toContain('同一晚的两次住宿留了一次')
    expect(await see(into, later.id)).toMatchObject({ state: 'cancelled', counted: false })
  })

  it('shows a clerk whose role has ended nothing, and takes nothing from them', async () => {
    const guest = await newcomer(harness)
    const stay = await book(guest, '2026-11-22', '2026-11-24')
    const lone = await harness.staff('clerk', hostel)
    await checkIn({ number: stay.number }, lone)
    const admin = await harness.office('system-admin')
    await admin.call('DELETE /staff/:person/roles/:role', {
      params: { person: lone.personId, role: 'clerk' },
    })
    await expect(
      lone.call('PUT /hostels/:hostel/stays/:stay/left', { params: { hostel, stay: stay.id } }),
    ).rejects.toEqual(refused('signed-out'))
    expect((await see(guest, stay.id)).state).toBe('checked-in')
  })
})

describe('what the office takes away', () => {
  const outOfService = async (outFrom: string, then: 'move' | 'cancel') => {
    const bed = (await lead.call('GET /hostel-inventory')).items[0]?.beds[0]?.id as string
    await lead.call('PUT /hostels/:hostel/beds/:bed/service', {
      params: { hostel, bed },
      body: { outFrom, why: '漏水了', then },
    })
  }

  it('does not count a stay whose bed broke before its first night was slept', async () => {
    const guest = await newcomer(harness)
    const stay = await book(guest, '2026-11-22', '2026-11-24')
    await checkIn({ number: stay.number })
    await outOfService('2026-11-22', 'cancel')
    expect(await see(guest, stay.id)).toMatchObject({ state: 'cancelled', counted: false })
    expect(await actsOn(stay.id)).toContain('lead stay.closed')
  })

  it('moves the rest of a stay that is going on, and says which bed from when', async () => {
    await addBed('102')
    const guest = await newcomer(harness)
    const stay = await book(guest, '2026-11-22', '2026-11-25')
    await checkIn({ number: stay.number })
    await outOfService('2026-11-23', 'move')
    expect((await see(guest, stay.id)).beds).toEqual([
      { label: '101', fromNight: '2026-11-22', nights: 1 },
      { label: '102', fromNight: '2026-11-23', nights: 2 },
    ])
  })

  it('counts nobody’s stay at a hostel that has closed, tells them the day before, and lets who is in stay', async () => {
    await addBed('102')
    const [inside, soon, later] = [await newcomer(harness), await newcomer(harness), await newcomer(harness)]
    const first = await book(inside, '2026-11-22', '2026-11-27')
    await checkIn({ number: first.number })
    const second = await book(soon, '2026-11-23', '2026-11-24')
    const third = await book(later, '2026-11-26', '2026-11-27')
    await harness.db
      .updateTable('station')
      .set({ closed_at: harness.clock.now() })
      .where('id', '=', hostel)
      .execute()
    await runChores()
    expect(await see(soon, second.id)).toMatchObject({ state: 'cancelled', counted: false })
    expect((await messages(soon))[0]?.body).toContain('驿站已经关闭')
    expect((await see(later, third.id)).state).toBe('booked') // closed by mistake is put right in the meantime
    harness.clock.set('2026-11-25T01:00:00Z')
    await runChores()
    expect(await see(later, third.id)).toMatchObject({ state: 'cancelled', counted: false })
    await expect(extend(inside, first.id, '2026-11-28')).rejects.toMatchObject({
      code: 'nights-closed',
      body: { detail: containing('驿站已经关闭，不能再续') },
    })
    expect((await checkOut(first.id)).state).toBe('left')
  })
})

it('goes by the database’s clock where a server’s own is wrong', async () => {
  await harness.close()
  const truth = new Date('2026-11-22T02:00:00Z')
  await open({ boundary: () => Promise.resolve(truth) })
  const guest = await newcomer(harness)
  const tonight = await book(guest, '2026-11-22', '2026-11-23')
  const tomorrow = await book(guest, '2026-11-23', '2026-11-24')
  harness.clock.set('2026-11-23T01:00:00Z') // a day ahead
  await runChores()
  await expect(checkIn({ number: tomorrow.number })).rejects.toEqual(refused('no-stay-today'))
  expect((await checkIn({ number: tonight.number })).state).toBe('checked-in')
  harness.clock.set('2026-11-25T01:00:00Z')
  await runChores()
  expect((await see(guest, tonight.id)).state).toBe('checked-in')
  harness.clock.set('2026-11-20T01:00:00Z') // two days behind
  await expect(book(guest, '2026-11-20', '2026-11-21')).rejects.toMatchObject({
    body: { errors: [{ pointer: '/fromDay' }] },
  })
  expect(await extend(guest, tonight.id, '2026-11-23')).toMatchObject({ state: 'checked-in' })
})
