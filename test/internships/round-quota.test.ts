import { sampleBook } from '../../mock/policies/book'
import { publishBook } from '../../server/policies'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing } from '../matchers'
import { newIntern, offer, openBase, wish, type Intern, type InternshipWorld } from './world'

/** A round gives within the quota of a base, over all its places, and nobody loses another place by it. */
let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
  await publishBook(harness.db, { book: sampleBook, source: '示例' }, harness.clock.now())
})
beforeEach(async () => {
  harness.clock.set('2026-11-22T02:00:00Z')
  lead = await harness.office('lead')
})
afterAll(() => harness.close())

const later = (days: number) => new Date(harness.clock.now().getTime() + days * 86_400_000).toISOString()
const rank = ({ base }: Pick<InternshipWorld, 'base'>, place: string, wishIds: string[]) =>
  base.recruiter.call('PUT /employers/:employer/internship-places/:place/ranking', {
    params: { employer: base.id, place },
    body: { wishIds },
  })
const outcomeOf = async (person: Intern) => {
  const back = await harness.signIn(person.phone)
  const { items } = await back.call('GET /me/internship-wishes')
  return new Map(items.map(({ place, state, answer }) => [place.id, { state, answer }]))
}

it('gives the next wish to whom a base has no quota left for, and says why', async () => {
  const one = { harness, lead, ...(await openBase(harness, lead, 2)) }
  const other = { harness, lead, ...(await openBase(harness, lead, 3)) }
  const { id: roundId } = await lead.call('POST /internship-rounds', {
    body: { title: '春季双选', applyBy: later(2), rankBy: later(4) },
  })
  const [first, second] = [
    await offer(one, { inDays: 20, number: 2, roundId }),
    await offer(one, { inDays: 20, number: 2, roundId }),
  ]
  const third = await offer(other, { inDays: 20, number: 3, roundId })
  const [a, b, c] = [await newIntern(harness), await newIntern(harness), await newIntern(harness)]
  const [ofA, ofB] = [await wish(a, first.id, 1), await wish(b, first.id, 1)]
  const nextOfB = await wish(b, third.id, 2)
  const [ofC, nextOfC] = [await wish(c, second.id, 1), await wish(c, third.id, 2)]
  await rank(one, second.id, [ofC.id])
  await rank(one, first.id, [ofA.id, ofB.id])
  await rank(other, third.id, [nextOfC.id, nextOfB.id])
  harness.clock.set(later(5))
  const officer = await harness.office('lead')
  const round = await officer.call('POST /internship-rounds/:internshipRound/allotment', {
    params: { internshipRound: roundId },
  })
  expect(round.allotted).toBe(3)
  const [atA, atB, atC] = [await outcomeOf(a), await outcomeOf(b), await outcomeOf(c)]
  expect(atA.get(first.id)?.state).toBe('chosen')
  expect(atB.get(third.id)?.state).toBe('chosen')
  // Of three at a base with a quota of two the one it ranks last is out: the second of the first place.
  expect(atB.get(first.id)).toMatchObject({ state: 'not-chosen', answer: containing('名额') })
  expect(atC.get(second.id)?.state).toBe('chosen')
})

it('gives the next wish to whom a suspended base would have taken', async () => {
  const one = { harness, lead, ...(await openBase(harness, lead, 2)) }
  const other = { harness, lead, ...(await openBase(harness, lead, 2)) }
  const { id: roundId } = await lead.call('POST /internship-rounds', {
    body: { title: '夏季双选', applyBy: later(2), rankBy: later(4) },
  })
  const first = await offer(one, { inDays: 20, number: 1, roundId })
  const second = await offer(other, { inDays: 20, number: 1, roundId })
  const person = await newIntern(harness)
  const [best, next] = [await wish(person, first.id, 1), await wish(person, second.id, 2)]
  await rank(one, first.id, [best.id])
  await rank(other, second.id, [next.id])
  const params = { employer: one.base.id }
  const { version } = await lead.call('GET /office/employers/:employer', { params })
  await lead.call('POST /office/employers/:employer/decisions', {
    params,
    body: { event: 'suspend', version, reason: '资料有出入，先核对' },
  })
  await harness.app.worker.drain()
  harness.clock.set(later(5))
  const officer = await harness.office('lead')
  await officer.call('POST /internship-rounds/:internshipRound/allotment', {
    params: { internshipRound: roundId },
  })
  const came = await outcomeOf(person)
  expect(came.get(first.id)).toMatchObject({ state: 'not-chosen', answer: containing('不能接收') })
  expect(came.get(second.id)?.state).toBe('chosen')
})
