import type { Policy } from '../../contract/policies/book'
import { publishBook } from '../../server/policies'
import { settleConfirmed } from '../../server/policies/offers'
import { lookAtDue } from '../../server/policies/outlook'
import { testVault } from '../../mock/fakes'
import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { bed, card, desk, offerBook } from './offer-book'

/** Benefits that need no application: offered by records alone, confirmed by a tap, lost by no silence. */
let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(async () => {
  harness.clock.set('2026-11-22T06:00:00Z')
  await publish(desk, card, bed)
})

const publish = (...policies: Policy[]) =>
  publishBook(harness.db, { book: offerBook(...policies), source: '试验文件' }, harness.clock.now())
const look = () =>
  lookAtDue(
    { db: harness.db, vault: testVault(), recognisedTiers: async () => new Map() },
    harness.clock.now(),
  )
const settle = async () => {
  await harness.app.worker.drain()
  await look()
  await settleConfirmed(harness.db, harness.clock.now())
}
const offersOf = async ({ call }: Visitor) => (await call('GET /me/offers')).items
const offerOf = async (person: Visitor, policy = 'free-desk') => {
  const found = (await offersOf(person)).find((offer) => offer.policy === policy)
  if (!found) throw new Error(`no offer of ${policy}`)
  return found
}
const toldOf = async ({ call }: Visitor) =>
  (await call('GET /me/messages')).items.filter(({ kind }) => kind === 'policy')
const graduate = async () => {
  const person = await harness.registerPerson({ degree: 'bachelor', graduatesOn: '2026-06-30' })
  await settle()
  return person
}
const params = (offer: { id: string }) => ({ params: { offer: offer.id } })
const effects = async () =>
  (
    await harness.db.selectFrom('outbox').select('payload').where('kind', '=', 'offer.confirmed').execute()
  ).map(({ payload }) => payload)

describe('an offer', () => {
  it('is made when the registration says so, with the last day in sight; who registers sees it, and is not told', async () => {
    const person = await graduate()
    await settle()
    expect(await offersOf(person)).toEqual([
      expect.objectContaining({
        policy: 'free-desk',
        title: '创业工位',
        state: 'open',
        lastsUntil: '2028-06-30',
        decidedAt: null,
        undoUntil: null,
        closedBecause: null,
      }),
    ])
    expect(await toldOf(person)).toEqual([])
  })

  it('is never made by what somebody only told, and nobody is offered what they may not have', async () => {
    const person = await graduate()
    const { revision } = await person.call('GET /me/facts')
    await person.call('PUT /me/facts', { body: { revision, answers: [{ code: 'ownsHome', value: false }] } })
    await settle()
    expect((await offersOf(person)).map(({ policy }) => policy)).toEqual(['free-desk'])
    const stranger = await harness.signIn()
    await settle()
    expect(await offersOf(stranger)).toEqual([])
  })

  it('comes by itself when a registration is corrected, and ends with its reason when it no longer holds', async () => {
    const person = await graduate()
    const correct = async (change: object) => {
      await person.call('PUT /me/profile', { body: { ...person.registration, ...change } })
      await settle()
    }
    await correct({ degree: 'master' })
    expect((await offersOf(person)).map(({ policy }) => policy).sort()).toEqual(['free-desk', 'reading-card'])
    await correct({ degree: 'bachelor' })
    expect(await offerOf(person, 'reading-card')).toMatchObject({ state: 'closed', closedBecause: 'records' })
    await correct({ degree: 'master' })
    const cards = (await offersOf(person)).filter(({ policy }) => policy === 'reading-card')
    expect(cards.map(({ state }) => state)).toEqual(['open', 'closed'])
  })

  it('comes with a new book to everybody who is registered, told once, and ends with the policy', async () => {
    await publish(desk)
    const people = [
      await harness.registerPerson({ degree: 'master' }),
      await harness.registerPerson({ degree: 'doctor' }),
    ]
    await settle()
    await publish(desk, card)
    await look()
    for (const person of people)
      expect(await offerOf(person, 'reading-card')).toMatchObject({ state: 'open' })
    await publish(desk, { ...card, inForceTo: '2026-11-30' })
    await look()
    expect(await offerOf(people[0] as Visitor, 'reading-card')).toMatchObject({ lastsUntil: '2026-11-30' })
    harness.clock.set('2026-11-30T15:59:59Z') // the last second of that day in China
    await look()
    expect(await offerOf(people[0] as Visitor, 'reading-card')).toMatchObject({ state: 'open' })
    harness.clock.set('2026-11-30T16:00:00Z')
    await look()
    for (const person of people)
      expect(await offerOf(person, 'reading-card')).toMatchObject({
        state: 'closed',
        closedBecause: 'policy',
      })
  })

  it('opens on the day itself for who is not yet there, also on 29 February', async () => {
    const soon: Policy = {
      ...desk,
      code: 'after-a-year',
      title: '满一年的工位',
      criterion: { clause: '4', label: '毕业满 1 年', fact: 'graduatesOn', sinceAtLeast: { years: 1 } },
    }
    await publish(soon)
    harness.clock.set('2029-02-26T02:00:00Z')
    const person = await harness.registerPerson({ graduatesOn: '2028-02-29' })
    await settle()
    harness.clock.set('2029-02-27T15:59:59Z')
    await look()
    expect(await offersOf(person)).toEqual([])
    harness.clock.set('2029-02-27T16:00:00Z') // 28 February: 29 February has no year's day in 2029
    await look()
    expect(await offerOf(person, 'after-a-year')).toMatchObject({ state: 'open' })
  })

  it('keeps nobody waiting behind one who cannot be looked at', async () => {
    const [broken, person] = [await graduate(), await graduate()]
    await harness.db
      .updateTable('profile')
      .set({ name: Buffer.from('not what was sealed') })
      .where('person_id', '=', broken.personId)
      .execute()
    await publish(desk, { ...card, criterion: desk.criterion })
    await expect(look()).rejects.toThrow()
    expect(await offerOf(person, 'reading-card')).toMatchObject({ state: 'open' })
    expect(await look()).toBe(0)
    await harness.db.deleteFrom('policy_outlook').where('person_id', '=', broken.personId).execute()
  })
})

describe('confirming', () => {
  it('takes one act, keeps what it rests on, and takes effect when it can no longer be taken back', async () => {
    const person = await graduate()
    const offer = await offerOf(person)
    const before = (await effects()).length
    const confirmed = await person.call('POST /me/offers/:offer/confirmation', params(offer))
    expect(confirmed).toMatchObject({ state: 'confirmed', undoUntil: '2026-11-22T06:01:00.000Z' })
    expect(await person.call('POST /me/offers/:offer/confirmation', params(offer))).toEqual(confirmed)
    await settle()
    expect(await effects()).toHaveLength(before)
    harness.clock.advance(62)
    await settle()
    expect((await effects()).slice(before)).toEqual([
      {
        offerId: offer.id,
        personId: person.personId,
        policy: 'free-desk',
        bookVersion: confirmed.bookVersion,
      },
    ])
    expect(await offerOf(person)).toMatchObject({ undoUntil: null })
    const { policyOffers } = (await person.call('GET /me/export')) as unknown as {
      policyOffers: { facts: Record<string, unknown> }[]
    }
    expect(policyOffers[0]?.facts).toMatchObject({
      degree: { value: 'bachelor', source: 'registration' },
      graduatesOn: { value: '2026-06-30' },
    })
  })

  it('can be taken back for a minute, its last second included, and has then done nothing', async () => {
    const person = await graduate()
    const offer = await offerOf(person)
    const before = (await effects()).length
    await person.call('POST /me/offers/:offer/confirmation', params(offer))
    harness.clock.advance(60)
    expect(await person.call('DELETE /me/offers/:offer/confirmation', params(offer))).toMatchObject({
      state: 'open',
      decidedAt: null,
    })
    harness.clock.advance(60)
    await settle()
    expect(await effects()).toHaveLength(before)
    await person.call('POST /me/offers/:offer/confirmation', params(offer))
    harness.clock.advance(61)
    await expect(person.call('DELETE /me/offers/:offer/confirmation', params(offer))).rejects.toEqual(
      refused('undo-too-late'),
    )
    await expect(person.call('POST /me/offers/:offer/declination', params(offer))).rejects.toEqual(
      refused('undo-too-late'),
    )
  })

  it('is judged again as of then: what no longer holds is closed, with a sentence and a way', async () => {
    const person = await harness.registerPerson({ graduatesOn: '2024-12-01' })
    await settle()
    const offer = await offerOf(person)
    harness.clock.set('2026-12-01T16:00:00Z') // a day after the last in China, before anybody looked
    await expect(person.call('POST /me/offers/:offer/confirmation', params(offer))).rejects.toMatchObject({
      code: 'offer-ended',
      body: { detail: expect.stringContaining('我的资料') as string },
    })
    expect(await offerOf(person)).toMatchObject({ state: 'closed', closedBecause: 'records' })
    await expect(person.call('POST /me/offers/:offer/declination', params(offer))).rejects.toEqual(
      refused('offer-ended'),
    )
  })

  it('stays when records change later', async () => {
    const person = await graduate()
    await person.call('POST /me/offers/:offer/confirmation', params(await offerOf(person)))
    await person.call('PUT /me/profile', { body: { ...person.registration, degree: 'associate' } })
    await settle()
    expect(await offerOf(person)).toMatchObject({ state: 'confirmed' })
  })
})

describe('declining', () => {
  it('can be taken back as long as the offer lasts, and a confirmation may follow', async () => {
    const person = await graduate()
    const offer = await offerOf(person)
    expect(await person.call('POST /me/offers/:offer/declination', params(offer))).toMatchObject({
      state: 'declined',
    })
    harness.clock.set('2026-12-15T00:00:00Z')
    await look()
    expect(await offersOf(person)).toHaveLength(1)
    expect(await person.call('DELETE /me/offers/:offer/declination', params(offer))).toMatchObject({
      state: 'open',
      decidedAt: null,
    })
    await person.call('POST /me/offers/:offer/declination', params(offer))
    expect(await person.call('POST /me/offers/:offer/confirmation', params(offer))).toMatchObject({
      state: 'confirmed',
    })
  })

  it('cannot be taken back once it is over', async () => {
    const person = await graduate()
    const offer = await offerOf(person)
    await person.call('POST /me/offers/:offer/declination', params(offer))
    await person.call('PUT /me/profile', { body: { ...person.registration, degree: 'associate' } })
    await settle()
    await expect(person.call('DELETE /me/offers/:offer/declination', params(offer))).rejects.toEqual(
      refused('offer-ended'),
    )
  })
})

describe('offers of others', () => {
  it('are not there', async () => {
    const [person, other] = [await graduate(), await graduate()]
    const offer = await offerOf(person)
    for (const route of [
      'POST /me/offers/:offer/confirmation',
      'DELETE /me/offers/:offer/confirmation',
      'POST /me/offers/:offer/declination',
      'DELETE /me/offers/:offer/declination',
    ] as const)
      await expect(other.call(route, params(offer))).rejects.toEqual(refused('not-found'))
    expect(await offerOf(person)).toMatchObject({ state: 'open' })
  })

  it('page by page', async () => {
    const person = await harness.registerPerson({ degree: 'master' })
    await settle()
    const first = await person.call('GET /me/offers', { query: { limit: 1 } })
    const second = await person.call('GET /me/offers', { query: { limit: 1, after: first.next as string } })
    expect([...first.items, ...second.items].map(({ policy }) => policy).sort()).toEqual([
      'free-desk',
      'reading-card',
    ])
    expect(second.next).toBeNull()
  })
})
