import type { PolicyBook } from '../../contract/policies/book'
import { publishBook } from '../../server/policies'
import { startHarness, type Harness } from '../harness'
import { refused } from '../matchers'
import { source, smallBook } from './small-book'

/** What changed of a policy from version to version, for anybody. */
let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
  await harness.db.deleteFrom('policy_book').execute()
  await publish(smallBook, '第一版')
  await publish(smallBook, '没有变化的一版')
  await publish(raised, '提高标准的一版')
})
afterAll(() => harness.close())

const publish = (book: PolicyBook, from: string) =>
  publishBook(harness.db, { book, source: from }, harness.clock.now())
const raised: PolicyBook = {
  ...smallBook,
  parameters: smallBook.parameters.map((one) =>
    one.code === 'rentBachelor'
      ? {
          ...one,
          values: [
            { value: 80_000, from: '2026-01-01', to: '2026-12-31', source },
            { value: 90_000, from: '2027-01-01', to: null, source },
          ],
        }
      : one,
  ),
  policies: smallBook.policies.map((policy) =>
    policy.code === 'rent-subsidy' ? { ...policy, summary: '租房每月补贴。', keywords: ['租房'] } : policy,
  ),
}
const versionsOf = (policy: string, query = {}) =>
  harness.as()('GET /policies/:policy/versions', { params: { policy }, query })

it('says the versions in which it changed, newest first, with what was and what is', async () => {
  const { items, next } = await versionsOf('rent-subsidy')
  expect(next).toBeNull()
  expect(items.map(({ version, source: from, kind }) => [version, from, kind])).toEqual([
    [3, '提高标准的一版', 'changed'],
    [1, '第一版', 'added'],
  ])
  expect(items[1]?.changes).toEqual([])
  const changes = items[0]?.changes ?? []
  expect(changes).toContainEqual({ label: '一句话说明', before: '示例。', after: '租房每月补贴。' })
  expect(changes.find(({ label }) => label === '本科租房补贴')).toMatchObject({
    before: expect.stringContaining('800') as string,
    after: expect.stringContaining('900') as string,
  })
  expect(changes.map(({ label }) => label)).not.toContain('搜索词')
})

it('comes page by page, and says nothing of a policy that never was', async () => {
  const first = await versionsOf('rent-subsidy', { limit: 1 })
  const second = await versionsOf('rent-subsidy', { limit: 1, after: first.next ?? '' })
  expect([first.items[0]?.version, second.items[0]?.version, second.next]).toEqual([3, 1, null])
  await expect(versionsOf('nothing-like-it')).rejects.toEqual(refused('not-found'))
  await expect(versionsOf('rent-subsidy', { after: '7' })).rejects.toEqual(refused('invalid-request'))
})
