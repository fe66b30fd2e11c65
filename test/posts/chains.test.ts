import { openChains } from '../chains/world'
import { employerOf, type EmployerOfTest } from '../employers/world'
import { startHarness, type Harness } from '../harness'
import { containing } from '../matchers'
import { draftOf, openPost, publish } from './world'

let harness: Harness
let employer: EmployerOfTest
beforeAll(async () => {
  harness = await startHarness()
  harness.clock.set('2026-11-23T02:00:00.000Z') // Monday, 10:00 here
  employer = await employerOf(harness)
})
afterAll(() => harness.close())

const read = (id: string) => harness.as()('GET /posts/:post', { params: { post: id } })
const fault = (pointer: string, words: string) => ({
  body: { errors: [{ pointer: containing(pointer), detail: containing(words) }] },
})

it('before any chains are published takes the words that were written', async () => {
  const { id } = await openPost(harness, employer, { chainKey: '新能源', linkKey: '电芯' })
  expect(await read(id)).toMatchObject({ chainKey: '新能源', linkKey: '电芯', placed: null })
})

describe('once chains are published', () => {
  beforeAll(() => openChains(harness))

  it('leads to its shortage post, and is found from there', async () => {
    const place = { chainKey: 'battery', linkKey: 'electrolyte', shortageKey: 'electrolyte-formula' }
    const { id } = await openPost(harness, employer, { title: '电解液工程师', ...place })
    await openPost(harness, employer, { title: '别的电解液岗位', ...place, shortageKey: null })
    expect((await read(id)).placed).toEqual({
      chain: '新能源电池材料',
      link: '电解液',
      shortage: { key: 'electrolyte-formula', title: '电解液配方工程师' },
    })
    const found = await harness.as()('GET /posts', { query: { shortage: 'electrolyte-formula' } })
    expect(found.items.map(({ title }) => title)).toEqual(['电解液工程师'])
    const inChain = await harness.as()('GET /posts', { query: { chain: 'battery' } })
    expect(inChain.items.map(({ title }) => title).sort()).toEqual(['别的电解液岗位', '电解液工程师'].sort())
  })

  it.each([
    ['a chain that is not there', { chainKey: 'nothing-here' }, '/chainKey', '没有这条产业链'],
    ['a link of another chain', { chainKey: 'battery', linkKey: 'robots' }, '/linkKey', '没有这个环节'],
    ['a link without a chain', { chainKey: null, linkKey: 'cell' }, '/linkKey', '没有这个环节'],
    [
      'a shortage post that is not in the catalogue',
      { chainKey: 'battery', shortageKey: 'nothing-here' },
      '/shortageKey',
      '现在没有这个岗位',
    ],
    [
      'a shortage post of another chain',
      { chainKey: 'manufacturing', shortageKey: 'electrolyte-formula' },
      '/shortageKey',
      '另一条产业链',
    ],
  ])('refuses %s, and says so at its field', async (_case, place, pointer, words) => {
    const draft = await draftOf(employer, { linkKey: null, shortageKey: null, ...place })
    await expect(publish(employer, draft)).rejects.toMatchObject(fault(pointer, words))
  })

  it('of a shortage post that left the catalogue nothing is said any more, and the post stays readable', async () => {
    const { id } = await openPost(harness, employer, {
      chainKey: 'battery',
      linkKey: 'electrolyte',
      shortageKey: 'electrolyte-formula',
    })
    await openChains(harness, { posts: [] })
    expect((await read(id)).placed).toEqual({ chain: '新能源电池材料', link: '电解液', shortage: null })
  })
})
