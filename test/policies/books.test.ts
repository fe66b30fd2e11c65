import type { PolicyBook } from '../../contract/policies/book'
import { faultsOfBook, publishBook } from '../../server/policies'
import { startHarness, type Harness } from '../harness'
import { refused } from '../matchers'
import { smallBook } from './small-book'

/** The book of policies: published as a whole when it holds together, and read by anybody. */
let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
  await harness.db.deleteFrom('policy_book').execute()
})
afterAll(() => harness.close())

const publish = (book: PolicyBook) =>
  publishBook(harness.db, { book, source: '试验文件' }, harness.clock.now())
const changed = (change: (book: PolicyBook & { policies: unknown[] }) => void): PolicyBook => {
  const book = structuredClone(smallBook)
  change(book as PolicyBook & { policies: unknown[] })
  return book
}

it('is not there before it is published, and says so', async () => {
  await expect(harness.as()('GET /policy-book')).rejects.toEqual(refused('unavailable'))
})

it('is read by anybody, once a version, searchable in pinyin and by initials', async () => {
  const version = await publish(smallBook)
  const first = await harness.as()('GET /policy-book')
  expect(first).toMatchObject({ version, source: '试验文件' })
  const rent = first.book?.policies.find(({ code }) => code === 'rent-subsidy')
  expect(rent?.keywords).toEqual(['租房补贴', 'zufangbutie', 'zfbt'])
  expect(rent?.examples).toEqual([])
  expect(await harness.as()('GET /policy-book', { query: { known: version } })).toEqual({
    ...first,
    book: null,
  })
  const next = await publish(smallBook)
  expect(next).toBe(version + 1)
  expect((await harness.as()('GET /policy-book', { query: { known: version } })).book).not.toBeNull()
})

it('is refused with every fault by name, and nothing is published then', async () => {
  const before = await harness.as()('GET /policy-book')
  const broken = changed((book) => {
    Object.assign(book.policies[1] as object, {
      criterion: {
        all: [{ clause: '9', label: '收入', fact: 'income', atMost: { value: 12, unit: 'fen-per-year' } }],
      },
    })
  })
  expect(faultsOfBook(broken)).toEqual([
    expect.stringContaining('引用的条款不存在'),
    expect.stringContaining('单位是“元/月”'),
  ])
  await expect(publish(broken)).rejects.toThrow('政策库不能发布')
  expect(await harness.as()('GET /policy-book')).toEqual(before)
})

it('is refused when an example comes out otherwise than its officer wrote', () => {
  const promised = changed((book) => {
    Object.assign(smallExample(book), { outcome: 'pass', failing: [] })
  })
  expect(faultsOfBook(promised)).toEqual([
    '政策“租房补贴”的例子“大专，在本市无房”应当是“符合”，算出来是“不符合，不符合的条款：3”',
  ])
})
const smallExample = (book: PolicyBook) => book.policies[1]?.examples[1] as object

it('is refused when an order of policies leads back to where it began', () => {
  const circle = changed((book) => {
    const source = smallBook.policies[0]?.source
    Object.assign(book, {
      rules: [
        { benefit: 'one', needs: ['rent-subsidy'], source },
        { benefit: 'rent-subsidy', needs: ['one'], source },
      ],
    })
  })
  expect(faultsOfBook(circle)).toEqual([expect.stringContaining('成了一个圈')])
})

it('is refused when it is no book at all', () => {
  expect(faultsOfBook({} as PolicyBook)).toEqual([expect.stringContaining('五个列表')])
})
