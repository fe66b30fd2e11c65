import { publishBook } from '../../server/policies'
import { startHarness, type Harness, type Visitor } from '../harness'
import { desk, offerBook } from './offer-book'
import { smallBook } from './small-book'

/** Two acts at the same moment. The embedded database has one connection: nothing is proved there. */
const atOnce = process.env.DATABASE_URL ? describe : describe.skip
atOnce('two at once', () => {
  let harness: Harness
  const leads: Visitor[] = []
  beforeAll(async () => {
    harness = await startHarness()
    await publishBook(harness.db, { book: offerBook(desk), source: '试验文件' }, harness.clock.now())
    for (let lead = 0; lead < 3; lead += 1) leads.push(await harness.office('lead'))
  })
  afterAll(() => harness.close())

  const by = (lead: number) => leads[lead] as Visitor
  const read = () => by(0).call('GET /policy-draft')
  const edit = async (lead: number, revision: number, summary: string) =>
    by(lead).call('PUT /policy-draft/policies/:code', {
      params: { code: 'rent-subsidy' },
      body: { revision, policy: { ...structuredClone(smallBook.policies[1]), summary } as never },
    })
  const publish = (lead: number, revision: number) =>
    by(lead).call('POST /policy-draft/publication', { body: { revision, source: '新的文件' } })
  const versions = async () => (await by(0).call('GET /policy-books', { query: { limit: 50 } })).items.length
  const cameTo = (tried: PromiseSettledResult<unknown>[]) => tried.map(({ status }) => status).sort()

  it('of two who publish what a third proposed one does, as one version', async () => {
    for (let round = 0; round < 5; round += 1) {
      const before = await versions()
      const { revision } = await edit(0, (await read()).revision, `第 ${round} 次。`)
      const proposed = await publish(0, revision)
      const tried = await Promise.allSettled([publish(1, proposed.revision), publish(2, proposed.revision)])
      expect(cameTo(tried)).toEqual(['fulfilled', 'rejected'])
      expect(await versions()).toBe(before + 1)
    }
  })

  it('a proposal and a change leave a proposal of what was proposed, or none', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { revision } = await edit(0, (await read()).revision, '提出的。')
      await Promise.allSettled([publish(0, revision), edit(1, revision, '后来改的。')])
      const { proposal, book } = await read()
      const summary = book.policies.find(({ code }) => code === 'rent-subsidy')?.summary
      expect([proposal !== null, summary]).toEqual(proposal ? [true, '提出的。'] : [false, '后来改的。'])
      await by(0).call('DELETE /policy-draft', { query: { revision: (await read()).revision } })
    }
  })

  it('a file and the console never make one version of two books', async () => {
    for (let round = 0; round < 5; round += 1) {
      const before = await versions()
      const { revision } = await edit(0, (await read()).revision, `草稿 ${round}。`)
      const proposed = await publish(0, revision)
      const tried = await Promise.allSettled([
        publish(1, proposed.revision),
        publishBook(harness.db, { book: offerBook(desk), source: '文件发布' }, harness.clock.now()),
      ])
      const done = tried.filter(({ status }) => status === 'fulfilled').length
      expect(tried[1]?.status).toBe('fulfilled')
      expect(await versions()).toBe(before + done)
      const draft = await read()
      if (draft.open) await by(0).call('DELETE /policy-draft', { query: { revision: draft.revision } })
    }
  })

  it('a confirmation and a correction of the registration leave it confirmed, or closed with its reason', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = await harness.registerPerson({ degree: 'bachelor' })
      await harness.app.worker.drain()
      const [offer] = (await person.call('GET /me/offers')).items
      const [confirmed] = await Promise.allSettled([
        person.call('POST /me/offers/:offer/confirmation', { params: { offer: offer?.id ?? '' } }),
        person.call('PUT /me/profile', { body: { ...person.registration, degree: 'associate' } }),
      ])
      await harness.app.worker.drain()
      const [now] = (await person.call('GET /me/offers')).items
      expect(now?.state).toBe(confirmed.status === 'fulfilled' ? 'confirmed' : 'closed')
    }
  })

  it('two devices that tell at once lose no answer unseen', async () => {
    const person = await harness.signIn()
    const tell = (code: string) =>
      person.call('PUT /me/facts', { body: { revision: 0, answers: [{ code, value: '2026-01-01' }] } })
    const tried = await Promise.allSettled([tell('enrolledOn'), tell('birthday')])
    expect(cameTo(tried)).toEqual(['fulfilled', 'rejected'])
    expect((await person.call('GET /me/facts')).items).toHaveLength(1)
  })
})
