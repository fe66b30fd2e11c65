import { addDays } from '@jucai/contract/policies/days'
import { sampleBook } from '../../mock/policies/book'
import { publishBook } from '../../server/policies'
import { readPdf, type ReadBack } from '../core/read-pdf'
import { testKey } from '../credentials/keys'
import { claimCode } from '../credentials/world'
import { startHarness, type Harness } from '../harness'
import { choose, offer, openBase, signAll, today, wish, type InternshipWorld } from './world'

let harness: Harness
let world: InternshipWorld
beforeAll(async () => {
  harness = await startHarness()
  await publishBook(harness.db, { book: sampleBook, source: '示例' }, harness.clock.now())
  const lead = await harness.office('lead')
  world = { harness, lead, ...(await openBase(harness, lead)) }
})
afterAll(() => harness.close())

const areSubsets = ({ fonts }: ReadBack) => {
  for (const [name, { embedded, bytes }] of Object.entries(fonts)) {
    expect(name).toMatch(/^[A-Z]{6}\+/) // how a subset is named
    expect(embedded).toBe(true)
    expect(bytes).toBeLessThan(400_000) // of fonts of eight megabytes
  }
}

it('agreement and certificate are read back, rare signs too, with subsets of their fonts', async () => {
  const registered = await harness.registerPerson({ name: '吴𠮷〇' })
  const person = { ...registered, id: registered.personId }
  const key = testKey(7901)
  await claimCode(person, key)
  const place = await offer(world)
  const id = await choose(world, person, (await wish(person, place.id)).id)
  await signAll(world, person, id)
  const params = { internship: id }
  const agreement = readPdf((await person.call('GET /me/internships/:internship/agreement', { params })).data)
  expect(agreement.text).toContain('乙方（见习人员）：吴𠮷〇，证件号码')
  expect(agreement.text).toContain('就业见习不是就业')
  expect(agreement.text).toContain('首尾两天都算')
  expect(agreement.text).not.toContain('［U+')
  areSubsets(agreement)
  const lastDay = addDays(today(harness), -1)
  await harness.db
    .updateTable('internship')
    .set({ first_day: addDays(lastDay, -91), last_day: lastDay })
    .where('id', '=', id)
    .execute()
  for (const { run } of harness.app.chores) await run(harness.clock.now())
  const { certificate } = await person.call('PUT /me/internships/:internship/certificate', { params })
  const paper = readPdf((await person.call('GET /me/internships/:internship/certificate', { params })).data)
  expect(paper.text).toContain('吴𠮷〇：')
  expect(paper.text).toContain(certificate?.code)
  expect(paper.text).toContain('就业见习不建立劳动关系')
  areSubsets(paper)
})
