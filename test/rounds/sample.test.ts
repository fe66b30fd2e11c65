import { checkAtOnce } from '@jucai/contract/draw/check'
import { readRecord } from '@jucai/contract/draw/read-record'
import { seedSampleCity } from '../../mock/seed'
import { digestOf } from '../../server/rounds/digests'
import { graduatePhone } from '../../mock/world'
import { openSession } from '../../server/accounts/sessions'
import { systemRandomness } from '../../server/adapters/keys'
import { personOfIdentity } from '../../server/accounts'
import { startHarness, type Harness } from '../harness'
import { sampleStorage, testVault } from '../../mock/fakes'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
  await seedSampleCity(harness.db, { vault: testVault(), storage: sampleStorage() }, harness.clock.now())
})
afterAll(() => harness.close())

const signedIn = async (number: number) => {
  const personId = await personOfIdentity(harness.db, testVault(), {
    kind: 'phone',
    subject: graduatePhone(number),
  })
  const { token } = await openSession(
    { db: harness.db, now: harness.clock.now(), deps: { random: systemRandomness } },
    { personId: personId ?? '', device: '示例手机' },
  )
  return harness.as(token)
}

it('the sample city has a round that is open, one in which people choose, and one that has ended', async () => {
  const { items } = await harness.as()('GET /rounds')
  expect(items.map(({ code, state }) => [code, state])).toEqual([
    ['2026-r03', 'open'],
    ['2026-r02', 'choosing'],
    ['2026-r01', 'ended'],
  ])
  for (const { id, tickets } of items.filter((one) => one.state !== 'open')) {
    const { record } = await harness.as()('GET /rounds/:round/record', { params: { round: id } })
    const read = readRecord(record)
    if (!read) throw new Error('no record')
    expect(read.leaves).toHaveLength(tickets as number)
    expect(checkAtOnce(read, digestOf('sha-256'))).toEqual([])
  }
})

it('somebody of the sample reads their place with an estimate that rests on the round before', async () => {
  // Whoever still waits: who that is follows from the draw of the sample.
  const places = []
  for (let number = 45; number < 80; number += 1) {
    const { items } = await (await signedIn(number))('GET /me/rounds')
    places.push(items.find(({ round }) => round.code === '2026-r02')?.place)
  }
  const place = places.find((one) => one?.standing === 'waiting')
  expect(place?.rank).toBeGreaterThan(0)
  expect(place?.estimate?.basis).toEqual(['2026-r01'])
  expect(place?.estimate?.words).toContain('只是估计')
})

it('two of the sample are told that a child stands in both their tickets', async () => {
  await harness.app.worker.drain()
  for (const number of [61, 62]) {
    const call = await signedIn(number)
    const { items } = await call('GET /me/messages')
    expect(items.map(({ title }) => title)).toContain('有家庭成员也在另一个号里')
  }
})
