import { holdPerson } from '../../server/core/person'
import { insertEvidence } from '../../server/evidence/repository'
import { testVault } from '../../mock/fakes'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { completed, pdf, sent, uploaded } from './files'

let harness: Harness
let person: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
beforeEach(async () => {
  person = await harness.registerPerson()
})
afterAll(() => harness.close())

const begin = (fileName = '照片.jpg') =>
  person.call('POST /me/evidence', { body: { fileName, sizeBytes: 1000 } })
const list = (query: { after?: string; limit?: number } = {}) => person.call('GET /me/evidence', { query })

describe('files that belong to no application', () => {
  it('are listed newest first with where they are used and when they go, and can be deleted', async () => {
    const used = await uploaded(person.call, pdf(), '收入证明.pdf')
    harness.clock.advance(60)
    const loose = await uploaded(person.call, pdf(), '旧照片.pdf')
    harness.clock.advance(60)
    const arriving = await begin('没传完.jpg')
    const { version } = await person.call('GET /programs/:program', { params: { program: 'apartment' } })
    await person.call('PUT /programs/:program/draft', {
      params: { program: 'apartment' },
      body: { answers: { homeProof: [used.id], employmentProof: [used.id] }, revision: 0, version },
    })
    const { items } = await list()
    expect(items.map(({ fileName, complete, usedIn }) => [fileName, complete, usedIn])).toEqual([
      ['没传完.jpg', false, []],
      ['旧照片.pdf', true, []],
      ['收入证明.pdf', true, ['青年人才公寓资格']],
    ])
    expect(items.map(({ goesAt }) => goesAt?.slice(0, 10))).toEqual(['2026-12-22', '2026-12-22', undefined])
    for (const { id } of [loose, arriving])
      await person.call('DELETE /me/evidence/:evidence', { params: { evidence: id } })
    expect((await list()).items.map(({ id }) => id)).toEqual([used.id])
  })

  it('come by pages, without those that were refused and those of others', async () => {
    const other = await harness.signIn()
    await other.call('POST /me/evidence', { body: { fileName: '别人.jpg', sizeBytes: 1000 } })
    const program = await sent(person.call, Buffer.concat([Buffer.from('MZ'), pdf()]), '程序.pdf')
    await expect(completed(person.call, program)).rejects.toEqual(refused('evidence-type-refused'))
    for (let turn = 0; turn < 5; turn += 1) await begin(`${turn}.jpg`)
    const first = await list({ limit: 3 })
    const second = await list({ limit: 3, after: first.next ?? '' })
    expect([...first.items, ...second.items].map(({ fileName }) => fileName)).toEqual([
      '4.jpg',
      '3.jpg',
      '2.jpg',
      '1.jpg',
      '0.jpg',
    ])
    expect(second.next).toBeNull()
  })
})

it('refuses one more than twenty and says where they are', async () => {
  for (let turn = 0; turn < 20; turn += 1) await begin(`${turn}.jpg`)
  await expect(begin()).rejects.toMatchObject({
    code: 'evidence-too-many',
    message: containing('“没有提交的文件”'),
  })
  const [newest] = (await list()).items
  await person.call('DELETE /me/evidence/:evidence', { params: { evidence: newest?.id ?? '' } })
  await begin()
})

// The embedded database has one connection: nothing about waiting is proved on it.
const atOnce = process.env.DATABASE_URL ? it : it.skip
atOnce('two that begin at once cannot both be the twentieth', async () => {
  for (let turn = 0; turn < 19; turn += 1) await begin(`${turn}.jpg`)
  let second: Promise<unknown> = Promise.resolve()
  await harness.db.transaction().execute(async (tx) => {
    await holdPerson(tx, person.personId)
    second = begin('第二个.jpg').then(
      () => 'taken',
      (error: unknown) => (error as { code: string }).code,
    )
    await new Promise((resolve) => setTimeout(resolve, 500))
    await insertEvidence(tx, testVault(), harness.clock.now(), {
      id: crypto.randomUUID(),
      personId: person.personId,
      fileName: '第一个.jpg',
      sizeBytes: 1000,
    })
  })
  expect(await second).toBe('evidence-too-many')
  expect((await list({ limit: 50 })).items).toHaveLength(20)
})
