import { passDue, windUpFairs } from '../../server/fairs/chores'
import { noLiveRooms } from '../../server/fairs'
import { testVault } from '../../mock/fakes'
import { employerOf } from '../employers/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { openPost } from '../posts/world'
import {
  boothOf,
  boothText,
  callNext,
  deskOf,
  fairOf,
  fairText,
  minutesFrom,
  placeAt,
  signUp,
  step,
  take,
  talk,
  ticketOf,
  toldTo,
  visitorOf,
} from './world'

let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(async () => {
  harness.clock.set('2026-11-23T02:00:00.000Z') // Monday, 10:00 here
  lead = await harness.office('lead') // a session of the console ends when idle
})

const roomDeps = () => ({
  db: harness.db,
  vault: testVault(),
  live: noLiveRooms,
  boundary: () => Promise.resolve(harness.clock.now()),
  milestone: () => Promise.resolve(),
  holderOfCode: () => Promise.reject(new Error('nobody scans')),
})
/** A running fair with one booth. */
const running = async (over: Parameters<typeof boothOf>[3] = {}) => {
  const fair = await fairOf(harness, lead)
  const booth = await boothOf(harness, lead, fair, over)
  harness.clock.advance(3601)
  return { fair, booth }
}

describe('from the fair to the result', () => {
  it('somebody signs up, waits, is called, talks, and reads the result with its reason', async () => {
    const { fair, booth } = await running()
    const visitor = await visitorOf(harness, fair)
    expect((await take(visitor, booth.booth)).places).toMatchObject([
      { state: 'waiting', ahead: 0, wait: { finished: 0, lowMinutes: null } },
    ])
    const desk = await callNext(booth)
    expect(desk.talk).toMatchObject({ state: 'called', until: minutesFrom(harness, 3) })
    expect(desk.talk?.shown.map(({ field }) => field)).toEqual([
      'name',
      'degree',
      'school',
      'major',
      'graduatesOn',
    ])
    expect(await toldTo(harness, visitor)).toContain(`叫到你了：${booth.name}`)
    await step(booth, 'begin')
    harness.clock.advance(600)
    await expect(step(booth, 'finish', { result: 'unfit', reason: '不行' })).rejects.toEqual(
      refused('invalid-request'),
    )
    await step(booth, 'finish', { result: 'unfit', reason: '我们要会德语的' })
    expect(await placeAt(visitor, booth.booth)).toMatchObject({
      state: 'done',
      result: 'unfit',
      reason: '我们要会德语的',
    })
    expect(await toldTo(harness, visitor)).toContain('面谈的结果：不合适')
    const reads = (await visitor.call('GET /me/reads')).items
    expect(reads).toContainEqual(
      expect.objectContaining({ what: '叫到你，看到你同意给展位看的资料' }) as unknown,
    )
  })

  it('the same asked twice is one place, and the place is there after the app was left', async () => {
    const { fair, booth } = await running()
    const [first, second] = [await visitorOf(harness, fair), await visitorOf(harness, fair)]
    await take(first, booth.booth)
    await take(second, booth.booth)
    await take(first, booth.booth)
    expect((await ticketOf(first)).places).toHaveLength(1)
    expect(await placeAt(second, booth.booth)).toMatchObject({ ahead: 1 })
    expect(await placeAt({ ...second, ...(await elsewhere(second)) }, booth.booth)).toMatchObject({
      ahead: 1,
    })
  })
  const elsewhere = async (person: Visitor) => {
    harness.clock.advance(61)
    return harness.signIn(person.phone)
  }

  it('before it opens nobody queues, after it closes nobody signs up', async () => {
    const fair = await fairOf(harness, lead)
    const booth = await boothOf(harness, lead, fair)
    const visitor = await visitorOf(harness, fair)
    await expect(take(visitor, booth.booth)).rejects.toEqual(refused('fair-refused'))
    await expect(callNext(booth)).rejects.toEqual(refused('fair-refused'))
    harness.clock.advance(421 * 60)
    await expect(signUp(await harness.registerPerson(), fair)).rejects.toEqual(refused('fair-refused'))
  })

  it('who withdraws is called by nobody and seen by nobody', async () => {
    const { fair, booth } = await running()
    const visitor = await visitorOf(harness, fair)
    await take(visitor, booth.booth)
    await visitor.call('DELETE /me/fair-tickets/:fairTicket', { params: { fairTicket: visitor.ticket } })
    await expect(callNext(booth)).rejects.toEqual(refused('fair-refused'))
    expect((await deskOf(booth)).next).toEqual([])
    await take(await signUp(visitor, fair), booth.booth)
    expect((await callNext(booth)).talk).toMatchObject({ state: 'called' })
  })
})

describe('several queues', () => {
  it('who is called at one booth is paused at the others, and called there when free, at the old place', async () => {
    const fair = await fairOf(harness, lead)
    const [booth, other] = [await boothOf(harness, lead, fair), await boothOf(harness, lead, fair)]
    harness.clock.advance(3601)
    const [first, second] = [await visitorOf(harness, fair), await visitorOf(harness, fair)]
    for (const visitor of [first, second]) for (const of of [booth, other]) await take(visitor, of.booth)
    await callNext(booth)
    expect(await placeAt(first, other.booth)).toMatchObject({ state: 'waiting', paused: true, ahead: 0 })
    expect((await deskOf(other)).next).toMatchObject([{ paused: true }, { paused: false }])
    await callNext(other)
    expect(await placeAt(second, other.booth)).toMatchObject({ state: 'called' })
    await step(booth, 'begin')
    await step(booth, 'finish', { result: 'kept' })
    await step(other, 'begin')
    await step(other, 'finish', { result: 'kept' })
    await callNext(other)
    expect(await placeAt(first, other.booth)).toMatchObject({ state: 'called' })
  })

  it('who does not come is passed, told, comes back behind the next three, and is out at the second time', async () => {
    const { fair, booth } = await running()
    const visitors = []
    for (let turn = 0; turn < 5; turn += 1) {
      const visitor = await visitorOf(harness, fair)
      await take(visitor, booth.booth)
      visitors.push(visitor)
    }
    const [late, ...others] = visitors
    if (!late) throw new Error('nobody waits')
    await callNext(booth)
    harness.clock.advance(179)
    await passDue(roomDeps(), harness.clock.now())
    expect(await placeAt(late, booth.booth)).toMatchObject({ state: 'called' })
    harness.clock.advance(1)
    await passDue(roomDeps(), harness.clock.now())
    expect(await toldTo(harness, late)).toContain(`没赶上${booth.name}的面谈`)
    expect(await placeAt(late, booth.booth)).toMatchObject({ state: 'waiting', ahead: 3, misses: 1 })
    const order = []
    for (let turn = 0; turn < 4; turn += 1) {
      await callNext(booth)
      for (const [at, visitor] of visitors.entries())
        if ((await placeAt(visitor, booth.booth))?.state === 'called') order.push(at)
      if (turn < 3) {
        await step(booth, 'begin')
        await step(booth, 'finish', { result: 'kept' })
      }
    }
    expect(order).toEqual([1, 2, 3, 0])
    harness.clock.advance(180)
    await passDue(roomDeps(), harness.clock.now())
    expect(await placeAt(late, booth.booth)).toMatchObject({ state: 'missed' })
    expect(others).toHaveLength(4)
    await take(late, booth.booth)
    expect(await placeAt(late, booth.booth)).toMatchObject({ state: 'waiting', ahead: 1 })
  })

  it('says how long by the booth’s own talks, and says so when there are too few', async () => {
    const { fair, booth } = await running()
    for (const minutes of [8, 10, 12]) {
      await take(await visitorOf(harness, fair), booth.booth)
      await talk(harness, booth, minutes)
    }
    const visitor = await visitorOf(harness, fair)
    await take(visitor, booth.booth)
    expect(await placeAt(visitor, booth.booth)).toMatchObject({ wait: { finished: 3, lowMinutes: null } })
    await take(await visitorOf(harness, fair), booth.booth)
    await talk(harness, booth, 20)
    const last = await visitorOf(harness, fair)
    await take(last, booth.booth)
    expect(await placeAt(last, booth.booth)).toMatchObject({
      ahead: 1,
      wait: { finished: 4, lowMinutes: 9, highMinutes: 28 },
    })
  })
})

describe('slots', () => {
  const slots = () => [
    { startsAt: minutesFrom(harness, 120), minutes: 15 },
    { startsAt: minutesFrom(harness, 135), minutes: 15 },
  ]
  const slotIds = async (fair: string, booth: string) =>
    (await harness.as()('GET /fairs/:fair/booths/:fairBooth', { params: { fair, fairBooth: booth } })).slots

  it('are booked by one, given back, and called at their time while the queue waits', async () => {
    const { fair, booth } = await running({ slots: slots() })
    const [one] = await slotIds(fair, booth.booth)
    const slot = one?.id ?? ''
    const [first, second] = [await visitorOf(harness, fair), await visitorOf(harness, fair)]
    await take(first, booth.booth, slot)
    await expect(take(second, booth.booth, slot)).rejects.toEqual(refused('fair-slot-taken'))
    const place = await placeAt(first, booth.booth)
    await first.call('DELETE /me/fair-tickets/:fairTicket/places/:fairPlace', {
      params: { fairTicket: first.ticket, fairPlace: place?.id ?? '' },
    })
    await take(second, booth.booth, slot)
    const { booked } = await deskOf(booth)
    expect(booked).toMatchObject([{ minutes: 15, name: expect.stringMatching(/\*/) as string }])
    harness.clock.advance(56 * 60)
    await callNext(booth, booked[0]?.id ?? null)
    expect(await placeAt(second, booth.booth)).toMatchObject({ state: 'called' })
  })

  it('at one time at two booths are refused, and nobody is called elsewhere just before theirs', async () => {
    const fair = await fairOf(harness, lead)
    const one = await boothOf(harness, lead, fair, { slots: slots() })
    const other = await boothOf(harness, lead, fair, {
      slots: [{ startsAt: minutesFrom(harness, 130), minutes: 20 }],
    })
    const queue = await boothOf(harness, lead, fair)
    const visitor = await visitorOf(harness, fair)
    await take(visitor, one.booth, (await slotIds(fair, one.booth))[0]?.id ?? '')
    await expect(take(visitor, other.booth, (await slotIds(fair, other.booth))[0]?.id ?? '')).rejects.toEqual(
      refused('fair-refused'),
    )
    harness.clock.advance(116 * 60)
    await take(visitor, queue.booth)
    expect(await placeAt(visitor, queue.booth)).toMatchObject({ paused: true })
    await expect(callNext(queue)).rejects.toEqual(refused('fair-refused'))
  })

  it('that are booked cannot be taken away by an edit, and must lie within the fair', async () => {
    const fair = await fairOf(harness, lead)
    const booth = await boothOf(harness, lead, fair, { slots: slots() })
    await take(await visitorOf(harness, fair), booth.booth, (await slotIds(fair, booth.booth))[0]?.id ?? '')
    const change = (text: Parameters<typeof boothText>[0]) =>
      booth.recruiter.call('PUT /employers/:employer/fair-booths/:fairBooth', {
        params: { employer: booth.id, fairBooth: booth.booth },
        body: { revision: 2, text: boothText(text) },
      })
    await expect(change({ slots: slots().slice(1) })).rejects.toEqual(refused('invalid-request'))
    await expect(
      change({ slots: [...slots(), { startsAt: minutesFrom(harness, 5), minutes: 15 }] }),
    ).rejects.toEqual(refused('invalid-request'))
    expect((await change({ slots: slots().slice(0, 1) })).slots).toMatchObject([{ booked: true }])
  })
})

describe('what ends', () => {
  it('a booth that is cancelled: everybody is told why, and other places go on', async () => {
    const fair = await fairOf(harness, lead)
    const [booth, other] = [await boothOf(harness, lead, fair), await boothOf(harness, lead, fair)]
    harness.clock.advance(3601)
    const [first, second] = [await visitorOf(harness, fair), await visitorOf(harness, fair)]
    for (const visitor of [first, second]) for (const of of [booth, other]) await take(visitor, of.booth)
    await callNext(booth)
    await booth.owner.call('POST /employers/:employer/fair-booths/:fairBooth/cancellation', {
      params: { employer: booth.id, fairBooth: booth.booth },
      body: { reason: '展位的同事临时有事' },
    })
    for (const visitor of [first, second]) {
      expect(await toldTo(harness, visitor)).toContain(`${booth.name}的展位取消了`)
      expect(await placeAt(visitor, booth.booth)).toMatchObject({
        state: 'ended',
        endCause: 'booth-cancelled',
        endReason: '展位的同事临时有事',
      })
    }
    await callNext(other) // who had been called there is free again
    expect(await placeAt(first, other.booth)).toMatchObject({ state: 'called' })
    await expect(take(second, booth.booth)).rejects.toEqual(refused('fair-refused'))
  })

  it('a fair that is cancelled: who signed up and the booths are told once', async () => {
    const fair = await fairOf(harness, lead)
    const booth = await boothOf(harness, lead, fair)
    const visitor = await visitorOf(harness, fair)
    await lead.call('POST /office/fairs/:fair/cancellation', {
      params: { fair },
      body: { reason: '台风停办，下周另行通知' },
    })
    expect((await toldTo(harness, visitor)).filter((title) => title === '招聘会取消了')).toHaveLength(1)
    expect(await toldTo(harness, booth.owner)).toContain('招聘会取消了')
    const { items } = await harness.as()('GET /fairs', { query: { when: 'past' } })
    expect(items).toContainEqual(expect.objectContaining({ id: fair, standing: 'cancelled' }) as unknown)
  })

  it('the time: who was not called is told, who talks goes on and gets a result', async () => {
    const { fair, booth } = await running()
    const [first, second] = [await visitorOf(harness, fair), await visitorOf(harness, fair)]
    await take(first, booth.booth)
    await take(second, booth.booth)
    await callNext(booth)
    await step(booth, 'begin')
    harness.clock.advance(420 * 60)
    await windUpFairs(roomDeps(), harness.clock.now())
    expect(await toldTo(harness, second)).toContain(`${booth.name}：没有轮到你`)
    await step(booth, 'finish', { result: 'further' })
    expect(await placeAt(first, booth.booth)).toMatchObject({ state: 'done', result: 'further' })
  })

  it('an account: its places are free, and no booth waits for it', async () => {
    const { fair, booth } = await running()
    const [gone, next] = [await visitorOf(harness, fair), await visitorOf(harness, fair)]
    await take(gone, booth.booth)
    await take(next, booth.booth)
    await gone.call('DELETE /me')
    await callNext(booth)
    expect(await placeAt(next, booth.booth)).toMatchObject({ state: 'called' })
  })
})

describe('booths', () => {
  it('are asked for by verified employers, invited by the office, and bring posts of their own only', async () => {
    const fair = await fairOf(harness, lead)
    const waiting = await employerOf(harness, undefined, { state: 'submitted' })
    await expect(
      waiting.recruiter.call('POST /employers/:employer/fair-booths', {
        params: { employer: waiting.id },
        body: { fair },
      }),
    ).rejects.toEqual(refused('employer-not-verified'))
    const employer = await employerOf(harness)
    const { boothList } = await lead.call('POST /office/fairs/:fair/booths', {
      params: { fair },
      body: { employer: employer.id },
    })
    expect(await toldTo(harness, employer.recruiter)).toContain('邀请参加招聘会')
    const fairBooth = boothList[0]?.id ?? ''
    const post = await openPost(harness, employer)
    const foreign = await openPost(harness, await employerOf(harness))
    const bring = (posts: string[]) =>
      employer.recruiter.call('PUT /employers/:employer/fair-booths/:fairBooth', {
        params: { employer: employer.id, fairBooth },
        body: { revision: 0, text: boothText({ posts }) },
      })
    await expect(bring([foreign.id])).rejects.toEqual(refused('invalid-request'))
    expect(await bring([post.id])).toMatchObject({ state: 'admitted', posts: [{ id: post.id, open: true }] })
    const shown = await harness.as()('GET /fairs/:fair', { params: { fair } })
    expect(shown.boothList).toMatchObject([{ employer: { name: employer.name }, posts: [{ id: post.id }] }])
  })

  it('of another employer are not there', async () => {
    const { booth } = await running()
    const stranger = await employerOf(harness)
    await expect(callNext({ ...stranger, booth: booth.booth, fair: booth.fair })).rejects.toEqual(
      refused('not-found'),
    )
  })

  const decide = async (employer: string, event: 'suspend' | 'resume', reason: string) => {
    const officer = await harness.office('lead')
    const { version } = await officer.call('GET /office/employers/:employer', { params: { employer } })
    await officer.call('POST /office/employers/:employer/decisions', {
      params: { employer },
      body: { event, reason, version },
    })
    await harness.app.worker.drain()
  }

  it('end when their employer is suspended, and stand again when it is restored', async () => {
    const { fair, booth } = await running()
    const visitor = await visitorOf(harness, fair)
    await take(visitor, booth.booth)
    await decide(booth.id, 'suspend', '接到投诉，正在核实')
    expect(await toldTo(harness, visitor)).toContain(`${booth.name}的展位取消了`)
    await expect(take(visitor, booth.booth)).rejects.toEqual(refused('fair-refused'))
    await decide(booth.id, 'resume', '已经更正，恢复使用')
    expect(await toldTo(harness, visitor)).toContain(`${booth.name}的展位恢复了`)
    expect(await toldTo(harness, booth.recruiter)).toContain('展位恢复了')
    const { places } = await take(visitor, booth.booth)
    expect(places.map(({ state }) => state)).toEqual(['ended', 'waiting'])
    expect((await callNext(booth)).talk).toMatchObject({ state: 'called' })
  })

  it('stay cancelled when somebody cancelled them while their employer was suspended', async () => {
    const { fair, booth } = await running()
    await decide(booth.id, 'suspend', '接到投诉，正在核实')
    lead = await harness.office('lead')
    await lead.call('POST /office/fairs/:fair/booths/:fairBooth/cancellation', {
      params: { fair, fairBooth: booth.booth },
      body: { reason: '展位给了别的单位' },
    })
    await decide(booth.id, 'resume', '已经更正，恢复使用')
    const shown = await harness.as()('GET /fairs/:fair', { params: { fair } })
    expect(shown.boothList).toMatchObject([{ state: 'cancelled', cancelReason: '展位给了别的单位' }])
  })

  it('do not stand again once their fair is over', async () => {
    const { fair, booth } = await running()
    await decide(booth.id, 'suspend', '接到投诉，正在核实')
    harness.clock.advance(421 * 60)
    await decide(booth.id, 'resume', '已经更正，恢复使用')
    const shown = await harness.as()('GET /fairs/:fair', { params: { fair } })
    expect(shown.boothList).toMatchObject([{ state: 'cancelled' }])
  })
})

describe('the office', () => {
  it('refuses a fair that ends before it begins, and one nobody can come to', async () => {
    const make = (over: Parameters<typeof fairText>[1]) =>
      lead.call('POST /office/fairs', { body: fairText(harness, over) })
    await expect(make({ closesAt: minutesFrom(harness, 30) })).rejects.toEqual(refused('invalid-request'))
    await expect(make({ place: null, online: false })).rejects.toEqual(refused('invalid-request'))
  })

  it('shows nobody a draft, and tells who signed up of another time', async () => {
    const draft = await lead.call('POST /office/fairs', { body: fairText(harness) })
    await expect(harness.as()('GET /fairs/:fair', { params: { fair: draft.id } })).rejects.toEqual(
      refused('not-found'),
    )
    const fair = await fairOf(harness, lead)
    const visitor = await visitorOf(harness, fair)
    await lead.call('PUT /office/fairs/:fair', {
      params: { fair },
      body: { revision: 1, text: fairText(harness, { opensAt: minutesFrom(harness, 90) }) },
    })
    expect(await toldTo(harness, visitor)).toContain('招聘会的时间或地点有变')
  })
})
