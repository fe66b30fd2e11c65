import { refused } from '../matchers'
import { startHarness, type Harness } from '../harness'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

it('keeps views for their owner, 30 at most', async () => {
  const reviewer = await harness.office('reviewer')
  const second = await harness.office('reviewer')
  const view = await reviewer.call('POST /me/saved-views', {
    body: { name: '今天到期', filter: { due: 'soon', assigned: 'me' } },
  })
  expect((await reviewer.call('GET /me/saved-views')).items).toEqual([view])
  expect((await second.call('GET /me/saved-views')).items).toEqual([])
  await expect(second.call('DELETE /me/saved-views/:view', { params: { view: view.id } })).rejects.toEqual(
    refused('not-found'),
  )
  for (let turn = 0; turn < 29; turn += 1)
    await reviewer.call('POST /me/saved-views', { body: { name: `视图 ${turn}`, filter: {} } })
  await expect(reviewer.call('POST /me/saved-views', { body: { name: '多了', filter: {} } })).rejects.toEqual(
    refused('too-many-views'),
  )
  await reviewer.call('DELETE /me/saved-views/:view', { params: { view: view.id } })
})

it('keeps no more when many are saved at once', async () => {
  const reviewer = await harness.office('reviewer')
  const saved = await Promise.allSettled(
    Array.from({ length: 35 }, (_, turn) =>
      reviewer.call('POST /me/saved-views', { body: { name: `视图 ${turn}`, filter: {} } }),
    ),
  )
  expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(30)
  expect((await reviewer.call('GET /me/saved-views')).items).toHaveLength(30)
})
