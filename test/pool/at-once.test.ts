import { outOfTransaction, type Db } from '../../server/core/db'
import { answerInvitation } from '../../server/pool'
import { passDays } from '../../server/pool/jobs'
import { currentNotice, recordConsent } from '../../server/profiles'
import { testVault } from '../../mock/fakes'
import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { waiting } from '../waiting'
import { beFound, inviteTo, majorOfTest, searchAs } from './world'

/** Two acts at the same moment. The embedded database has one connection: nothing is proved there. */
const atOnce = process.env.DATABASE_URL ? describe : describe.skip

atOnce('two at once', () => {
  let harness: Harness
  let lead: Visitor
  beforeAll(async () => {
    harness = await startHarness()
  })
  afterAll(() => harness.close())
  beforeEach(async () => {
    harness.clock.set('2026-11-22T02:00:00.000Z')
    lead = await harness.office('lead')
  })

  const invited = async () => {
    const major = majorOfTest()
    const person = await harness.registerPerson({ major })
    const search = await searchAs(lead, { majors: [major] })
    const { id } = await inviteTo(lead, search.id, person.personId)
    return { person, search, id }
  }
  const acceptIn = (tx: Db, person: Visitor, id: string) =>
    answerInvitation(
      {
        db: tx,
        now: harness.clock.now(),
        deps: {
          vault: testVault(),
          regionName: () => null,
          staffNames: async () => new Map(),
          posts: async () => new Map(),
        },
        actor: { personId: person.personId },
      },
      id,
      { answer: 'accept', contact: 'sign-in' },
    )
  /** Runs an act whose transaction stays open until `other` waits for it or is over. @returns what came of the other */
  const besideOpen = async (act: (tx: Db) => Promise<unknown>, other: () => Promise<unknown>) => {
    let rival: Promise<unknown> = Promise.resolve()
    let waited = false
    await harness.db.transaction().execute(async (tx) => {
      await act(tx)
      rival = outOfTransaction(other).catch((error: unknown) => error)
      await Promise.race([
        rival,
        waiting(harness.db, 1).then(
          () => (waited = true),
          () => undefined,
        ),
      ])
    })
    return { came: await rival, waited }
  }
  const rowOf = (id: string) =>
    harness.db.selectFrom('pool_invitation').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

  it('an acceptance in the last second stands, though the day is over when the chore comes', async () => {
    const { person, id } = await invited()
    harness.clock.set('2026-11-29T15:59:59.999Z')
    const { waited } = await besideOpen(
      (tx) => acceptIn(tx, person, id),
      () => passDays(harness.db, { vault: testVault() }, new Date('2026-11-29T16:00:00.000Z')),
    )
    expect(waited).toBe(true)
    expect((await rowOf(id)).state).toBe('accepted')
    await harness.app.worker.drain()
    const { items } = await person.call('GET /me/messages')
    expect(items.map(({ title }) => title)).not.toContain('一份邀请已过期')
  })

  it('who stops all of them while accepting gives nothing away', async () => {
    const { person, id } = await invited()
    harness.clock.advance(60)
    const stop = (tx: Db) =>
      recordConsent(
        { db: tx, now: harness.clock.now(), deps: { vault: testVault() }, actor: person },
        { purpose: 'talent-pool', given: false, noticeVersion: currentNotice.version },
      )
    const { came, waited } = await besideOpen(stop, () =>
      harness.db.transaction().execute((tx) => acceptIn(tx, person, id)),
    )
    expect([waited, came]).toEqual([true, refused('pool-invitation-over')])
    await harness.app.worker.drain()
    expect(await rowOf(id)).toMatchObject({ state: 'void', given_phone: null })
  })

  it('who accepts and then stops has given, and it is hidden', async () => {
    const { person, id } = await invited()
    harness.clock.advance(60)
    const { waited } = await besideOpen(
      (tx) => acceptIn(tx, person, id),
      () => beFound(person, false),
    )
    expect(waited).toBe(true)
    await harness.app.worker.drain()
    expect(await rowOf(id)).toMatchObject({ state: 'accepted', given_phone: null })
  })

  it('two officers with the last place of a person: one invites, one is refused', async () => {
    const major = majorOfTest()
    const person = await harness.registerPerson({ major })
    const officers = await Promise.all([1, 2].map(() => harness.office('lead')))
    for (let turn = 0; turn < 2; turn += 1)
      await inviteTo(lead, (await searchAs(lead, { majors: [major] })).id, person.personId)
    const searches = await Promise.all(officers.map((one) => searchAs(one, { majors: [major] })))
    const outcomes = await Promise.allSettled(
      officers.map((one, at) => inviteTo(one, searches[at]?.id ?? '', person.personId)),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const [lost] = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    expect(lost).toEqual(refused('pool-limit-reached'))
  })

  it('one officer at two desks for one person asks once', async () => {
    const major = majorOfTest()
    const person = await harness.registerPerson({ major })
    const search = await searchAs(lead, { majors: [major] })
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => inviteTo(lead, search.id, person.personId)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})
