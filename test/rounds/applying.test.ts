import type { TicketBody } from '@jucai/contract/rounds'
import type { Harness } from '../harness'
import {
  applicant,
  lockRound,
  moments,
  publishedRound,
  qualify,
  roundBody,
  ticketBody,
  startRounds,
  type Office,
  type Relative,
} from './world'

let harness: Harness
let office: Office
let round: string
let station: string
let flats: string[]
beforeAll(async () => {
  ;({ harness, office, station, flats } = await startRounds(12))
  round = await publishedRound(office, roundBody(flats.slice(0, 2)))
})
afterAll(() => harness.close())

type Person = Awaited<ReturnType<typeof applicant>>
type Given = TicketBody['household'][number]
const put = ({ call }: Pick<Person, 'call'>, changes: Partial<TicketBody> = {}, at = round) =>
  call('PUT /me/rounds/:round/ticket', { params: { round: at }, body: ticketBody(station, changes) })
const fieldsOf = async (asked: Promise<unknown>): Promise<string[]> =>
  asked.then(
    () => [],
    (error: { errors?: { pointer: string; detail: string }[] }) =>
      (error.errors ?? []).map(({ pointer, detail }) => `${pointer} ${detail}`),
  )

it('before the window opens nobody applies or arrives, and a draft is not told of', async () => {
  const person = await applicant(harness)
  await expect(put(person)).rejects.toMatchObject({
    code: 'round-not-open',
    body: { state: 'published', detail: '12月1日 09:00开始申请，现在还不能提交。' },
  })
  expect((await person.call('GET /me/rounds/:round', { params: { round } })).standing.arrivedAt).toBeNull()
  const draft = await office.one.call('POST /round-desk', {
    body: roundBody(flats.slice(2, 4), { code: '2026-draft' }),
  })
  await expect(put(person, {}, draft.id)).rejects.toMatchObject({ code: 'not-found' })
  await expect(person.call('GET /me/rounds/:round', { params: { round: draft.id } })).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(harness.as()('GET /rounds/:round', { params: { round: draft.id } })).rejects.toMatchObject({
    code: 'not-found',
  })
})

describe('in the window', () => {
  beforeAll(() => {
    harness.clock.set(moments.window)
  })

  it('who has no registration or no qualification is told what is missing', async () => {
    const visitor = await harness.signIn()
    await expect(put(visitor)).rejects.toMatchObject({ code: 'registration-needed' })
    const registered = await harness.registerPerson()
    await expect(put(registered)).rejects.toMatchObject({ code: 'qualification-needed' })
    await qualify(harness, registered.personId, { state: 'withdrawn' })
    await expect(put(registered)).rejects.toMatchObject({ code: 'qualification-needed' })
    await qualify(harness, registered.personId, { state: 'submitted' })
    const { standing, ticket } = await put(registered)
    expect([standing.qualification, ticket?.standing]).toEqual(['pending', 'applied'])
  })

  it('pools, wishes and classes that the round does not have are refused by name', async () => {
    const person = await applicant(harness)
    expect(await fieldsOf(put(person, { pool: 'other' }))).toEqual([
      '/pool 这个批次没有这一组房源，请刷新后再选',
    ])
    const elsewhere = '00000000-0000-7000-8000-00000000000a'
    expect(
      await fieldsOf(
        put(person, {
          wishes: [
            { stationId: station, typeId: null },
            { stationId: elsewhere, typeId: null },
          ],
        }),
      ),
    ).toEqual(['/wishes/1 这一组房源里没有这个小区或户型，请重新选'])
    const wish = { stationId: station, typeId: null }
    expect(await fieldsOf(put(person, { wishes: [wish, wish] }))).toEqual([
      '/wishes/1 和第 1 个志愿一样，请去掉一个',
    ])
    expect(await fieldsOf(put(person, { classes: ['nobility'] }))).toEqual([
      '/classes/0 这个批次没有这一类，或者写了两次',
    ])
    await expect(put(person, { revision: 2 })).rejects.toMatchObject({
      code: 'stale-version',
      body: { version: 1 },
    })
    expect((await person.call('GET /me/rounds/:round', { params: { round } })).ticket).toBeNull()
  })

  it('each of the household brings one sound document of their own', async () => {
    const person = await applicant(harness, {
      household: [
        { relation: 'spouse', name: '赵伴', bornOn: '1971-02-03' },
        { relation: 'child', name: '赵宝', bornOn: '2019-08-09' },
      ],
    })
    const spouse = { member: 0, documentType: 'passport' as const, documentNumber: 'EB7654321' }
    const child = {
      member: 1,
      documentType: 'birth-certificate' as const,
      documentNumber: 'Q430000001',
    }
    expect(await fieldsOf(put(person, { household: [spouse] }))).toEqual(['/household 请填写子女赵宝的证件'])
    expect(await fieldsOf(put(person, { household: [spouse, child, { ...child, member: 4 }] }))).toEqual([
      '/household/2 资格申请里没有这位家庭成员，请刷新',
    ])
    expect(await fieldsOf(put(person, { household: [spouse, { ...child, documentNumber: '123' }] }))).toEqual(
      ['/household/1/documentNumber 出生医学证明编号是 1 个字母加 9 位数字，请检查'],
    )
    expect(
      await fieldsOf(
        put(person, {
          household: [
            { ...spouse, documentType: 'resident-id', documentNumber: person.registration.documentNumber },
            child,
          ],
        }),
      ),
    ).toEqual(['/household/0/documentNumber 这是你自己的证件，请填赵伴的'])
    // the old number of 15 digits says a birthday that is not hers
    expect(
      await fieldsOf(
        put(person, {
          household: [{ ...spouse, documentType: 'resident-id', documentNumber: '430102710204001' }, child],
        }),
      ),
    ).toEqual([
      '/household/0/documentNumber 这个证件的出生日期是 1971-02-04，资格申请里写的是 1971-02-03，请检查是不是赵伴的证件',
    ])
    const { ticket } = await put(person, { household: [spouse, child], classes: ['family'] })
    expect(ticket?.granted).toEqual(['family'])
    expect(ticket?.household.map(({ maskedName, document }) => `${maskedName} ${document}`).slice(1)).toEqual(
      ['赵* 护照 EB7**4321', '赵* 出生医学证明 Q43***0001'],
    )
  })

  it('a document that the ticket says already need not be sent again, and only that', async () => {
    const spouse: Relative = { relation: 'spouse', name: '赵伴', bornOn: '1971-02-03' }
    const child: Relative = { relation: 'child', name: '赵宝', bornOn: '2019-08-09' }
    const person = await applicant(harness, { household: [spouse, child] })
    const passport = { member: 0, documentType: 'passport' as const, documentNumber: 'EB7654322' }
    const born = { member: 1, documentType: 'birth-certificate' as const, documentNumber: 'Q430000002' }
    const asBefore = (one: Given) => ({ ...one, documentNumber: null })
    expect(await fieldsOf(put(person, { household: [asBefore(passport), born] }))).toEqual([
      '/household/0/documentNumber 请填写证件号码',
    ])
    const { standing, ticket } = await put(person, { household: [passport, born] })
    expect(standing.household.map(({ document }) => document)).toEqual([
      { type: 'passport', masked: 'EB7**4322' },
      { type: 'birth-certificate', masked: 'Q43***0002' },
    ])
    const again = await put(person, {
      household: [asBefore(passport), asBefore(born)],
      longerSlot: true,
    })
    expect(again.ticket).toMatchObject({ longerSlot: true, household: ticket?.household })
    // Another kind of document is another document.
    expect(
      await fieldsOf(
        put(person, {
          household: [{ ...asBefore(passport), documentType: 'resident-id' as const }, asBefore(born)],
        }),
      ),
    ).toEqual(['/household/0/documentNumber 请填写证件号码'])
    // A withdrawn ticket says it still; somebody with another birthday is somebody else.
    await person.call('DELETE /me/rounds/:round/ticket', { params: { round } })
    await put(person, { household: [asBefore(passport), asBefore(born)] })
    await harness.db
      .updateTable('application')
      .set({ state: 'withdrawn' })
      .where('id', '=', person.applicationId)
      .execute()
    await qualify(harness, person.personId, { household: [{ ...spouse, bornOn: '1971-02-04' }, child] })
    expect(await fieldsOf(put(person, { household: [asBefore(passport), asBefore(born)] }))).toEqual([
      '/household/0/documentNumber 请填写证件号码',
    ])
  })

  it('changing keeps place, salt and the one ticket; the same words twice come to the same', async () => {
    const person = await applicant(harness)
    const first = (await put(person)).ticket
    const again = (await put(person)).ticket
    expect({ ...again, version: 0, changedAt: '' }).toEqual({ ...first, version: 0, changedAt: '' })
    const changed = (await put(person, { longerSlot: true })).ticket
    expect([changed?.id, changed?.salt, changed?.holder, changed?.longerSlot]).toEqual([
      first?.id,
      first?.salt,
      first?.holder,
      true,
    ])
    const rows = await harness.db
      .selectFrom('round_ticket')
      .select('serial')
      .where('person_id', '=', person.personId)
      .execute()
    expect(rows).toHaveLength(1)
  })

  it('who withdraws may come back until the close, and nobody withdraws what they do not have', async () => {
    const person = await applicant(harness)
    await expect(person.call('DELETE /me/rounds/:round/ticket', { params: { round } })).rejects.toMatchObject(
      { code: 'not-found' },
    )
    await put(person)
    const withdrawn = await person.call('DELETE /me/rounds/:round/ticket', { params: { round } })
    expect(withdrawn.ticket?.standing).toBe('withdrawn')
    await person.call('DELETE /me/rounds/:round/ticket', { params: { round } })
    expect((await put(person)).ticket?.standing).toBe('applied')
  })

  it('nobody reads another’s ticket or receipt', async () => {
    const person = await applicant(harness)
    expect((await person.call('GET /me/rounds/:round', { params: { round } })).ticket).toBeNull()
    await expect(person.call('GET /me/rounds/:round/receipt', { params: { round } })).rejects.toMatchObject({
      code: 'not-found',
    })
    await put(person)
    await expect(person.call('GET /me/rounds/:round/receipt', { params: { round } })).rejects.toMatchObject({
      code: 'round-not-locked',
    })
  })
})

describe('at the close', () => {
  it('a request that began in time comes through a little later, and no other does', async () => {
    harness.clock.set(moments.lastMinutes)
    const [begun, idle] = [await applicant(harness), await applicant(harness)]
    // The server goes down under the work, after it has seen the request.
    await harness.db.schema.alterTable('round_member').renameTo('round_member_away').execute()
    await expect(put(begun)).rejects.toMatchObject({ status: 500 })
    await harness.db.schema.alterTable('round_member_away').renameTo('round_member').execute()
    expect((await begun.call('GET /me/rounds/:round', { params: { round } })).ticket).toBeNull()
    harness.clock.set(moments.justClosed)
    await expect(put(idle)).rejects.toMatchObject({ code: 'round-not-open', body: { state: 'closed' } })
    await expect(put(begun, { longerSlot: true })).rejects.toMatchObject({ code: 'round-not-open' })
    const { ticket, standing } = await put(begun)
    expect([ticket?.standing, standing.arrivedAt]).toEqual(['applied', moments.lastMinutes])
    harness.clock.set(moments.lockable)
    await expect(put(begun)).rejects.toMatchObject({ code: 'round-not-open' })
  })

  it('after the lock nothing is changed, and giving up waits for the draw', async () => {
    const person = await applicant(harness, {})
    await harness.db
      .updateTable('housing_round')
      .set({ closes_at: new Date('2026-12-20T11:00:00.000Z') })
      .where('id', '=', round)
      .execute()
    harness.clock.set('2026-12-20T10:30:00.000Z')
    await put(person)
    harness.clock.set('2026-12-20T11:15:00.000Z')
    await lockRound(office, round)
    await expect(put(person)).rejects.toMatchObject({ code: 'round-not-open', body: { state: 'locked' } })
    await expect(person.call('DELETE /me/rounds/:round/ticket', { params: { round } })).rejects.toMatchObject(
      { code: 'round-settled' },
    )
  })
})
