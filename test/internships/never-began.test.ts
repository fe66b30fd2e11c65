import { sampleBook } from '../../mock/policies/book'
import { publishBook } from '../../server/policies'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { choose, newIntern, offer, openBase, signedIntern, wish, type InternshipWorld } from './world'

/** An internship that all have signed, or not yet, may be given up before its first day: nothing of it is held. */
let harness: Harness
let world: InternshipWorld
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
  await publishBook(harness.db, { book: sampleBook, source: '示例' }, harness.clock.now())
})
beforeEach(async () => {
  harness.clock.set('2026-11-22T02:00:00Z')
  lead = await harness.office('lead')
  world = { harness, lead, ...(await openBase(harness, lead)) }
})
afterAll(() => harness.close())

const why = '找到了正式工作'
const ways = {
  'the intern by declining': (one: { id: string; person: Visitor }) =>
    one.person.call('DELETE /me/internships/:internship', { params: { internship: one.id } }),
  'the intern with a reason': ({ id, person }: { id: string; person: Visitor }) =>
    person.call('POST /me/internships/:internship/interruption', {
      params: { internship: id },
      body: { why },
    }),
  'the base': ({ id }: { id: string }) =>
    world.base.recruiter.call('POST /employers/:employer/internships/:internship/interruption', {
      params: { employer: world.base.id, internship: id },
      body: { why },
    }),
  'the office': ({ id }: { id: string }) =>
    lead.call('POST /internships/:internship/interruption', {
      params: { internship: id },
      body: { why },
    }),
}

it.each(Object.keys(ways) as (keyof typeof ways)[])(
  'is given up before its first day by %s, and the person is free at once',
  async (who) => {
    const { person, internship, place } = await signedIntern(world, { number: 1 })
    expect(internship.state).toBe('waiting')
    expect(internship.may).not.toContain('interrupt')
    const given = await ways[who]({ id: internship.id, person })
    expect(given).toMatchObject({ state: 'cancelled', stipends: [] })
    await harness.app.worker.drain()
    const { items } = await person.call('GET /me/internship-wishes')
    expect(items[0]?.state).toBe('over')
    const shown = await person.call('GET /internship-places/:place', { params: { place: place.id } })
    expect(shown).toMatchObject({ left: 1, state: 'open' })
    expect((await wish(person, place.id)).state).toBe('applied')
    const told = async (one: Visitor) =>
      (await one.call('GET /me/messages')).items.map(({ title, body }) => `${title} ${body}`).join('\n')
    if (who === 'the base') expect(await told(person)).toContain(why)
    if (who.startsWith('the intern')) expect(await told(world.base.owner)).toContain('有一份见习取消了')
  },
)

it('asks for a last day once it has begun, and is no more cancelled then', async () => {
  const { person, internship } = await signedIntern(world)
  await harness.db
    .updateTable('internship')
    .set({ first_day: '2026-11-20', last_day: '2027-02-19' })
    .where('id', '=', internship.id)
    .execute()
  await expect(ways['the intern with a reason']({ id: internship.id, person })).rejects.toEqual(
    refused('invalid-request'),
  )
  await expect(ways['the intern by declining']({ id: internship.id, person })).rejects.toMatchObject({
    message: containing('提前结束'),
  })
})

it('is taken back by its base before all have signed, with a reason that the person reads', async () => {
  const place = await offer(world)
  const person = await newIntern(harness)
  const id = await choose(world, person, (await wish(person, place.id)).id)
  await ways['the base']({ id })
  const own = await person.call('GET /me/internships/:internship', { params: { internship: id } })
  expect(own).toMatchObject({ state: 'cancelled', endedBy: 'base', endedWhy: why })
})

it('that had not begun holds nothing when the account is deleted', async () => {
  const { person, internship } = await signedIntern(world)
  await person.call('DELETE /me')
  await harness.app.worker.drain()
  const row = await harness.db
    .selectFrom('internship')
    .select('state')
    .where('id', '=', internship.id)
    .executeTakeFirstOrThrow()
  expect(row.state).toBe('cancelled')
})
