import { addDays } from '@jucai/contract/policies/days'
import { v7 as uuidv7 } from 'uuid'
import { sampleBook } from '../../mock/policies/book'
import { publishBook } from '../../server/policies'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { choose, newIntern, offer, openBase, signedIntern, today, wish, type InternshipWorld } from './world'

/** Who reads a wish is counted and on record; what came of it ends what may be read. */
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

const list = (placeId: string) =>
  world.base.recruiter.call('GET /employers/:employer/internship-places/:place/wishes', {
    params: { employer: world.base.id, place: placeId },
  })
const answer = (wishId: string, chosen: boolean) =>
  world.base.recruiter.call('PUT /employers/:employer/internship-wishes/:wish/answer', {
    params: { employer: world.base.id, wish: wishId },
    body: { chosen, answer: chosen ? '欢迎' : '专业差得比较多' },
  })
const looks = async () =>
  (await world.base.owner.call('GET /employers/:employer', { params: { employer: world.base.id } })).looks
/** As if so many others were looked at today. */
const fill = async (count: number) => {
  const [day, at] = [today(harness), harness.clock.now()]
  const people = Array.from({ length: count }, () => ({ id: uuidv7(), created_at: at }))
  await harness.db.insertInto('person').values(people).execute()
  await harness.db
    .insertInto('employer_look')
    .values(people.map(({ id }) => ({ employer_id: world.base.id, day, person_id: id, at })))
    .execute()
}

it('counts who is looked at among an employer’s looks, and tells the person who looked', async () => {
  const place = await offer(world)
  const [one, other] = [await newIntern(harness), await newIntern(harness)]
  const first = await wish(one, place.id)
  await wish(other, place.id)
  await list(place.id)
  expect((await looks()).today).toBe(2)
  const reads = (await one.call('GET /me/reads')).items
  expect(reads[0]).toMatchObject({
    who: `用人单位 · ${world.base.name}`,
    what: containing('报名'),
    why: `见习岗位：${place.title}`,
  })
  await answer(first.id, false)
  expect((await looks()).today).toBe(2)
  const after = (await one.call('GET /me/reads')).items
  expect(after.every(({ who }) => who.startsWith('用人单位'))).toBe(true)
})

it('shows nobody over the limit, neither in the list nor by an answer, and the answer is not given', async () => {
  const place = await offer(world)
  const person = await newIntern(harness)
  const { id } = await wish(person, place.id)
  await fill(50) // thirty, and twenty more for the place
  await expect(list(place.id)).rejects.toEqual(refused('employer-look-limit'))
  await expect(answer(id, true)).rejects.toEqual(refused('employer-look-limit'))
  expect((await person.call('GET /me/internship-wishes')).items[0]?.state).toBe('applied')
  await harness.app.worker.drain()
  const told = (await lead.call('GET /me/messages')).items.map(({ title }) => title)
  expect(told).toContain('有单位查看人才过多')
})

it('is read no more by the base once the internship it led to is over', async () => {
  const { person, internship, place } = await signedIntern(world)
  const seen = async () => (await list(place.id)).items[0]
  expect(await seen()).toMatchObject({ state: 'chosen', words: '想学检测' })
  const days = { first_day: addDays(today(harness), -100), last_day: addDays(today(harness), -1) }
  await harness.db.updateTable('internship').set(days).where('id', '=', internship.id).execute()
  for (const { run } of harness.app.chores) await run(harness.clock.now())
  expect(await seen()).toMatchObject({ state: 'over', words: '', shown: [] })
  expect((await person.call('GET /me/internship-wishes')).items[0]?.state).toBe('over')
})

it('may be made and chosen again after an offer that was declined or not signed', async () => {
  const place = await offer(world, { number: 1, inDays: 20 })
  const person = await newIntern(harness)
  const first = await wish(person, place.id)
  const id = await choose(world, person, first.id)
  await person.call('DELETE /me/internships/:internship', { params: { internship: id } })
  const again = await wish(person, place.id)
  expect(again.state).toBe('applied')
  expect((await answer(again.id, true)).state).toBe('chosen')
  harness.clock.set(`${addDays(today(harness), 12)}T02:00:00Z`)
  for (const { run } of harness.app.chores) await run(harness.clock.now())
  const back = await harness.signIn(person.phone)
  const { items } = await back.call('GET /me/internship-wishes')
  expect(items.map(({ state }) => state)).toEqual(['over', 'over'])
})

it('is refused where all seats are taken, which the place says and the list leaves out', async () => {
  const { place, person, internship } = await signedIntern(world, { number: 1 })
  const late = await newIntern(harness)
  const asked = { params: { place: place.id } }
  expect(await late.call('GET /internship-places/:place', asked)).toMatchObject({ state: 'full', left: 0 })
  const { items } = await late.call('GET /internship-places', { query: { limit: 50 } })
  expect(items.map(({ id }) => id)).not.toContain(place.id)
  await expect(wish(late, place.id)).rejects.toMatchObject({
    code: 'internship-place-over',
    message: containing('已经选满'),
  })
  await person.call('DELETE /me/internships/:internship', { params: { internship: internship.id } })
  expect((await wish(late, place.id)).state).toBe('applied')
})

it('tells a base that somebody cannot be chosen in words of its own, without what else they have', async () => {
  const one = await signedIntern(world)
  const place = await offer(world)
  await harness.db
    .updateTable('internship')
    .set({ state: 'cancelled' })
    .where('id', '=', one.internship.id)
    .execute()
  const { id } = await wish(one.person, place.id)
  await harness.db
    .updateTable('internship')
    .set({ state: 'running' })
    .where('id', '=', one.internship.id)
    .execute()
  await expect(answer(id, true)).rejects.toMatchObject({
    code: 'internship-already',
    message: '对方在这几个月已经有别的见习或者补贴，现在不能选。可以选别人，或者写明理由不选',
  })
})
