import { publishBook } from '../../server/policies'
import { factsOf } from '../../server/policies/facts'
import { joinOffers, lastingOffers } from '../../server/policies/offer-rows'
import { settleConfirmed } from '../../server/policies/offers'
import { lookAt, lookAtDue } from '../../server/policies/outlook'
import { joinOutlooks, setWatch, watchOf } from '../../server/policies/watch'
import { testVault } from '../../mock/fakes'
import { startHarness, type Harness, type Visitor } from '../harness'
import { card, desk, offerBook } from './offer-book'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
  await publishBook(harness.db, { book: offerBook(desk, card), source: '试验文件' }, harness.clock.now())
})
afterAll(() => harness.close())

const graduate = async (degree: 'bachelor' | 'master' = 'bachelor') => {
  const person = await harness.registerPerson({ degree })
  await harness.app.worker.drain()
  return person
}
const offersOf = async ({ call }: Visitor) => (await call('GET /me/offers')).items
const work = () => ({
  now: harness.clock.now(),
  deps: { vault: testVault(), recognisedTiers: async () => new Map() },
})

/** Two acts at the same moment. The embedded database has one connection: nothing is proved there. */
const atOnce = process.env.DATABASE_URL ? describe : describe.skip
atOnce('two at once', () => {
  it('a confirmation and a refusal of one offer leave one of them, as the last one says', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = await graduate()
      const [offer] = await offersOf(person)
      const parts = { params: { offer: offer?.id ?? '' } }
      const [confirmed, declined] = await Promise.all([
        person.call('POST /me/offers/:offer/confirmation', parts),
        person.call('POST /me/offers/:offer/declination', parts),
      ])
      expect([confirmed.state, declined.state]).toEqual(['confirmed', 'declined'])
      const [now] = await offersOf(person)
      expect(['confirmed', 'declined']).toContain(now?.state)
      harness.clock.advance(62)
      await Promise.all([1, 2].map(() => settleConfirmed(harness.db, harness.clock.now())))
      const effects = (
        await harness.db
          .selectFrom('outbox')
          .select('payload')
          .where('kind', '=', 'offer.confirmed')
          .execute()
      ).filter(({ payload }) => (payload as { personId: string }).personId === person.personId)
      expect(effects).toHaveLength(now?.state === 'confirmed' ? 1 : 0)
    }
  })

  it('two looks at one person make one offer and one message', async () => {
    const person = await harness.registerPerson()
    const one = () =>
      harness.db.transaction().execute((db) => lookAt({ db, ...work() }, person.personId, 'a decision'))
    await Promise.all([one(), one(), one()])
    await harness.app.worker.drain()
    expect(await offersOf(person)).toHaveLength(1)
    const messages = (await person.call('GET /me/messages')).items
    expect(messages.filter(({ kind }) => kind === 'policy')).toHaveLength(1)
  })

  it('the chore and a confirmation leave the offer confirmed, or refused with its reason', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = await graduate('master')
      const held = (await offersOf(person)).find(({ policy }) => policy === 'reading-card')
      await publishBook(harness.db, { book: offerBook(desk), source: '没有阅读卡' }, harness.clock.now())
      const [came] = await Promise.all([
        person.call('POST /me/offers/:offer/confirmation', { params: { offer: held?.id ?? '' } }).then(
          ({ state }) => state,
          (error: { code: string }) => error.code,
        ),
        lookAtDue(
          { db: harness.db, vault: testVault(), recognisedTiers: async () => new Map() },
          harness.clock.now(),
        ),
      ])
      const state = (await offersOf(person)).find(({ id }) => id === held?.id)?.state
      expect([came, state]).toEqual(['offer-ended', 'closed'])
      await publishBook(harness.db, { book: offerBook(desk, card), source: '有阅读卡' }, harness.clock.now())
    }
  })
})

describe('two accounts that become one', () => {
  const joined = async (from: Visitor, into: Visitor) => {
    await harness.db.transaction().execute(async (db) => {
      await joinOffers(db, from.personId, into.personId)
      await joinOutlooks(db, from.personId, into.personId, harness.clock.now())
      await db
        .updateTable('policy_offer')
        .set({ person_id: into.personId })
        .where('person_id', '=', from.personId)
        .execute()
    })
    return (await offersOf(into)).map(({ state, closedBecause }) => [state, closedBecause]).sort()
  }

  it('keep the confirmed offer, whichever had it', async () => {
    for (const confirmedIn of ['from', 'into'] as const) {
      const people = { from: await graduate(), into: await graduate() }
      const [offer] = await offersOf(people[confirmedIn])
      await people[confirmedIn].call('POST /me/offers/:offer/confirmation', {
        params: { offer: offer?.id ?? '' },
      })
      expect(await joined(people.from, people.into)).toEqual([
        ['closed', 'joined'],
        ['confirmed', null],
      ])
      expect(await lastingOffers(harness.db, people.into.personId)).toMatchObject([{ id: offer?.id }])
    }
  })

  it('go on being told when either agreed to it, and are looked at anew', async () => {
    const [from, into] = [await graduate(), await graduate()]
    await from.call('PUT /me/policy-watch', { body: { on: true } })
    const { since } = await watchOf(harness.db, from.personId)
    await lookAtDue(
      { db: harness.db, vault: testVault(), recognisedTiers: async () => new Map() },
      harness.clock.now(),
    )
    await joined(from, into)
    expect(await watchOf(harness.db, into.personId)).toEqual({ since })
    expect(await watchOf(harness.db, from.personId)).toEqual({ since: null })
    expect(
      await lookAtDue(
        { db: harness.db, vault: testVault(), recognisedTiers: async () => new Map() },
        harness.clock.now(),
      ),
    ).toBe(1)
    expect(
      await lookAtDue(
        { db: harness.db, vault: testVault(), recognisedTiers: async () => new Map() },
        harness.clock.now(),
      ),
    ).toBe(0)
  })
})

it('a phone whose clock is wrong changes nothing: facts are of the day here', async () => {
  const person = await graduate()
  const actor = { personId: person.personId }
  await harness.db.transaction().execute((db) => setWatch({ db, ...work(), actor }, true))
  const { facts } = await factsOf(harness.db, work().deps, person.personId, harness.clock.now())
  expect(facts.degree?.asOf).toBe('2026-11-22')
})
