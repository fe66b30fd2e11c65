import { lineOf, linesBefore, pausedOf, withTalks } from '../../server/fairs/line'
import { startHarness, type Harness } from '../harness'
import { boothOf, callNext, fairOf, minutesFrom, placeAt, step, take, visitorOf } from './world'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

it('counts in front whoever waits, and apart from them those who are called or about to talk elsewhere', async () => {
  harness.clock.set('2026-11-23T02:00:00.000Z')
  const lead = await harness.office('lead')
  const fair = await fairOf(harness, lead)
  const startsAt = minutesFrom(harness, 64)
  const [here, there] = [
    await boothOf(harness, lead, fair),
    await boothOf(harness, lead, fair, { slots: [{ startsAt, minutes: 15 }] }),
  ]
  const people = [1, 2, 3, 4].map(() => visitorOf(harness, fair))
  const [called, booked, free, last] = await Promise.all(people)
  if (!called || !booked || !free || !last) throw new Error('nobody came')
  harness.clock.set(minutesFrom(harness, 60))
  for (const visitor of [called, booked, free, last]) await take(visitor, here.booth)
  const shown = await harness.as()('GET /fairs/:fair/booths/:fairBooth', {
    params: { fair, fairBooth: there.booth },
  })
  await take(called, there.booth)
  await take(booked, there.booth, shown.slots[0]?.id ?? null)
  await callNext(there)
  const at = harness.clock.now()
  const place = (await placeAt(last, here.booth))?.id ?? ''
  expect((await linesBefore(harness.db, [place], at)).get(place)).toEqual({ ahead: 3, free: 1 })
  expect(await lineOf(harness.db, here.booth, at)).toEqual({ ahead: 4, free: 2 })
  const tickets = [called, booked, free].map(({ ticket }) => ticket)
  expect(await pausedOf(harness.db, tickets, at)).toEqual(new Set([called.ticket, booked.ticket]))
  expect((await placeAt(last, here.booth))?.ahead).toBe(3)

  // Back from elsewhere, they stand in front again.
  await step(there, 'begin')
  await step(there, 'finish', { result: 'kept' })
  const again = harness.clock.now()
  expect((await linesBefore(harness.db, [place], again)).get(place)).toEqual({ ahead: 3, free: 2 })
  expect(await linesBefore(harness.db, [], again)).toEqual(new Map())
})

it('adds to a line those who talk at the booth, one a desk', () => {
  expect(withTalks({ ahead: 3, free: 1 }, 2)).toEqual({ ahead: 5, free: 3 })
})
