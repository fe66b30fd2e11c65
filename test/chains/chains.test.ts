import type { ChainBook } from '@jucai/contract/chain-vocabulary'
import { sampleChainBook } from '../../mock/chains/seed'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { employerOf } from '../employers/world'
import { openChains } from './world'

/** Chains and catalogue as everybody reads them, and as two people of the office publish them. */
let harness: Harness
let one: Visitor
let other: Visitor
let reviewer: Visitor
beforeAll(async () => {
  harness = await startHarness()
  ;[one, other] = [await harness.office('lead'), await harness.office('lead')]
  reviewer = await harness.office('reviewer')
})
afterAll(() => harness.close())

const anyone = () => harness.as(null)
const draftBook = async (): Promise<[revision: number, book: ChainBook]> => {
  const { revision, book } = await one.call('GET /chain-draft')
  return [revision, book]
}

it('says that nothing is published yet before it is', async () => {
  await expect(anyone()('GET /chains')).rejects.toEqual(refused('unavailable'))
})

it('lists chains with what each lacks, and what the numbers rest on', async () => {
  await openChains(harness)
  const { chains, published } = await anyone()('GET /chains')
  const book = sampleChainBook('2026-10-18')
  expect(chains.map(({ key }) => key)).toEqual(book.chains.map(({ key }) => key))
  const wanted = book.posts.reduce((sum, post) => sum + post.wanted, 0)
  expect(chains.reduce((sum, chain) => sum + chain.wanted, 0)).toBe(wanted)
  expect(published).toMatchObject({ asOf: '2026-10-18', sample: true, urgencyMeans: book.urgencyMeans })
  expect(await anyone()('GET /city/figures')).toMatchObject({
    shortagePosts: book.posts.length,
    shortageWanted: wanted,
  })
})

it('shows a chain with its links, and no chain that there is not', async () => {
  const chain = await anyone()('GET /chains/:chain', { params: { chain: 'battery' } })
  const electrolyte = chain.links.find(({ key }) => key === 'electrolyte')
  expect(electrolyte).toMatchObject({ feeds: ['cell'], members: [] })
  expect(electrolyte?.posts.map(({ key }) => key)).toEqual(['electrolyte-formula', 'electrolyte-safety'])
  await expect(anyone()('GET /chains/:chain', { params: { chain: 'nowhere' } })).rejects.toEqual(
    refused('not-found'),
  )
})

const keysFor = async (query: Record<string, unknown>) =>
  (await anyone()('GET /shortage-posts', { query: { limit: 50, ...query } })).items.map(({ key }) => key)

it('finds posts by words, pinyin, first letters, the name of a class of majors, chain, degree and urgency', async () => {
  expect(await keysFor({ words: '电解液' })).toEqual(['electrolyte-formula', 'electrolyte-safety'])
  expect(await keysFor({ words: 'dianjieye peifang' })).toEqual(['electrolyte-formula'])
  // From any syllable on, as posts are found; what is not seen is not looked for.
  const engineers = await keysFor({ words: '工程师' })
  for (const words of ['gongchengshi', 'gongcheng', 'gcs', '工程\u200b师'])
    expect(await keysFor({ words })).toEqual(expect.arrayContaining(engineers))
  expect(await keysFor({ words: 'ongchengshi' })).toEqual([])
  expect(await keysFor({ words: '\u200b' })).toEqual(await keysFor({}))
  expect(await keysFor({ words: 'dianjieyepeifang' })).toEqual(['electrolyte-formula'])
  expect(await keysFor({ words: 'djypf' })).toEqual(['electrolyte-formula'])
  expect(await keysFor({ words: '计算机 渲染' })).toEqual(['render-engineer'])
  expect(await keysFor({ chain: 'farming', degree: 'associate' })).toEqual(['seed-production'])
  const urgent = await anyone()('GET /shortage-posts', { query: { urgency: 'urgent', limit: 50 } })
  expect(new Set(urgent.items.map(({ urgency }) => urgency))).toEqual(new Set(['urgent']))
})

it('pages the catalogue, the most pressing first, and refuses a cursor that no page gave', async () => {
  const all = await keysFor({})
  const seen: string[] = []
  for (let after: string | undefined; ;) {
    const page = await anyone()('GET /shortage-posts', { query: { limit: 7, ...(after ? { after } : {}) } })
    seen.push(...page.items.map(({ key }) => key))
    if (page.next === null) break
    after = page.next
  }
  expect(seen).toEqual(all)
  expect(new Set(seen).size).toBe(sampleChainBook('2026-10-18').posts.length)
  await expect(anyone()('GET /shortage-posts', { query: { after: 'nowhere' } })).rejects.toEqual(
    refused('invalid-request'),
  )
})

it('names a registered employer as it is called now, and not once it was struck off', async () => {
  const { id, name } = await employerOf(harness)
  const gone = await employerOf(harness, undefined, { state: 'closed' })
  const [first, ...rest] = sampleChainBook('2026-10-18').chains
  const [link, ...links] = first?.links ?? []
  const members = [
    { employer: id, name: '旧名字' },
    { employer: gone.id, name: '已注销' },
    { employer: null, name: '没有注册的' },
  ]
  await openChains(harness, {
    chains: [{ ...first, links: [{ ...link, members }, ...links] }, ...rest] as never,
  })
  const chain = await anyone()('GET /chains/:chain', { params: { chain: 'battery' } })
  expect(chain.links[0]?.members).toEqual([
    { name, verified: true, employer: id },
    { name: '没有注册的', verified: false, employer: null },
  ])
})

it('lets one lead write and propose, and only another publish; what changed is told by day', async () => {
  const [revision, book] = await draftBook()
  const post = { ...book.posts.find(({ key }) => key === 'bms-software'), wanted: 99 }
  const saved = await one.call('PUT /chain-draft/shortage-posts/:shortagePost', {
    params: { shortagePost: 'bms-software' },
    body: { revision, post: post as never },
  })
  expect(saved.faults).toEqual([])
  await expect(
    other.call('PUT /chain-draft/shortage-posts/:shortagePost', {
      params: { shortagePost: 'bms-software' },
      body: { revision, post: null },
    }),
  ).rejects.toEqual(refused('stale-version'))
  const source = '增补通知'
  const proposed = await one.call('POST /chain-draft/publication', {
    body: { revision: saved.revision, source },
  })
  expect(proposed.published).toBeNull()
  const again = { body: { revision: proposed.revision, source } }
  await expect(one.call('POST /chain-draft/publication', again)).rejects.toEqual(refused('two-person-rule'))
  const { published } = await other.call('POST /chain-draft/publication', again)
  const { items } = await reviewer.call('GET /chain-versions')
  expect(items[0]).toMatchObject({ version: published, source, changes: [containing('人数由 14 改为 99')] })
  expect([typeof items[0]?.by, typeof items[0]?.proposedBy]).toEqual(['string', 'string'])
  const found = await anyone()('GET /shortage-posts/:shortagePost', {
    params: { shortagePost: 'bms-software' },
  })
  expect(found.post.wanted).toBe(99)
})

it('publishes nothing with a fault, each said at its place', async () => {
  const [revision, book] = await draftBook()
  const post = { ...book.posts[0], payFromFenPerMonth: 9_000_000, payToFenPerMonth: 1_000_000 }
  const key = post.key as string
  const saved = await one.call('PUT /chain-draft/shortage-posts/:shortagePost', {
    params: { shortagePost: key },
    body: { revision, post: post as never },
  })
  expect(saved.faults).toEqual([{ at: `posts.${key}`, message: containing('下限高于上限') }])
  await expect(
    one.call('POST /chain-draft/publication', { body: { revision: saved.revision, source: '试验文件' } }),
  ).rejects.toEqual(refused('invalid-request'))
  await one.call('DELETE /chain-draft', { query: { revision: saved.revision } })
  expect((await one.call('GET /chain-draft')).open).toBe(false)
})

it('takes a chain out with its posts, and refuses links that feed what is not there', async () => {
  const [revision, book] = await draftBook()
  const taken = await one.call('PUT /chain-draft/chains/:chain', {
    params: { chain: 'farming' },
    body: { revision, chain: null },
  })
  expect(taken.faults).toEqual([])
  const [chain] = book.chains
  const links = chain?.links.map((link, at) => (at === 0 ? { ...link, feeds: ['nowhere'] } : link))
  const wrong = await one.call('PUT /chain-draft/chains/:chain', {
    params: { chain: 'battery' },
    body: { revision: taken.revision, chain: { ...chain, links } as never },
  })
  expect(wrong.faults.map(({ message }) => message)).toEqual([containing('没有这个环节')])
  const draft = await one.call('GET /chain-draft')
  expect(draft.book.posts.filter((post) => post.chain === 'farming')).toEqual([])
  await one.call('DELETE /chain-draft', { query: { revision: wrong.revision } })
})

it('is kept by leads at the console alone; reviewers read, others do not', async () => {
  const holder = await harness.registerPerson()
  await expect(reviewer.call('GET /chain-draft')).rejects.toEqual(refused('not-allowed'))
  await expect(holder.call('GET /chains/:chain/gaps', { params: { chain: 'battery' } })).rejects.toEqual(
    refused('not-allowed'),
  )
})

it('tells gaps by fives, of people who agreed, and graduates by month only where they are five', async () => {
  const gap = async () => {
    const { links } = await reviewer.call('GET /chains/:chain/gaps', { params: { chain: 'battery' } })
    return links.find(({ key }) => key === 'electrolyte')
  }
  const study = { major: '应用化学（师范类）', degree: 'master' as const, graduatesOn: '2027-06-30' }
  for (let count = 0; count < 4; count += 1) await harness.registerPerson(study)
  expect(await gap()).toMatchObject({ pool: '不到 5 人，也可能没有' })
  for (let count = 0; count < 3; count += 1) await harness.registerPerson(study)
  expect(await gap()).toMatchObject({ wanted: 18, pool: '至少 5 人', graduates: [] })
  const { links } = await reviewer.call('GET /chains/:chain/gaps', { params: { chain: 'battery' } })
  expect(links.find(({ key }) => key === 'precursor')?.graduates).toEqual([
    { month: '2027-06', people: '至少 5 人' },
  ])
})
