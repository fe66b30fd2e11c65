import { sampleBook } from '../../mock/policies/book'
import { publishBook } from '../../server/policies'
import { employerOf } from '../employers/world'
import { startHarness, type Harness } from '../harness'
import { offer, openBase } from './world'

/** Places are found by their title, what is done there, or the base: in words, pinyin and initials. */
let harness: Harness
let place: string
beforeAll(async () => {
  harness = await startHarness()
  await publishBook(harness.db, { book: sampleBook, source: '示例' }, harness.clock.now())
  const lead = await harness.office('lead')
  const base = await openBase(harness, lead, 3, await employerOf(harness, '岳麓量子材料有限公司（示例）'))
  place = (await offer({ harness, ...base })).id
  await offer({
    harness,
    ...(await openBase(harness, lead, 3, await employerOf(harness, '老城软件（示例）'))),
  })
})
afterAll(() => harness.close())
const find = async (q: string) =>
  (await harness.as()('GET /internship-places', { query: { q } })).items.map(({ id }) => id)

it.each([
  ['words of the title', '材料检测'],
  ['what is done', '样品制备'],
  ['the name of the base', '岳麓量子'],
  ['its pinyin', 'yueluliangzi'],
  ['its initials', 'ylLZ'],
  ['full width letters', 'ｙｌｌｚ'],
  ['several words, each of them', '量子 jc'],
])('by %s', async (_, q) => {
  expect(await find(q)).toContain(place)
})

it('and not by what is another base’s, by a piece of a syllable, or by signs of a pattern', async () => {
  const both = await find('cljcjx')
  expect(both).toContain(place)
  expect(both.length).toBe(2)
  expect(await find('软件')).not.toContain(place)
  expect(await find('uelu')).toEqual([])
  expect(await find('量子 软件')).toEqual([])
  expect(await find('%')).toEqual([])
  expect(await find('.*')).toEqual([])
})
